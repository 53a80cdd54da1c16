import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import { aUsageRow } from '../store/records.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization({ name: 'Here' })
})

afterEach(() => workspace[Symbol.asyncDispose]())

describe('the list of applications', () => {
  it('shows state, scopes, roles, who and when, reason, ticket, expiry and last use (A1)', async () => {
    const { client } = await organization.client({ scopes: ['users', 'routing'] })
    const role = await organization.role('Employee')
    const row = aUsageRow(client.id, '2027-01-09')
    await workspace.store.write((unit) => unit.put.usage(organization.id, [row]))
    const terms = {
      scopes: ['routing', 'users', 'users'],
      roleIds: [role.id],
      reason: ' Pilot ',
      ticket: ' CHG-1 ',
    }
    const authorization = await organization.authorize(client.id, terms.scopes, {
      ...terms,
      expiresAt: '2027-03-31',
    })
    expect(authorization).toEqual({
      clientId: client.id,
      clientName: client.name,
      clientOwnerId: organization.id,
      state: 'authorized',
      revocationCause: null,
      scopes: ['users', 'routing'],
      roleIds: [role.id],
      reason: 'Pilot',
      ticket: 'CHG-1',
      expiresAt: '2027-03-31T00:00:00.000Z',
      createdAt: '2027-01-10T08:00:00.000Z',
      createdBy: client.createdBy,
      modifiedAt: '2027-01-10T08:00:00.000Z',
      modifiedBy: client.createdBy,
      revision: 1,
    })
    const list = valueOf(
      await workspace.admin['app.list']({ acting: organization.acting, search: client.name }),
    )
    expect(list).toEqual({ rows: [{ authorization, lastUsed: '2027-01-09' }], cursor: null, total: 1 })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'app.authorize',
      target: { kind: 'authorization', id: client.id, name: client.name },
      before: null,
      after: authorization,
    })
  })

  it('can be narrowed to a state (A1)', async () => {
    const { client } = await organization.client({}, true)
    const count = async (state: 'authorized' | 'revoked' | 'pending') =>
      valueOf(await workspace.admin['app.list']({ acting: organization.acting, state })).total
    const before = await count('authorized')
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(await workspace.admin['app.revoke'](order))
    expect([await count('authorized'), await count('revoked'), await count('pending')]).toEqual([
      before - 1,
      1,
      0,
    ])
  })

  it('needs `oauth:client:authorize` (A1, O6)', async () => {
    const developer = await organization.user('Dev Eloper', 'Developer')
    const refused = refusalOf(await workspace.admin['app.list']({ acting: organization.as(developer) }))
    expect(refused).toMatchObject({ code: 'permission_missing', value: 'oauth:client:authorize' })
    const manager = await organization.user('Ina Manager', 'Integration Manager')
    expect((await workspace.admin['app.list']({ acting: organization.as(manager) })).ok).toBe(true)
  })
})

describe('looking a client up', () => {
  it('tells whose it is and what it requests, here and in other organizations (A2)', async () => {
    const other = await workspace.organization({ name: 'There' })
    const { client } = await other.client({ scopes: ['routing:readonly', 'users'] })
    const found = valueOf(
      await workspace.admin['app.lookup']({ acting: organization.acting, clientId: client.id }),
    )
    expect(found).toEqual({
      client,
      ownerName: 'There',
      requestedScopes: ['users', 'routing:readonly'],
      authorization: null,
      lastUsed: null,
    })
  })
})
