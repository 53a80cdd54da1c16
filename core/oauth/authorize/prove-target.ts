import { asId, type ClientId } from '../../model/brand.ts'
import type { Organization } from '../../model/directory.ts'
import { needsRedirectUri } from '../../model/grant-type.ts'
import { removalIsDue, type OAuthClient } from '../../model/oauth-client.ts'
import { matchRedirectUri } from '../../model/redirect-uri.ts'
import { timeOf } from '../../organization/record-event.ts'
import type { OAuthContext } from '../oauth-context.ts'
import { AuthorizationRefusal, RedirectUriRefusal } from './authorization-refusal.ts'
import type { RequestParameters } from './request-parameters.ts'

/**
 * A registered client and one of its redirect URIs. INVARIANT: only `proveTarget` makes it, and nothing is sent to a redirect
 * URI that is not in one: until then a refusal is shown to the person (RFC 6749 §3.1.2.4, RFC 9700 §4.11.2).
 */
export interface ProvenTarget {
  readonly client: OAuthClient
  /** Whose the client is; null for a built-in one. */
  readonly owner: Organization | null
  readonly redirectUri: string
}

/** Proves where answers may be sent: first `client_id`, then `redirect_uri`. */
export async function proveTarget(
  context: Pick<OAuthContext, 'live' | 'clock'>,
  parameters: RequestParameters,
): Promise<ProvenTarget> {
  const known = await proveClient(context, parameters.get('client_id'))
  return { ...known, redirectUri: proveRedirectUri(known.client, parameters.get('redirect_uri')) }
}

/** The client of this id, unless it is gone (RFC 6749 §2.2). */
export async function proveClient(
  { live, clock }: Pick<OAuthContext, 'live' | 'clock'>,
  clientId: string | null,
): Promise<Pick<ProvenTarget, 'client' | 'owner'>> {
  if (clientId === null) throw new AuthorizationRefusal('invalid_request', 'authorize.client_missing')
  const found = await live.client(asId<ClientId>(clientId))
  if (!found || (found.owner && removalIsDue(found.client, timeOf(found.owner, clock)))) {
    const params = { client: clientId.slice(0, 100) }
    throw new AuthorizationRefusal('invalid_client', 'authorize.client_unknown', params)
  }
  return { client: found.client, owner: found.owner }
}

/** Exactly a registered redirect URI of a client that uses one; a loopback address may have any port (C4). */
export function proveRedirectUri(client: OAuthClient, presented: string | null): string {
  if (!needsRedirectUri(client.grantType)) {
    const params = { grantType: client.grantType }
    throw new AuthorizationRefusal('unauthorized_client', 'authorize.redirect_unused', params)
  }
  if (presented === null) throw new AuthorizationRefusal('invalid_request', 'authorize.redirect_missing')
  const match = matchRedirectUri(client.redirectUris, presented)
  if (match.matches) return presented
  if (!match.closest) throw new AuthorizationRefusal('invalid_request', 'authorize.redirect_none')
  throw new RedirectUriRefusal(presented, match.closest)
}
