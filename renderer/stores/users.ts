import { defineStore } from 'pinia'
import type { User } from '../../core/model/directory.ts'
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

  return { find }
})
