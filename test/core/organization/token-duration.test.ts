import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RoleGrant } from '../../../core/model/directory.ts'
import { DraftRules, grantOf, serviceDraft } from '../../support/draft-rules.ts'
import { drafts, type Role } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'

let rules: DraftRules
beforeAll(async () => {
  rules = await DraftRules.open()
})
afterAll(() => rules.close())

describe('the token duration', () => {
  it('is 86,400 s where none is given (C3)', async () => {
    expect((await rules.accept({})).tokenDuration).toBe(86_400)
    expect((await rules.accept({ tokenDuration: ' ' })).tokenDuration).toBe(86_400)
  })

  it.each(['soon', '-5', '86400.5', 'NaN'])('cannot be `%s` (C3)', async (tokenDuration) => {
    expect(await rules.refuse({ tokenDuration })).toEqual({
      code: 'duration_unreadable',
      field: 'tokenDuration',
      value: tokenDuration,
      rule: 'C3',
    })
  })

  const outOfRange = (seconds: number, maximum: number) => ({
    code: 'duration_out_of_range',
    field: 'tokenDuration',
    value: String(seconds),
    rule: 'C3',
    params: { minimum: 300, maximum, seconds },
  })

  it.each([
    ['code', drafts.code],
    ['implicit', drafts.implicit],
    ['SAML2 bearer', drafts.saml],
  ])('of a %s client is 300 to 172,800 s (C3)', async (_name, draft) => {
    expect((await rules.accept({ ...draft, tokenDuration: 300 })).tokenDuration).toBe(300)
    expect((await rules.accept({ ...draft, tokenDuration: 172_800 })).tokenDuration).toBe(172_800)
    for (const seconds of [0, 299, 172_801, 38_880_000, 38_880_001]) {
      expect(await rules.refuse({ ...draft, tokenDuration: seconds })).toEqual(outOfRange(seconds, 172_800))
    }
  })

  it('of a service without the SCIM permissions is 300 to 172,800 s (C3)', async () => {
    const draft = serviceDraft([grantOf(rules.employee)])
    expect((await rules.accept({ ...draft, tokenDuration: 172_800 })).tokenDuration).toBe(172_800)
    for (const seconds of [299, 172_801, 38_880_000]) {
      expect(await rules.refuse({ ...draft, tokenDuration: seconds })).toEqual(outOfRange(seconds, 172_800))
    }
  })

  async function acceptsLong(roleGrants: readonly RoleGrant[]) {
    const draft = serviceDraft(roleGrants)
    expect((await rules.accept({ ...draft, tokenDuration: 172_801 })).tokenDuration).toBe(172_801)
    expect((await rules.accept({ ...draft, tokenDuration: '450 days' })).tokenDuration).toBe(38_880_000)
    for (const seconds of [299, 38_880_001]) {
      expect(await rules.refuse({ ...draft, tokenDuration: seconds })).toEqual(
        outOfRange(seconds, 38_880_000),
      )
    }
  }

  async function refusesLong(roleGrants: readonly RoleGrant[]) {
    for (const seconds of [172_801, 38_880_000]) {
      const refused = await rules.refuse(serviceDraft(roleGrants, { tokenDuration: seconds }))
      expect(refused).toEqual(outOfRange(seconds, 172_800))
    }
  }

  /** A custom role that the administrator holds everywhere. */
  async function heldRole(name: string, patterns: readonly string[]): Promise<Role> {
    const role = await rules.organization.newRole(name, patterns)
    await rules.organization.grant(rules.organization.administratorId, name)
    return role
  }

  it('is up to 38,880,000 s with the role SCIM Integration, in whatever division (C3)', async () => {
    await acceptsLong([grantOf(rules.scim)])
    await acceptsLong([grantOf(rules.scim, rules.homeId)])
  })

  it('is up to 38,880,000 s with a custom role of exactly the same permissions (C3)', async () => {
    const twin = await heldRole('SCIM twin', [...rules.scim.patterns].reverse())
    await acceptsLong([grantOf(twin)])
  })

  it('is up to 38,880,000 s with two roles that together hold exactly those permissions (C3)', async () => {
    const half = Math.floor(rules.scim.patterns.length / 2)
    const one = await heldRole('SCIM first half', rules.scim.patterns.slice(0, half))
    const other = await heldRole('SCIM second half', rules.scim.patterns.slice(half))
    await acceptsLong([grantOf(one), grantOf(other)])
    await refusesLong([grantOf(one)])
  })

  it('is not, with one permission more (C3)', async () => {
    const more = await heldRole('SCIM and more', [...rules.scim.patterns, 'oauth:client:view'])
    await refusesLong([grantOf(more)])
  })

  it('is not, with a second role that holds more (C3)', async () => {
    await refusesLong([grantOf(rules.scim), grantOf(rules.employee)])
  })

  it('is not, with one permission fewer (C3)', async () => {
    await refusesLong([grantOf(await heldRole('SCIM and less', rules.scim.patterns.slice(1)))])
  })

  it('is not, with a wildcard that holds more than one of them (C3)', async () => {
    const wide = await heldRole('SCIM wide', [...rules.scim.patterns, 'directory:user:*'])
    await refusesLong([grantOf(wide)])
  })

  it('is not, with the role SCIM Integration after it was changed (C3)', async () => {
    const another = await rules.workspace.organization()
    const role = await another.role('SCIM Integration')
    const patterns = [...role.patterns, 'oauth:client:view']
    const edit = {
      acting: another.acting,
      roleId: role.id,
      revision: role.revision,
      name: role.name,
      patterns,
    }
    valueOf(await rules.workspace.admin['role.edit'](edit))
    const draft = serviceDraft([grantOf(role)], { tokenDuration: 172_801 })
    const refused = await rules.workspace.admin['client.create']({ acting: another.acting, draft })
    expect(refusalOf(refused)).toEqual(outOfRange(172_801, 172_800))
  })
})
