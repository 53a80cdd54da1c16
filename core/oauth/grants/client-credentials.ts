import { admitsAddress } from '../../model/address-range.ts'
import { timeOf } from '../../organization/record-event.ts'
import { noteOf, type AppRequest } from '../app-request.ts'
import { authenticationFailed } from '../client-authentication.ts'
import { newAccessToken } from '../credentials.ts'
import { OAuthRefusal } from '../errors.ts'
import type { OAuthContext } from '../oauth-context.ts'
import type { IssuedTokens } from './grant.ts'

/** A token for the client itself: its roles are its grant, so there is neither a user nor a scope (RFC 6749 §4.4, A7). */
export async function issueForClient(context: OAuthContext, request: AppRequest): Promise<IssuedTokens> {
  const { client, owner } = request.client
  secretIsProven(request)
  addressIsAllowed(request)
  nothingIsScoped(request)
  if (!owner) throw new OAuthRefusal('unauthorized_client', 'client belongs to no organization')
  const now = timeOf(owner, context.clock).getTime()
  const grant = { organizationId: owner.id, clientId: client.id, userId: null, scopes: null, familyId: null }
  const duration = client.tokenDuration
  const accessToken = newAccessToken(context.random, grant, { now, duration })
  await context.store.tokens.write((unit) => {
    unit.put(accessToken.record)
  })
  return { accessToken, duration, refreshToken: null, note: noteOf(request.client) }
}

/** RFC 6749 §4.4: only for confidential clients. */
function secretIsProven({ client }: AppRequest): void {
  if (client.method === 'none') throw authenticationFailed(client.method)
}

/** The client's address ranges, where it has any (C1). */
function addressIsAllowed({ client: { client }, http }: AppRequest): void {
  if (admitsAddress(client.addressRanges, http.remoteAddress)) return
  throw new OAuthRefusal('unauthorized_client', 'client may not be used from this address')
}

/** Its roles cannot be narrowed by scopes; passing over the wish would give more than was asked for (RFC 6749 §3.3). */
function nothingIsScoped({ form }: AppRequest): void {
  if (!form.has('scope')) return
  throw new OAuthRefusal('invalid_scope', 'a client-credentials client has roles and no scopes')
}
