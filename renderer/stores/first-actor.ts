import type { AdminClient, OutputOf } from '../../core/contract/contract.ts'
import type { WireResult } from '../../core/contract/definition.ts'
import type { OrganizationId } from '../../core/model/brand.ts'
import type { User } from '../../core/model/directory.ts'

const pagesToSearch = 10

/**
 * Whom to act as in an organization that was not open before: the first active user who holds every default role
 * everywhere, otherwise the one with most roles.
 */
export async function findFirstActor(
  client: AdminClient,
  organizationId: OrganizationId,
  roles: OutputOf<'role.list'>,
): Promise<WireResult<User | null>> {
  const defaults = roles.filter((role) => role.defaultId !== null).map((role) => role.id)
  let best: User | null = null
  let cursor: string | null = null
  for (let page = 0; page < pagesToSearch; page++) {
    const result: WireResult<OutputOf<'user.list'>> = await client['user.list']({
      organizationId,
      limit: 500,
      cursor,
    })
    if (!result.ok) return result
    for (const user of result.value.rows) {
      if (user.state !== 'active') continue
      if (holdsEverywhere(user, defaults)) return { ok: true, value: user }
      if (!best || user.roleGrants.length > best.roleGrants.length) best = user
    }
    cursor = result.value.cursor
    if (cursor === null) break
  }
  return { ok: true, value: best }
}

function holdsEverywhere(user: User, roleIds: readonly string[]): boolean {
  const held = new Set<string>(
    user.roleGrants.filter((grant) => grant.divisionId === '*').map((grant) => grant.roleId),
  )
  return roleIds.every((id) => held.has(id))
}
