import type { Change } from '../../../core/model/decision.ts'
import type { Role } from '../../../core/model/directory.ts'
import { scopeRisk } from '../../../core/model/scope.ts'

/** What deserves a warning about a change: it lets an app or a user change who may do what, or do everything. */
export function privilegeWarning(
  change: Change,
  roles: ReadonlyMap<string, Pick<Role, 'patterns'>>,
): 'privileges' | 'everything' | null {
  switch (change.kind) {
    case 'grant_scope':
    case 'request_scope':
      return scopeRisk(change.scope) === 'privileged' ? 'privileges' : null
    case 'authorize_app':
      return change.scopes.some((scope) => scopeRisk(scope) === 'privileged') ? 'privileges' : null
    case 'give_user_role':
    case 'give_client_role':
      return patternsWarning(roles.get(change.roleId)?.patterns ?? [])
    case 'admit_role':
    case 'activate_user':
    case 'restore_client':
      return null
  }
}

function patternsWarning(patterns: readonly string[]): 'privileges' | 'everything' | null {
  if (patterns.includes('*:*:*')) return 'everything'
  return patterns.some(changesPrivileges) ? 'privileges' : null
}

/** Roles, OAuth clients and users can be changed so that somebody's rights grow. */
function changesPrivileges(pattern: string): boolean {
  const [domain = '', entity = '', action = ''] = pattern.split(':')
  if (action === 'view') return false
  return (
    domain === '*' ||
    domain === 'authorization' ||
    domain === 'oauth' ||
    (domain === 'directory' && entity === '*')
  )
}
