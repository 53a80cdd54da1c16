import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Connection } from './connection.ts'
import { verifySeries } from './credential-series.ts'
import { APPLICATION_ID } from './migrations/migrations.ts'
import { unpackRecord } from './record.ts'
import type { StoredRecord } from './record.ts'
import { schemaAfter, schemaOf } from './schema.ts'
import {
  StoreError,
  storeIsDamaged,
  storeIsForeign,
  storeIsReadOnly,
  storeIsUnreachable,
} from './store-error.ts'
import { verifyUsage } from './usage.ts'

/** Files up to this size are checked from end to end whenever they are opened; it takes about 4 ms per megabyte. */
const LARGEST_FULL_CHECK = 16 * 1024 * 1024

/**
 * Looks at a file before anything writes to it: is it a store, undamaged, of a version that this program knows?
 * A file that is refused is left as it was (F2). Only SQLite opens the file: if this process has it open already,
 * closing another handle of it would drop the locks that other processes rely upon.
 */
export async function inspectFile(path: string, migrations: readonly string[]): Promise<void> {
  await refuseReadOnly(path)
  const size = await sizeOf(path)
  if (size === 0) return
  const connection = Connection.open(path, 'read')
  try {
    const version = knownVersion(connection, migrations)
    if (version === 0) return
    refuseOtherTables(connection, migrations.slice(0, version))
    if (size <= LARGEST_FULL_CHECK) refuseDamagedContent(connection, version)
  } catch (cause) {
    connection.close()
    if ((await sizeOf(`${path}-wal`)) === 0) leaveNoTrace(path)
    throw cause
  } finally {
    connection.close()
  }
}

/**
 * A reader leaves an empty log beside the file; a writer that is the last to leave takes it away. Only called when
 * the log holds nothing, because the writer would fold what it holds into the file.
 */
function leaveNoTrace(path: string): void {
  const connection = Connection.open(path, 'write')
  try {
    connection.pragma('schema_version')
  } catch {
    // The file was refused for a reason already, and that reason is what its reader is told.
  } finally {
    connection.close()
  }
}

async function refuseReadOnly(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK | constants.W_OK)
    await access(dirname(path), constants.W_OK)
  } catch (cause) {
    throw storeIsReadOnly(path, cause)
  }
}

function knownVersion(connection: Connection, migrations: readonly string[]): number {
  const version = connection.pragma('user_version')
  const applicationId = connection.pragma('application_id')
  if (applicationId === 0 && version === 0 && isEmpty(connection)) return 0
  if (applicationId !== APPLICATION_ID) throw storeIsForeign(connection.path)
  if (typeof version !== 'number' || version < 1)
    throw storeIsDamaged(connection.path, `version ${String(version)} does not exist`)
  if (version > migrations.length)
    throw new StoreError(
      'store_newer',
      connection.path,
      `store \`${connection.path}\` was written by a newer Grantdesk (version ${String(version)}, ` +
        `this one knows ${String(migrations.length)}); nothing was changed`,
    )
  return version
}

function isEmpty(connection: Connection): boolean {
  return connection.value<number>('SELECT count(*) FROM sqlite_schema') === 0
}

function refuseOtherTables(connection: Connection, taken: readonly string[]): void {
  if (schemaOf(connection) !== schemaAfter(taken))
    throw storeIsDamaged(connection.path, 'its tables are not those of its version')
}

/** Of every version. */
const recordTables = [
  'organization',
  'division',
  'role',
  'user',
  'client',
  'secret',
  'authorization',
  'catalogue',
  'event',
] as const

/** SQLite checks its pages and indexes, the checksums tell whether the values inside are those that were written. */
function refuseDamagedContent(connection: Connection, version: number): void {
  const finding = connection.value<string>('PRAGMA integrity_check(1)')
  if (finding !== 'ok') throw storeIsDamaged(connection.path, finding ?? 'no answer')
  for (const table of version > 1 ? [...recordTables, 'identity_provider'] : recordTables)
    for (const stored of connection.all<StoredRecord>(`SELECT record, checksum FROM ${table}`))
      unpackRecord(stored, connection.path)
  verifyUsage(connection, version)
  if (version > 1) verifySeries(connection)
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return 0
    throw storeIsUnreachable(path, cause)
  }
}
