import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSqliteStore } from '../../core/store/open-sqlite-store.ts'
import type { SqliteStore } from '../../core/store/sqlite-store.ts'

/** Gives a directory of its own to what is measured, and removes it whatever happens. */
export async function inTemporaryDirectory<Found>(
  use: (directory: string) => Promise<Found>,
): Promise<Found> {
  const directory = await mkdtemp(join(tmpdir(), 'grantdesk-bench-'))
  try {
    return await use(directory)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Gives an empty store in a file to what is measured, closes it and removes the file. */
export function withTemporaryStore<Found>(
  use: (store: SqliteStore, directory: string) => Promise<Found>,
): Promise<Found> {
  return inTemporaryDirectory(async (directory) => {
    const store = await openSqliteStore({ directory })
    try {
      return await use(store, directory)
    } finally {
      await store.close()
    }
  })
}
