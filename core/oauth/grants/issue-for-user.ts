import type { CodeBinding } from '../../model/issued-credential.ts'
import { noteOf, type AppRequest } from '../app-request.ts'
import { authenticationFailed } from '../client-authentication.ts'
import { newAccessToken, newRefreshToken } from '../credentials.ts'
import type { OAuthContext } from '../oauth-context.ts'
import { redeem, type PresentedCredential } from '../presented-credential.ts'
import { appMayActFor } from '../user-context.ts'
import type { IssuedTokens } from './grant.ts'

/** What a code, or a refresh token that follows from one, is bound to. */
export function bindingOf({ record }: PresentedCredential): CodeBinding {
  if (record.binding) return record.binding
  throw new Error(`a ${record.kind} is bound to nothing`)
}

/**
 * As the vendor does: what was obtained without PKCE takes the client's secret; with PKCE the verifier stands for it, and a
 * refresh token that followed is good for one use only (RFC 9700 §2.2.2).
 */
export function secretIsProven({ client }: AppRequest, { codeChallenge }: CodeBinding): void {
  if (client.method === 'none' && codeChallenge === null) throw authenticationFailed(client.method)
}

/** Spends a code or refresh token and issues the next pair of its family. */
export async function issueForUser(
  context: OAuthContext,
  { client: known }: AppRequest,
  wanted: {
    readonly presented: PresentedCredential
    /** Of the access token; a refresh token always keeps those of the login (RFC 6749 §6). */
    readonly scopes: readonly string[] | null
  },
): Promise<IssuedTokens> {
  const { record, now } = wanted.presented
  const { organizationId, clientId, userId, familyId, issuedAt } = record
  if (userId === null || familyId === null) throw new Error(`a ${record.kind} belongs to no login`)
  await appMayActFor(context, { organizationId, clientId, userId, since: issuedAt })
  const family = { organizationId, clientId, userId, familyId }
  const duration = known.client.tokenDuration
  const access = { ...family, scopes: wanted.scopes }
  const accessToken = newAccessToken(context.random, access, { now, duration })
  const further = { ...family, scopes: record.scopes, binding: bindingOf(wanted.presented) }
  const refreshToken = newRefreshToken(context.random, further, now)
  await redeem(context, wanted.presented, [accessToken, refreshToken])
  return { accessToken, duration, refreshToken, note: noteOf(known, { organizationId, userId }) }
}
