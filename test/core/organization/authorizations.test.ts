import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asId, type ClientId, type RoleId } from '../../../core/model/brand.ts'
import type { InputOf } from '../../../core/contract/contract.ts'
import { draftOf, type Authorization, type TestOrganization } from '../../support/organization.ts'
import { failureOf, refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization({ name: 'Here' })
})

afterEach(() => workspace[Symbol.asyncDispose]())

const unknown = asId<ClientId>('99999999-9999-4999-8999-999999999999')

function authorize(clientId: ClientId, terms: Partial<InputOf<'app.authorize'>> = {}) {
  const order = { acting: organization.acting, clientId, scopes: ['users'], ...terms }
  return workspace.admin['app.authorize'](order)
}

type Terms = Partial<InputOf<'app.edit'>>

function editOrder(held: Authorization, change: Terms) {
  const { clientId, revision, scopes, roleIds, reason, ticket, expiresAt } = held
  const { acting } = organization
  return { acting, clientId, revision, scopes, roleIds, reason, ticket, expiresAt, ...change }
}

const edit = (held: Authorization, change: Terms) => workspace.admin['app.edit'](editOrder(held, change))
const preview = (held: Authorization, change: Terms) =>
  workspace.admin['app.previewEdit'](editOrder(held, change))

function revoke(held: Authorization) {
  const { clientId, revision } = held
  return workspace.admin['app.revoke']({ acting: organization.acting, clientId, revision })
}

/** A client that requests `users` and `routing`, authorized with both. */
async function authorized(): Promise<Authorization> {
  const { authorization } = await organization.client({ scopes: ['users', 'routing'] }, true)
  if (!authorization) throw new Error('the client was not authorized')
  return authorization
}

describe('authorizing', () => {
  it('and looking up say clearly that an id is unknown (A2)', async () => {
    const lookup = await workspace.admin['app.lookup']({ acting: organization.acting, clientId: unknown })
    for (const result of [lookup, await authorize(unknown)]) {
      expect(refusalOf(result)).toEqual({
        code: 'client_not_found',
        field: 'client',
        value: unknown,
        rule: 'A2',
      })
      expect(failureOf(result).message).toBe(`there is no OAuth client \`${unknown}\` in this workspace (A2)`)
    }
  })

  it('grants only scopes that the client requests (A4)', async () => {
    const { client } = await organization.client({ scopes: ['users:readonly'] })
    for (const scope of ['users', 'routing', 'nonsense']) {
      expect(refusalOf(await authorize(client.id, { scopes: ['users:readonly', scope] }))).toEqual({
        code: 'scope_not_requested',
        field: 'scopes',
        value: scope,
        rule: 'A4',
        params: { client: client.name },
      })
    }
    expect(valueOf(await authorize(client.id, { scopes: ['users:readonly'] })).scopes).toEqual([
      'users:readonly',
    ])
  })

  it('needs at least one scope (A2)', async () => {
    const { client } = await organization.client()
    expect(refusalOf(await authorize(client.id, { scopes: [] }))).toMatchObject({ code: 'scope_required' })
  })

  it('an application of another organization changes nothing there (A2)', async () => {
    const other = await workspace.organization({ name: 'There' })
    const { client } = await other.client({ scopes: ['users'] })
    const before = await other.events()
    expect(valueOf(await authorize(client.id))).toMatchObject({
      clientOwnerId: other.id,
      state: 'authorized',
    })
    expect(await other.events()).toEqual(before)
    expect((await other.show(client.id)).authorization).toBeNull()
  })

  it('is refused while it is authorized; its scopes are edited instead (A4)', async () => {
    const held = await authorized()
    expect(refusalOf(await authorize(held.clientId))).toMatchObject({
      code: 'authorization_exists',
      rule: 'A4',
    })
  })

  it('turns a pending request into an authorization (A3)', async () => {
    const held = await authorized()
    await workspace.store.write((unit) =>
      unit.put.authorization(organization.id, { ...held, state: 'pending', scopes: [] }),
    )
    expect(valueOf(await authorize(held.clientId))).toMatchObject({ state: 'authorized', scopes: ['users'] })
  })

  it('admits only roles that exist (A6)', async () => {
    const { client } = await organization.client({ scopes: ['users'] })
    const missing = asId<RoleId>('00000000-0000-4000-8000-000000000000')
    expect(refusalOf(await authorize(client.id, { roleIds: [missing] }))).toEqual({
      code: 'role_not_found',
      field: 'roles',
      value: missing,
      rule: 'A6',
    })
  })

  it.each([
    '2027-01-10T08:00:00Z',
    '2027-01-09',
    'tomorrow',
    '2027-02-30',
    '2027-13-01',
    '2027-03-31 or so',
    '2027-03-31T25:00:00Z',
    '12027-03-31',
  ])('for a time needs a moment in the future, not `%s` (A1)', async (expiresAt) => {
    const { client } = await organization.client({ scopes: ['users'] })
    expect(refusalOf(await authorize(client.id, { expiresAt }))).toEqual({
      code: 'authorization_expiry_invalid',
      field: 'expiresAt',
      value: expiresAt,
      rule: 'A1',
    })
  })

  it.each([
    ['2027-01-10T08:00:00.001Z', '2027-01-10T08:00:00.001Z'],
    ['2027-01-11', '2027-01-11T00:00:00.000Z'],
    ['2027-01-11T12:00', '2027-01-11T12:00:00.000Z'],
    ['2027-01-11T12:00:30', '2027-01-11T12:00:30.000Z'],
    ['2027-01-11T12:00:00+02:00', '2027-01-11T10:00:00.000Z'],
    ['2028-02-29', '2028-02-29T00:00:00.000Z'],
    [' ', null],
  ])('for a time reads `%s` as %s, in UTC wherever no zone is given (A1)', async (expiresAt, read) => {
    const { client } = await organization.client({ scopes: ['users'] })
    expect(valueOf(await authorize(client.id, { expiresAt })).expiresAt).toBe(read)
  })

  it('needs `oauth:client:authorize` (A2, O6)', async () => {
    const { client } = await organization.client({ scopes: ['users'] })
    const developer = organization.as(await organization.user('Dev Eloper', 'Developer'))
    const refused = failureOf(await authorize(client.id, { acting: developer }))
    expect(refused).toMatchObject({ code: 'permission_missing', value: 'oauth:client:authorize', rule: 'O6' })
    expect(refused.message).toContain('an administrator is required')
  })
})

describe('a time-boxed approval', () => {
  it('ends by itself, and the history says so (A1)', async () => {
    const { client } = await organization.client({ scopes: ['users'] })
    const user = await organization.user('Jonas Weber', 'Employee')
    const held = valueOf(await authorize(client.id, { expiresAt: '2027-01-11T08:00:00Z' }))
    const outcome = async () => (await organization.ask(client.id, user.id, 'GET /api/v2/users')).outcome
    workspace.clock.advance(86_400_000 - 1)
    expect(await outcome()).toBe('allow')
    workspace.clock.advance(1)
    expect(await outcome()).toBe('deny')
    // The next act of anybody records what has fallen due.
    await organization.division('Sales')
    const ended = (await organization.events()).at(-2)
    expect(ended).toMatchObject({
      action: 'app.expire',
      actor: { id: null, name: 'Grantdesk' },
      before: held,
    })
    expect((await organization.show(client.id)).authorization).toEqual({
      ...held,
      state: 'revoked',
      revocationCause: 'expired',
      modifiedAt: '2027-01-11T08:00:00.000Z',
      modifiedBy: { id: null, name: 'Grantdesk' },
      revision: 2,
    })
  })

  it('cannot be edited once it has ended, but authorized anew (A1)', async () => {
    const { client } = await organization.client({ scopes: ['users', 'routing'] })
    const held = valueOf(await authorize(client.id, { expiresAt: '2027-01-11T08:00:00Z' }))
    workspace.clock.advance('1d')
    for (const call of [preview, edit]) {
      const code = call === preview ? 'authorization_state_forbids' : 'record_changed'
      expect(refusalOf(await call(held, { scopes: ['routing'] }))).toMatchObject({ code })
    }
    expect(valueOf(await authorize(client.id))).toMatchObject({
      state: 'authorized',
      expiresAt: null,
      revision: 3,
    })
  })
})

describe('editing an authorization', () => {
  it('checks and unchecks requested scopes, and shows the change first (A4, C11)', async () => {
    const held = await authorized()
    const changes = valueOf(await preview(held, { scopes: ['routing'], reason: 'less' }))
    expect(changes).toEqual([
      {
        field: 'scopes',
        before: ['routing', 'users'].sort().reverse(),
        after: ['routing'],
        added: [],
        removed: ['users'],
        dropped: false,
      },
      { field: 'reason', before: '', after: 'less', added: [], removed: [], dropped: false },
    ])
    const saved = valueOf(await edit(held, { scopes: ['routing'], reason: 'less' }))
    expect(saved).toEqual({
      changes,
      authorization: { ...held, scopes: ['routing'], reason: 'less', revision: 2 },
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'app.edit',
      before: held,
      after: saved.authorization,
    })
  })

  it('grants no scope that the client does not request (A4)', async () => {
    const held = await authorized()
    for (const call of [preview, edit]) {
      const refused = refusalOf(await call(held, { scopes: ['users', 'users:readonly'] }))
      expect(refused).toMatchObject({ code: 'scope_not_requested', value: 'users:readonly', rule: 'A4' })
    }
  })

  it('cannot uncheck the last scope (A4)', async () => {
    const held = await authorized()
    expect(refusalOf(await edit(held, { scopes: [] }))).toMatchObject({ code: 'scope_required' })
  })

  it('is refused when the record changed since it was read (C11)', async () => {
    const held = await authorized()
    valueOf(await edit(held, { scopes: ['users'] }))
    for (const call of [preview, edit]) {
      expect(refusalOf(await call(held, { scopes: ['routing'] }))).toEqual({
        code: 'record_changed',
        value: held.clientName,
        rule: 'C11',
        params: { by: held.modifiedBy.name, at: held.modifiedAt },
      })
    }
  })

  it('is refused where nothing would change, whatever the order of the scopes (C11)', async () => {
    const held = await authorized()
    const scopes = [...held.scopes].reverse()
    expect(refusalOf(await edit(held, { scopes }))).toMatchObject({ code: 'nothing_changed', rule: 'C11' })
  })

  it('is refused for an application that was never authorized (A1)', async () => {
    const held = await authorized()
    expect(refusalOf(await edit(held, { clientId: unknown }))).toEqual({
      code: 'authorization_not_found',
      field: 'client',
      value: unknown,
      rule: 'A1',
    })
  })

  it('is refused for a revoked one (A5)', async () => {
    const revoked = valueOf(await revoke(await authorized()))
    expect(refusalOf(await edit(revoked, { scopes: ['users'] }))).toEqual({
      code: 'authorization_state_forbids',
      value: revoked.clientName,
      rule: 'A5',
      params: { state: 'revoked' },
    })
  })

  it('keeps a granted scope that the client no longer requests, and may uncheck it (A4)', async () => {
    const held = await authorized()
    const { client } = await organization.show(held.clientId)
    const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
    valueOf(
      await workspace.admin['client.edit']({ ...order, draft: { ...draftOf(client), scopes: ['users'] } }),
    )
    const kept = valueOf(await edit(held, { reason: 'kept' })).authorization
    expect(kept.scopes).toContain('routing')
    const without = valueOf(await edit(kept, { scopes: ['users'] })).authorization
    expect(refusalOf(await edit(without, { scopes: ['users', 'routing'] }))).toMatchObject({
      code: 'scope_not_requested',
    })
  })
})

describe('revoking', () => {
  it('keeps the application listed as revoked; its calls are denied (A5)', async () => {
    const held = await authorized()
    const user = await organization.user('Jonas Weber', 'Employee')
    workspace.clock.advance('1h')
    const revoked = valueOf(await revoke(held))
    expect(revoked).toEqual({
      ...held,
      state: 'revoked',
      revocationCause: 'administrator',
      modifiedAt: '2027-01-10T09:00:00.000Z',
      revision: 2,
    })
    const answer = await organization.ask(held.clientId, user.id, 'GET /api/v2/users')
    expect(answer.outcome).toBe('deny')
    expect(answer.checks.find((check) => check.name === 'authorization')).toMatchObject({
      result: 'failed',
      evidence: 'revoked by Admin on 10 Jan 2027, 09:00 UTC',
    })
  })

  it('takes a new authorization to come back, which starts from nothing (A5)', async () => {
    const held = await authorized()
    const { value: limited } = { value: valueOf(await edit(held, { reason: 'former', ticket: 'T-1' })) }
    valueOf(await revoke(limited.authorization))
    workspace.clock.advance('1h')
    expect(valueOf(await authorize(held.clientId))).toMatchObject({
      state: 'authorized',
      revocationCause: null,
      scopes: ['users'],
      reason: '',
      ticket: '',
      createdAt: '2027-01-10T09:00:00.000Z',
      revision: 4,
    })
  })

  it('leaves the former scopes and roles on the record, so that a new one can be prefilled (A5)', async () => {
    const role = await organization.role('Employee')
    const held = valueOf(await edit(await authorized(), { roleIds: [role.id] })).authorization
    valueOf(await revoke(held))
    const lookup = { acting: organization.acting, clientId: held.clientId }
    expect(valueOf(await workspace.admin['app.lookup'](lookup)).authorization).toMatchObject({
      state: 'revoked',
      scopes: held.scopes,
      roleIds: [role.id],
    })
  })

  it('is refused twice, and for a record that changed (A5, C11)', async () => {
    const held = await authorized()
    const revoked = valueOf(await revoke(held))
    expect(refusalOf(await revoke(held))).toMatchObject({ code: 'record_changed' })
    expect(refusalOf(await revoke(revoked))).toMatchObject({
      code: 'authorization_state_forbids',
      rule: 'A5',
    })
  })

  it('refuses a pending request as well (A5)', async () => {
    const held = await authorized()
    await workspace.store.write((unit) =>
      unit.put.authorization(organization.id, { ...held, state: 'pending' }),
    )
    expect(valueOf(await revoke(held))).toMatchObject({ state: 'revoked', revocationCause: 'administrator' })
  })
})
