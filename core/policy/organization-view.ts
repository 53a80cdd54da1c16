import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, DivisionId, RoleId, UserId } from '../model/brand.ts'
import type { Role, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Operation } from '../model/operation.ts'

/** What a decision looks up: the state of one organization at one moment, as plain data behind five questions. */
export interface OrganizationView {
  readonly now: Date
  readonly enforceScopes: boolean
  readonly homeDivisionId: DivisionId
  readonly roles: readonly Role[]
  client(id: ClientId): OAuthClient | undefined
  authorization(id: ClientId): AppAuthorization | undefined
  user(id: UserId): User | undefined
  role(id: RoleId): Role | undefined
  divisionName(id: DivisionId): string | undefined
  /** Undefined for anything that the catalogue does not know or cannot read (P5). */
  operation(name: string): Operation | undefined
}
