import type { ClientId, OrganizationId, UserId } from './brand.ts'
import type { RoleGrant } from './directory.ts'
import type { GrantType } from './grant-type.ts'

/**
 * Who made or changed a record: a user, or a client-credentials client on the Platform API. `id` is null for the product
 * itself, such as a removal that fell due.
 */
export interface Author {
  readonly id: UserId | ClientId | null
  readonly name: string
}

/** The organization that owns the built-in clients, as on the vendor's wire. */
export const BUILT_IN_OWNER = 'purecloud-builtin'

/** A day after deactivation times seven, in milliseconds: the window in which a client can be restored (C8). */
export const RESTORE_WINDOW = 7 * 86_400_000
/** A client younger than this is removed at once and for good (C8). */
const IRREVERSIBLE_AGE = 30 * 86_400_000

/** `disabled` is set by the vendor's support only and invalidates live tokens too (C8). */
export type ClientState =
  | { readonly kind: 'active' }
  | { readonly kind: 'inactive'; readonly removalAt: string }
  | { readonly kind: 'disabled' }

/**
 * A registered application (C1). `scopes` are the *requested* ones. Times are ISO 8601 in UTC by the
 * organization's clock, `tokenDuration` is in seconds. The secret is not part of the record.
 */
export interface OAuthClient {
  readonly id: ClientId
  readonly ownerId: OrganizationId | typeof BUILT_IN_OWNER
  readonly name: string
  readonly description: string
  readonly contact: string
  readonly environment: 'production' | 'test'
  readonly grantType: GrantType
  readonly pkce: boolean
  readonly tokenDuration: number
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly roleGrants: readonly RoleGrant[]
  readonly addressRanges: readonly string[]
  readonly state: ClientState
  readonly secretChangedAt: string | null
  readonly createdAt: string
  readonly createdBy: Author
  readonly modifiedAt: string
  readonly modifiedBy: Author
  readonly revision: number
}

/** The fields a person fills in. */
export type ClientDraft = Pick<
  OAuthClient,
  | 'name'
  | 'description'
  | 'contact'
  | 'environment'
  | 'grantType'
  | 'pkce'
  | 'tokenDuration'
  | 'redirectUris'
  | 'scopes'
  | 'roleGrants'
  | 'addressRanges'
>

export function isBuiltIn(client: Pick<OAuthClient, 'ownerId'>): boolean {
  return client.ownerId === BUILT_IN_OWNER
}

/** Deleting is irreversible within 30 days of creation (C8). */
export function deletesForGood(client: Pick<OAuthClient, 'createdAt'>, now: Date): boolean {
  return now.getTime() - Date.parse(client.createdAt) <= IRREVERSIBLE_AGE
}

/** A deactivated client is gone once its seven days are over, even before the removal is carried out (C8). */
export function removalIsDue(client: Pick<OAuthClient, 'state'>, now: Date): boolean {
  return client.state.kind === 'inactive' && Date.parse(client.state.removalAt) <= now.getTime()
}
