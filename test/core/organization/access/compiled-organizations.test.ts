import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CompiledOrganizations } from '../../../../core/organization/access/compiled-organizations.ts'
import type { OrganizationMoment } from '../../../../core/organization/access/record-changes.ts'
import { CatalogueShelf } from '../../../../core/organization/loaded-catalogue.ts'
import type { ReadUnit } from '../../../../core/organization/ports.ts'
import { recordEvent, timeOf } from '../../../../core/organization/record-event.ts'
import {
  ANY_DIVISION,
  mayCall,
  type CompiledOrganization,
} from '../../../../core/policy/compiled-organization.ts'
import { fc, propertySeed } from '../../catalogue/property-seed.ts'
import { actNames, acts, NothingLeft, openScene, type ActName, type Scene } from './acts.ts'

let scene: Scene
let kept: CompiledOrganizations

beforeEach(async () => {
  scene = await openScene()
  kept = new CompiledOrganizations(new CatalogueShelf())
})

afterEach(() => scene[Symbol.asyncDispose]())

async function momentOf(unit: ReadUnit, { here, workspace }: Scene): Promise<OrganizationMoment> {
  const organization = await unit.organizations.get(here.id)
  if (!organization) throw new Error('the organization is gone')
  const roles = await unit.roles.all(here.id)
  const now = timeOf(organization, () => workspace.clock.now())
  return { unit, organization, roles, homeDivisionId: here.homeDivisionId, now }
}

function compiled(organizations: CompiledOrganizations, of = scene): Promise<CompiledOrganization> {
  return of.workspace.store.read(async (unit) => organizations.of(await momentOf(unit, of)))
}

/** Every record by its id, and every call that is allowed. */
function contentsOf(organization: CompiledOrganization) {
  const { apps, users, catalogue, roles, divisions, enforceScopes, strayAuthorizations } = organization
  const operations = [...catalogue.operations.keys()]
  const where = [...organization.divisionNumbers, ['any', ANY_DIVISION] as const]
  const allowed = apps.flatMap(({ client }, app) =>
    users.flatMap(({ user: { id } }, user) =>
      where.map(([name, division]) => {
        const can = operations.filter((operation) =>
          mayCall(organization, { app, user, operation, division }),
        )
        return [client.id, id, name, ...can].join(' ')
      }),
    ),
  )
  return {
    allowed: allowed.sort(),
    clients: byId(apps.map(({ client }) => client)),
    authorizations: apps.flatMap(({ authorization }) => authorization ?? []).sort(byClient),
    stray: [...strayAuthorizations.values()].sort(byClient),
    users: byId(users.map(({ user }) => user)),
    roles: byId(roles.map(({ id, name, patterns, revision }) => ({ id, name, patterns, revision }))),
    divisions,
    enforceScopes,
  }
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

function byClient(one: { readonly clientId: string }, other: { readonly clientId: string }): number {
  return one.clientId < other.clientId ? -1 : 1
}

async function expectUpToDate(of = scene): Promise<CompiledOrganization> {
  const organization = await compiled(kept, of)
  const fresh = await compiled(new CompiledOrganizations(new CatalogueShelf()), of)
  expect(contentsOf(organization)).toEqual(contentsOf(fresh))
  return organization
}

/** Some acts are refused or have nothing left to act on, because an earlier one took away what they need. */
async function attempt(used: Scene, name: ActName, choice: number): Promise<void> {
  try {
    await acts[name](used, choice)
  } catch (thrown) {
    if (!(thrown instanceof NothingLeft)) throw thrown
  }
}

describe('a compiled organization that is kept', () => {
  it('is the same value while nothing changes', async () => {
    const first = await compiled(kept)
    scene.workspace.clock.advance('1d')
    expect(await compiled(kept)).toBe(first)
  })

  it.each(actNames)('follows %s', async (name) => {
    await expectUpToDate()
    expect(await acts[name](scene, 0)).toMatchObject({ ok: true })
    await expectUpToDate()
  })

  it('shares with the former one what a change does not concern', async () => {
    const before = await compiled(kept)
    await acts['user.grantRole'](scene, 0)
    const after = await compiled(kept)
    expect(after).not.toBe(before)
    expect(after.apps).toBe(before.apps)
    expect(after.catalogue).toBe(before.catalogue)
  })

  it('ends an approval at its moment, before anybody has recorded that (P2.2)', async () => {
    await acts['app.authorize (for an hour)'](scene, 0)
    const before = await expectUpToDate()
    scene.workspace.clock.advance('61m')
    const after = await expectUpToDate()
    expect(contentsOf(after).allowed).not.toEqual(contentsOf(before).allowed)
    expect(contentsOf(after).authorizations).toEqual(contentsOf(before).authorizations)
  })

  it('is read anew where the history is another one than the one that was seen', async () => {
    await using twin = await openScene()
    expect(twin.here.id).toBe(scene.here.id)
    await acts['user.grantRole'](scene, 0)
    await acts['client.edit (scopes)'](twin, 0)
    await expectUpToDate(scene)
    await expectUpToDate(twin)
    await acts['role.edit'](scene, 0)
    await expectUpToDate(scene)
  })

  it.each([
    ['more events than it would read', 501, 'user.set_password'],
    ['an act that it does not know', 1, 'organization.reform'],
  ])('is read anew after %s', async (_what, count, action) => {
    await expectUpToDate()
    await scene.workspace.store.write(async (unit) => {
      const { organization, roles } = await momentOf(unit, scene)
      const by = {
        organization,
        author: { id: null, name: 'Test' },
        clock: () => scene.workspace.clock.now(),
      }
      const kind = action.startsWith('user') ? 'user' : 'organization'
      const target = { kind, id: organization.id, name: 'Test' } as const
      for (let written = 0; written < count; written++) await recordEvent(unit, by, { action, target })
      for (const role of roles) await unit.put.role(organization.id, { ...role, patterns: [] })
    })
    await expectUpToDate()
  })

  it('makes room for others when it was not asked for a while', async () => {
    const first = await compiled(kept)
    const others: Scene[] = []
    for (let count = 0; count < 3; count++) {
      const here = await scene.workspace.organization()
      others.push({ ...scene, here })
    }
    for (const other of others) await compiled(kept, other)
    const last = others.at(-1) ?? scene
    expect(await compiled(kept, last)).toBe(await compiled(kept, last))
    expect(await compiled(kept)).not.toBe(first)
  })

  const title = 'equals one that is compiled anew, after any sequence of acts'
  it(`${title} (${propertySeed.title})`, { timeout: 120_000 }, async () => {
    const act = fc.tuple(fc.constantFrom(...actNames), fc.nat({ max: 60 }))
    const sequence = fc.array(act, { minLength: 10, maxLength: 20 })
    const { seed } = propertySeed.parameters
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        await using used = await openScene()
        for (const [name, choice] of steps) {
          await attempt(used, name, choice)
          await expectUpToDate(used)
        }
      }),
      { seed, numRuns: 3 },
    )
  })
})
