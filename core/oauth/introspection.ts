import type { HttpAnswer } from '../model/http-exchange.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { LiveCall } from '../organization/live-records.ts'
import { hashToken, tokenIsLive } from '../organization/live-token.ts'
import { appIsAuthorized, lookUp, userHoldsAdmittedRole } from '../policy/checks.ts'
import { noteOf, type AppRequest } from './app-request.ts'
import { authenticationFailed } from './client-authentication.ts'
import { answerJson } from './errors.ts'
import { required } from './form.ts'
import type { OAuthContext } from './oauth-context.ts'

/**
 * Tells a client about a token of its own (RFC 7662). Nothing but `active: false` is said of any other, be it unknown, no
 * longer good, or another client's, so that nobody can search for tokens (§4).
 */
export async function answerIntrospection(context: OAuthContext, request: AppRequest): Promise<HttpAnswer> {
  const { client } = request
  if (client.method === 'none') throw authenticationFailed('none')
  const note = noteOf(client)
  const record = context.store.tokens.find(hashToken(required(request.form, 'token')))
  const call = record && (await context.live.call(record))
  if (!call || !isActive(record, call, request)) return answerJson(200, { active: false }, note)
  const { organizationId, userId } = record
  return answerJson(200, describe(record, call, request), { ...note, organizationId, userId })
}

function isActive(record: IssuedCredential, call: LiveCall, { client: known }: AppRequest): boolean {
  const { clientId, userId } = record
  if (record.kind === 'authorization_code' || clientId !== known.client.id) return false
  if (known.client.state.kind === 'disabled' || record.spentAt !== null) return false
  const authorization = call.view.authorization(clientId)
  const { settings } = call.organization
  // A refresh token waits to be used for days; only access tokens idle (S4).
  const idling =
    record.kind === 'access_token' ? settings : { ...settings, hipaa: false, tokenIdleTimeout: null }
  if (!tokenIsLive(record, { now: call.now.getTime(), settings: idling, authorization })) return false
  if (userId === null) return true
  const asked = lookUp({ clientId, userId, operation: '', divisionId: null }, call.view)
  const checks = [appIsAuthorized(asked), userHoldsAdmittedRole(asked)]
  return call.user?.state === 'active' && checks.every(({ result }) => result !== 'failed')
}

/** The members of RFC 7662 §2.2; times are the organization's, in seconds. */
function describe(record: IssuedCredential, call: LiveCall, { http }: AppRequest): object {
  const { clientId, userId } = record
  const { user } = call
  return {
    active: true,
    client_id: clientId,
    ...(record.kind === 'access_token' && { token_type: 'bearer' }),
    ...(userId !== null && { scope: scopesOf(record, call).join(' ') }),
    ...(user && { username: user.email }),
    sub: userId ?? clientId,
    iss: http.issuer,
    iat: Math.floor(record.issuedAt / 1_000),
    exp: Math.floor(record.expiresAt / 1_000),
  }
}

/** Those that the token was narrowed to, else all that the client both requested and was granted. */
function scopesOf({ scopes, clientId }: IssuedCredential, { view }: LiveCall): readonly string[] {
  if (scopes) return scopes
  const granted = new Set(view.authorization(clientId)?.scopes)
  return (view.client(clientId)?.scopes ?? []).filter((scope) => granted.has(scope))
}
