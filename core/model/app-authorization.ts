import type { ClientId, OrganizationId, RoleId } from './brand.ts'
import type { Author, BUILT_IN_OWNER } from './oauth-client.ts'

export const authorizationStates = ['pending', 'authorized', 'revoked'] as const
export type AuthorizationState = (typeof authorizationStates)[number]

/** Why an authorization is no longer in force: an administrator, its own expiry, or the removal of its client. */
export type RevocationCause = 'administrator' | 'expired' | 'client_removed'

/**
 * The record that an application may operate in an organization (A1). `scopes` are the *granted* ones.
 * `roleIds` limits the app to users who hold one of these roles; empty means everybody (A6).
 */
export interface AppAuthorization {
  readonly clientId: ClientId
  readonly clientName: string
  readonly clientOwnerId: OrganizationId | typeof BUILT_IN_OWNER
  readonly state: AuthorizationState
  readonly revocationCause: RevocationCause | null
  readonly scopes: readonly string[]
  readonly roleIds: readonly RoleId[]
  readonly reason: string
  readonly ticket: string
  readonly expiresAt: string | null
  readonly createdAt: string
  readonly createdBy: Author
  readonly modifiedAt: string
  readonly modifiedBy: Author
  readonly revision: number
}

/** A time-boxed approval ends by itself (A1), whether or not its end was recorded yet. */
export function authorizationHasExpired(authorization: AppAuthorization, now: Date): boolean {
  return authorization.expiresAt !== null && Date.parse(authorization.expiresAt) <= now.getTime()
}
