import { admitsAddress } from '../model/address-range.ts'
import type { HttpRequest } from '../model/http-exchange.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { LiveCall } from '../organization/live-records.ts'
import { hashToken, idleTimeoutOf, tokenIsLive } from '../organization/live-token.ts'
import type { PlatformContext } from './platform-context.ts'
import { PlatformRefusal } from './platform-refusal.ts'

/** Who calls, by a token that is live. */
export interface Caller {
  readonly credential: IssuedCredential
  readonly live: LiveCall
  readonly client: OAuthClient
}

/** A use is written down at most this often, in milliseconds: an idle timeout is minutes long (S4). */
const TOUCH_INTERVAL = 5_000

/** Never in the query or the body, where logs and histories keep it (RFC 6750 §2, RFC 9700 §4.3.2). */
export function readBearerToken(request: HttpRequest): string {
  const header = request.header('authorization')
  const token = header === undefined ? undefined : /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(header)?.[1]
  if (token !== undefined) return token
  throw new PlatformRefusal('authentication.required', { headers: { 'www-authenticate': 'Bearer' } })
}

/** Unknown, expired, revoked and idle tokens are refused alike: the answer tells nobody that one had been real. */
export async function findCaller(context: PlatformContext, token: string): Promise<Caller> {
  const credential = context.store.tokens.find(hashToken(token))
  if (credential?.kind !== 'access_token') throw badCredentials()
  const live = await context.live.call(credential)
  const client = live?.view.client(credential.clientId)
  if (!live || !client) throw badCredentials()
  const now = live.now.getTime()
  const { settings } = live.organization
  const authorization = live.view.authorization(credential.clientId)
  if (!tokenIsLive(credential, { now, settings, authorization })) throw badCredentials()
  return { credential, live, client }
}

/** A client-credentials client that is limited to some addresses is so for its calls as for its tokens (C1). */
export function comesFromAllowedAddress({ client, credential }: Caller, request: HttpRequest): void {
  if (credential.userId !== null || admitsAddress(client.addressRanges, request.remoteAddress)) return
  throw new PlatformRefusal('ip.not.authorized')
}

/** Remembers that a token was used, where tokens idle (S4). */
export async function touchToken(context: PlatformContext, { credential, live }: Caller): Promise<void> {
  if (idleTimeoutOf(live.organization.settings) === null) return
  const now = live.now.getTime()
  if (now - (credential.lastUsedAt ?? credential.issuedAt) < TOUCH_INTERVAL) return
  await context.store.tokens.write((unit) => {
    unit.touch(credential.hash, now)
  })
}

function badCredentials(): PlatformRefusal {
  return new PlatformRefusal('bad.credentials', { headers: invalidToken })
}

/** RFC 6750 §3.1. */
export const invalidToken = { 'www-authenticate': 'Bearer error="invalid_token"' } as const
