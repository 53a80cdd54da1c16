import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { draftOf, type TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
})

afterEach(() => workspace[Symbol.asyncDispose]())

async function newest() {
  const { events } = valueOf(
    await workspace.admin['event.list']({ organizationId: organization.id, limit: 1 }),
  )
  const [first] = events
  if (!first) throw new Error('there is no event')
  return first
}

function undo(sequence: number, acting = organization.acting) {
  return workspace.admin['event.undo']({ acting, sequence })
}

/** Undoes the newest act, which must be this one, and answers the event that tells of it. */
async function undoNewest(action: string, by: string) {
  const { event, undoBlockedBy } = await newest()
  expect(event.action).toBe(action)
  expect(undoBlockedBy).toBeNull()
  const undone = valueOf(await undo(event.sequence))
  expect(undone).toMatchObject({ action: by, note: `undo of event ${String(event.sequence)}` })
  expect(undone).toEqual((await newest()).event)
  return { event, undone }
}

/** The newest act must not be undoable, for this reason. */
async function expectFinal(action: string, reason: string) {
  const { event, undoBlockedBy } = await newest()
  expect(event.action).toBe(action)
  expect(undoBlockedBy).not.toBeNull()
  expect(refusalOf(await undo(event.sequence))).toEqual({
    code: 'event_not_undoable',
    rule: 'C11',
    params: { reason },
  })
}

describe('undo', () => {
  it('takes an edit of a client back (C11)', async () => {
    const { client } = await organization.client()
    const draft = { ...draftOf(client), name: 'Changed', scopes: ['users'], tokenDuration: 300 }
    const order = { acting: organization.acting, clientId: client.id, revision: 1, draft }
    valueOf(await workspace.admin['client.edit'](order))
    await undoNewest('client.edit', 'client.edit')
    expect((await organization.show(client.id)).client).toEqual({ ...client, revision: 3 })
  })

  it('takes a changed grant type back, with what was dropped (C11, C2)', async () => {
    const { client } = await organization.service('Service', 'Employee')
    const draft = { ...draftOf(client), grantType: 'SAML2-BEARER', scopes: ['users'] }
    const order = {
      acting: organization.acting,
      clientId: client.id,
      revision: 1,
      draft,
      confirmDropped: true,
    }
    valueOf(await workspace.admin['client.edit'](order))
    await undoNewest('client.edit', 'client.edit')
    expect((await organization.show(client.id)).client).toEqual({ ...client, revision: 3 })
  })

  it('restores a deactivated client (C11, C9)', async () => {
    const { client } = await organization.client()
    workspace.clock.advance('31d')
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(await workspace.admin['client.delete'](order))
    await undoNewest('client.deactivate', 'client.restore')
    expect((await organization.show(client.id)).client.state).toEqual({ kind: 'active' })
  })

  it('takes an edit of an authorization back (C11)', async () => {
    const { client, authorization } = await organization.client({ scopes: ['users', 'routing'] }, true)
    const terms = { scopes: ['users'], reason: 'narrowed', expiresAt: '2027-02-01T00:00:00Z' }
    const order = { acting: organization.acting, clientId: client.id, revision: 1, ...terms }
    valueOf(await workspace.admin['app.edit'](order))
    await undoNewest('app.edit', 'app.edit')
    expect((await organization.show(client.id)).authorization).toEqual({ ...authorization, revision: 3 })
  })

  it('takes an edit of a role back (C11)', async () => {
    const role = await organization.newRole('Reader', ['oauth:client:view'])
    const edit = {
      acting: organization.acting,
      roleId: role.id,
      revision: 1,
      name: 'R',
      patterns: ['*:*:view'],
    }
    valueOf(await workspace.admin['role.edit'](edit))
    await undoNewest('role.edit', 'role.edit')
    expect(await organization.role('Reader')).toEqual({ ...role, revision: 3 })
  })

  it('takes a changed state of a user back (C11)', async () => {
    const user = await organization.user('Jonas Weber')
    const order = { acting: organization.acting, userId: user.id, state: 'inactive' as const }
    valueOf(await workspace.admin['user.setState'](order))
    const { undone } = await undoNewest('user.set_state', 'user.set_state')
    expect(undone.after).toEqual({ ...user, revision: 3 })
  })

  it('takes a given and a taken role back, in its division (C11, O6)', async () => {
    const home = organization.homeDivisionId
    const user = await organization.user('Jonas Weber', 'Employee', ['Employee', home])
    const given = await undoNewest('user.grant_role', 'user.ungrant_role')
    expect(given.undone.after).toMatchObject({ roleGrants: [{ divisionId: '*' }] })
    const [{ roleId }] = user.roleGrants as [(typeof user.roleGrants)[0]]
    const taking = { acting: organization.acting, userId: user.id, roleId, divisionId: '*' as const }
    valueOf(await workspace.admin['user.ungrantRole'](taking))
    const taken = await undoNewest('user.ungrant_role', 'user.grant_role')
    expect(taken.undone.after).toMatchObject({ roleGrants: [{ roleId, divisionId: '*' }] })
  })

  it('takes changed settings back (C11)', async () => {
    const settings = { enforceScopes: false, hipaa: true, maxClients: 7 }
    const order = { acting: organization.acting, name: 'Renamed', region: 'mypurecloud.de', settings }
    valueOf(await workspace.admin['organization.configure'](order))
    const { event, undone } = await undoNewest('organization.configure', 'organization.configure')
    expect(undone.after).toEqual({ ...(event.before as object), revision: 3 })
  })

  it('is an act of its own, which can be undone in turn (C11)', async () => {
    const { client } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(
      await workspace.admin['client.edit']({ ...order, draft: { ...draftOf(client), name: 'Changed' } }),
    )
    await undoNewest('client.edit', 'client.edit')
    await undoNewest('client.edit', 'client.edit')
    expect((await organization.show(client.id)).client.name).toBe('Changed')
  })

  it('is refused after a further change of the same record (C11)', async () => {
    const { client } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id }
    const draft = { ...draftOf(client), name: 'First' }
    valueOf(await workspace.admin['client.edit']({ ...order, revision: 1, draft }))
    const { event } = await newest()
    valueOf(
      await workspace.admin['client.edit']({ ...order, revision: 2, draft: { ...draft, name: 'Second' } }),
    )
    expect(refusalOf(await undo(event.sequence))).toEqual({
      code: 'event_not_undoable',
      rule: 'C11',
      params: { reason: 'changed_since' },
    })
    expect((await organization.show(client.id)).client.name).toBe('Second')
  })

  it('is refused twice for the same act (C11)', async () => {
    const user = await organization.user('Jonas Weber')
    const order = { acting: organization.acting, userId: user.id, state: 'inactive' as const }
    valueOf(await workspace.admin['user.setState'](order))
    const { event } = await undoNewest('user.set_state', 'user.set_state')
    expect(refusalOf(await undo(event.sequence))).toMatchObject({ params: { reason: 'changed_since' } })
  })

  it('is refused once the record is gone (C11)', async () => {
    const { client } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id }
    const draft = { ...draftOf(client), name: 'Changed' }
    valueOf(await workspace.admin['client.edit']({ ...order, revision: 1, draft }))
    const { event } = await newest()
    valueOf(await workspace.admin['client.delete']({ ...order, revision: 2 }))
    expect(refusalOf(await undo(event.sequence))).toMatchObject({ params: { reason: 'gone' } })
  })

  it('keeps the rules and permissions of the act that it does (C11, O6)', async () => {
    const { client } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(
      await workspace.admin['client.edit']({ ...order, draft: { ...draftOf(client), name: 'Changed' } }),
    )
    const { event } = await newest()
    const auditor = await organization.user('Read Only', 'Read-only Auditor')
    expect(refusalOf(await undo(event.sequence, organization.as(auditor)))).toMatchObject({
      code: 'permission_missing',
      value: 'oauth:client:edit',
    })
  })

  it('is refused for an event that does not exist (C11)', async () => {
    expect(refusalOf(await undo(4_711))).toEqual({ code: 'event_not_found', value: '4711', rule: 'C11' })
  })

  it('is refused for whatever brings nothing back: creation, secrets, authorizing, clocks (C11)', async () => {
    await expectFinal('organization.create', 'not_undoable')
    const { client } = await organization.client({}, true)
    await expectFinal('app.authorize', 'not_undoable')
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(await workspace.admin['client.regenerateSecret'](order))
    await expectFinal('client.regenerate_secret', 'not_undoable')
    await organization.user('Jonas Weber')
    await expectFinal('user.create', 'not_undoable')
    await organization.newRole('Reader', ['oauth:client:view'])
    await expectFinal('role.create', 'not_undoable')
    await organization.division('Sales')
    await expectFinal('division.create', 'not_undoable')
    await organization.moveClock('1d')
    await expectFinal('clock.advance', 'not_undoable')
    valueOf(await workspace.admin['clock.reset']({ acting: organization.acting }))
    await expectFinal('clock.reset', 'not_undoable')
  })

  it('is refused for a revoked application, which takes a new authorization (A5)', async () => {
    const { client } = await organization.client({}, true)
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(await workspace.admin['app.revoke'](order))
    await expectFinal('app.revoke', 'revoked')
  })

  it('is refused for a removal (C8)', async () => {
    const { client } = await organization.client()
    const order = { acting: organization.acting, clientId: client.id, revision: 1 }
    valueOf(await workspace.admin['client.delete'](order))
    await expectFinal('client.remove', 'final')
  })
})
