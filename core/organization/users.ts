import { asId, type RoleId, type UserId } from '../model/brand.ts'
import type { Role, RoleDivision, RoleGrant, User } from '../model/directory.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { holdsPatterns } from '../policy/permission-held.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import { endTokensOfInactive } from './end-user-tokens.ts'
import { MASTER_ADMIN_ROLE } from './resources.ts'

const MAX_EMAIL = 254
const MAX_NAME = 200

/** Adds a user without roles (O6). */
export function createUser(
  context: Context,
  acting: Acting,
  input: { readonly email: string; readonly name: string },
): Promise<Result<User>> {
  return act(context, acting, 'directory:user:add', async (doing) => {
    const checked = checkEmail(input.email)
    if (!checked.ok) return checked
    const email = checked.value
    const named = checkUserName(input.name, email)
    if (!named.ok) return named
    const name = named.value
    if (await doing.unit.users.byEmail(doing.organization.id, email)) {
      return fail({ code: 'user_email_taken', field: 'email', value: email })
    }
    const id = asId<UserId>(context.random.uuid())
    const roleGrants: readonly RoleGrant[] = []
    const user: User = { id, email, name, state: 'active', roleGrants, passwordChangedAt: null, revision: 1 }
    await doing.unit.put.user(doing.organization.id, user)
    await doing.record({ action: 'user.create', target: targetOf(user), after: user })
    return ok(user)
  })
}

/** Activates or deactivates a user; an inactive user is denied everything (P2.5), and their tokens end for good. */
export async function setUserState(
  context: Context,
  acting: Acting,
  wanted: { readonly userId: UserId; readonly state: User['state']; readonly note?: string },
): Promise<Result<User>> {
  const changed = await act(context, acting, 'directory:user:edit', async (doing) => {
    const found = await findUser(doing, wanted.userId)
    if (!found.ok) return found
    if (found.value.state === wanted.state) return nothingChanged(found.value)
    const after = { ...found.value, state: wanted.state }
    return saveUser(doing, { action: 'user.set_state', before: found.value, after, note: wanted.note ?? '' })
  })
  return endTokensOfInactive(context, acting, changed)
}

export interface RoleGiving extends RoleGrant {
  readonly userId: UserId
  readonly note?: string
}

/** Gives a user a role, in a division or in all; only where the actor holds every permission of that role (O6). */
export function grantRole(context: Context, acting: Acting, giving: RoleGiving): Promise<Result<User>> {
  return act(context, acting, 'authorization:grant:add', async (doing) => {
    const checked = await checkGiving(doing, giving)
    if (!checked.ok) return checked
    const { user, role, grant } = checked.value
    if (user.roleGrants.some((held) => isSameGrant(held, grant))) {
      const params = { role: role.name, user: user.name }
      return fail({ code: 'role_grant_exists', field: 'role', value: role.name, params })
    }
    const after = { ...user, roleGrants: [...user.roleGrants, grant] }
    return saveUser(doing, { action: 'user.grant_role', before: user, after, note: giving.note ?? '' })
  })
}

/** Takes a role from a user; only where the actor holds every permission of that role (O6). */
export function ungrantRole(context: Context, acting: Acting, taking: RoleGiving): Promise<Result<User>> {
  return act(context, acting, 'authorization:grant:delete', async (doing) => {
    const checked = await checkGiving(doing, taking)
    if (!checked.ok) return checked
    const { user, role, grant } = checked.value
    if (!user.roleGrants.some((held) => isSameGrant(held, grant))) {
      const params = { role: role.name, user: user.name }
      return fail({ code: 'role_grant_not_found', field: 'role', value: role.name, params })
    }
    const after = { ...user, roleGrants: user.roleGrants.filter((held) => !isSameGrant(held, grant)) }
    return saveUser(doing, { action: 'user.ungrant_role', before: user, after, note: taking.note ?? '' })
  })
}

/** Whether the actor may give or take this role there: it exists, and they hold every permission of it (O6). */
export async function checkGiving(
  doing: Doing,
  { userId, roleId, divisionId }: RoleGiving,
): Promise<Result<{ readonly user: User; readonly role: Role; readonly grant: RoleGrant }>> {
  const found = await findUser(doing, userId)
  if (!found.ok) return found
  const role = doing.roles.find((candidate) => candidate.id === roleId)
  if (!role) return fail({ code: 'role_not_found', field: 'role', value: roleId })
  const divisions = await doing.unit.divisions.all(doing.organization.id)
  const division = divisions.find((candidate) => candidate.id === divisionId)
  if (divisionId !== '*' && !division) {
    return fail({ code: 'division_not_found', field: 'division', value: divisionId })
  }
  const findRole = (id: RoleId) => doing.roles.find((candidate) => candidate.id === id)
  const mayGive = holdsPatterns(doing.actor.roleGrants, findRole, { patterns: role.patterns, divisionId })
  if (!mayGive) return roleBeyondActor(doing, role, { divisionId, divisionName: division?.name ?? '*' })
  return ok({ user: found.value, role, grant: { roleId, divisionId } })
}

function roleBeyondActor(
  doing: Doing,
  role: Role,
  where: { readonly divisionId: RoleDivision; readonly divisionName: string },
): Result<never> {
  const params = { role: role.name, division: where.divisionName, user: doing.actor.name }
  return fail({ code: 'role_permissions_not_held', field: 'role', value: role.name, rule: 'O6', params })
}

/** One user must be left who can do everything, or nobody could mend the organization. */
async function keepsAdministrator(doing: Doing, after: User): Promise<boolean> {
  const master = doing.roles.find((role) => role.defaultId === MASTER_ADMIN_ROLE)
  if (!master) return true
  const isMaster = (user: User) =>
    user.state === 'active' &&
    user.roleGrants.some((grant) => grant.roleId === master.id && grant.divisionId === '*')
  const holders = await doing.unit.users.holding(doing.organization.id, master.id)
  const before = holders.filter(isMaster)
  return before.length === 0 || isMaster(after) || before.some((user) => user.id !== after.id)
}

/** Writes a user as an act leaves it, unless nobody would be left who can do everything (O4). */
export async function saveUser(
  doing: Doing,
  step: { readonly action: string; readonly before: User; readonly after: User; readonly note: string },
): Promise<Result<User>> {
  const user: User = { ...step.after, revision: step.before.revision + 1 }
  if (!(await keepsAdministrator(doing, user))) {
    return fail({ code: 'last_administrator', value: user.name, rule: 'O4' })
  }
  await doing.unit.put.user(doing.organization.id, user)
  await doing.record({
    action: step.action,
    target: targetOf(user),
    before: step.before,
    after: user,
    note: step.note,
  })
  return ok(user)
}

export async function findUser(doing: Doing, userId: UserId): Promise<Result<User>> {
  const user = await doing.unit.users.get(doing.organization.id, userId)
  return user ? ok(user) : fail({ code: 'user_not_found', field: 'user', value: userId })
}

/** Reads an e-mail address in lower case; the refusal names field and value. */
export function checkEmail(text: string): Result<string> {
  const email = text.trim().toLowerCase()
  return email.length <= MAX_EMAIL && /^[^\s@<>"]+@[^\s@<>".]+(\.[^\s@<>".]+)*$/.test(email)
    ? ok(email)
    : fail({ code: 'user_email_invalid', field: 'email', value: email.slice(0, 100) })
}

/** A user's name as it is kept; without one it is made from the address. */
export function checkUserName(text: string, email: string): Result<string> {
  const name = text.trim() === '' ? nameFromEmail(email) : text.trim()
  if (name.length <= MAX_NAME) return ok(name)
  const value = `${name.slice(0, 40)}…`
  return fail({ code: 'client_text_too_long', field: 'name', value, params: { limit: MAX_NAME } })
}

/** `maya.lindqvist@example.com` becomes `Maya Lindqvist`. */
export function nameFromEmail(email: string): string {
  const local = email.split('@')[0] ?? email
  return local
    .split(/[._-]+/)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join(' ')
}

export function isSameGrant(one: RoleGrant, other: RoleGrant): boolean {
  return one.roleId === other.roleId && one.divisionId === other.divisionId
}

export function nothingChanged(user: User): Result<never> {
  return fail({ code: 'nothing_changed', value: user.name, rule: 'C11' })
}

function targetOf(user: User) {
  return { kind: 'user' as const, id: user.id, name: user.name }
}
