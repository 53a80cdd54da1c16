import Database from 'better-sqlite3'
import type { Failure } from '../model/failure.ts'

export type StoreErrorCode =
  | 'store_newer'
  | 'store_foreign'
  | 'store_damaged'
  | 'store_read_only'
  | 'store_full'
  | 'store_busy'
  | 'store_unreachable'

/** Why the store cannot be used: a code for programs, a sentence that names the file for people. */
export class StoreError extends Error {
  readonly code: StoreErrorCode
  readonly path: string

  constructor(code: StoreErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StoreError'
    this.code = code
    this.path = path
  }
}

/** What the store says of its file is for people, not a fault: the refusal that a thrown cause stands for, if any. */
export function storeFailure(cause: unknown): Failure | undefined {
  return cause instanceof StoreError ? { code: cause.code, value: cause.path, rule: 'F2' } : undefined
}

export function storeIsDamaged(path: string, detail: string, cause?: unknown): StoreError {
  return new StoreError(
    'store_damaged',
    path,
    `store \`${path}\` is damaged (${detail}); nothing was changed, restore it from a backup`,
    { cause },
  )
}

export function storeIsForeign(path: string, cause?: unknown): StoreError {
  return new StoreError(
    'store_foreign',
    path,
    `\`${path}\` is no Grantdesk store, or its first bytes are damaged; nothing was changed`,
    { cause },
  )
}

export function storeIsReadOnly(path: string, cause?: unknown): StoreError {
  return new StoreError(
    'store_read_only',
    path,
    `store \`${path}\` cannot be written, the file or its directory is read-only`,
    { cause },
  )
}

export function storeIsUnreachable(path: string, cause: unknown): StoreError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new StoreError('store_unreachable', path, `store \`${path}\` cannot be opened: ${reason}`, { cause })
}

/** True while another process holds the lock that was asked for; trying again later helps. */
function isBusy(cause: unknown): boolean {
  return cause instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(cause.code)
}

/** SQLite has no code of its own for these. */
const saysDamaged = /^(unsupported|invalid fts5) file format|^malformed|^vtable constructor failed/

/** What SQLite reports, as a StoreError where the file or the machine is at fault; anything else stays as it is. */
export function translateSqliteError(cause: unknown, path: string): unknown {
  if (!(cause instanceof Database.SqliteError)) return cause
  const { code } = cause
  if (code === 'SQLITE_NOTADB') return storeIsForeign(path, cause)
  if (code.startsWith('SQLITE_CORRUPT') || saysDamaged.test(cause.message))
    return storeIsDamaged(path, cause.message, cause)
  if (code.startsWith('SQLITE_READONLY')) return storeIsReadOnly(path, cause)
  if (code.startsWith('SQLITE_FULL'))
    return new StoreError(
      'store_full',
      path,
      `store \`${path}\` cannot grow, the disk is full; nothing was changed`,
      { cause },
    )
  if (isBusy(cause))
    return new StoreError(
      'store_busy',
      path,
      `store \`${path}\` is busy, another process is writing to it; try again`,
      { cause },
    )
  if (/^SQLITE_(CANTOPEN|IOERR|PERM|AUTH)/.test(code)) return storeIsUnreachable(path, cause)
  return cause
}
