import type { ClientId, OrganizationId, UserId } from '../model/brand.ts'
import { appIsAuthorized, lookUp, userHoldsAdmittedRole } from '../policy/checks.ts'
import type { LiveCall } from '../organization/live-records.ts'
import { isOfFormerAuthorization } from '../organization/live-token.ts'
import { OAuthRefusal } from './errors.ts'
import type { OAuthContext } from './oauth-context.ts'

/** Which app wants a token for which user. */
export interface UserContext {
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  readonly userId: UserId
  /** When the login was that this follows from, in milliseconds; null where it is one itself. */
  readonly since: number | null
}

/**
 * An app gets a token for a user only where it is authorized in the organization and lets that user in, by the very checks
 * that decide each call later (A5, P2.2, P2.3).
 */
export async function appMayActFor(context: OAuthContext, about: UserContext): Promise<LiveCall> {
  const call = await context.live.call(about)
  if (!call) throw new OAuthRefusal('invalid_grant', 'organization not found')
  if (call.user?.state !== 'active') throw new OAuthRefusal('invalid_grant', 'user is not active')
  const { clientId, userId } = about
  const asked = lookUp({ clientId, userId, operation: '', divisionId: null }, call.view)
  if (appIsAuthorized(asked).result === 'failed') {
    throw new OAuthRefusal('invalid_grant', 'client is not authorized in this organization')
  }
  notOfFormerAuthorization(about, call)
  if (userHoldsAdmittedRole(asked).result === 'failed') {
    throw new OAuthRefusal('invalid_grant', 'user holds no role that may use this client')
  }
  return call
}

/** What an app was given before it was revoked leads to nothing once it is authorized anew (A5). */
function notOfFormerAuthorization({ since, clientId }: UserContext, { view, now }: LiveCall): void {
  if (since === null) return
  const authorization = view.authorization(clientId)
  if (!isOfFormerAuthorization({ issuedAt: since }, authorization, now.getTime())) return
  throw new OAuthRefusal('invalid_grant', 'the authorization that this follows from was revoked')
}
