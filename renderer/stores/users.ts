import { defineStore } from 'pinia'
import type { RoleId, UserId } from '../../core/model/brand.ts'
import type { RoleDivision, User } from '../../core/model/directory.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

/** Users of the organization, found by name, address or id. */
export const useUsersStore = defineStore('users', () => {
  const { client } = useAdmin()
  const session = useSessionStore()

  async function find(
    search: string,
    limit: number,
  ): Promise<{ readonly rows: readonly User[]; readonly total: number }> {
    const { organizationId } = session.acting
    const result = await client['user.list']({ organizationId, search, limit })
    return result.ok ? result.value : { rows: [], total: 0 }
  }

  const grantRole = (userId: UserId, roleId: RoleId, divisionId: RoleDivision) =>
    client['user.grantRole']({ acting: session.acting, userId, roleId, divisionId })
  const setState = (userId: UserId, state: User['state']) =>
    client['user.setState']({ acting: session.acting, userId, state })

  return { find, grantRole, setState }
})
