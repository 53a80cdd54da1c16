import type { OrganizationId } from './brand.ts'
import type { Author } from './oauth-client.ts'

/** A value that JSON can hold exactly. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

export type AuditTargetKind =
  'organization' | 'client' | 'authorization' | 'role' | 'user' | 'catalogue' | 'identity_provider'

/**
 * One act in an organization's history. `at` is the organization's clock, `machineTime` the machine's (O7).
 * `hash` is SHA-256 over `previousHash` and the canonical JSON of everything else (U5).
 */
export interface AuditEvent {
  readonly organizationId: OrganizationId
  readonly sequence: number
  readonly at: string
  readonly machineTime: string
  readonly actor: Author
  readonly action: string
  readonly target: { readonly kind: AuditTargetKind; readonly id: string; readonly name: string }
  readonly before: Json
  readonly after: Json
  readonly note: string
  readonly previousHash: string
  readonly hash: string
}
