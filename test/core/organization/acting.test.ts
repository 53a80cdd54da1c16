import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AdminClient, OperationName } from '../../../core/contract/contract.ts'
import type { ClientId, RoleId, UserId } from '../../../core/model/brand.ts'
import type { WireResult } from '../../../core/contract/definition.ts'
import { draftOf, drafts, type ActingAs, type TestOrganization } from '../../support/organization.ts'
import { failureOf, refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization
let clientId: ClientId
let otherRoleId: RoleId
let userId: UserId
let calls: Readonly<Partial<Record<OperationName, (acting: ActingAs) => Promise<WireResult<unknown>>>>>

beforeAll(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  const { client } = await organization.client({}, true)
  clientId = client.id
  const role = await organization.newRole('Custom', ['oauth:client:view'])
  otherRoleId = role.id
  userId = (await organization.user('Jonas Weber')).id
  const admin: AdminClient = workspace.admin
  const draft = { ...draftOf(client), name: 'Changed' }
  const terms = { clientId, scopes: ['users:readonly'] }
  const grant = { userId, roleId: otherRoleId, divisionId: '*' as const }
  const source = { kind: 'text' as const, name: 'x', text: '{}' }
  calls = {
    'organization.configure': (acting) => admin['organization.configure']({ acting, name: 'X' }),
    'clock.preview': (acting) => admin['clock.preview']({ acting, advance: '1d' }),
    'clock.advance': (acting) => admin['clock.advance']({ acting, advance: '1d' }),
    'clock.reset': (acting) => admin['clock.reset']({ acting }),
    'division.create': (acting) => admin['division.create']({ acting, name: 'Sales' }),
    'role.create': (acting) => admin['role.create']({ acting, name: 'R', patterns: ['a:b:c'] }),
    'role.edit': (acting) =>
      admin['role.edit']({ acting, roleId: role.id, revision: 1, name: 'R', patterns: ['a:b:c'] }),
    'role.restoreDefaults': (acting) => admin['role.restoreDefaults']({ acting }),
    'user.create': (acting) => admin['user.create']({ acting, email: 'new@example.com' }),
    'user.setState': (acting) => admin['user.setState']({ acting, userId, state: 'inactive' }),
    'user.grantRole': (acting) => admin['user.grantRole']({ acting, ...grant }),
    'user.ungrantRole': (acting) => admin['user.ungrantRole']({ acting, ...grant }),
    'client.list': (acting) => admin['client.list']({ acting }),
    'client.show': (acting) => admin['client.show']({ acting, clientId }),
    'client.create': (acting) => admin['client.create']({ acting, draft: drafts.code }),
    'client.previewEdit': (acting) => admin['client.previewEdit']({ acting, clientId, revision: 1, draft }),
    'client.edit': (acting) => admin['client.edit']({ acting, clientId, revision: 1, draft }),
    'client.deletionImpact': (acting) => admin['client.deletionImpact']({ acting, clientId }),
    'client.delete': (acting) => admin['client.delete']({ acting, clientId, revision: 1 }),
    'client.restore': (acting) => admin['client.restore']({ acting, clientId }),
    'client.regenerateSecret': (acting) =>
      admin['client.regenerateSecret']({ acting, clientId, revision: 1 }),
    'secret.keep': (acting) => admin['secret.keep']({ acting, clientId, secret: 'x' }),
    'app.list': (acting) => admin['app.list']({ acting }),
    'app.lookup': (acting) => admin['app.lookup']({ acting, clientId }),
    'app.authorize': (acting) => admin['app.authorize']({ acting, ...terms }),
    'app.previewEdit': (acting) => admin['app.previewEdit']({ acting, revision: 1, ...terms }),
    'app.edit': (acting) => admin['app.edit']({ acting, revision: 1, ...terms }),
    'app.revoke': (acting) => admin['app.revoke']({ acting, clientId, revision: 1 }),
    'catalogue.import': (acting) => admin['catalogue.import']({ acting, source }),
    'access.ask': (acting) => admin['access.ask']({ acting, clientId, operation: 'GET /api/v2/users' }),
  }
})

afterAll(() => workspace[Symbol.asyncDispose]())

/** Which permission each act needs (O6). */
const needed = {
  'organization.configure': 'directory:organization:admin',
  'clock.preview': 'directory:organization:admin',
  'clock.advance': 'directory:organization:admin',
  'clock.reset': 'directory:organization:admin',
  'division.create': 'authorization:division:add',
  'catalogue.import': 'directory:organization:admin',
  'role.create': 'authorization:role:add',
  'role.edit': 'authorization:role:edit',
  'role.restoreDefaults': 'authorization:role:edit',
  'user.create': 'directory:user:add',
  'user.setState': 'directory:user:edit',
  'user.grantRole': 'authorization:grant:add',
  'user.ungrantRole': 'authorization:grant:delete',
  'client.list': 'oauth:client:view',
  'client.show': 'oauth:client:view',
  'secret.keep': 'oauth:client:view',
  'access.ask': 'oauth:client:view',
  'client.create': 'oauth:client:add',
  'client.previewEdit': 'oauth:client:edit',
  'client.edit': 'oauth:client:edit',
  'client.restore': 'oauth:client:edit',
  'client.regenerateSecret': 'oauth:client:edit',
  'client.deletionImpact': 'oauth:client:delete',
  'client.delete': 'oauth:client:delete',
  'app.list': 'oauth:client:authorize',
  'app.lookup': 'oauth:client:authorize',
  'app.authorize': 'oauth:client:authorize',
  'app.previewEdit': 'oauth:client:authorize',
  'app.edit': 'oauth:client:authorize',
  'app.revoke': 'oauth:client:authorize',
} as const

const names = Object.keys(needed) as (keyof typeof needed)[]

async function call(name: keyof typeof needed, acting: ActingAs) {
  const run = calls[name]
  if (!run) throw new Error(`nothing calls ${name}`)
  return run(acting)
}

describe('every act is done as a user', () => {
  it.each(names)('%s is refused without its permission, which is named (O6)', async (name) => {
    const permission = needed[name]
    const everythingElse = Object.values(needed).filter((other) => other !== permission)
    const role = await organization.newRole(`All but for ${name}`, [...new Set(everythingElse)])
    const user = await organization.user(`Without ${name.replace('.', ' ')}`)
    await workspace.store.write((unit) =>
      unit.put.user(organization.id, { ...user, roleGrants: [{ roleId: role.id, divisionId: '*' }] }),
    )
    const before = await organization.events()
    const failure = failureOf(await call(name, organization.as(user)))
    expect(failure).toMatchObject({
      code: 'permission_missing',
      value: permission,
      rule: 'O6',
      params: { permission, user: user.name },
    })
    expect(failure.message).toContain(`\`${permission}\``)
    expect(failure.message).toContain('an administrator is required')
    expect(await organization.events()).toEqual(before)
  })

  it.each(names)('%s is no longer refused with just its permission (O6)', async (name) => {
    const role = await organization.newRole(`Only for ${name}`, [needed[name]])
    const user = await organization.user(`With ${name.replace('.', ' ')}`)
    await workspace.store.write((unit) =>
      unit.put.user(organization.id, { ...user, roleGrants: [{ roleId: role.id, divisionId: '*' }] }),
    )
    const result = await call(name, organization.as(user))
    if (!result.ok) expect(result.failure.code).not.toBe('permission_missing')
  })

  it('which holds in any division (O6)', async () => {
    const support = await organization.division('Support')
    const user = await organization.user('Sam Support', ['Developer', support.id])
    expect((await workspace.admin['client.list']({ acting: organization.as(user) })).ok).toBe(true)
  })

  it('who is active (O6)', async () => {
    const user = await organization.user('Ina Inactive', 'Master Admin')
    valueOf(
      await workspace.admin['user.setState']({
        acting: organization.acting,
        userId: user.id,
        state: 'inactive',
      }),
    )
    for (const result of [
      await workspace.admin['client.list']({ acting: organization.as(user) }),
      await workspace.admin['client.create']({ acting: organization.as(user), draft: drafts.code }),
    ]) {
      expect(refusalOf(result)).toEqual({
        code: 'user_inactive',
        field: 'acting user',
        value: 'ina.inactive@example.com',
        rule: 'O6',
      })
    }
  })

  it('of this organization (O6)', async () => {
    const other = await workspace.organization()
    const stranger = { organizationId: organization.id, userId: other.administratorId }
    expect(refusalOf(await workspace.admin['client.list']({ acting: stranger }))).toEqual({
      code: 'user_not_found',
      field: 'acting user',
      value: other.administratorId,
    })
  })
})
