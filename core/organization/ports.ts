import type { AppAuthorization, AuthorizationState } from '../model/app-authorization.ts'
import type { AuditEvent } from '../model/audit-event.ts'
import type { ClientId, DivisionId, OrganizationId, RoleId, UserId } from '../model/brand.ts'
import type { Division, Organization, Role, User } from '../model/directory.ts'
import type { GrantType } from '../model/grant-type.ts'
import type { ClientState, OAuthClient } from '../model/oauth-client.ts'
import type { UsageSeries } from '../model/snapshot.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { IdentityProvider, IdentityProviderId } from '../model/identity-provider.ts'
import type { TokenStore } from './token-store.ts'

/** The time now. A root reads the machine's clock, a test holds it still. */
export type Clock = () => Date

/** Unpredictable values. A root takes the machine's, a test or the sample a seeded one. */
export interface Random {
  uuid(): string
  /** `count` random bytes. */
  bytes(count: number): Uint8Array
}

/** Where secrets live that a person wants to keep (C7, F3). */
export interface Keychain {
  /** Whether secrets outlast this session, and if not, why not, as a sentence without secrets. */
  status(): Promise<KeychainStatus>
  save(account: string, secret: string): Promise<void>
  find(account: string): Promise<string | null>
  /** Forgets a secret; true if there was one. */
  remove(account: string): Promise<boolean>
}

export type KeychainStatus =
  | { readonly kind: 'keychain'; readonly name: string }
  | { readonly kind: 'session'; readonly reason: NoKeychainReason }

/** Why secrets are kept for the session only (F3); a host says it in the person's language. */
export const noKeychainReasons = ['library_missing', 'no_answer'] as const
export type NoKeychainReason = (typeof noKeychainReasons)[number]

/** A page of rows in a stable order. `cursor` continues after the last row; null when there is none. */
export interface Page<Row> {
  readonly rows: readonly Row[]
  readonly cursor: string | null
  /** How many rows match in all. */
  readonly total: number
}

export interface PageRequest {
  readonly limit: number
  readonly cursor: string | null
}

export interface ClientQuery extends PageRequest {
  readonly search: string
  readonly state: ClientState['kind'] | null
  readonly grantType: GrantType | null
}

/** A client as lists show it, with the last day on which it was used. */
export interface ClientRow {
  readonly client: OAuthClient
  readonly lastUsed: string | null
}

export interface AuthorizationQuery extends PageRequest {
  readonly search: string
  readonly state: AuthorizationState | null
}

export interface AuthorizationRow {
  readonly authorization: AppAuthorization
  readonly lastUsed: string | null
}

export interface UserQuery extends PageRequest {
  readonly search: string
}

export interface EventQuery {
  readonly target: { readonly kind: string; readonly id: string } | null
  /** Only events before this sequence number; null starts at the newest. */
  readonly before: number | null
  readonly limit: number
}

/** A stored secret's hash with the parameters it was made with. */
export interface SecretHash {
  readonly algorithm: 'sha256' | 'scrypt'
  readonly parameters: string
  readonly salt: string
  readonly hash: string
}

/** What one consistent look at the store can see. */
export interface ReadUnit {
  /** Rises with every unit that wrote a record: what was read at one version holds as long as the version does. */
  version(): Promise<number>
  readonly organizations: {
    all(): Promise<readonly Organization[]>
    get(id: OrganizationId): Promise<Organization | undefined>
  }
  readonly divisions: { all(organizationId: OrganizationId): Promise<readonly Division[]> }
  readonly roles: {
    all(organizationId: OrganizationId): Promise<readonly Role[]>
    get(organizationId: OrganizationId, id: RoleId): Promise<Role | undefined>
  }
  readonly users: {
    get(organizationId: OrganizationId, id: UserId): Promise<User | undefined>
    byEmail(organizationId: OrganizationId, email: string): Promise<User | undefined>
    /** By id. */
    all(organizationId: OrganizationId): Promise<readonly User[]>
    page(organizationId: OrganizationId, query: UserQuery): Promise<Page<User>>
    /** Users who hold the role, in any division. */
    holding(organizationId: OrganizationId, roleId: RoleId): Promise<readonly User[]>
    countActive(organizationId: OrganizationId): Promise<number>
  }
  readonly clients: {
    get(organizationId: OrganizationId, id: ClientId): Promise<OAuthClient | undefined>
    /** The organizations of the workspace that hold a client of this id, its owner first. */
    everywhere(id: ClientId): Promise<readonly { organizationId: OrganizationId; client: OAuthClient }[]>
    /** By id, the built-in ones among them. */
    all(organizationId: OrganizationId): Promise<readonly OAuthClient[]>
    page(organizationId: OrganizationId, query: ClientQuery): Promise<Page<ClientRow>>
    /** How many there are, without the built-in ones. */
    count(organizationId: OrganizationId): Promise<number>
    builtIn(organizationId: OrganizationId): Promise<readonly OAuthClient[]>
    /** Clients whose removal is due at or before this moment (ISO 8601, UTC). */
    dueForRemoval(organizationId: OrganizationId, until: string): Promise<readonly OAuthClient[]>
    /** Client-credentials clients that hold the role. */
    holding(organizationId: OrganizationId, roleId: RoleId): Promise<readonly OAuthClient[]>
  }
  readonly secrets: { get(subject: string): Promise<SecretHash | undefined> }
  readonly authorizations: {
    get(organizationId: OrganizationId, clientId: ClientId): Promise<AppAuthorization | undefined>
    /** By the client's id. */
    all(organizationId: OrganizationId): Promise<readonly AppAuthorization[]>
    page(organizationId: OrganizationId, query: AuthorizationQuery): Promise<Page<AuthorizationRow>>
    count(organizationId: OrganizationId): Promise<number>
    /** Every organization's authorization of this client. */
    everywhere(
      clientId: ClientId,
    ): Promise<readonly { organizationId: OrganizationId; authorization: AppAuthorization }[]>
    /** Authorized ones whose approval ends at or before this moment. */
    dueToExpire(organizationId: OrganizationId, until: string): Promise<readonly AppAuthorization[]>
  }
  readonly usage: {
    /** Rows of one client from a day on (`YYYY-MM-DD`, UTC), newest first. */
    of(organizationId: OrganizationId, clientId: ClientId, since: string): Promise<readonly UsageRow[]>
    lastUsed(organizationId: OrganizationId, clientId: ClientId): Promise<string | null>
    /** What every client called from a day on, by client, path and method. */
    all(organizationId: OrganizationId, since: string): Promise<readonly UsageSeries[]>
  }
  readonly identityProviders: {
    /** By name. */
    all(organizationId: OrganizationId): Promise<readonly IdentityProvider[]>
  }
  readonly catalogues: {
    /** The digest of the imported catalogue, without reading it; null if none was imported. */
    digest(organizationId: OrganizationId): Promise<string | null>
    get(organizationId: OrganizationId): Promise<Catalogue | undefined>
  }
  readonly events: {
    head(organizationId: OrganizationId): Promise<AuditEvent | undefined>
    get(organizationId: OrganizationId, sequence: number): Promise<AuditEvent | undefined>
    /** Newest first. */
    page(organizationId: OrganizationId, query: EventQuery): Promise<readonly AuditEvent[]>
    /** How many events there are, of one target or of all. */
    count(organizationId: OrganizationId, target: EventQuery['target']): Promise<number>
    /** Oldest first, from a sequence number on; for verifying, so damaged events are given as they lie there. */
    from(organizationId: OrganizationId, sequence: number, limit: number): Promise<readonly AuditEvent[]>
  }
}

/** What one unit of work can change; all of it is committed, or none (F1). */
export interface WriteUnit extends ReadUnit {
  readonly put: {
    organization(organization: Organization): Promise<void>
    division(organizationId: OrganizationId, division: Division): Promise<void>
    role(organizationId: OrganizationId, role: Role): Promise<void>
    user(organizationId: OrganizationId, user: User): Promise<void>
    client(organizationId: OrganizationId, client: OAuthClient): Promise<void>
    secret(subject: string, hash: SecretHash): Promise<void>
    authorization(organizationId: OrganizationId, authorization: AppAuthorization): Promise<void>
    /** Adds to the counts already there. */
    usage(organizationId: OrganizationId, rows: readonly UsageRow[]): Promise<void>
    catalogue(organizationId: OrganizationId, catalogue: Catalogue): Promise<void>
    identityProvider(organizationId: OrganizationId, provider: IdentityProvider): Promise<void>
    event(event: AuditEvent): Promise<void>
  }
  readonly remove: {
    role(organizationId: OrganizationId, id: RoleId): Promise<void>
    client(organizationId: OrganizationId, id: ClientId): Promise<void>
    secret(subject: string): Promise<void>
    division(organizationId: OrganizationId, id: DivisionId): Promise<void>
    identityProvider(organizationId: OrganizationId, id: IdentityProviderId): Promise<void>
    /**
     * Ends the codes and tokens of an organization whose clock is set back: those that had expired or idled by its former
     * time, and those that its time to come had issued, so that resetting brings nothing back (O7).
     */
    credentialsOfMovedClock(organizationId: OrganizationId, moved: MovedClock): Promise<void>
  }
}

/** A clock that is set back, in milliseconds since 1970. */
export interface MovedClock {
  readonly former: number
  readonly present: number
  /** Access tokens that were not used after this moment had idled by the former time (S4); null where they do not idle. */
  readonly idleSince: number | null
}

/**
 * The workspace's memory. Units of work never interleave: a unit sees no half of another one, and a unit that
 * throws leaves nothing behind (F1).
 */
export interface Store {
  readonly tokens: TokenStore
  /**
   * The version that `ReadUnit.version` would answer, asked at every request, so it is cheap: what another process has
   * committed shows with the next turn of the event loop, this process's commits at once.
   */
  version(): number
  read<Value>(work: (unit: ReadUnit) => Promise<Value>): Promise<Value>
  write<Value>(work: (unit: WriteUnit) => Promise<Value>): Promise<Value>
  /**
   * Tells of every committed change of records, within a second also of those made by other processes, and every few seconds
   * that usage was counted; answers the way to stop.
   */
  subscribe(listener: () => void): () => void
  close(): Promise<void>
}
