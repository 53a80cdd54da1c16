import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OutputOf } from '../../../core/contract/contract.ts'
import { draftOf, type TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'
import { swagger } from '../catalogue/documents.ts'

let workspace: Workspace
let organization: TestOrganization

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
})

afterEach(() => workspace[Symbol.asyncDispose]())

async function architect(): Promise<OutputOf<'client.show'>> {
  const { rows } = valueOf(await workspace.admin['client.list']({ acting: organization.acting }))
  const row = rows.find(({ client }) => client.name === 'Architect')
  if (!row) throw new Error('there is no Architect')
  return organization.show(row.client.id)
}

function terms(held: NonNullable<OutputOf<'client.show'>['authorization']>) {
  const { clientId, revision, scopes, roleIds, reason, ticket, expiresAt } = held
  return { acting: organization.acting, clientId, revision, scopes, roleIds, reason, ticket, expiresAt }
}

async function allScopes(): Promise<readonly string[]> {
  const catalogue = valueOf(await workspace.admin['catalogue.show']({ organizationId: organization.id }))
  return catalogue.scopes.map(({ name }) => name)
}

const withNewScope = swagger({ '/api/v2/new': { get: { security: [{ oauth: ['brand-new'] }] } } })

describe('the built-in clients', () => {
  it('stand among the clients with their ids, request every scope and have all of them granted (A6)', async () => {
    const { rows } = valueOf(await workspace.admin['client.list']({ acting: organization.acting }))
    expect(rows.map(({ client }) => client.name)).toEqual([
      'Android Collaborate',
      'Architect',
      'Directory Web Client (Unified App)',
      'iOS Collaborate',
    ])
    const every = [...(await allScopes())].sort()
    for (const { client } of rows) {
      const { authorization } = await organization.show(client.id)
      expect([...client.scopes].sort()).toEqual(every)
      expect(authorization).toMatchObject({ state: 'authorized', scopes: client.scopes, roleIds: [] })
      expect(authorization?.createdBy).toEqual({ id: null, name: 'Grantdesk' })
    }
  })

  it('have the same ids in every organization, and each organization decides about its own (A6)', async () => {
    const other = await workspace.organization()
    const { client, authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    const { clientId, revision } = authorization
    valueOf(await workspace.admin['app.revoke']({ acting: organization.acting, clientId, revision }))
    expect((await other.show(client.id)).authorization?.state).toBe('authorized')
    const lookup = valueOf(await workspace.admin['app.lookup']({ acting: other.acting, clientId: client.id }))
    expect(lookup.authorization?.state).toBe('authorized')
  })

  it('are read-only (A6)', async () => {
    const { client, editBlockedBy } = await architect()
    const { acting } = organization
    const order = { acting, clientId: client.id, revision: client.revision }
    const draft = { ...draftOf(client), name: 'Mine' }
    const readOnly = { code: 'client_read_only', value: 'Architect', rule: 'A6' }
    expect(refusalOf(await workspace.admin['client.edit']({ ...order, draft }))).toEqual(readOnly)
    expect(refusalOf(await workspace.admin['client.previewEdit']({ ...order, draft }))).toEqual(readOnly)
    expect(refusalOf(await workspace.admin['client.delete'](order))).toEqual(readOnly)
    expect(
      refusalOf(await workspace.admin['client.deletionImpact']({ acting, clientId: client.id })),
    ).toEqual(readOnly)
    expect(refusalOf(await workspace.admin['client.restore']({ acting, clientId: client.id }))).toEqual(
      readOnly,
    )
    expect(refusalOf(await workspace.admin['client.regenerateSecret'](order))).toEqual(readOnly)
    expect(editBlockedBy).toContain('built-in')
  })

  it('have no secret that could be kept (A6, C7)', async () => {
    const { client } = await architect()
    expect(client.secretChangedAt).toBeNull()
    const order = { acting: organization.acting, clientId: client.id, secret: 'guess' }
    expect(refusalOf(await workspace.admin['secret.keep'](order))).toMatchObject({
      code: 'secret_not_current',
    })
  })

  it('can be given fewer scopes (A6)', async () => {
    const { client, authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    const user = await organization.user('Jonas Weber', 'User Manager')
    const outcome = async () => (await organization.ask(client.id, user.id, 'POST /api/v2/users')).outcome
    expect(await outcome()).toBe('allow')
    valueOf(await workspace.admin['app.edit']({ ...terms(authorization), scopes: ['users:readonly'] }))
    expect(await outcome()).toBe('deny')
  })

  it('can be limited to roles, as every application can (A6)', async () => {
    const { client, authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    const inside = await organization.user('Ina Inside', 'User Manager', 'Developer')
    const outside = await organization.user('Otto Outside', 'User Manager')
    const role = await organization.role('Developer')
    valueOf(await workspace.admin['app.edit']({ ...terms(authorization), roleIds: [role.id] }))
    const outcome = async (id: string) =>
      (await organization.ask(client.id, id, 'POST /api/v2/users')).outcome
    expect(await outcome(inside.id)).toBe('allow')
    expect(await outcome(outside.id)).toBe('deny')
  })

  it('once revoked are disabled for everybody, administrators included (A6)', async () => {
    const { client, authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    const ask = () => organization.ask(client.id, organization.administratorId, 'GET /api/v2/users')
    expect((await ask()).outcome).toBe('allow')
    const { clientId, revision } = authorization
    valueOf(await workspace.admin['app.revoke']({ acting: organization.acting, clientId, revision }))
    expect((await ask()).outcome).toBe('deny')
  })
})

describe('an import of a catalogue', () => {
  it('widens the built-in clients, request and grant alike (A6)', async () => {
    const before = await architect()
    await organization.importDocument(withNewScope)
    const after = await architect()
    expect(after.client.scopes).toEqual(expect.arrayContaining([...before.client.scopes, 'brand-new']))
    expect(after.authorization?.scopes).toEqual(after.client.scopes)
  })

  it('widens no grant that somebody had narrowed (A6)', async () => {
    const { authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    valueOf(await workspace.admin['app.edit']({ ...terms(authorization), scopes: ['users'] }))
    await organization.importDocument(withNewScope)
    const after = await architect()
    expect(after.client.scopes).toContain('brand-new')
    expect(after.authorization?.scopes).toEqual(['users'])
  })

  it('widens no grant that was revoked (A6, A5)', async () => {
    const { authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    const { clientId, revision } = authorization
    const revoked = valueOf(
      await workspace.admin['app.revoke']({ acting: organization.acting, clientId, revision }),
    )
    await organization.importDocument(withNewScope)
    expect((await architect()).authorization).toEqual(revoked)
  })

  it('makes an edit refuse that was begun before it, instead of narrowing unseen (A6, C11)', async () => {
    const { authorization } = await architect()
    if (!authorization) throw new Error('it is not authorized')
    await organization.importDocument(withNewScope)
    const begun = { ...terms(authorization), reason: 'a reason' }
    expect(refusalOf(await workspace.admin['app.edit'](begun))).toMatchObject({ code: 'record_changed' })
  })
})
