import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId } from '../../../core/model/brand.ts'
import type { IssuedCredential } from '../../../core/model/issued-credential.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import { draftOf, drafts, type Client, type TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import { aToken, aUsageRow } from '../store/records.ts'

const DAY = 86_400_000

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization({ name: 'Here' })
})

afterEach(() => workspace[Symbol.asyncDispose]())

function remove(client: Client) {
  const order = { acting: organization.acting, clientId: client.id, revision: client.revision }
  return workspace.admin['client.delete'](order)
}

function restore(client: Pick<Client, 'id'>) {
  return workspace.admin['client.restore']({ acting: organization.acting, clientId: client.id })
}

function impact(client: Client) {
  return workspace.admin['client.deletionImpact']({ acting: organization.acting, clientId: client.id })
}

/** A client that was deactivated now, 31 days after it was made. */
async function deactivated(): Promise<Client> {
  const { client } = await organization.client()
  workspace.clock.advance('31d')
  valueOf(await remove(client))
  return (await organization.show(client.id)).client
}

describe('deleting a client', () => {
  it.each([0, 30 * DAY - 1, 30 * DAY])('%d ms after its creation removes it for good (C8)', async (age) => {
    const { client } = await organization.client({}, true)
    workspace.clock.advance(age)
    expect(valueOf(await impact(client))).toMatchObject({ forGood: true, restorableUntil: null })
    expect(valueOf(await remove(client))).toEqual({ clientId: client.id, removed: true, state: null })
    expect(refusalOf(await restore(client))).toMatchObject({ code: 'client_not_found' })
    expect((await organization.events()).at(-2)).toMatchObject({ action: 'client.remove', before: client })
  })

  it('a millisecond later deactivates it for seven days (C8)', async () => {
    const { client } = await organization.client({}, true)
    workspace.clock.advance(30 * DAY + 1)
    const removalAt = '2027-02-16T08:00:00.001Z'
    expect(valueOf(await impact(client))).toMatchObject({ forGood: false, restorableUntil: removalAt })
    const state = { kind: 'inactive', removalAt }
    expect(valueOf(await remove(client))).toEqual({ clientId: client.id, removed: false, state })
    const { client: after } = await organization.show(client.id)
    expect(after).toMatchObject({ state, revision: 2, modifiedAt: '2027-02-09T08:00:00.001Z' })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'client.deactivate',
      before: client,
      after,
    })
  })

  it('says which organizations and calls it breaks (C8)', async () => {
    const other = await workspace.organization({ name: 'There' })
    const third = await workspace.organization({ name: 'Elsewhere' })
    const { client } = await organization.client({}, true)
    await other.authorize(client.id, ['users:readonly'])
    const held = await third.authorize(client.id, ['users:readonly'])
    valueOf(
      await workspace.admin['app.revoke']({
        acting: third.acting,
        clientId: client.id,
        revision: held.revision,
      }),
    )
    await workspace.store.write(async (unit) => {
      await unit.put.usage(organization.id, [
        aUsageRow(client.id, '2027-01-09', { requests: 5 }),
        aUsageRow(client.id, '2026-12-12', { requests: 7 }),
        aUsageRow(client.id, '2026-12-10', { requests: 1_000 }),
      ])
    })
    const now = workspace.clock.now().getTime()
    const token = (organizationId: OrganizationId, fields: Partial<IssuedCredential> = {}) =>
      aToken(`${organizationId} ${JSON.stringify(fields)}`, {
        organizationId,
        clientId: client.id,
        expiresAt: now + 1,
        ...fields,
      })
    await workspace.store.tokens.write((unit) => {
      for (const place of [organization, other, third]) unit.put(token(place.id))
      unit.put(token(organization.id, { expiresAt: now }))
      unit.put(token(organization.id, { revokedAt: now }))
      unit.put(token(organization.id, { kind: 'refresh_token' }))
    })
    expect(valueOf(await impact(client))).toEqual({
      forGood: true,
      restorableUntil: null,
      organizations: ['Here', 'There'],
      users: 2,
      liveTokens: 2,
      recentCalls: 12,
      lastUsed: '2027-01-09',
    })
  })

  it('counts the tokens of a client that needs no approval (C8, A7)', async () => {
    const { client } = await organization.service('Nightly', 'Employee')
    const owner = { organizationId: organization.id, clientId: client.id }
    const expiresAt = workspace.clock.now().getTime() + 1
    await workspace.store.tokens.write((unit) => {
      unit.put(aToken('one', { ...owner, expiresAt }))
    })
    expect(valueOf(await impact(client))).toMatchObject({ organizations: [], users: 0, liveTokens: 1 })
  })

  it('counts the active users whom the approvals let in (C8, A6)', async () => {
    await organization.user('Ada', 'Supervisor', 'Developer')
    await organization.user('Bea', 'Supervisor')
    const left = await organization.user('Cleo', 'Supervisor')
    await workspace.store.write((unit) => unit.put.user(organization.id, { ...left, state: 'inactive' }))
    const { client } = await organization.client()
    expect(valueOf(await impact(client)).users).toBe(0)
    const roleIds = [(await organization.role('Supervisor')).id, (await organization.role('Developer')).id]
    const held = await organization.authorize(client.id, ['users:readonly'], { roleIds })
    // Ada, Bea, and the administrator, who holds every default role.
    expect(valueOf(await impact(client)).users).toBe(3)
    const terms = { scopes: held.scopes, roleIds: [], revision: held.revision }
    valueOf(await workspace.admin['app.edit']({ acting: organization.acting, clientId: client.id, ...terms }))
    expect(valueOf(await impact(client)).users).toBe(3)
  })

  it('names no organization whose approval has ended by itself (C8, A1)', async () => {
    const { client } = await organization.client()
    const other = await workspace.organization({ name: 'There' })
    await other.authorize(client.id, ['users:readonly'], { expiresAt: '2027-01-11T00:00:00Z' })
    expect(valueOf(await impact(client)).organizations).toEqual(['There'])
    workspace.clock.advance('1d')
    expect(valueOf(await impact(client)).organizations).toEqual([])
  })

  it('is refused for a deactivated and for a disabled client (C8)', async () => {
    const client = await deactivated()
    const refusal = (state: string) => ({
      code: 'client_state_forbids',
      value: client.name,
      rule: 'C8',
      params: { state },
    })
    expect(refusalOf(await remove(client))).toEqual(refusal('inactive'))
    expect(refusalOf(await impact(client))).toEqual(refusal('inactive'))
    await workspace.store.write((unit) =>
      unit.put.client(organization.id, { ...client, state: { kind: 'disabled' } }),
    )
    expect(refusalOf(await remove(client))).toEqual(refusal('disabled'))
  })

  it('is refused when the client changed since it was read (C11)', async () => {
    const { client } = await organization.client()
    const draft = { ...draftOf(client), description: 'changed' }
    const order = { acting: organization.acting, clientId: client.id, revision: 1, draft }
    valueOf(await workspace.admin['client.edit'](order))
    expect(refusalOf(await remove(client))).toMatchObject({ code: 'record_changed', rule: 'C11' })
    expect((await organization.show(client.id)).client.state.kind).toBe('active')
  })
})

describe('restoring a client', () => {
  it('a millisecond before its seven days are over makes it active again (C9)', async () => {
    const client = await deactivated()
    workspace.clock.advance(7 * DAY - 1)
    const restored = valueOf(await restore(client))
    expect(restored).toEqual({
      ...client,
      state: { kind: 'active' },
      modifiedAt: workspace.clock.now().toISOString(),
      revision: client.revision + 1,
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'client.restore',
      before: client,
      after: restored,
    })
  })

  it.each([0, 1])('%d ms after them is too late (C9)', async (late) => {
    const client = await deactivated()
    workspace.clock.advance(7 * DAY + late)
    expect((await organization.show(client.id)).restoreBlockedBy).toContain('seven days')
    expect(refusalOf(await restore(client))).toMatchObject({ code: 'restore_window_closed', rule: 'C9' })
  })

  it('is refused for an active client (C9)', async () => {
    const { client } = await organization.client()
    expect(refusalOf(await restore(client))).toEqual({
      code: 'client_state_forbids',
      value: client.name,
      rule: 'C9',
      params: { state: 'active' },
    })
    expect((await organization.show(client.id)).restoreBlockedBy).toBeNull()
  })

  it('is refused for a client that the vendor disabled (C8)', async () => {
    const { client } = await organization.client()
    await workspace.store.write((unit) =>
      unit.put.client(organization.id, { ...client, state: { kind: 'disabled' } }),
    )
    expect(refusalOf(await restore(client))).toMatchObject({
      code: 'client_state_forbids',
      params: { state: 'disabled' },
    })
  })

  it('is refused while a client that needs scopes has none, and says so before it is tried (C9)', async () => {
    const client = await deactivated()
    const bare: OAuthClient = { ...client, scopes: [] }
    await workspace.store.write((unit) => unit.put.client(organization.id, bare))
    expect(refusalOf(await restore(client))).toEqual({
      code: 'scope_required',
      field: 'scopes',
      value: client.name,
      rule: 'C9',
      params: { grantType: 'authorization_code' },
    })
    expect((await organization.show(client.id)).restoreBlockedBy).toBe(
      'a client with the grant type authorization code needs at least one scope (C9)',
    )
    // Scopes can be assigned while it is deactivated, and then it can be restored.
    const draft = { ...draftOf(client), scopes: ['users'] }
    const edit = { acting: organization.acting, clientId: client.id, revision: client.revision, draft }
    valueOf(await workspace.admin['client.edit'](edit))
    expect(valueOf(await restore(client)).state).toEqual({ kind: 'active' })
  })

  it('is allowed for a service without scopes (C9)', async () => {
    const { client } = await organization.service('Service', 'Employee')
    workspace.clock.advance('31d')
    valueOf(await remove(client))
    expect(valueOf(await restore(client)).state).toEqual({ kind: 'active' })
  })
})

describe('the removal of a client', () => {
  it('falls due by itself after seven days and is recorded as the product’s own act (C8)', async () => {
    const client = await deactivated()
    workspace.clock.advance('7d')
    await organization.user('Somebody Else')
    const [removed, ...rest] = (await organization.events()).slice(-2)
    expect(removed).toMatchObject({
      action: 'client.remove',
      actor: { id: null, name: 'Grantdesk' },
      target: { kind: 'client', id: client.id },
      before: client,
      after: null,
    })
    expect(rest.map((event) => event.action)).toEqual(['user.create'])
    const shown = { acting: organization.acting, clientId: client.id }
    expect(refusalOf(await workspace.admin['client.show'](shown))).toMatchObject({ code: 'client_not_found' })
  })

  it('is carried out when the workspace is opened again (C8)', async () => {
    const client = await deactivated()
    workspace.clock.advance('8d')
    await using again = await workspace.reopen()
    const shown = { acting: organization.acting, clientId: client.id }
    expect(refusalOf(await again.admin['client.show'](shown))).toMatchObject({ code: 'client_not_found' })
  })

  it('ends its authorizations in every organization, each with its own event (A8)', async () => {
    const other = await workspace.organization({ name: 'There' })
    const { client } = await organization.client({}, true)
    const held = await other.authorize(client.id, ['users:readonly'], { reason: 'Pilot' })
    workspace.clock.advance('1d')
    valueOf(await remove(client))
    for (const holder of [organization, other]) {
      const order = { acting: holder.acting, state: 'revoked' as const }
      const [row] = valueOf(await workspace.admin['app.list'](order)).rows
      expect(row?.authorization).toMatchObject({
        clientId: client.id,
        state: 'revoked',
        revocationCause: 'client_removed',
        modifiedAt: '2027-01-11T08:00:00.000Z',
        revision: 2,
      })
      const author = { id: holder === organization ? organization.administratorId : null }
      expect(row?.authorization.modifiedBy).toMatchObject(author)
      expect((await holder.events()).at(-1)).toMatchObject({
        action: 'app.end',
        after: row?.authorization,
        actor: author,
      })
    }
    expect(held.state).toBe('authorized')
  })

  it('leaves an authorization that was revoked before as it was (A8)', async () => {
    const { client, authorization } = await organization.client({}, true)
    const revocation = {
      acting: organization.acting,
      clientId: client.id,
      revision: authorization?.revision ?? 0,
    }
    const revoked = valueOf(await workspace.admin['app.revoke'](revocation))
    valueOf(await remove(client))
    const stored = await workspace.store.read((unit) => unit.authorizations.get(organization.id, client.id))
    expect(stored).toEqual(revoked)
  })
})

describe('while a client is deactivated', () => {
  it('its authorization stands but is unusable, and works again once it is restored (A8)', async () => {
    const { client } = await organization.client({}, true)
    const user = await organization.user('Jonas Weber', 'Employee')
    const outcome = async () => (await organization.ask(client.id, user.id, 'GET /api/v2/users')).outcome
    workspace.clock.advance('31d')
    expect(await outcome()).toBe('allow')
    valueOf(await remove(client))
    expect(await outcome()).toBe('deny')
    const { authorization } = await organization.show(client.id)
    expect(authorization).toMatchObject({ state: 'authorized', revocationCause: null })
    valueOf(await restore(client))
    expect(await outcome()).toBe('allow')
  })

  it('it cannot be authorized anywhere (A8)', async () => {
    const client = await deactivated()
    const order = { acting: organization.acting, clientId: client.id, scopes: ['users:readonly'] }
    expect(refusalOf(await workspace.admin['app.authorize'](order))).toEqual({
      code: 'client_state_forbids',
      field: 'client',
      value: client.name,
      rule: 'A8',
      params: { state: 'inactive' },
    })
  })
})

describe('a client of the organization', () => {
  it('can be authorized in the step that makes it, by who may do that (A7)', async () => {
    const { client, authorization } = valueOf(
      await workspace.admin['client.create']({ acting: organization.acting, draft: drafts.code }),
    )
    expect(authorization).toMatchObject({
      clientId: client.id,
      clientOwnerId: organization.id,
      state: 'authorized',
      scopes: ['users:readonly'],
      roleIds: [],
      expiresAt: null,
    })
    expect((await organization.events()).slice(-2).map((event) => event.action)).toEqual([
      'client.create',
      'app.authorize',
    ])
  })

  it('is not authorized where that was unchecked (A7)', async () => {
    const { client, authorization } = await organization.client({}, false)
    expect(authorization).toBeNull()
    expect((await organization.show(client.id)).authorization).toBeNull()
  })

  it('is not authorized by somebody without `oauth:client:authorize` (A7, O6)', async () => {
    const developer = await organization.user('Dev Eloper', 'Developer')
    const order = { acting: organization.as(developer), draft: drafts.code, authorize: true }
    const { authorization } = valueOf(await workspace.admin['client.create'](order))
    expect(authorization).toBeNull()
  })

  it('needs no authorization with client credentials (A7)', async () => {
    const { client, authorization } = await organization.service('Service', 'Employee')
    expect(authorization).toBeNull()
    const order = { acting: organization.acting, clientId: client.id, scopes: [] }
    expect(refusalOf(await workspace.admin['app.authorize'](order))).toEqual({
      code: 'authorization_not_needed',
      field: 'client',
      value: 'Service',
      rule: 'A7',
    })
  })
})
