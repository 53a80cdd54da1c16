import type { Operation } from '../model/operation.ts'

/** Something in an API document that could not be read, and where (a JSON pointer). */
export interface UnreadableEntry {
  readonly pointer: string
  readonly problem: UnreadableProblem
  readonly text: string
}

export type UnreadableProblem =
  | 'permission_malformed'
  | 'permissions_malformed'
  | 'security_malformed'
  | 'operation_malformed'
  | 'path_malformed'
  | 'operation_duplicate'

/** What an import found (P1). */
export interface CatalogueReport {
  readonly title: string
  readonly version: string
  readonly format: 'swagger-2' | 'openapi-3'
  readonly operations: number
  readonly permissions: number
  readonly scopes: number
  readonly withoutPermissions: number
  readonly withoutScopes: number
  readonly guestOnly: number
  readonly unreadable: readonly UnreadableEntry[]
}

/** The operations of one API document (P1). `digest` is the SHA-256 of its operations' canonical JSON, in hex. */
export interface Catalogue {
  readonly digest: string
  readonly source: string
  readonly importedAt: string
  readonly operations: readonly Operation[]
  readonly scopes: readonly string[]
  readonly report: CatalogueReport
}
