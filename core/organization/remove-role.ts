import type { RoleId } from '../model/brand.ts'
import type { Role } from '../model/directory.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, type Acting, type Context } from './context.ts'
import { MASTER_ADMIN_ROLE } from './resources.ts'

/**
 * Removes a role that nobody holds any more. An app that is limited to it stays limited, so that removing a role never opens
 * an app to everybody (A6). The role that keeps an administrator in the organization stays (O4).
 */
export function removeRole(context: Context, acting: Acting, roleId: RoleId): Promise<Result<Role>> {
  return act(context, acting, 'authorization:role:delete', async (doing) => {
    const { unit, organization } = doing
    const role = doing.roles.find((candidate) => candidate.id === roleId)
    if (!role) return fail({ code: 'role_not_found', field: 'role', value: roleId })
    if (role.defaultId === MASTER_ADMIN_ROLE) {
      return fail({ code: 'last_administrator', value: role.name, rule: 'O4' })
    }
    const users = (await unit.users.holding(organization.id, roleId)).length
    const clients = (await unit.clients.holding(organization.id, roleId)).length
    if (users + clients > 0) {
      return fail({ code: 'still_in_use', value: role.name, rule: 'O3', params: { users, clients } })
    }
    await unit.remove.role(organization.id, roleId)
    await doing.record({
      action: 'role.remove',
      target: { kind: 'role', id: role.id, name: role.name },
      before: role,
    })
    return ok(role)
  })
}
