import type { UserId } from '../model/brand.ts'
import type { RoleGrant, User } from '../model/directory.ts'
import { ok, type Result } from '../model/result.ts'
import { act, permissionMissing, type Acting, type Context, type Doing } from './context.ts'
import { checkGiving, findUser, isSameGrant, saveUser } from './users.ts'

const GIVE = 'authorization:grant:add'
const TAKE = 'authorization:grant:delete'

/** What of a user's roles is to come and to go. */
export interface RoleChange {
  readonly give: readonly RoleGrant[]
  readonly take: readonly RoleGrant[]
}

/**
 * Gives users roles and takes others away, all of it or none; only where the actor holds every permission of each role there
 * (O6). What is held already, or is not held, is left as it is.
 */
export function changeRoles(
  context: Context,
  acting: Acting,
  wanted: {
    readonly userIds: readonly UserId[]
    readonly change: (held: readonly RoleGrant[]) => RoleChange
    readonly note?: string
  },
): Promise<Result<readonly User[]>> {
  return act(context, acting, null, async (doing) => {
    const permission = [GIVE, TAKE].find((one) => doing.holds(one))
    if (permission === undefined) return permissionMissing(GIVE, doing.actor)
    const users: User[] = []
    for (const userId of wanted.userIds) {
      const found = await findUser(doing, userId)
      if (!found.ok) return found
      const changed = await changeOne(doing, found.value, {
        ...wanted.change(found.value.roleGrants),
        note: wanted.note ?? '',
      })
      if (!changed.ok) return changed
      users.push(changed.value)
    }
    return ok(users)
  })
}

async function changeOne(
  doing: Doing,
  before: User,
  change: RoleChange & { readonly note: string },
): Promise<Result<User>> {
  const isHeld = (grant: RoleGrant) => before.roleGrants.some((held) => isSameGrant(held, grant))
  const given = distinct(change.give).filter((grant) => !isHeld(grant))
  const taken = change.take.filter(isHeld)
  if (given.length > 0 && !doing.holds(GIVE)) return permissionMissing(GIVE, doing.actor)
  if (taken.length > 0 && !doing.holds(TAKE)) return permissionMissing(TAKE, doing.actor)
  for (const grant of [...given, ...taken]) {
    const checked = await checkGiving(doing, { userId: before.id, ...grant })
    if (!checked.ok) return checked
  }
  if (given.length + taken.length === 0) return ok(before)
  const kept = before.roleGrants.filter((held) => !taken.some((grant) => isSameGrant(grant, held)))
  const after = { ...before, roleGrants: [...kept, ...given] }
  return saveUser(doing, { action: 'user.change_roles', before, after, note: change.note })
}

function distinct(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  return grants.filter((grant, at) => grants.findIndex((other) => isSameGrant(grant, other)) === at)
}
