import type { DivisionId, OrganizationId, RoleId, UserId } from './brand.ts'

/** A part of an organization's data; roles are held in one division or in all of them (O3). */
export interface Division {
  readonly id: DivisionId
  readonly name: string
  readonly isHome: boolean
}

/** `*` stands for every division. */
export type RoleDivision = DivisionId | '*'

/** A role held in one division, or in all (`*`). */
export interface RoleGrant {
  readonly roleId: RoleId
  readonly divisionId: RoleDivision
}

/** A named bundle of permission patterns (O3). `defaultId` tells which default role it was made from (O5). */
export interface Role {
  readonly id: RoleId
  readonly name: string
  readonly description: string
  readonly defaultId: string | null
  readonly patterns: readonly string[]
  readonly revision: number
}

export interface User {
  readonly id: UserId
  readonly email: string
  readonly name: string
  readonly state: 'active' | 'inactive'
  readonly roleGrants: readonly RoleGrant[]
  /** Null where the user has no password. */
  readonly passwordChangedAt: string | null
  readonly revision: number
}

/** The settings that an administrator may change (O2). `implicitEndDate` is the vendor's announced end, as a day (C2). */
export interface OrganizationSettings {
  readonly enforceScopes: boolean
  readonly hipaa: boolean
  readonly maxClients: number
  readonly implicitEndDate: string
  /** After so many seconds without use an access token stops working (S4); null or absent where tokens do not idle. */
  readonly tokenIdleTimeout?: number | null
}

/** One organization of the workspace (O1, O2). `clockOffset` is in milliseconds ahead of the machine's clock (O7). */
export interface Organization {
  readonly id: OrganizationId
  readonly name: string
  /** A `snapshot` shows a kept snapshot and takes no command (U1). */
  readonly kind: 'local' | 'snapshot'
  readonly region: string
  readonly settings: OrganizationSettings
  readonly clockOffset: number
  readonly createdAt: string
  readonly revision: number
}
