import { nobody, type HttpAnswer } from '../model/http-exchange.ts'
import { hashToken } from '../organization/live-token.ts'
import { timeOf } from '../organization/record-event.ts'
import { noteOf, type AppRequest } from './app-request.ts'
import { neverCached, OAuthRefusal } from './errors.ts'
import { required } from './form.ts'
import type { OAuthContext } from './oauth-context.ts'

/**
 * Revokes a token of the client that presents it (RFC 7009). A refresh token takes everything of its login with it, an
 * access token only itself. A client that is not active may still do so.
 */
export async function answerRevocation(context: OAuthContext, request: AppRequest): Promise<HttpAnswer> {
  const { client } = request.client
  const record = context.store.tokens.find(hashToken(required(request.form, 'token')))
  // The hint is of no use where one look finds either kind, and a code is no token (RFC 7009 §2.1).
  if (!record || record.kind === 'authorization_code') return revoked(request)
  if (record.clientId !== client.id) {
    throw new OAuthRefusal('invalid_grant', 'token was issued to another client')
  }
  const organization = await context.live.organization(record.organizationId)
  if (!organization) return revoked(request)
  const now = timeOf(organization, context.clock).getTime()
  const { kind, familyId, hash } = record
  await context.store.tokens.write((unit) => {
    if (kind === 'refresh_token' && familyId !== null) unit.revokeFamily(familyId, now)
    else unit.revoke(hash, now)
  })
  return revoked(request)
}

/** The same for a token that is unknown or no longer good: there is nothing left to do (RFC 7009 §2.2). */
function revoked({ client }: AppRequest): HttpAnswer {
  return { status: 200, headers: neverCached, body: '', note: { ...nobody, ...noteOf(client) } }
}
