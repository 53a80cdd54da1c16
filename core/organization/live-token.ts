import { hash } from 'node:crypto'
import type { AppAuthorization } from '../model/app-authorization.ts'
import type { OrganizationSettings } from '../model/directory.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'

/** Under HIPAA a token that nobody used for this long stops working, in seconds (S4). */
const HIPAA_IDLE_TIMEOUT = 900
const MIN_IDLE_TIMEOUT = 300
/** In seconds; without HIPAA. */
export const MAX_IDLE_TIMEOUT = 28_800

/** May an organization choose this idle timeout? Whole seconds; under HIPAA at most 15 minutes. */
export function isIdleTimeout(seconds: number, hipaa: boolean): boolean {
  const most = hipaa ? HIPAA_IDLE_TIMEOUT : MAX_IDLE_TIMEOUT
  return Number.isInteger(seconds) && seconds >= MIN_IDLE_TIMEOUT && seconds <= most
}

/** After how many seconds without use a token stops working; null where tokens do not idle (S4). */
export function idleTimeoutOf(settings: OrganizationSettings): number | null {
  const wanted = settings.tokenIdleTimeout ?? null
  if (!settings.hipaa) return wanted
  return wanted === null ? HIPAA_IDLE_TIMEOUT : Math.min(wanted, HIPAA_IDLE_TIMEOUT)
}

/** When a token that idles stops working unless it is used before; null where it does not (S4). */
export function idlesAt(credential: IssuedCredential, settings: OrganizationSettings): number | null {
  const timeout = idleTimeoutOf(settings)
  return timeout === null ? null : (credential.lastUsedAt ?? credential.issuedAt) + timeout * 1_000
}

/** By what a presented token is found; its text is nowhere kept (S3). */
export function hashToken(text: string): string {
  return hash('sha256', text, 'base64url')
}

/** Is a presented token neither revoked nor expired nor idle, and of the authorization that its app has now (S3, S4, A5)? */
export function tokenIsLive(
  credential: IssuedCredential,
  at: {
    /** Milliseconds since 1970, by the organization's clock. */
    readonly now: number
    readonly settings: OrganizationSettings
    readonly authorization: AppAuthorization | undefined
  },
): boolean {
  if (credential.revokedAt !== null || credential.expiresAt <= at.now) return false
  const idle = idlesAt(credential, at.settings)
  if (idle !== null && idle <= at.now) return false
  return credential.userId === null || !isOfFormerAuthorization(credential, at.authorization, at.now)
}

/**
 * A revoked app takes a new authorization, which brings no former token back (A5). An authorization that was made while
 * the clock was moved ahead lies in the future after its reset, and says nothing then (O7).
 */
export function isOfFormerAuthorization(
  credential: Pick<IssuedCredential, 'issuedAt'>,
  authorization: AppAuthorization | undefined,
  now: number,
): boolean {
  if (!authorization) return false
  const since = Date.parse(authorization.createdAt)
  return since <= now && credential.issuedAt < since
}
