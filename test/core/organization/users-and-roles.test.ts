import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { asId, type DivisionId, type RoleId, type UserId } from '../../../core/model/brand.ts'
import type { RoleDivision } from '../../../core/model/directory.ts'
import { defaultRoleList } from '../../../core/organization/resources.ts'
import type { ActingAs, Role, TestOrganization, User } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

let workspace: Workspace
let organization: TestOrganization
let home: DivisionId

beforeEach(async () => {
  workspace = await openWorkspace()
  organization = await workspace.organization()
  home = organization.homeDivisionId
})

afterEach(() => workspace[Symbol.asyncDispose]())

function give(user: User, role: Role, more: { divisionId?: RoleDivision; acting?: ActingAs } = {}) {
  const { divisionId = '*', acting = organization.acting } = more
  return workspace.admin['user.grantRole']({ acting, userId: user.id, roleId: role.id, divisionId })
}

function take(user: User, role: Role, more: { divisionId?: RoleDivision; acting?: ActingAs } = {}) {
  const { divisionId = '*', acting = organization.acting } = more
  return workspace.admin['user.ungrantRole']({ acting, userId: user.id, roleId: role.id, divisionId })
}

function setState(userId: UserId, state: User['state']) {
  return workspace.admin['user.setState']({ acting: organization.acting, userId, state })
}

describe('a user', () => {
  it('is added without roles, by e-mail address (O6)', async () => {
    const order = { acting: organization.acting, email: ' Jonas.Weber@Example.com ', name: ' Jonas Weber ' }
    const user = valueOf(await workspace.admin['user.create'](order))
    expect(user).toMatchObject({
      email: 'jonas.weber@example.com',
      name: 'Jonas Weber',
      state: 'active',
      roleGrants: [],
      revision: 1,
    })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'user.create',
      target: { kind: 'user', id: user.id, name: 'Jonas Weber' },
      after: user,
    })
  })

  it('takes a name from the address where none is given (O6)', async () => {
    const order = { acting: organization.acting, email: 'priya.raman-2@example.com' }
    expect(valueOf(await workspace.admin['user.create'](order)).name).toBe('Priya Raman 2')
  })

  it.each([
    '',
    'nobody',
    '@example.com',
    'a@',
    'a b@example.com',
    'a@b@c',
    '<a@example.com>',
    'a@example..com',
  ])('needs an e-mail address, not `%s` (O6)', async (email) => {
    const order = { acting: organization.acting, email }
    expect(refusalOf(await workspace.admin['user.create'](order))).toEqual({
      code: 'user_email_invalid',
      field: 'email',
      value: email,
    })
  })

  it('has an address of its own, whatever the case (O6)', async () => {
    await organization.user('Jonas Weber')
    const order = { acting: organization.acting, email: 'JONAS.weber@example.com' }
    expect(refusalOf(await workspace.admin['user.create'](order))).toEqual({
      code: 'user_email_taken',
      field: 'email',
      value: 'jonas.weber@example.com',
    })
  })

  it('is found by id and by address (O6)', async () => {
    const user = await organization.user('Jonas Weber')
    const show = (text: string) =>
      workspace.admin['user.show']({ organizationId: organization.id, user: text })
    expect(valueOf(await show(user.id))).toEqual(user)
    expect(valueOf(await show(' JONAS.weber@example.com '))).toEqual(user)
    expect(refusalOf(await show('nobody'))).toEqual({
      code: 'user_not_found',
      field: 'user',
      value: 'nobody',
    })
  })

  it('is deactivated and activated again, and denied everything meanwhile (P2.5)', async () => {
    const { client } = await organization.client({}, true)
    const user = await organization.user('Jonas Weber', 'Employee')
    const outcome = async () => (await organization.ask(client.id, user.id, 'GET /api/v2/users')).outcome
    expect(await outcome()).toBe('allow')
    expect(valueOf(await setState(user.id, 'inactive'))).toEqual({ ...user, state: 'inactive', revision: 3 })
    expect(await outcome()).toBe('deny')
    expect(refusalOf(await setState(user.id, 'inactive'))).toMatchObject({ code: 'nothing_changed' })
    valueOf(await setState(user.id, 'active'))
    expect(await outcome()).toBe('allow')
  })

  it('must exist to be changed (O6)', async () => {
    const missing = asId<UserId>('nobody')
    expect(refusalOf(await setState(missing, 'inactive'))).toEqual({
      code: 'user_not_found',
      field: 'user',
      value: 'nobody',
    })
  })
})

describe('giving and taking a role', () => {
  it('takes holding every permission of it in that division (O6)', async () => {
    const sales = await organization.division('Sales')
    const employee = await organization.role('Employee')
    const everywhere = await organization.user('Ada', 'Role Manager', 'Employee')
    const inSales = await organization.user('Sam', 'Role Manager', ['Employee', sales.id])
    const nowhere = await organization.user('Nora', 'Role Manager')
    const user = await organization.user('Jonas Weber')
    const tries = async (giver: User, divisionId: RoleDivision) => {
      const order = { divisionId, acting: organization.as(giver) }
      return [await give(user, employee, order), await take(user, employee, order)]
    }
    const refusal = (name: string, division: string) => ({
      code: 'role_permissions_not_held',
      field: 'role',
      value: 'Employee',
      rule: 'O6',
      params: { role: 'Employee', division, user: name },
    })
    const refused = async (giver: User, divisionId: RoleDivision) =>
      (await tries(giver, divisionId)).map(refusalOf)
    const done = async (giver: User, divisionId: RoleDivision) =>
      (await tries(giver, divisionId)).map((result) => result.ok)

    expect(await done(everywhere, '*')).toEqual([true, true])
    expect(await done(everywhere, sales.id)).toEqual([true, true])
    expect(await done(inSales, sales.id)).toEqual([true, true])
    expect(await refused(inSales, home)).toEqual([refusal('Sam', 'Home'), refusal('Sam', 'Home')])
    expect(await refused(inSales, '*')).toEqual([refusal('Sam', '*'), refusal('Sam', '*')])
    expect(await refused(nowhere, sales.id)).toEqual([refusal('Nora', 'Sales'), refusal('Nora', 'Sales')])
  })

  it('needs no role itself, only its permissions, from whatever roles (O6)', async () => {
    const reader = await organization.newRole('Client reader', ['oauth:client:view', 'directory:user:view'])
    const wide = await organization.newRole('Wide', ['oauth:*:view'])
    const giver = await organization.user('Ada', 'Role Manager', 'Wide')
    const user = await organization.user('Jonas Weber')
    expect((await give(user, reader, { acting: organization.as(giver) })).ok).toBe(true)
    expect((await give(user, wide, { acting: organization.as(giver) })).ok).toBe(true)
  })

  it('is refused with one permission missing, and for a wildcard held only in part (O6)', async () => {
    const more = await organization.newRole('One more', ['directory:user:view', 'oauth:client:edit'])
    const star = await organization.newRole('Star', ['directory:user:*'])
    const giver = await organization.user('Ada', 'Role Manager', 'User Manager')
    const user = await organization.user('Jonas Weber')
    for (const role of [more, star]) {
      const refused = refusalOf(await give(user, role, { acting: organization.as(giver) }))
      expect(refused).toMatchObject({ code: 'role_permissions_not_held', value: role.name })
    }
  })

  it('does not let anybody raise themselves to an administrator (O6)', async () => {
    const manager = await organization.user('Ada', 'Role Manager', 'User Manager')
    const master = await organization.role('Master Admin')
    const refused = refusalOf(await give(manager, master, { acting: organization.as(manager) }))
    expect(refused).toMatchObject({ code: 'role_permissions_not_held', value: 'Master Admin' })
  })

  it('is done once for each division (O6)', async () => {
    const employee = await organization.role('Employee')
    const user = await organization.user('Jonas Weber')
    const once = valueOf(await give(user, employee))
    expect(once.roleGrants).toEqual([{ roleId: employee.id, divisionId: '*' }])
    expect(refusalOf(await give(user, employee))).toMatchObject({
      code: 'role_grant_exists',
      value: 'Employee',
    })
    expect(refusalOf(await take(user, employee, { divisionId: home }))).toMatchObject({
      code: 'role_grant_not_found',
      value: 'Employee',
    })
    expect(valueOf(await give(user, employee, { divisionId: home })).roleGrants).toHaveLength(2)
    expect(valueOf(await take(user, employee)).roleGrants).toEqual([
      { roleId: employee.id, divisionId: home },
    ])
    expect((await organization.events()).slice(-3).map(({ action }) => action)).toEqual([
      'user.grant_role',
      'user.grant_role',
      'user.ungrant_role',
    ])
  })

  it('names a role, division or user that does not exist (O6)', async () => {
    const employee = await organization.role('Employee')
    const user = await organization.user('Jonas Weber')
    const missing = { ...employee, id: asId<RoleId>('no-role') }
    const nobody = { ...user, id: asId<UserId>('nobody') }
    expect(refusalOf(await give(user, missing))).toEqual({
      code: 'role_not_found',
      field: 'role',
      value: 'no-role',
    })
    expect(refusalOf(await give(user, employee, { divisionId: asId<DivisionId>('nowhere') }))).toEqual({
      code: 'division_not_found',
      field: 'division',
      value: 'nowhere',
    })
    expect(refusalOf(await give(nobody, employee))).toMatchObject({ code: 'user_not_found', value: 'nobody' })
  })
})

describe('the last administrator', () => {
  const lastOne = { code: 'last_administrator', rule: 'O4' }

  it('cannot be deactivated or lose the role that holds everything (O4)', async () => {
    const master = await organization.role('Master Admin')
    const { administratorId } = organization
    const administrator = valueOf(
      await workspace.admin['user.show']({ organizationId: organization.id, user: administratorId }),
    )
    expect(refusalOf(await setState(administratorId, 'inactive'))).toMatchObject(lastOne)
    expect(refusalOf(await take(administrator, master))).toMatchObject(lastOne)
  })

  it('is no longer the last once another one holds it everywhere and is active (O4)', async () => {
    const master = await organization.role('Master Admin')
    const second = await organization.user('Second Admin', ['Master Admin', home])
    expect(refusalOf(await setState(organization.administratorId, 'inactive'))).toMatchObject(lastOne)
    valueOf(await give(second, master))
    valueOf(await setState(second.id, 'inactive'))
    expect(refusalOf(await setState(organization.administratorId, 'inactive'))).toMatchObject(lastOne)
    valueOf(await setState(second.id, 'active'))
    expect((await setState(organization.administratorId, 'inactive')).ok).toBe(true)
    const shown = valueOf(await workspace.admin['organization.show']({ organizationId: organization.id }))
    expect(shown.administratorId).toBe(second.id)
  })

  it('keeps a role that holds everything (O4)', async () => {
    const master = await organization.role('Master Admin')
    const order = { acting: organization.acting, roleId: master.id, revision: 1, name: master.name }
    for (const patterns of [['oauth:client:view'], ['oauth:*:*', 'directory:*:*']]) {
      const refused = await workspace.admin['role.edit']({ ...order, patterns })
      expect(refusalOf(refused)).toMatchObject({ ...lastOne, value: 'Master Admin' })
    }
    const renamed = await workspace.admin['role.edit']({ ...order, name: 'Owner', patterns: ['*:*:*'] })
    expect(valueOf(renamed).name).toBe('Owner')
  })
})

describe('a role', () => {
  it('holds permission patterns, each once and sorted (O3)', async () => {
    const order = { acting: organization.acting, name: ' Reader ', description: ' Reads ' }
    const patterns = ['oauth:client:view', ' oauth:*:view ', 'oauth:client:view', '']
    const role = valueOf(await workspace.admin['role.create']({ ...order, patterns }))
    expect(role).toMatchObject({
      name: 'Reader',
      description: 'Reads',
      defaultId: null,
      patterns: ['oauth:*:view', 'oauth:client:view'],
      revision: 1,
    })
    expect((await organization.events()).at(-1)).toMatchObject({ action: 'role.create', after: role })
  })

  it.each([
    'oauth',
    'oauth:client',
    'oauth:client:view:more',
    'oauth:cl*:view',
    '*',
    'oauth::view',
    'oauth:client:vi ew',
  ])('refuses the malformed pattern `%s` (P2, P5)', async (pattern) => {
    const order = { acting: organization.acting, name: 'R', patterns: ['a:b:c', pattern] }
    expect(refusalOf(await workspace.admin['role.create'](order))).toEqual({
      code: 'permission_pattern_malformed',
      field: 'permissions',
      value: pattern,
      rule: 'P2',
    })
  })

  it('needs a name of its own and at least one pattern (O3)', async () => {
    const create = (name: string, patterns: readonly string[]) =>
      workspace.admin['role.create']({ acting: organization.acting, name, patterns })
    expect(refusalOf(await create('EMPLOYEE', ['a:b:c']))).toMatchObject({ code: 'role_name_taken' })
    expect(refusalOf(await create(' ', ['a:b:c']))).toMatchObject({ code: 'input_invalid', field: 'name' })
    expect(refusalOf(await create('R', [' ']))).toMatchObject({ code: 'input_invalid', field: 'permissions' })
  })

  it('affects everybody who holds it as soon as it is edited (O3)', async () => {
    const { client } = await organization.client({ scopes: ['users'] }, true)
    const role = await organization.newRole('Adder', ['directory:user:add'])
    const user = await organization.user('Jonas Weber', 'Adder')
    const outcome = async () => (await organization.ask(client.id, user.id, 'POST /api/v2/users')).outcome
    expect(await outcome()).toBe('allow')
    const edit = { acting: organization.acting, roleId: role.id, revision: 1, name: 'Adder' }
    valueOf(await workspace.admin['role.edit']({ ...edit, patterns: ['directory:user:view'] }))
    expect(await outcome()).toBe('deny')
    const stale = await workspace.admin['role.edit']({ ...edit, patterns: ['directory:user:add'] })
    expect(refusalOf(stale)).toMatchObject({ code: 'record_changed', value: 'Adder', rule: 'C11' })
  })

  it('is refused an edit that changes nothing, or that takes another role’s name (C11, O3)', async () => {
    const role = await organization.newRole('Reader', ['oauth:client:view'])
    const edit = { acting: organization.acting, roleId: role.id, revision: 1, patterns: role.patterns }
    expect(refusalOf(await workspace.admin['role.edit']({ ...edit, name: 'Reader' }))).toMatchObject({
      code: 'nothing_changed',
    })
    expect(refusalOf(await workspace.admin['role.edit']({ ...edit, name: 'employee' }))).toMatchObject({
      code: 'role_name_taken',
    })
    expect((await workspace.admin['role.edit']({ ...edit, name: 'reader' })).ok).toBe(true)
  })
})

describe('restoring the default roles', () => {
  const restore = () => workspace.admin['role.restoreDefaults']({ acting: organization.acting })

  it('gives changed ones their permissions back and leaves custom roles alone (O5)', async () => {
    const custom = await organization.newRole('Custom', ['a:b:c'])
    const employee = await organization.role('Employee')
    const edit = {
      acting: organization.acting,
      roleId: employee.id,
      revision: 1,
      name: 'Staff',
      patterns: ['a:b:c'],
    }
    const changed = valueOf(await workspace.admin['role.edit'](edit))
    const restored = valueOf(await restore())
    expect(restored.map(({ defaultId }) => defaultId).sort()).toEqual(
      defaultRoleList.map(({ defaultId }) => defaultId).sort(),
    )
    const after = await organization.role('Employee')
    expect(after).toEqual({ ...employee, revision: 3 })
    expect(await organization.role('Custom')).toEqual(custom)
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'role.restore_default',
      target: { kind: 'role', id: employee.id },
      before: changed,
      after,
    })
  })

  it('adds those that are missing (O5)', async () => {
    const scim = await organization.role('SCIM Integration')
    await workspace.store.write((unit) => unit.remove.role(organization.id, scim.id))
    valueOf(await restore())
    const after = await organization.role('SCIM Integration')
    expect(after).toMatchObject({ patterns: scim.patterns, defaultId: 'scim-integration', revision: 1 })
    expect((await organization.events()).at(-1)).toMatchObject({
      action: 'role.restore_default',
      before: null,
    })
  })

  it('records nothing where nothing was changed (O5)', async () => {
    const before = await organization.events()
    valueOf(await restore())
    expect(await organization.events()).toEqual(before)
  })

  it('never gives two roles one name (O5, O3)', async () => {
    const employee = await organization.role('Employee')
    const edit = { acting: organization.acting, roleId: employee.id, revision: 1 }
    valueOf(await workspace.admin['role.edit']({ ...edit, name: 'Staff', patterns: ['a:b:c'] }))
    await organization.newRole('employee', ['a:b:c'])
    valueOf(await restore())
    const roles = valueOf(await workspace.admin['role.list']({ organizationId: organization.id }))
    const names = roles.map(({ name }) => name.toLowerCase())
    expect(new Set(names).size).toBe(names.length)
    expect(roles.find(({ id }) => id === employee.id)).toMatchObject({
      name: 'Staff',
      patterns: employee.patterns,
    })
  })
})
