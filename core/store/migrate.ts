import { open, rename, rm } from 'node:fs/promises'
import { Connection } from './connection.ts'
import { APPLICATION_ID } from './migrations/migrations.ts'
import { retryWhileBusy } from './retry-while-busy.ts'

/**
 * Brings the file to the newest version in one transaction: all steps, or none (F1). What it was before is kept
 * beside it, unless it was empty.
 */
export async function migrate(
  connection: Connection,
  migrations: readonly string[],
  patience: number,
): Promise<void> {
  if (versionOf(connection) === migrations.length) return
  await retryWhileBusy(() => connection.run('BEGIN IMMEDIATE'), patience)
  try {
    // Another process may have migrated while this one waited for the lock.
    const version = versionOf(connection)
    if (version > 0 && version < migrations.length) await backUp(connection.path, version)
    for (const sql of migrations.slice(version)) connection.script(sql)
    connection.script(`PRAGMA application_id = ${String(APPLICATION_ID)}`)
    connection.script(`PRAGMA user_version = ${String(migrations.length)}`)
    connection.run('COMMIT')
  } finally {
    connection.rollback()
  }
}

function versionOf(connection: Connection): number {
  return Number(connection.pragma('user_version'))
}

/** Copies the store as the last commit left it, and shows the copy under its name once it is whole and on disk. */
async function backUp(path: string, version: number): Promise<void> {
  const finished = `${path}.backup-v${String(version)}`
  const partial = `${finished}.partial`
  await rm(partial, { force: true })
  const file = await open(partial, 'wx', 0o600)
  try {
    const reader = Connection.open(path, 'read')
    try {
      await reader.copyTo(partial)
    } finally {
      reader.close()
    }
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, finished)
}
