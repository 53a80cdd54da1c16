import type { ClientId, RoleId, UserId } from './brand.ts'
import type { RoleDivision } from './directory.ts'

/**
 * One change that is only assumed, to see what it would do (P4). What is added and there already, or removed and not
 * there, changes nothing.
 */
export type Assumption =
  /** The scopes that a client requests. */
  | (ListChange & { readonly kind: 'requested_scopes'; readonly clientId: ClientId })
  /** The scopes that an authorized app is granted. */
  | (ListChange & { readonly kind: 'granted_scopes'; readonly clientId: ClientId })
  /** The roles that an app is limited to become exactly these; none lifts the limit. */
  | { readonly kind: 'role_limit'; readonly clientId: ClientId; readonly roleIds: readonly RoleId[] }
  /** The app is authorized without end, with these scopes beside those it had. */
  | { readonly kind: 'authorize_app'; readonly clientId: ClientId; readonly scopes: readonly string[] }
  | { readonly kind: 'revoke_app'; readonly clientId: ClientId }
  | (RoleGiven & { readonly kind: 'give_client_role'; readonly clientId: ClientId })
  | (RoleGiven & { readonly kind: 'take_client_role'; readonly clientId: ClientId })
  | (RoleGiven & { readonly kind: 'give_user_role'; readonly userId: UserId })
  | (RoleGiven & { readonly kind: 'take_user_role'; readonly userId: UserId })
  | (ListChange & { readonly kind: 'role_patterns'; readonly roleId: RoleId })
  /** Grants of the role stay, and hold nothing any more. */
  | { readonly kind: 'delete_role'; readonly roleId: RoleId }
  | { readonly kind: 'enforce_scopes'; readonly on: boolean }

interface ListChange {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

interface RoleGiven {
  readonly roleId: RoleId
  readonly divisionId: RoleDivision
}
