import { z } from 'zod'
import { asId, type RoleId, type UserId } from '../model/brand.ts'
import type { Role, RoleDivision, User } from '../model/directory.ts'
import { ok } from '../model/result.ts'
import { changeRoles } from '../organization/change-roles.ts'
import { look } from '../organization/context.ts'
import { removeRole } from '../organization/remove-role.ts'
import { createRole, editRole, restoreDefaultRoles } from '../organization/roles.ts'
import { pagedListing, pageOf, sliceOf } from './entity-listing.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformCall } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { divisionOf } from './role-grants.ts'
import { patternsOf, roleShape, wireRole } from './wire-role.ts'

const listRoles: Handler = async (call) => {
  const page = pageOf(call)
  const { query } = call.request
  const ids = query.getAll('id').flatMap((text) => text.split(','))
  const name = query.get('name')?.toLowerCase().replaceAll('*', '') ?? ''
  const roles = call.live.view.roles
    .filter((role) => ids.length === 0 || ids.includes(role.id))
    .filter((role) => role.name.toLowerCase().includes(name))
  const entities = await Promise.all(sliceOf(roles, page).map((role) => withUserCount(call, role)))
  return { body: pagedListing(call, { ...page, entities, total: roles.length }) }
}

const showRole: Handler = async (call) => ({ body: await withUserCount(call, roleOf(call)) })

const addRole: Handler = async (call) => {
  const wanted = bodyOf(call, roleShape)
  const role = await createRole(call.context, call.acting, {
    name: wanted.name ?? '',
    description: wanted.description ?? '',
    patterns: patternsOf(wanted) ?? [],
  })
  return { body: wireRole(valueOrRefuse(role, call), 0) }
}

/** PUT and PATCH alike: what is not said stays as it was. */
const changeRole: Handler = async (call) => {
  const wanted = bodyOf(call, roleShape)
  const former = roleOf(call)
  const edited = await editRole(call.context, call.acting, {
    roleId: former.id,
    revision: former.revision,
    name: wanted.name ?? former.name,
    description: wanted.description ?? former.description,
    patterns: patternsOf(wanted) ?? former.patterns,
  })
  const isSame = !edited.ok && edited.failure.code === 'nothing_changed'
  return { body: await withUserCount(call, isSame ? former : valueOrRefuse(edited, call)) }
}

const deleteRole: Handler = async (call) => {
  valueOrRefuse(await removeRole(call.context, call.acting, roleOf(call).id), call)
  return {}
}

const restoreDefaults: Handler = async (call) => {
  const roles = valueOrRefuse(await restoreDefaultRoles(call.context, call.acting), call)
  const page = { pageNumber: 1, pageSize: Math.max(1, roles.length) }
  return {
    body: pagedListing(call, { ...page, entities: roles.map((role) => wireRole(role)), total: roles.length }),
  }
}

const listHolders: Handler = async (call) => {
  const page = pageOf(call)
  const users = await holdersOf(call)
  const entities = sliceOf(users, page).map(({ id, name }) => ({ id, name, selfUri: `/api/v2/users/${id}` }))
  return { body: pagedListing(call, { ...page, entities, total: users.length }) }
}

/** Who holds the role in which divisions; a client-credentials client is a subject as well. */
const listSubjectGrants: Handler = async (call) => {
  const page = pageOf(call)
  const { id: roleId } = roleOf(call)
  const { view } = call.live
  const clients = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.clients.holding(organization.id, roleId)),
  )
  const subjects = [
    ...(await holdersOf(call)).map((user) => ({ subject: user, type: 'PC_USER' })),
    ...valueOrRefuse(clients, call).map((client) => ({ subject: client, type: 'PC_OAUTH_CLIENT' })),
  ]
  const nameOf = (id: RoleDivision) => (id === '*' ? '*' : (view.divisionName(id) ?? id))
  const entities = sliceOf(subjects, page).map(({ subject, type }) => ({
    id: subject.id,
    name: subject.name,
    type,
    divisions: subject.roleGrants
      .filter((grant) => grant.roleId === roleId)
      .map(({ divisionId }) => ({ id: divisionId, name: nameOf(divisionId) })),
  }))
  return { body: pagedListing(call, { ...page, entities, total: subjects.length }) }
}

const ids = z.array(z.string())

/** The role in the home division, for each of the users; all or none of them. */
const giveToUsers: Handler = (call) => forUsers(call, 'give')
const takeFromUsers: Handler = (call) => forUsers(call, 'take')

async function forUsers(call: PlatformCall, way: 'give' | 'take') {
  const role = roleOf(call)
  const wanted = bodyOf(call, ids)
  const home = { roleId: role.id, divisionId: call.live.view.homeDivisionId }
  const changed = await changeRoles(call.context, call.acting, {
    userIds: wanted.map((id) => asId<UserId>(id)),
    change: (held) =>
      way === 'give'
        ? { give: [home], take: [] }
        : { give: [], take: held.filter(({ roleId }) => roleId === role.id) },
  })
  valueOrRefuse(changed, call)
  return { body: wanted }
}

const subjectDivisions = z.object({ subjectIds: ids, divisionIds: ids })

const giveInDivisions: Handler = async (call) => {
  const role = roleOf(call)
  const { subjectIds, divisionIds } = bodyOf(call, subjectDivisions)
  const give = divisionIds.map((id) => ({ roleId: role.id, divisionId: divisionOf(call, id) }))
  const changed = await changeRoles(call.context, call.acting, {
    userIds: subjectIds.map((id) => asId<UserId>(id)),
    change: () => ({ give, take: [] }),
  })
  valueOrRefuse(changed, call)
  return { status: 204 as const }
}

async function withUserCount(call: PlatformCall, role: Role) {
  if (call.request.query.get('userCount') === 'false') return wireRole(role)
  const holders = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok((await unit.users.holding(organization.id, role.id)).length),
  )
  return wireRole(role, valueOrRefuse(holders, call))
}

async function holdersOf(call: PlatformCall): Promise<readonly User[]> {
  const { id } = roleOf(call)
  const holders = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.users.holding(organization.id, id)),
  )
  return valueOrRefuse(holders, call)
}

function roleOf(call: PlatformCall): Role {
  const id = asId<RoleId>(call.params['roleId'] ?? '')
  const role = call.live.view.roles.find((candidate) => candidate.id === id)
  if (role) return role
  throw new PlatformRefusal('not.found')
}

export const roleHandlers: HandlerTable = {
  'GET /api/v2/authorization/roles': listRoles,
  'POST /api/v2/authorization/roles': addRole,
  'POST /api/v2/authorization/roles/default': restoreDefaults,
  'GET /api/v2/authorization/roles/{roleId}': showRole,
  'POST /api/v2/authorization/roles/{roleId}': giveInDivisions,
  'PUT /api/v2/authorization/roles/{roleId}': changeRole,
  'PATCH /api/v2/authorization/roles/{roleId}': changeRole,
  'DELETE /api/v2/authorization/roles/{roleId}': deleteRole,
  'GET /api/v2/authorization/roles/{roleId}/subjectgrants': listSubjectGrants,
  'GET /api/v2/authorization/roles/{roleId}/users': listHolders,
  'PUT /api/v2/authorization/roles/{roleId}/users/add': giveToUsers,
  'PUT /api/v2/authorization/roles/{roleId}/users/remove': takeFromUsers,
}
