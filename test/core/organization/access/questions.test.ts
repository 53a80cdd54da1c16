import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { UsageRow } from '../../../../core/model/usage-row.ts'
import type { TestOrganization } from '../../../support/organization.ts'
import { refusalOf, valueOf } from '../../../support/results.ts'
import { openWorkspace, type Workspace } from '../../../support/workspace.ts'
import { aUsageRow } from '../../store/records.ts'

const readClients = 'GET /api/v2/oauth/clients'
const createUser = 'POST /api/v2/users'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
})

afterEach(() => workspace[Symbol.asyncDispose]())

async function callable(clientId: string, user: string | null = null, division: string | null = null) {
  const { admin, acting } = organization
  const asked = { acting, clientId, user, division }
  return valueOf(await admin['access.operations'](asked))
}

async function usage(clientId: string, ...rows: readonly Partial<UsageRow>[]): Promise<void> {
  await workspace.store.write(async (unit) => {
    const client = (await unit.clients.all(organization.id)).find(({ id }) => id === clientId)
    if (!client) throw new Error('there is no such client')
    await unit.put.usage(
      organization.id,
      rows.map((wish) => aUsageRow(client.id, '2027-01-09', wish)),
    )
  })
}

describe('questions about a whole organization', () => {
  it('agree with the question about one call, whatever app, user, operation and division (P4)', async () => {
    const { admin, acting, id } = await workspace.organization({ sample: { clients: 30, seed: 'a' } })
    const { rows: clients } = valueOf(await admin['client.list']({ acting }))
    const { rows: users } = valueOf(await admin['user.list']({ organizationId: id }))
    const divisions = valueOf(await admin['division.list']({ organizationId: id }))
    const { operations } = valueOf(
      await admin['catalogue.search']({ organizationId: id, search: '', limit: 200 }),
    )
    const outcomes = { allow: 0, deny: 0 }
    for (const [place, { client }] of clients.entries()) {
      const user = users[(place * 7) % users.length]?.id ?? null
      const division = place % 3 === 0 ? null : (divisions[place % divisions.length]?.name ?? null)
      const about = { acting, clientId: client.id, user, division }
      const listed = valueOf(await admin['access.operations'](about)).operations
      const allowed = new Set(listed.map(({ operation }) => operation))
      for (const { method, path } of operations.filter((_one, at) => at % 5 === place % 5)) {
        const operation = `${method} ${path}`
        const { outcome } = valueOf(await admin['access.ask']({ ...about, operation }))
        expect([client.name, user, operation, division, allowed.has(operation)]).toEqual([
          ...[client.name, user, operation, division],
          outcome === 'allow',
        ])
        outcomes[outcome] += 1
      }
    }
    expect(Math.min(outcomes.allow, outcomes.deny)).toBeGreaterThan(20)
  })

  it('find a user by id or address, a division by id or name and an operation by a concrete path', async () => {
    const { admin, acting } = organization
    const sales = await organization.division('Sales')
    const ada = await organization.user('Ada', ['Master Admin', sales.id])
    const { client } = await organization.client({ scopes: ['users', 'oauth'] }, true)
    const anywhere = await callable(client.id, ada.id)
    expect(await callable(client.id, ' ADA@example.com ')).toEqual(anywhere)
    expect(await callable(client.id, ada.id, 'sales')).toMatchObject({
      operations: anywhere.operations,
      divisionName: 'Sales',
    })
    expect((await callable(client.id, ada.id, sales.id)).operations).toEqual(anywhere.operations)
    const home = await callable(client.id, ada.id, 'Home')
    expect(home.operations.length).toBeLessThan(anywhere.operations.length)
    const who = valueOf(
      await admin['access.who']({
        acting,
        operation: 'get /api/v2/oauth/clients/4f1c?x=1',
        division: 'Home',
      }),
    )
    expect(who.operation).toBe('GET /api/v2/oauth/clients/{clientId}')
    expect(who.users.rows.map(({ name }) => name)).toEqual(['Admin'])
  })

  it('know an app of another organization before it is authorized here (A2)', async () => {
    const { admin, acting } = organization
    const elsewhere = await workspace.organization()
    const { client } = await elsewhere.client({ scopes: ['oauth:readonly'] })
    expect(await callable(client.id)).toMatchObject({ clientName: client.name, operations: [] })
    const scopes = ['oauth:readonly']
    const assume = [{ kind: 'authorize_app' as const, clientId: client.id, scopes }]
    const assumed = valueOf(await admin['access.whatIf']({ acting, assume }))
    expect(assumed.lost.calls).toBe(0)
    await organization.authorize(client.id, scopes)
    const { operations } = await callable(client.id, organization.administratorId)
    expect(assumed.gained.calls).toBe(operations.length)
    expect(operations.map(({ operation }) => operation)).toContain(readClients)
    const least = await admin['access.leastScopes']({ acting, clientId: client.id, calls: [readClients] })
    expect(valueOf(least)).toMatchObject({ isOwn: false, suggested: scopes, add: [], remove: [] })
  })

  it('tell of a what-if how many rows there are beyond those that are shown', async () => {
    const { admin, acting } = await workspace.organization({ sample: { clients: 50, seed: 'a' } })
    const assume = [{ kind: 'enforce_scopes' as const, on: false }]
    const few = valueOf(await admin['access.whatIf']({ acting, assume, limit: 2 }))
    expect([few.apps.length, few.users.length, few.operations.length]).toEqual([2, 2, 2])
    const all = valueOf(await admin['access.whatIf']({ acting, assume, limit: 500 }))
    expect(all.apps.length).toBe(few.appsInAll)
    expect(all.users.length).toBe(few.usersInAll)
    expect(all.operations.length).toBe(few.operationsInAll)
    expect(few.appsInAll).toBeGreaterThan(2)
  })

  it('show parts of the matrix in the order of names, whatever the case', async () => {
    const { admin, acting } = organization
    for (const name of ['beta desk', 'Alpha Desk', 'Gamma'])
      await organization.client({ name, scopes: ['users'] }, true)
    await organization.service('alpha robot', 'Master Admin')
    const part = async (search: string, offset = 0, limit = 50) => {
      const apps = { search, offset, limit }
      return valueOf(await admin['access.matrix']({ acting, apps, users: { search: 'admin' } }))
    }
    const named = async (...wanted: Parameters<typeof part>) => {
      const { apps } = await part(...wanted)
      return [apps.total, ...apps.rows.map(({ name }) => name)]
    }
    expect(await named('DESK')).toEqual([2, 'Alpha Desk', 'beta desk'])
    expect(await named('desk', 1, 1)).toEqual([2, 'beta desk'])
    expect(await named('desk be')).toEqual([1, 'beta desk'])
    expect(await named('nothing')).toEqual([0])
    const { apps, counts } = await part('alpha robot')
    expect(counts).toEqual([[]])
    expect(apps.rows[0]?.itself).toBeGreaterThan(0)
    expect((await part('gamma')).apps.rows[0]?.itself).toBeNull()
  })
})

describe('the fewest scopes', () => {
  it('cover what succeeded in the last days, and not what never did or is long ago (P4)', async () => {
    const { client } = await organization.client({ scopes: ['users', 'oauth', 'notifications'] }, true)
    await usage(
      client.id,
      { path: '/api/v2/oauth/clients', requests: 3, failures: 2 },
      { method: 'POST', requests: 3, failures: 3 },
      { path: '/api/v2/users/me', day: '2026-12-01' },
      { path: '/api/v2/unheard-of' },
    )
    const { admin, acting } = organization
    const asked = { acting, clientId: client.id }
    expect(valueOf(await admin['access.leastScopes']({ ...asked, days: 30 }))).toMatchObject({
      observed: [{ operation: readClients, coveredBy: 'oauth:readonly' }],
      unknown: ['GET /api/v2/unheard-of'],
      present: ['oauth', 'users', 'notifications'],
      add: ['oauth:readonly'],
      remove: ['oauth', 'users', 'notifications'],
      isOwn: true,
      actsForItself: false,
    })
    const longer = valueOf(await admin['access.leastScopes']({ ...asked, days: 60 }))
    expect(longer.observed.map(({ operation }) => operation)).toContain('GET /api/v2/users/me')
  })

  it('are none for a client that acts for itself (P2)', async () => {
    const { client } = await organization.service('Robot', 'Master Admin')
    const { admin, acting } = organization
    const order = { acting, clientId: client.id, calls: [createUser] }
    expect(valueOf(await admin['access.leastScopes'](order))).toMatchObject({
      actsForItself: true,
      observed: [{ operation: createUser, coveredBy: null }],
      suggested: [],
      proof: { kind: 'optimal', atLeast: 0 },
    })
  })

  it('are asked of at most 200,000 calls', async () => {
    const { client } = await organization.client()
    const { admin, acting } = organization
    const calls = Array.from({ length: 200_001 }, () => createUser)
    expect(
      refusalOf(await admin['access.leastScopes']({ acting, clientId: client.id, calls })),
    ).toMatchObject({
      code: 'input_invalid',
      field: 'calls',
      params: { problem: 'more', limit: 200_000 },
    })
    const order = { acting, clientId: client.id, calls: calls.slice(1) }
    expect(valueOf(await admin['access.leastScopes'](order)).observed).toHaveLength(1)
  })
})
