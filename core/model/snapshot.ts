import type { AppAuthorization } from './app-authorization.ts'
import type { Json } from './audit-event.ts'
import type { ClientId, DivisionId, OrganizationId } from './brand.ts'
import type { Division, OrganizationSettings, Role, User } from './directory.ts'
import type { IdentityProvider } from './identity-provider.ts'
import type { OAuthClient } from './oauth-client.ts'
import type { HttpMethod, Operation } from './operation.ts'

/**
 * What an audit rule can need and a snapshot may lack (U2): whole sections, single fields of clients, and what was replaced
 * when a snapshot was redacted. A list of clients from elsewhere has neutral values where it lacks a fact.
 */
export const facts = [
  'client.addressRanges',
  'client.contact',
  'client.created',
  'client.createdBy',
  'client.description',
  'client.environment',
  'client.modified',
  'client.pkce',
  'client.redirectUris',
  'client.roles',
  'client.scopes',
  'client.secretChanged',
  'client.state',
  'client.tokenDuration',
  'authorizations',
  'baseline',
  'catalogue',
  'divisions',
  'history',
  'hosts',
  'identityProviders',
  'names',
  'network',
  'organization',
  'ownedDomains',
  'roles',
  'scopeCatalogue',
  'settings',
  'terraform',
  'usage',
  'users',
] as const
export type Fact = (typeof facts)[number]

/** Where a snapshot came from: an organization of Grantdesk, or what somebody imported. */
export const snapshotSources = ['organization', 'vendor_listings', 'clients_csv', 'terraform'] as const
export type SnapshotSource = (typeof snapshotSources)[number]

/** Calls of one client to one path template with one method, day by day (S6). */
export interface UsageSeries {
  readonly clientId: ClientId
  readonly method: HttpMethod
  readonly path: string
  /** Oldest first; days without a call are left out. */
  readonly days: readonly UsageDay[]
}

/** `day` is `YYYY-MM-DD` in UTC; the counts are those of a `UsageRow`. */
export interface UsageDay {
  readonly day: string
  readonly requests: number
  readonly failures: number
  readonly redirected: number
  readonly throttled: number
  readonly faulted: number
}

/** An act on a client or an authorization, as far as rules look at it; `changes` are those of its fields that differ. */
export interface HistoryEntry {
  readonly sequence: number
  readonly at: string
  readonly actor: { readonly id: string | null; readonly name: string }
  readonly action: string
  readonly target: { readonly kind: 'client' | 'authorization'; readonly id: string }
  readonly changes: readonly { readonly field: string; readonly before: Json; readonly after: Json }[]
}

/** An identity provider without its certificates. */
export type SnapshotIdentityProvider = Pick<IdentityProvider, 'id' | 'name' | 'issuer' | 'enabled'>

/** The API document that was imported into the organization, with the digest that names it (P1). */
export interface SnapshotCatalogue {
  readonly digest: string
  readonly operations: readonly Operation[]
  readonly scopes: readonly string[]
}

export interface SnapshotOrganization {
  readonly id: OrganizationId
  readonly name: string
  readonly region: string
  readonly createdAt: string
  readonly homeDivisionId: DivisionId
  readonly settings: OrganizationSettings
}

/**
 * One organization at one moment, without secrets (U1). Every list is sorted by id, so that equal organizations have equal
 * snapshots; times are ISO 8601 in UTC by the organization's clock. `docs/snapshot-format.md` describes the file.
 */
export interface Snapshot {
  readonly takenAt: string
  readonly source: SnapshotSource
  /** What is not in here, sorted; a rule that needs one of these is not evaluated (U2). */
  readonly absent: readonly Fact[]
  readonly organization: SnapshotOrganization
  /** Null where none was imported: then only the operations that Grantdesk serves itself are known. */
  readonly catalogue: SnapshotCatalogue | null
  /** The end of the audit log at that moment, which can be held against the log later (U5). */
  readonly historyHead: { readonly sequence: number; readonly hash: string } | null
  readonly divisions: readonly Division[]
  readonly roles: readonly Role[]
  readonly users: readonly User[]
  readonly clients: readonly OAuthClient[]
  readonly authorizations: readonly AppAuthorization[]
  readonly identityProviders: readonly SnapshotIdentityProvider[]
  /** By client, then method and path. */
  readonly usage: readonly UsageSeries[]
  /** By sequence. */
  readonly history: readonly HistoryEntry[]
  /** Clients whose secret Terraform keeps in its state; empty unless that is where the snapshot came from. */
  readonly secretsInState: readonly ClientId[]
}

/** The sections of a snapshot that hold records, as they stand in JSON pointers: `/clients/4f1c…/redirectUris/0`. */
export const snapshotSections = [
  'authorizations',
  'clients',
  'divisions',
  'history',
  'identityProviders',
  'roles',
  'usage',
  'users',
] as const
export type SnapshotSection = (typeof snapshotSections)[number]

/** The JSON pointer (RFC 6901) of a place in a snapshot file, where records stand under their ids. */
export function snapshotPointer(segments: readonly (string | number)[]): string {
  let pointer = ''
  for (const segment of segments) {
    const text = String(segment)
    pointer += `/${typeof segment === 'string' && /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text}`
  }
  return pointer
}
