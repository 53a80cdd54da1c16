import { chmod, copyFile, mkdir, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { migrations } from '../../../core/store/migrations/migrations.ts'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import type { SqliteStoreOptions } from '../../../core/store/open-sqlite-store.ts'
import { StoreError } from '../../../core/store/store-error.ts'
import { startStoreChild } from '../../support/start-store-child.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { aClient, anOrganization, clientQuery, here } from './records.ts'

const isPosix = process.platform !== 'win32'

/** A closed store with one client in it, and the path of its file. */
async function aStoreFile(directory: string): Promise<string> {
  const store = await openSqliteStore({ directory })
  await store.write(async (unit) => {
    await unit.put.organization(anOrganization())
    await unit.put.client(here, aClient('client-1', { description: 'd'.repeat(6_000) }))
  })
  await store.close()
  return store.path
}

/** The reason for which opening fails; fails itself if it does not. */
async function refusal(options: SqliteStoreOptions): Promise<StoreError> {
  const opened = await openSqliteStore(options).then(
    (store) => store.close(),
    (cause: unknown) => cause,
  )
  if (!(opened instanceof StoreError)) throw new Error('the store was not refused', { cause: opened })
  return opened
}

/** Opening must fail, and leave every file of the folder as it was, byte for byte. */
async function refusalWithoutTrace(directory: string): Promise<StoreError> {
  const before = await bytesOf(directory)
  const reason = await refusal({ directory })
  expect(await bytesOf(directory)).toEqual(before)
  return reason
}

async function bytesOf(directory: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(directory)
  const files = await Promise.all(
    // The shared memory beside a log is no content; SQLite makes it anew whenever it likes.
    names
      .filter((name) => !name.endsWith('-shm'))
      .map(async (name) => {
        const bytes = await readFile(join(directory, name))
        return [name, bytes.toString('latin1')] as const
      }),
  )
  return Object.fromEntries(files)
}

describe('opening the store', () => {
  it('makes the folder and the file, for their owner only', async () => {
    await using base = await temporaryDirectory()
    const directory = join(base.path, 'a', 'b')
    const store = await openSqliteStore({ directory })
    expect(store.path).toBe(join(directory, 'grantdesk.db'))
    if (isPosix) {
      expect((await stat(directory)).mode & 0o777).toBe(0o700)
      for (const name of await readdir(directory))
        expect([name, (await stat(join(directory, name))).mode & 0o777]).toEqual([name, 0o600])
    }
    await store.close()
    expect(await readdir(directory)).toEqual(['grantdesk.db'])
  })

  it('finds again what was written before it was closed', async () => {
    await using directory = await temporaryDirectory()
    await aStoreFile(directory.path)
    const store = await openSqliteStore({ directory: directory.path })
    const page = await store.read((unit) => unit.clients.page(here, clientQuery({ search: 'client' })))
    await store.close()
    expect(page.rows.map((row) => row.client.id)).toEqual(['client-1'])
  })

  it('takes an empty file for a new store, as a crash right after its making leaves it', async () => {
    await using directory = await temporaryDirectory()
    await writeFile(join(directory.path, 'grantdesk.db'), '')
    await (await openSqliteStore({ directory: directory.path })).close()
  })

  it('opens one file several times at once', async () => {
    await using directory = await temporaryDirectory()
    const stores = await Promise.all(
      Array.from({ length: 5 }, () => openSqliteStore({ directory: directory.path })),
    )
    await stores[0]?.write((unit) => unit.put.organization(anOrganization()))
    for (const store of stores)
      expect(await store.read((unit) => unit.organizations.all())).toEqual([anOrganization()])
    for (const store of stores) await store.close()
  })

  it('keeps a write-ahead log (F1)', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const database = new Database(path)
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    database.close()
  })
})

describe('a migration', () => {
  const next = [...migrations, 'CREATE TABLE novelty (id TEXT PRIMARY KEY) STRICT']
  const present = migrations.length

  it('keeps what the file was before beside it, then brings it to the new version', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const store = await openSqliteStore({ directory: directory.path, migrations: next })
    const kept = await store.read((unit) => unit.clients.count(here))
    await store.close()
    expect(kept).toBe(1)
    expect(tablesAndVersion(path)).toEqual({ version: present + 1, hasNovelty: true })

    const backup = `${path}.backup-v${String(present)}`
    expect(tablesAndVersion(backup)).toEqual({ version: present, hasNovelty: false })
    if (isPosix) expect((await stat(backup)).mode & 0o777).toBe(0o600)
    await using restored = await temporaryDirectory()
    await copyFile(backup, join(restored.path, 'grantdesk.db'))
    const former = await openSqliteStore({ directory: restored.path })
    expect(await former.read((unit) => unit.clients.count(here))).toBe(1)
    await former.close()
  })

  it('leaves the former version when it fails half-way (F1)', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const broken = [...next, 'CREATE TABLE novelty (id TEXT PRIMARY KEY) STRICT']
    await expect(openSqliteStore({ directory: directory.path, migrations: broken })).rejects.toThrow(
      'novelty',
    )
    expect(tablesAndVersion(path)).toEqual({ version: present, hasNovelty: false })
    await (await openSqliteStore({ directory: directory.path })).close()
  })

  it('is taken once when several open the file at the same time', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openSqliteStore({ directory: directory.path, migrations: next })),
    )
    for (const store of stores) await store.close()
    expect(tablesAndVersion(path)).toEqual({ version: present + 1, hasNovelty: true })
  })

  it('makes no backup of a new file', async () => {
    await using directory = await temporaryDirectory()
    await aStoreFile(directory.path)
    expect(await readdir(directory.path)).toEqual(['grantdesk.db'])
  })

  function tablesAndVersion(path: string): { readonly version: unknown; readonly hasNovelty: boolean } {
    const database = new Database(path, { readonly: true })
    try {
      const found = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'novelty'`).get()
      return { version: database.pragma('user_version', { simple: true }), hasNovelty: found !== undefined }
    } finally {
      database.close()
    }
  }
})

describe('a file that cannot be used is refused and left untouched (F2):', () => {
  it('one of a newer version', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const database = new Database(path)
    database.pragma('user_version = 7')
    database.close()
    const reason = await refusalWithoutTrace(directory.path)
    expect(reason.code).toBe('store_newer')
    expect(reason.message).toBe(
      `store \`${path}\` was written by a newer Grantdesk (version 7, this one knows ${String(migrations.length)}); nothing was changed`,
    )
  })

  it('one of a newer version whose last changes are still in its log', async () => {
    await using directory = await temporaryDirectory()
    await using crashed = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const database = new Database(path)
    database.pragma('user_version = 7')
    // What a crash leaves: the file and its log, which holds the new version, without a proper end.
    for (const name of ['grantdesk.db', 'grantdesk.db-wal'])
      await copyFile(join(directory.path, name), join(crashed.path, name))
    database.close()
    expect((await refusalWithoutTrace(crashed.path)).code).toBe('store_newer')
  })

  it('a SQLite file of another program', async () => {
    await using directory = await temporaryDirectory()
    const database = new Database(join(directory.path, 'grantdesk.db'))
    database.exec('CREATE TABLE cookies (id TEXT)')
    database.close()
    const reason = await refusalWithoutTrace(directory.path)
    expect([reason.code, reason.message]).toEqual([
      'store_foreign',
      `\`${reason.path}\` is no Grantdesk store, or its first bytes are damaged; nothing was changed`,
    ])
  })

  it.each([
    ['text', 'This is a letter, not a database. '.repeat(100)],
    ['a few bytes', 'SQLite'],
    ['zeros', '\0'.repeat(8_192)],
  ])('%s', async (_what, content) => {
    await using directory = await temporaryDirectory()
    await writeFile(join(directory.path, 'grantdesk.db'), content)
    expect((await refusalWithoutTrace(directory.path)).code).toBe('store_foreign')
  })

  it('one whose end is missing', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    await truncate(path, Math.floor((await stat(path)).size / 2))
    const reason = await refusalWithoutTrace(directory.path)
    expect(reason.code).toBe('store_damaged')
    expect(reason.message).toContain(path)
  })

  it('one with a flipped bit in its header', async () => {
    await using directory = await temporaryDirectory()
    await flip(await aStoreFile(directory.path), 3)
    expect((await refusalWithoutTrace(directory.path)).code).toBe('store_foreign')
  })

  it('one with a flipped bit inside a value, which SQLite itself would not notice', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    await flip(path, (await readFile(path)).indexOf('d'.repeat(100)) + 50)
    const reason = await refusalWithoutTrace(directory.path)
    expect([reason.code, reason.message]).toEqual([
      'store_damaged',
      `store \`${path}\` is damaged (a record differs from its checksum); nothing was changed, restore it from a backup`,
    ])
  })

  it('one whose tables are not those of its version', async () => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    const database = new Database(path)
    database.exec('DROP TRIGGER event_never_goes')
    database.close()
    expect((await refusalWithoutTrace(directory.path)).code).toBe('store_damaged')
  })

  it('a folder in the place of the file', async () => {
    await using directory = await temporaryDirectory()
    await mkdir(join(directory.path, 'grantdesk.db'))
    expect((await refusal({ directory: directory.path })).code).toBe('store_unreachable')
  })

  it('a file in the place of the folder', async () => {
    await using directory = await temporaryDirectory()
    const file = join(directory.path, 'data')
    await writeFile(file, 'a letter')
    expect((await refusal({ directory: file })).code).toBe('store_unreachable')
    expect(await readFile(file, 'utf8')).toBe('a letter')
  })

  it.skipIf(!isPosix).each([
    ['folder', 0o555, 0o666],
    ['file', 0o777, 0o444],
  ])('one whose %s is read-only', async (_what, folderMode, fileMode) => {
    await using directory = await temporaryDirectory()
    const path = await aStoreFile(directory.path)
    await chmod(path, fileMode)
    await chmod(directory.path, folderMode)
    // Rights do not bind root, so that a process without any tries.
    await using child = startStoreChild('stranger', directory.path)
    expect(await child.next()).toBe(
      `store_read_only: store \`${path}\` cannot be written, the file or its directory is read-only`,
    )
    await chmod(directory.path, 0o700)
    expect(await readdir(directory.path)).toEqual(['grantdesk.db'])
  })

  it.skipIf(!isPosix)('nothing at all where the folder may not be made', async () => {
    await using directory = await temporaryDirectory()
    await chmod(directory.path, 0o555)
    await using child = startStoreChild('stranger', join(directory.path, 'data'))
    expect(await child.next()).toContain('store_read_only')
    await chmod(directory.path, 0o700)
  })
})

async function flip(path: string, offset: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[offset] = (bytes[offset] ?? 0) ^ 0b100
  await writeFile(path, bytes)
}
