import { describe, expect, it } from 'vitest'
import { asId, type DivisionId, type RoleId } from '../../../core/model/brand.ts'
import type { Role, RoleDivision, RoleGrant } from '../../../core/model/directory.ts'
import { divisionCovers, holdsPatterns, holdsPermission } from '../../../core/policy/permission-held.ts'
import { viewOf } from '../../support/policy-world.ts'

const home = asId<DivisionId>('home')
const sales = asId<DivisionId>('sales')

const view = viewOf({
  roles: {
    Viewer: ['directory:user:view', 'oauth:client:view'],
    Directory: ['directory:*:*'],
    Master: ['*:*:*'],
    Broken: ['directory:user', '*'],
  },
})

const findRole = (id: RoleId): Role | undefined => view.role(id)

/** `Viewer@home`, or `Viewer` for all divisions. */
function grants(...texts: readonly string[]): readonly RoleGrant[] {
  return texts.map((text) => {
    const [role = '', division = '*'] = text.split('@')
    return { roleId: asId<RoleId>(role), divisionId: division === '*' ? '*' : asId<DivisionId>(division) }
  })
}

describe('a division', () => {
  it.each<[RoleDivision, RoleDivision | null, boolean]>([
    [home, home, true],
    ['*', home, true],
    [home, null, true],
    ['*', null, true],
    ['*', '*', true],
    [sales, home, false],
    [home, '*', false],
  ])('held in %s, asked in %s: %s (P2.5)', (held, wanted, expected) => {
    expect(divisionCovers(held, wanted)).toBe(expected)
  })
})

describe('holding a permission', () => {
  const holds = (held: readonly RoleGrant[], permission: string, divisionId: DivisionId | null = null) =>
    holdsPermission(held, findRole, { permission, divisionId })

  it('takes one role that holds it, where it is asked for (P2.5)', () => {
    expect(holds(grants('Broken', 'Viewer@home'), 'oauth:client:view')).toBe(true)
    expect(holds(grants('Viewer@home'), 'oauth:client:view', home)).toBe(true)
    expect(holds(grants('Viewer@home'), 'oauth:client:view', sales)).toBe(false)
    expect(holds(grants('Viewer'), 'oauth:client:edit')).toBe(false)
  })

  it('is not had through a role that does not exist, nor without any (P5)', () => {
    expect(holds(grants('Gone'), 'oauth:client:view')).toBe(false)
    expect(holds([], 'oauth:client:view')).toBe(false)
  })

  it('is not had of a malformed permission, nor through a malformed pattern (P5)', () => {
    expect(holds(grants('Master'), 'admin')).toBe(false)
    expect(holds(grants('Broken'), 'directory:user:view')).toBe(false)
  })
})

describe('holding whatever a role holds (O6)', () => {
  const holds = (held: readonly RoleGrant[], role: string, divisionId: RoleDivision = home) => {
    const patterns = findRole(asId<RoleId>(role))?.patterns
    if (!patterns) throw new Error(`there is no role \`${role}\``)
    return holdsPatterns(held, findRole, { patterns, divisionId })
  }

  it('takes every pattern of it, through whatever roles', () => {
    expect(holds(grants('Viewer'), 'Viewer')).toBe(true)
    expect(holds(grants('Master'), 'Directory')).toBe(true)
    expect(holds(grants('Gone', 'Viewer'), 'Viewer')).toBe(true)
    expect(holds(grants('Directory'), 'Viewer')).toBe(false)
    expect(holds(grants('Viewer'), 'Directory')).toBe(false)
    expect(holds(grants('Directory'), 'Master')).toBe(false)
    expect(holds([], 'Viewer')).toBe(false)
  })

  it('takes it in that division, or in all where all are asked for', () => {
    expect(holds(grants('Viewer@home'), 'Viewer', home)).toBe(true)
    expect(holds(grants('Viewer@sales'), 'Viewer', home)).toBe(false)
    expect(holds(grants('Viewer@home', 'Viewer@sales'), 'Viewer', '*')).toBe(false)
    expect(holds(grants('Viewer'), 'Viewer', '*')).toBe(true)
  })

  it('is not had of a malformed pattern, which nobody holds (P5)', () => {
    expect(holds(grants('Master'), 'Broken')).toBe(false)
  })
})
