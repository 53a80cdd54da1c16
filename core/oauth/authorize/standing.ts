import type { User } from '../../model/directory.ts'
import type { ClientId } from '../../model/brand.ts'
import type { LiveCall } from '../../organization/live-records.ts'
import { appIsAuthorized, clientIsActive, lookUp, userHoldsAdmittedRole } from '../../policy/checks.ts'
import { holdsPermission } from '../../policy/permission-held.ts'

/** Who decides about applications (A1). */
export const AUTHORIZE = 'oauth:client:authorize'

/** How an app stands to a user of an organization, before any call. */
export type Standing =
  /** It may have a token. */
  | 'admitted'
  /** Nobody has authorized it, and this user may. */
  | 'may_be_authorized'
  | 'needs_administrator'
  /** It is limited to roles that this user does not hold. */
  | 'role_missing'
  /** It is deactivated, disabled or gone. */
  | 'client_inactive'

/** By the very checks that decide each call later (P2.1, P2.2, P2.3). */
export function standingOf(call: LiveCall, user: User, clientId: ClientId): Standing {
  const { view } = call
  const asked = lookUp({ clientId, userId: user.id, operation: '', divisionId: null }, view)
  if (clientIsActive(asked).result === 'failed') return 'client_inactive'
  if (appIsAuthorized(asked).result === 'failed') {
    const permission = { permission: AUTHORIZE, divisionId: null }
    const may = holdsPermission(user.roleGrants, (id) => view.role(id), permission)
    return may ? 'may_be_authorized' : 'needs_administrator'
  }
  return userHoldsAdmittedRole(asked).result === 'failed' ? 'role_missing' : 'admitted'
}
