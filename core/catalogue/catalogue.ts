import type { Operation } from '../model/operation.ts'
import type { Result } from '../model/result.ts'

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

/**
 * What an import found (P1). `permissions` and `scopes` count distinct well-formed names, `withoutScopes` the
 * operations that any OAuth token reaches, `guestOnly` those that none does.
 */
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

/** What one API document says, apart from where it came from and when. */
export interface CatalogueContent {
  readonly digest: string
  readonly operations: readonly Operation[]
  readonly scopes: readonly string[]
  readonly report: CatalogueReport
}

/** The operations of one API document (P1). `digest` is the SHA-256 of its operations' canonical JSON, in hex. */
export interface Catalogue extends CatalogueContent {
  readonly source: string
  readonly importedAt: string
}

/** The text of an API document and the name under which a person knows it: a file's, or an address without its query. */
export interface DocumentText {
  readonly name: string
  readonly text: string
}

/** Tells how many of the document's paths were read. */
export type ReadProgress = (done: number, total: number) => void

/** Reads API documents without blocking the host, with progress and cancel. */
export interface CatalogueReader {
  read(
    source: DocumentText,
    options: { readonly signal?: AbortSignal; readonly onProgress?: ReadProgress },
  ): Promise<Result<CatalogueContent>>
}
