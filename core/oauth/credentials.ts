import type { ClientId, OrganizationId, UserId } from '../model/brand.ts'
import type { CodeBinding, IssuedCredential } from '../model/issued-credential.ts'
import { hashToken } from '../organization/live-token.ts'
import type { Random } from '../organization/ports.ts'

/** How long an authorization code may be exchanged, in milliseconds (S3, RFC 6749 §4.1.2). */
const CODE_LIFETIME = 60_000
/** How long a refresh token stays of use, in milliseconds; each rotation begins anew. */
const REFRESH_TOKEN_LIFETIME = 30 * 86_400_000

/** A code or token as its holder gets it, with the record that is kept of it. */
export interface NewCredential {
  readonly text: string
  readonly record: IssuedCredential
}

/** For whom something is issued, and what it follows from. */
export interface Grant {
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  readonly userId: UserId | null
  /** What the request narrowed the grant to; null where it did not. */
  readonly scopes: readonly string[] | null
  readonly familyId: string | null
}

/** A code for the front channel; what is issued for it joins the family it starts (RFC 6749 §4.1.2). */
export function newCode(
  random: Random,
  grant: Omit<Grant, 'familyId'> & { readonly binding: CodeBinding },
  now: number,
): NewCredential {
  const { binding, ...owner } = grant
  const family = { ...owner, familyId: newFamily(random) }
  return issue(random, family, {
    kind: 'authorization_code',
    issuedAt: now,
    lifetime: CODE_LIFETIME,
    binding,
  })
}

/** An opaque access token that lives as long as the client's token duration says, in seconds (S3, C3). */
export function newAccessToken(random: Random, grant: Grant, life: AccessTokenLife): NewCredential {
  const lifetime = life.duration * 1_000
  return issue(random, grant, { kind: 'access_token', issuedAt: life.now, lifetime, binding: null })
}

export interface AccessTokenLife {
  readonly now: number
  /** Seconds. */
  readonly duration: number
}

/**
 * A refresh token, always of a family, so that its reuse can end all of it (RFC 9700 §4.14). It keeps what the code was bound
 * to: where that was a challenge, the client had not to prove itself by a secret, and need not later.
 */
export function newRefreshToken(
  random: Random,
  grant: Grant & { readonly familyId: string; readonly binding: CodeBinding | null },
  now: number,
): NewCredential {
  const { binding, ...owner } = grant
  const lifetime = REFRESH_TOKEN_LIFETIME
  return issue(random, owner, { kind: 'refresh_token', issuedAt: now, lifetime, binding })
}

/** What one login leads to carries this id. */
export function newFamily(random: Random): string {
  return secretText(random, 16)
}

interface Terms {
  readonly kind: IssuedCredential['kind']
  readonly issuedAt: number
  readonly lifetime: number
  readonly binding: CodeBinding | null
}

function issue(random: Random, grant: Grant, terms: Terms): NewCredential {
  const text = secretText(random, 32)
  const { kind, issuedAt, lifetime, binding } = terms
  return {
    text,
    record: {
      hash: hashToken(text),
      kind,
      familyId: grant.familyId,
      organizationId: grant.organizationId,
      clientId: grant.clientId,
      userId: grant.userId,
      scopes: grant.scopes,
      issuedAt,
      expiresAt: issuedAt + lifetime,
      spentAt: null,
      revokedAt: null,
      lastUsedAt: null,
      binding,
    },
  }
}

/** Random bits in base64url: 256 of them cannot be guessed (RFC 6749 §10.10). */
function secretText(random: Random, bytes: number): string {
  return Buffer.from(random.bytes(bytes)).toString('base64url')
}
