import type { ClientId, OrganizationId, UserId } from '../model/brand.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { UsageRow } from '../model/usage-row.ts'

/** What a unit of token work can see and change. All of it is synchronous: thousands of units share one commit. */
export interface TokenUnit {
  find(hash: string): IssuedCredential | undefined
  put(credential: IssuedCredential): void
  /** Marks a code or refresh token as used. */
  spend(hash: string, at: number): void
  revoke(hash: string, at: number): void
  /** Revokes whatever of the family is not revoked yet; answers how many. */
  revokeFamily(familyId: string, at: number): number
  /** Revokes what was issued in an organization to a user, for a client, or both; answers how many. */
  revokeOf(of: CredentialOwner, at: number): number
  touch(hash: string, at: number): void
  /** Remembers an assertion until a moment; false if it was remembered already: a replay (RFC 7522 §3). */
  rememberAssertion(key: string, until: number): boolean
  countUsage(organizationId: OrganizationId, rows: readonly UsageRow[]): void
}

export interface CredentialOwner {
  readonly organizationId: OrganizationId
  readonly userId?: UserId
  readonly clientId?: ClientId
}

/**
 * Codes and tokens (S3), apart from the other records because they come by the thousand. What was written is durable
 * once the promise has settled; who waits at the same time shares one commit.
 */
export interface TokenStore {
  /** As the last commit left it. */
  find(hash: string): IssuedCredential | undefined
  /** How many access tokens are neither revoked nor expired at this moment. */
  countLive(of: CredentialOwner, now: number): number
  /** Runs `work` alone, all or nothing: what it throws undoes what it did, and nothing else. */
  write<Value>(work: (unit: TokenUnit) => Value): Promise<Value>
}
