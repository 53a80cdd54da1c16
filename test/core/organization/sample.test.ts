import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { usesScopes } from '../../../core/model/grant-type.ts'
import { checkClientFields } from '../../../core/organization/client-fields.ts'
import type { ReadUnit } from '../../../core/organization/ports.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import type { TestOrganization } from '../../support/organization.ts'

const everything = { search: '', state: null, grantType: null, limit: 5_000, cursor: null }

/** Everything that an organization holds, in one value. */
async function contentOf(unit: ReadUnit, organization: TestOrganization) {
  const { id } = organization
  const clients = (await unit.clients.page(id, everything)).rows
  const usage = await Promise.all(clients.map(({ client }) => unit.usage.of(id, client.id, '2000-01-01')))
  return {
    organization: await unit.organizations.get(id),
    divisions: await unit.divisions.all(id),
    roles: await unit.roles.all(id),
    users: (await unit.users.page(id, everything)).rows,
    clients,
    authorizations: (await unit.authorizations.page(id, everything)).rows,
    usage,
  }
}

async function sample(seed: string, clients?: number) {
  const workspace = await openWorkspace()
  const organization = await workspace.organization({
    name: 'Sample',
    sample: { seed, ...(clients === undefined ? {} : { clients }) },
  })
  return { workspace, organization }
}

describe('a sample organization', () => {
  let workspace: Workspace
  let organization: TestOrganization

  beforeAll(async () => {
    ;({ workspace, organization } = await sample('grantdesk'))
  })

  afterAll(() => workspace[Symbol.asyncDispose]())

  const content = () => workspace.store.read((unit) => contentOf(unit, organization))

  it('has 60 clients, 40 authorized apps and 200 users (O4)', async () => {
    const { counts } = valueOf(
      await workspace.admin['organization.show']({ organizationId: organization.id }),
    )
    expect(counts).toMatchObject({ clients: 60, builtInClients: 4, users: 200 })
    const { authorizations } = await content()
    const own = authorizations.filter(({ authorization }) => authorization.clientOwnerId === organization.id)
    expect(own.filter(({ authorization }) => authorization.state === 'authorized')).toHaveLength(40)
  })

  it('has usage of 90 days (O4)', async () => {
    const rows = (await content()).usage.flat()
    const days = [...new Set(rows.map(({ day }) => day))].sort()
    expect(days.at(-1)).toBe('2027-01-09')
    expect(days[0]).toBe('2026-10-12')
    expect(days).toHaveLength(90)
    expect(
      rows.every(({ requests, failures }) => requests > 0 && failures >= 0 && failures <= requests),
    ).toBe(true)
  })

  it('shows every state of clients and authorizations, and every grant type (O4)', async () => {
    const { clients, authorizations } = await content()
    expect(new Set(clients.map(({ client }) => client.state.kind))).toEqual(
      new Set(['active', 'inactive', 'disabled']),
    )
    expect(new Set(clients.map(({ client }) => client.grantType))).toEqual(
      new Set(['authorization_code', 'client_credentials', 'implicit', 'saml2_bearer']),
    )
    expect(new Set(authorizations.map(({ authorization }) => authorization.state))).toEqual(
      new Set(['authorized', 'pending', 'revoked']),
    )
  })

  it('breaks no rule of clients (C1 to C6)', async () => {
    const { clients, roles, divisions, users } = await content()
    const catalogue = valueOf(await workspace.admin['catalogue.show']({ organizationId: organization.id }))
    const knownScopes = new Set(catalogue.scopes.map(({ name }) => name))
    const actor = users.find(({ id }) => id === organization.administratorId)
    if (!actor) throw new Error('there is no administrator')
    for (const { client } of clients) {
      const { createdAt, modifiedAt, state } = client
      const { name, description, contact, environment, grantType, pkce, tokenDuration } = client
      const { redirectUris, scopes, roleGrants, addressRanges } = client
      const draft = { name, description, contact, environment, grantType, pkce, tokenDuration }
      const whole = { ...draft, redirectUris, scopes, roleGrants, addressRanges }
      const checked = checkClientFields(whole, { actor, roles, divisions, knownScopes, former: null })
      expect(checked).toEqual({ ok: true, value: whole })
      expect(createdAt <= modifiedAt && modifiedAt <= '2027-01-10T08:00:00.000Z').toBe(true)
      if (state.kind === 'inactive') expect(state.removalAt > '2027-01-10T08:00:00.000Z').toBe(true)
    }
  })

  it('grants no scope that is not requested, and authorizes no service (A4, A7)', async () => {
    const { clients, authorizations } = await content()
    for (const { authorization } of authorizations) {
      const found = clients.find(({ client }) => client.id === authorization.clientId)
      if (!found) throw new Error('an authorization has no client')
      expect(usesScopes(found.client.grantType)).toBe(true)
      expect(found.client.scopes).toEqual(expect.arrayContaining([...authorization.scopes]))
      if (authorization.state === 'authorized') expect(authorization.scopes.length).toBeGreaterThan(0)
    }
  })

  it('has users of their own addresses, with roles and divisions that exist (O3)', async () => {
    const { users, roles, divisions } = await content()
    expect(new Set(users.map(({ email }) => email)).size).toBe(200)
    for (const { roleId, divisionId } of users.flatMap(({ roleGrants }) => roleGrants)) {
      expect(roles.some(({ id }) => id === roleId)).toBe(true)
      expect(divisionId === '*' || divisions.some(({ id }) => id === divisionId)).toBe(true)
    }
    expect(new Set(users.map(({ state }) => state))).toEqual(new Set(['active', 'inactive']))
  })

  it('tells in its history what it was made from (C11)', async () => {
    const events = await organization.events()
    expect(events.map(({ action }) => action)).toEqual(['organization.create', 'organization.fill_sample'])
    expect(events[1]?.after).toMatchObject({ seed: 'grantdesk', clients: 60, authorizations: 40, users: 200 })
  })

  it('is the same again from the same seed and clock, and another from another seed (O4)', async () => {
    const again = await sample('grantdesk')
    const other = await sample('another seed')
    const [one, two] = [
      await content(),
      await again.workspace.store.read((unit) => contentOf(unit, again.organization)),
    ]
    const three = await other.workspace.store.read((unit) => contentOf(unit, other.organization))
    expect(two).toEqual(one)
    expect(three.clients.map(({ client }) => client.id)).not.toEqual(
      one.clients.map(({ client }) => client.id),
    )
    expect(three.users.map(({ name }) => name)).not.toEqual(one.users.map(({ name }) => name))
    await again.workspace[Symbol.asyncDispose]()
    await other.workspace[Symbol.asyncDispose]()
  })

  it('shares no client with a second sample of the same seed in one workspace (O1, O4)', async () => {
    await using both = await openWorkspace()
    const one = await both.organization({ sample: { seed: 'same' } })
    const two = await both.organization({ sample: { seed: 'same', clients: 30 } })
    const ids = async (of: TestOrganization) =>
      (await both.store.read((unit) => unit.clients.page(of.id, everything))).rows
        .map(({ client }) => client)
        .filter(({ ownerId }) => ownerId === of.id)
        .map(({ id }) => id)
    const shared = new Set(await ids(one)).intersection(new Set(await ids(two)))
    expect([...shared]).toEqual([])
  })
})

describe('a large sample', () => {
  it('scales to 2,000 clients, and raises the limit to its own size (O2, O4)', async () => {
    const { workspace, organization } = await sample('large', 2_000)
    const shown = valueOf(await workspace.admin['organization.show']({ organizationId: organization.id }))
    expect(shown.counts).toMatchObject({ clients: 2_000, users: 200 })
    expect(shown.organization.settings.maxClients).toBe(2_000)
    const authorized = valueOf(
      await workspace.admin['app.list']({ acting: organization.acting, state: 'authorized', limit: 1 }),
    )
    // Two thirds, rounded up, and the four built-in ones.
    expect(authorized.total).toBe(1_334 + 4)
    const first = valueOf(await workspace.admin['client.list']({ acting: organization.acting, limit: 500 }))
    expect(first).toMatchObject({ total: 2_004, all: 2_000, limitOfClients: 2_000 })
    await workspace[Symbol.asyncDispose]()
  })
})

describe('a long fill', () => {
  const wish = { name: 'Big', sample: { seed: 'long', clients: 2_000 }, taskId: 'fill' }

  it('tells how far it is, to the end (O4)', async () => {
    await using workspace = await openWorkspace()
    const told: (readonly [done: number, total: number])[] = []
    workspace.grantdesk.subscribe('progress', ({ taskId, done, total }) => {
      expect(taskId).toBe('fill')
      told.push([done, total])
    })
    valueOf(await workspace.admin['organization.create'](wish))
    expect(told[0]).toEqual([0, 2_000])
    expect(told.at(-1)).toEqual([2_000, 2_000])
    expect(told).toEqual([...told].sort(([one], [other]) => one - other))
  })

  it('leaves nothing behind when it is cancelled, and can be begun again (F1)', async () => {
    await using workspace = await openWorkspace()
    const stop = workspace.grantdesk.subscribe('progress', ({ taskId, done }) => {
      if (done >= 500) void workspace.admin['task.cancel']({ taskId })
    })
    expect(refusalOf(await workspace.admin['organization.create'](wish))).toEqual({ code: 'cancelled' })
    expect(valueOf(await workspace.admin['organization.list']({}))).toEqual([])
    stop()
    const { organization } = valueOf(await workspace.admin['organization.create'](wish))
    const { counts } = valueOf(
      await workspace.admin['organization.show']({ organizationId: organization.id }),
    )
    expect(counts.clients).toBe(2_000)
  })
})

describe('seeded randomness', () => {
  it('gives the same values for the same seed, and others for another (O4)', () => {
    const draw = (seed: string) => {
      const random = new SeededRandom(seed)
      return [random.uuid(), random.between(1, 6), random.pick(['a', 'b', 'c']), [...random.bytes(4)]]
    }
    expect(draw('one')).toEqual(draw('one'))
    expect(draw('one')).not.toEqual(draw('two'))
  })

  it('stays within what is asked for (O4)', () => {
    const random = new SeededRandom('bounds')
    const drawn = Array.from({ length: 1_000 }, () => random.between(3, 5))
    expect(new Set(drawn)).toEqual(new Set([3, 4, 5]))
    expect(random.some([1, 2, 3], 2)).toHaveLength(2)
    expect(random.some([1, 2, 3], 9)).toEqual([1, 2, 3])
    expect(() => random.pick([])).toThrow('cannot pick from an empty list')
  })
})
