import type { ClientId, OrganizationId, UserId } from '../model/brand.ts'
import type { Organization, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { OrganizationView } from '../policy/organization-view.ts'
import type { LoadedCatalogue } from './loaded-catalogue.ts'
import type { SecretHash } from './ports.ts'

/** A client as the authorization server meets it. */
export interface LiveClient {
  readonly client: OAuthClient
  /** Whose it is; null for a built-in one, which every organization has. */
  readonly owner: Organization | null
  /** Null where it has no secret. */
  readonly secret: SecretHash | null
}

/** What one call is decided on, and what answers it. */
export interface LiveCall {
  readonly organization: Organization
  /** The organization's time (O7). */
  readonly now: Date
  readonly view: OrganizationView
  readonly user: User | undefined
  readonly catalogue: LoadedCatalogue
}

/**
 * The records that a request to the organization server needs, as the last committed act left them. They are kept as long as
 * the store's version stays, so that thousands of requests a second read nothing.
 */
export interface LiveRecords {
  organizations(): Promise<readonly Organization[]>
  organization(id: OrganizationId): Promise<Organization | undefined>
  client(id: ClientId): Promise<LiveClient | undefined>
  /** Undefined where there is no such organization. */
  call(about: {
    readonly organizationId: OrganizationId
    readonly clientId: ClientId
    readonly userId: UserId | null
  }): Promise<LiveCall | undefined>
}
