import type { CredentialKind, IssuedCredential } from '../model/issued-credential.ts'
import { hashToken } from '../organization/live-token.ts'
import { timeOf } from '../organization/record-event.ts'
import type { AppRequest } from './app-request.ts'
import type { NewCredential } from './credentials.ts'
import { OAuthRefusal } from './errors.ts'
import type { OAuthContext } from './oauth-context.ts'

/** A code or refresh token that was presented, and the time of its organization (O7). */
export interface PresentedCredential {
  readonly record: IssuedCredential
  readonly now: number
}

const names = {
  authorization_code: 'authorization code',
  access_token: 'access token',
  refresh_token: 'refresh token',
} as const satisfies Record<CredentialKind, string>

/** What is presented, where it was issued to the client that presents it (RFC 6749 §5.2). */
export async function findPresented(
  context: OAuthContext,
  { client }: AppRequest,
  wanted: { readonly text: string; readonly kind: CredentialKind },
): Promise<PresentedCredential> {
  const record = context.store.tokens.find(hashToken(wanted.text))
  // Another client's is not told from one that never was: nobody learns by trying which are good.
  if (record?.kind !== wanted.kind || record.clientId !== client.client.id) throw invalid(wanted.kind)
  const organization = await context.live.organization(record.organizationId)
  if (!organization) throw invalid(wanted.kind)
  return { record, now: timeOf(organization, context.clock).getTime() }
}

/** A second use ends all that the first one led to: one of the two was a thief (S3, RFC 9700 §4.14.2). */
export async function isFirstUse(context: OAuthContext, { record, now }: PresentedCredential): Promise<void> {
  if (record.spentAt === null) return
  const { familyId } = record
  if (familyId !== null) await context.store.tokens.write((unit) => unit.revokeFamily(familyId, now))
  throw usedBefore(record.kind)
}

export function isNotRevoked({ record }: PresentedCredential): void {
  if (record.revokedAt === null) return
  throw new OAuthRefusal('invalid_grant', `${names[record.kind]} has been revoked`)
}

export function isNotExpired({ record, now }: PresentedCredential): void {
  if (now < record.expiresAt) return
  throw new OAuthRefusal('invalid_grant', `${names[record.kind]} has expired`)
}

/**
 * Spends what was presented and keeps what is issued for it, both or neither. Of two that come at once, the second finds
 * it spent: that is a second use as any other.
 */
export async function redeem(
  context: OAuthContext,
  { record, now }: PresentedCredential,
  issued: readonly NewCredential[],
): Promise<void> {
  const isDone = await context.store.tokens.write((unit) => {
    const present = unit.find(record.hash)
    if (present?.spentAt !== null || present.revokedAt !== null) {
      if (record.familyId !== null) unit.revokeFamily(record.familyId, now)
      return false
    }
    unit.spend(record.hash, now)
    for (const credential of issued) unit.put(credential.record)
    return true
  })
  if (!isDone) throw usedBefore(record.kind)
}

function invalid(kind: CredentialKind): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', `${names[kind]} invalid`)
}

function usedBefore(kind: CredentialKind): OAuthRefusal {
  return new OAuthRefusal('invalid_grant', `${names[kind]} was used before`)
}
