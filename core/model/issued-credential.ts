import type { ClientId, OrganizationId, UserId } from './brand.ts'

export type CredentialKind = 'authorization_code' | 'access_token' | 'refresh_token'

/**
 * A code or token that the authorization server issued, known by the SHA-256 of its text in base64url; the text itself is
 * nowhere kept (S3). Times are milliseconds since 1970 by the organization's clock. It stays for a while after it was
 * spent, revoked or has expired, so that a second use is recognized as one.
 */
export interface IssuedCredential {
  readonly hash: string
  readonly kind: CredentialKind
  /** What one login led to: reuse of a code or a refresh token revokes all of it. Null where nothing can follow. */
  readonly familyId: string | null
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  /** Null for client credentials. */
  readonly userId: UserId | null
  /** Those that the request narrowed the grant to; null where it did not (S1). */
  readonly scopes: readonly string[] | null
  readonly issuedAt: number
  readonly expiresAt: number
  readonly spentAt: number | null
  readonly revokedAt: number | null
  /** Only kept where tokens idle (S4). */
  readonly lastUsedAt: number | null
  /**
   * What an authorization code is bound to (RFC 6749 §4.1.3, RFC 7636 §4.4). The refresh tokens that follow keep it, since
   * one obtained by a verifier takes no secret; null for access tokens.
   */
  readonly binding: CodeBinding | null
}

export interface CodeBinding {
  /** As the authorization request gave it. */
  readonly redirectUri: string
  /** S256; null for a code that was asked for without PKCE. */
  readonly codeChallenge: string | null
}
