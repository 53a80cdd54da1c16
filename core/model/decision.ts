import type { ClientId, DivisionId, RoleId, UserId } from './brand.ts'
import type { RoleDivision } from './directory.ts'

/** May this app, for this user or nobody, make this call, in this division or in any? `operation` is `METHOD /path`. */
export interface AccessQuestion {
  readonly clientId: ClientId
  readonly userId: UserId | null
  readonly operation: string
  readonly divisionId: DivisionId | null
  /** The access token that the call carries, where it carries one: asked by the Platform API, not by a person. */
  readonly token?: PresentedToken
}

/** What a call's access token says (P2.1, P2.4, P2.6). */
export interface PresentedToken {
  /** ISO 8601, by the organization's clock. */
  readonly issuedAt: string
  /** Those that its request narrowed the grant to; null where it did not (S1). */
  readonly scopes: readonly string[] | null
  /** Neither expired nor revoked nor idle for too long. */
  readonly isLive: boolean
}

export type CheckResult = 'passed' | 'failed' | 'not_applicable'

/** What a check saw: a sentence of `core/wording` by its key, and the names that fill it. */
export interface Evidence {
  readonly key: string
  readonly params: Readonly<Record<string, string | number | readonly string[]>>
}

/** One named condition of a decision. `rule` is its number in the specification. */
export interface Check {
  readonly name: string
  readonly rule: string
  readonly result: CheckResult
  readonly evidence: Evidence
  readonly children: readonly Check[]
}

/** The answer, and every check behind it (P3). */
export interface Decision {
  readonly outcome: 'allow' | 'deny'
  readonly checks: readonly Check[]
}

/** One administrative act that a set of changes is made of (P3). */
export type Change =
  | { readonly kind: 'authorize_app'; readonly scopes: readonly string[] }
  | { readonly kind: 'request_scope'; readonly scope: string }
  | { readonly kind: 'grant_scope'; readonly scope: string }
  | { readonly kind: 'give_user_role'; readonly roleId: RoleId; readonly divisionId: RoleDivision }
  | { readonly kind: 'give_client_role'; readonly roleId: RoleId; readonly divisionId: RoleDivision }
  | { readonly kind: 'admit_role'; readonly roleId: RoleId }
  | { readonly kind: 'activate_user' }
  | { readonly kind: 'restore_client' }

/** A decision with the smallest sets of changes that would turn it into an allow; `moreSets` counts those not listed. */
export interface Explanation {
  readonly decision: Decision
  readonly wouldAllow: readonly (readonly Change[])[]
  readonly moreSets: number
}
