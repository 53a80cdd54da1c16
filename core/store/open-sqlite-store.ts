import { mkdir, open } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Connection } from './connection.ts'
import { inspectFile } from './inspect-file.ts'
import { migrate } from './migrate.ts'
import { migrations as allMigrations } from './migrations/migrations.ts'
import { retryWhileBusy } from './retry-while-busy.ts'
import { SqliteStore } from './sqlite-store.ts'
import type { StoreError } from './store-error.ts'
import { storeIsReadOnly, storeIsUnreachable } from './store-error.ts'

const FILE_NAME = 'grantdesk.db'
const PATIENCE = 10_000

export interface SqliteStoreOptions {
  /** Where the file lives; made if it is not there. */
  readonly directory: string
  /** How long to wait, in milliseconds, for another process to finish writing. */
  readonly patience?: number
  /** False for a file that is made anew after a crash, so that writing waits for no disk. */
  readonly durable?: boolean
  /** The schema's steps, where not the product's own. */
  readonly migrations?: readonly string[]
  /** The most pages that the file may have, as on a disk of that size. */
  readonly maxPages?: number
}

/** Opens the store in a directory, or fails with a StoreError that says why and leaves the file as it was (F2). */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<SqliteStore> {
  const { patience = PATIENCE, migrations = allMigrations, durable = true } = options
  const directory = resolve(options.directory)
  const path = join(directory, FILE_NAME)
  await makeFile(directory, path)
  await inspectFile(path, migrations)
  const writer = Connection.open(path, 'write')
  try {
    await retryWhileBusy(() => {
      prepareConnection(writer)
    }, patience)
    if (!durable) writer.pragma('synchronous = OFF')
    if (options.maxPages !== undefined) writer.pragma(`max_page_count = ${String(options.maxPages)}`)
    await migrate(writer, migrations, patience)
  } catch (cause) {
    writer.close()
    throw cause
  }
  return new SqliteStore({
    writer,
    patience,
    openReader: () => openReader(path),
    openGlance: () => openGlance(path),
  })
}

/** Only its owner may look into the folder and the file; SQLite gives its log the same rights. */
async function makeFile(directory: string, path: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw storeCannotBeMade(path, cause)
  }
  try {
    const file = await open(path, 'wx', 0o600)
    await file.close()
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw storeCannotBeMade(path, cause)
  }
}

function storeCannotBeMade(path: string, cause: unknown): StoreError {
  const isReadOnly = ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(cause))
  return isReadOnly ? storeIsReadOnly(path, cause) : storeIsUnreachable(path, cause)
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

/**
 * A large cache, because an import of 100,000 clients writes all over its indexes; it fills only when used. The log is folded
 * back after 16 MB rather than 4, because tokens write the same pages again and again: half the work for the disk.
 */
function prepareConnection(writer: Connection): void {
  writer.pragma('journal_mode = WAL')
  writer.pragma('synchronous = FULL')
  writer.pragma('foreign_keys = ON')
  writer.pragma('cell_size_check = ON')
  writer.pragma('journal_size_limit = 67108864')
  writer.pragma('cache_size = -65536')
  writer.pragma('wal_autocheckpoint = 4000')
}

function openReader(path: string): Connection {
  const reader = Connection.open(path, 'read')
  reader.pragma('cell_size_check = ON')
  return reader
}

/** It cannot wait in between, as units do, for the moment in which another process mends the log after a crash. */
function openGlance(path: string): Connection {
  const glance = openReader(path)
  glance.pragma('busy_timeout = 250')
  return glance
}
