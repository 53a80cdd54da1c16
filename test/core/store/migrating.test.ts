import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId } from '../../../core/model/brand.ts'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { aClient, anEvent, aProvider, aToken, aUsageRow, aUser, here } from './records.ts'

const client = asId<ClientId>('client-1')

/** A file as the first published version of the schema left it: one record of every noun, 7 requests of which 2 failed. */
async function aFileOfVersionOne(directory: string): Promise<string> {
  const path = join(directory, 'grantdesk.db')
  await writeFile(path, gunzipSync(await readFile(new URL('version-1.db.gz', import.meta.url))))
  return path
}

function versionOf(path: string): unknown {
  const database = new Database(path, { readonly: true })
  try {
    return database.pragma('user_version', { simple: true })
  } finally {
    database.close()
  }
}

describe('a file of version 1', () => {
  it('is kept beside the new one, which holds all that it held and takes what is new', async () => {
    await using directory = await temporaryDirectory()
    const path = await aFileOfVersionOne(directory.path)
    const store = await openSqliteStore({ directory: directory.path })
    const read = await store.read(async (unit) => ({
      client: await unit.clients.get(here, client),
      user: await unit.users.byEmail(here, 'user-1@example.com'),
      event: await unit.events.head(here),
      usage: await unit.usage.of(here, client, '2026-01-01'),
      providers: await unit.identityProviders.all(here),
    }))
    const old = aUsageRow('client-1', '2026-02-01', { requests: 7, failures: 2 })
    expect(read).toEqual({
      client: aClient('client-1'),
      user: aUser('user-1'),
      event: anEvent(1),
      usage: [old],
      providers: [],
    })
    await store.tokens.write((unit) => {
      unit.put(aToken('one'))
      unit.countUsage(here, [aUsageRow('client-1', '2026-02-01', { failures: 1, throttled: 1 })])
    })
    await store.write((unit) => unit.put.identityProvider(here, aProvider('one')))
    await store.close()
    expect([versionOf(path), versionOf(`${path}.backup-v1`)]).toEqual([2, 1])

    const again = await openSqliteStore({ directory: directory.path })
    expect(again.tokens.find('one')).toEqual(aToken('one'))
    expect(await again.read((unit) => unit.usage.of(here, client, '2026-01-01'))).toEqual([
      { ...old, requests: 8, failures: 3, throttled: 1 },
    ])
    await again.close()
  })

  it('is refused and left as it was where a row of usage was changed (F2)', async () => {
    await using directory = await temporaryDirectory()
    const path = await aFileOfVersionOne(directory.path)
    const database = new Database(path)
    database.exec('UPDATE usage SET requests = 8')
    database.close()
    await expect(openSqliteStore({ directory: directory.path })).rejects.toThrow(
      'a row of usage differs from its checksum',
    )
    expect(versionOf(path)).toBe(1)
  })
})
