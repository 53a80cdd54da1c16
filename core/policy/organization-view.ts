import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, DivisionId, RoleId, UserId } from '../model/brand.ts'
import type { Role, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Operation } from '../model/operation.ts'
import { isPermissionPattern, patternCovers } from '../model/permission.ts'

/** What a decision looks up: the state of one organization at one moment, as plain data behind five questions. */
export interface OrganizationView {
  readonly now: Date
  readonly enforceScopes: boolean
  readonly homeDivisionId: DivisionId
  readonly roles: readonly Role[]
  client(id: ClientId): OAuthClient | undefined
  authorization(id: ClientId): AppAuthorization | undefined
  user(id: UserId): User | undefined
  role(id: RoleId): ReadableRole | undefined
  divisionName(id: DivisionId): string | undefined
  /** Undefined for anything that the catalogue does not know or cannot read (P5). */
  operation(name: string): Operation | undefined
}

/** A role whose patterns can be asked. */
export interface ReadableRole extends Role {
  /** Those that match nothing and are reported (P2). */
  readonly malformedPatterns: readonly string[]
  /** The first pattern that covers the permission. */
  coveringPattern(permission: string): string | undefined
}

/** Reads the patterns of a role as they stand, for a single question. */
export function readRole(role: Role): ReadableRole {
  return {
    ...role,
    malformedPatterns: role.patterns.filter((pattern) => !isPermissionPattern(pattern)),
    coveringPattern: (permission) => role.patterns.find((pattern) => patternCovers(pattern, permission)),
  }
}
