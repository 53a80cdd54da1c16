import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, DivisionId, RoleId, UserId } from '../model/brand.ts'
import type { Division, Role, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'

/**
 * One organization at one moment, as plain data. `clients` are its own, the built-in ones, and those of other
 * organizations that are authorized here.
 */
export interface OrganizationRecords {
  readonly now: Date
  readonly enforceScopes: boolean
  readonly homeDivisionId: DivisionId
  readonly divisions: readonly Division[]
  readonly roles: readonly Role[]
  readonly users: readonly User[]
  readonly clients: readonly OAuthClient[]
  readonly authorizations: readonly AppAuthorization[]
}

/** What became different: records that are new or replace those of the same id, and ids that are gone. */
export interface RecordChanges {
  readonly now?: Date
  readonly enforceScopes?: boolean
  readonly divisions?: readonly Division[]
  readonly roles?: Changed<Role, RoleId>
  readonly users?: Changed<User, UserId>
  readonly clients?: Changed<OAuthClient, ClientId>
  readonly authorizations?: Changed<AppAuthorization, ClientId>
}

export interface Changed<Item, Id> {
  readonly put?: readonly Item[]
  readonly removed?: readonly Id[]
}
