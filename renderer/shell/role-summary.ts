import type { Role, User } from '../../core/model/directory.ts'
import { say } from '../i18n.ts'

/** A user's roles in a few words: the first by name in the order held, and how many more. */
export function roleSummary(user: User, roles: ReadonlyMap<string, Pick<Role, 'name'>>): string {
  const names = [...new Set(user.roleGrants.map((grant) => roles.get(grant.roleId)?.name ?? grant.roleId))]
  const first = names[0]
  if (first === undefined) return say('shell.acting.noRole')
  if (names.length === 1) return first
  return say('shell.acting.more', { role: first, count: names.length - 1 })
}
