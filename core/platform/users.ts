import { z } from 'zod'
import { asId, type RoleId, type UserId } from '../model/brand.ts'
import type { RoleGrant, User } from '../model/directory.ts'
import { ok } from '../model/result.ts'
import { changeRoles } from '../organization/change-roles.ts'
import { look } from '../organization/context.ts'
import { editUser } from '../organization/edit-user.ts'
import { createUser } from '../organization/users.ts'
import { pagedListing, pageOf, sliceOf } from './entity-listing.ts'
import { valueOrRefuse } from './failure-codes.ts'
import { wireOrganization } from './organizations.ts'
import type { Handler, HandlerTable, PlatformCall, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { policiesOf } from './wire-role.ts'

/** The vendor's `User`; what the query wants expanded comes with it, as far as an organization here has it. */
function wireUser(call: PlatformCall, user: User): WireObject {
  const { view, organization } = call.live
  const home = view.homeDivisionId
  const expanded = call.request.query.getAll('expand').flatMap((text) => text.split(','))
  return {
    id: user.id,
    name: user.name,
    division: { id: home, name: view.divisionName(home), selfUri: `/api/v2/authorization/divisions/${home}` },
    email: user.email,
    username: user.email,
    state: user.state,
    version: user.revision,
    authorization: expanded.includes('authorization') ? wireAuthorization(call, user) : undefined,
    organization: expanded.includes('organization') ? wireOrganization(organization) : undefined,
    selfUri: `/api/v2/users/${user.id}`,
  }
}

/** The vendor's `UserAuthorization`. */
function wireAuthorization({ live }: PlatformCall, user: User): WireObject {
  const held = [...new Set(user.roleGrants.map(({ roleId }) => roleId))].flatMap(
    (id) => live.view.role(id) ?? [],
  )
  const patterns = [...new Set(held.flatMap((role) => role.patterns))]
  return {
    roles: held.map(({ id, name }) => ({ id, name })),
    unusedRoles: [],
    permissions: patterns,
    permissionPolicies: policiesOf(patterns),
  }
}

/** Active ones by default, as the vendor's list has them; `state` may ask for `inactive` or `any`. */
const listUsers: Handler = async (call) => {
  const page = pageOf(call)
  const { query } = call.request
  const state = query.get('state') ?? 'active'
  const ids = query.getAll('id').flatMap((text) => text.split(','))
  const all = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.users.all(organization.id)),
  )
  const users = valueOrRefuse(all, call)
    .filter((user) => state === 'any' || user.state === state)
    .filter((user) => ids.length === 0 || ids.includes(user.id))
  const entities = sliceOf(users, page).map((user) => wireUser(call, user))
  return { body: pagedListing(call, { ...page, entities, total: users.length }) }
}

const showMe: Handler = (call) => {
  // The decision has refused client credentials, which have no user (P2).
  if (!call.live.user) throw new PlatformRefusal('not.a.user')
  return Promise.resolve({ body: wireUser(call, call.live.user) })
}

const showUser: Handler = async (call) => ({ body: wireUser(call, await userIn(call, 'userId')) })

const newUser = z.object({
  name: z.string().optional(),
  email: z.string(),
  password: z.undefined().optional(),
})

/** A password is set in Grantdesk itself, never over the wire. */
const addUser: Handler = async (call) => {
  const { name = '', email } = bodyOf(call, newUser)
  const user = valueOrRefuse(await createUser(call.context, call.acting, { name, email }), call)
  return { body: wireUser(call, user) }
}

const userChange = z.object({
  version: z.number().optional(),
  name: z.string().optional(),
  email: z.string().optional(),
  state: z.enum(['active', 'inactive']).optional(),
})

const patchUser: Handler = async (call) => {
  const { version, name, email, state } = bodyOf(call, userChange)
  const former = await userIn(call, 'userId')
  return {
    body: wireUser(
      call,
      await edit(call, former, {
        revision: version ?? former.revision,
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email }),
        ...(state !== undefined && { state }),
      }),
    ),
  }
}

/** A user who is deleted stays in the history as an inactive one. */
const deleteUser: Handler = async (call) => {
  const former = await userIn(call, 'userId')
  await edit(call, former, { revision: former.revision, state: 'inactive' })
  return {}
}

async function edit(
  call: PlatformCall,
  former: User,
  change: Omit<Parameters<typeof editUser>[2], 'userId'>,
): Promise<User> {
  const edited = await editUser(call.context, call.acting, { userId: former.id, ...change })
  return !edited.ok && edited.failure.code === 'nothing_changed' ? former : valueOrRefuse(edited, call)
}

const showRoles: Handler = async (call) => ({
  body: wireAuthorization(call, await userIn(call, 'subjectId')),
})

/** Exactly these roles: those that come are held in the home division, those that stay where they are held. */
const putRoles: Handler = async (call) => {
  const wanted = bodyOf(call, z.array(z.string())).map((id) => asId<RoleId>(id))
  const { id } = await userIn(call, 'subjectId')
  const home = call.live.view.homeDivisionId
  const holds = (held: readonly RoleGrant[], roleId: RoleId) => held.some((grant) => grant.roleId === roleId)
  const changed = await changeRoles(call.context, call.acting, {
    userIds: [id],
    change: (held) => ({
      give: wanted.filter((roleId) => !holds(held, roleId)).map((roleId) => ({ roleId, divisionId: home })),
      take: held.filter(({ roleId }) => !wanted.includes(roleId)),
    }),
  })
  const [user] = valueOrRefuse(changed, call)
  if (!user) throw new PlatformRefusal('not.found')
  return { body: wireAuthorization(call, user) }
}

async function userIn(call: PlatformCall, param: 'userId' | 'subjectId'): Promise<User> {
  const id = asId<UserId>(call.params[param] ?? '')
  const found = await look(call.context, call.acting, null, async ({ unit, organization }) =>
    ok(await unit.users.get(organization.id, id)),
  )
  const user = valueOrRefuse(found, call)
  if (user) return user
  throw new PlatformRefusal('not.found')
}

export const userHandlers: HandlerTable = {
  'GET /api/v2/users': listUsers,
  'POST /api/v2/users': addUser,
  'GET /api/v2/users/me': showMe,
  'GET /api/v2/users/{userId}': showUser,
  'PATCH /api/v2/users/{userId}': patchUser,
  'DELETE /api/v2/users/{userId}': deleteUser,
  'GET /api/v2/users/{subjectId}/roles': showRoles,
  'PUT /api/v2/users/{subjectId}/roles': putRoles,
}
