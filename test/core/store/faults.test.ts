import { open, stat } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { IssuedCredential } from '../../../core/model/issued-credential.ts'
import { openSqliteStore } from '../../../core/store/open-sqlite-store.ts'
import { StoreError } from '../../../core/store/store-error.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import {
  aClient,
  anEvent,
  anOrganization,
  aToken,
  aUsageRow,
  aUser,
  clientQuery,
  elsewhere,
  here,
  someRole,
} from './records.ts'

const PAGE = 4_096

async function codeOf(work: Promise<unknown>): Promise<string> {
  const cause = await work.then(
    () => 'nothing was refused',
    (reason: unknown) => reason,
  )
  return cause instanceof StoreError ? cause.code : String(cause)
}

describe('a full disk', () => {
  it('refuses what does not fit, keeps what was there, and takes what fits again (F1)', async () => {
    await using directory = await temporaryDirectory()
    const first = await openSqliteStore({ directory: directory.path })
    await first.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.client(here, aClient('client-1'))
    })
    await first.close()
    const pages = (await stat(first.path)).size / PAGE
    const store = await openSqliteStore({ directory: directory.path, maxPages: pages + 20 })
    const tooMuch = store.write(async (unit) => {
      await unit.put.client(here, aClient('client-2', { description: 'x'.repeat(40 * PAGE) }))
    })
    await expect(tooMuch).rejects.toThrow(
      `store \`${store.path}\` cannot grow, the disk is full; nothing was changed`,
    )
    const left = await store.read((unit) => unit.clients.page(here, clientQuery()))
    expect(left.rows.map((row) => row.client.id)).toEqual(['client-1'])
    await store.write((unit) => unit.put.client(here, aClient('client-3')))
    expect(await store.read((unit) => unit.clients.count(here))).toBe(2)
    await store.close()
  })

  it('refuses a unit that does not notice that its own statement failed', async () => {
    await using directory = await temporaryDirectory()
    const first = await openSqliteStore({ directory: directory.path })
    await first.write((unit) => unit.put.organization(anOrganization()))
    await first.close()
    const pages = (await stat(first.path)).size / PAGE
    const store = await openSqliteStore({ directory: directory.path, maxPages: pages + 20 })
    const careless = store.write(async (unit) => {
      await unit.put.client(here, aClient('client-1'))
      await unit.put
        .client(here, aClient('client-2', { description: 'x'.repeat(40 * PAGE) }))
        .catch(() => undefined)
      await unit.put.client(here, aClient('client-3')).catch(() => undefined)
    })
    expect(await codeOf(careless)).toBe('store_full')
    expect(await store.read((unit) => unit.clients.count(here))).toBe(0)
    await store.close()
  })
})

describe('damage that comes while the store is open (F2)', () => {
  it('is reported with the name of the file, never read as data', async () => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    await store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      for (let index = 0; index < 300; index++)
        await unit.put.client(here, aClient(`client-${String(index)}`))
    })
    const database = new Database(store.path)
    database.pragma('wal_checkpoint(TRUNCATE)')
    const root = database.prepare(`SELECT rootpage FROM sqlite_schema WHERE name = 'client'`).pluck().get()
    database.close()
    // A handle that stays open until the end: closing it would drop the locks that this process holds.
    await using file = await open(store.path, 'r+')
    await file.write(Buffer.alloc(PAGE, 0xa5), 0, PAGE, (Number(root) - 1) * PAGE)
    onTestFinished(() => store.close())
    const reading = store.read((unit) => unit.clients.get(here, asId('client-1')))
    await expect(reading).rejects.toThrow(`store \`${store.path}\` is damaged`)
    expect(await codeOf(store.read((unit) => unit.clients.page(here, clientQuery())))).toBe('store_damaged')
  })

  it.each(['client', 'user', 'usage'])('is found by the checksum of a changed %s', async (table) => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    onTestFinished(() => store.close())
    await store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.client(here, aClient('client-1'))
      await unit.put.user(here, aUser('user-1'))
      await unit.put.usage(here, [aUsageRow('client-1', '2026-03-01')])
    })
    const database = new Database(store.path)
    if (table === 'usage') database.exec('UPDATE usage SET requests = 100')
    else database.exec(`UPDATE ${table} SET record = replace(record, '"revision":1', '"revision":2')`)
    database.close()
    const look = store.read(async (unit) => {
      if (table === 'client') return unit.clients.get(here, asId('client-1'))
      if (table === 'user') return unit.users.page(here, { search: '', limit: 1, cursor: null })
      return unit.usage.of(here, asId('client-1'), '2026-01-01')
    })
    expect(await codeOf(look)).toBe('store_damaged')
  })
})

describe('tokens in a damaged or full file (F2)', () => {
  it.each([
    ['another life', 'UPDATE credential SET expires_at = expires_at + 1'],
    ['another user', `UPDATE credential SET user_id = 'user-2'`],
    ['wider scopes', 'UPDATE credential SET scopes = NULL'],
    ['another client', `UPDATE credential_series SET client_id = 'client-2'`],
  ])('are refused where a changed bit would lend them %s', async (_what, change) => {
    await using directory = await temporaryDirectory()
    const first = await openSqliteStore({ directory: directory.path })
    await first.write((unit) => unit.put.organization(anOrganization()))
    await first.tokens.write((unit) => {
      unit.put(aToken('one', { userId: asId('user-1'), scopes: ['users:readonly'] }))
    })
    onTestFinished(() => first.close())
    const database = new Database(first.path)
    database.exec(change)
    database.close()
    expect(() => first.tokens.find('one')).toThrow(`store \`${first.path}\` is damaged`)
  })

  it('are not said to be written when the disk is full, and what fits is taken again (F1)', async () => {
    await using directory = await temporaryDirectory()
    const first = await openSqliteStore({ directory: directory.path })
    await first.write((unit) => unit.put.organization(anOrganization()))
    await first.close()
    const pages = (await stat(first.path)).size / PAGE
    const store = await openSqliteStore({ directory: directory.path, maxPages: pages + 10 })
    onTestFinished(() => store.close())
    const scopes = ['x'.repeat(20 * PAGE)]
    const results = await Promise.allSettled(
      ['one', 'two', 'three'].map((hash) =>
        store.tokens.write((unit) => {
          unit.put(aToken(hash, hash === 'two' ? { scopes } : {}))
        }),
      ),
    )
    const written = results.map(({ status }) => status === 'fulfilled')
    expect(written[1]).toBe(false)
    expect(['one', 'two', 'three'].map((hash) => store.tokens.find(hash) !== undefined)).toEqual(written)
    await store.tokens.write((unit) => {
      unit.put(aToken('four'))
    })
    expect(store.tokens.find('four')).toBeDefined()
  })
})

describe('credentials that ended long ago', () => {
  it('are taken away when others come, in the time of their organization, those that tell of reuse later', async () => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    onTestFinished(() => store.close())
    const day = 86_400_000
    const [hour, now] = [3_600_000, 100 * day]
    const ended = (hash: string, ago: number, fields: Partial<IssuedCredential> = {}) =>
      aToken(hash, { issuedAt: 1, expiresAt: now - ago, ...fields })
    await store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.organization(anOrganization({ id: elsewhere, clockOffset: 50 * day }))
    })
    const kept = [
      ended('late', day - hour),
      ended('code', 30 * day, { kind: 'authorization_code' }),
      ended('of-another', 5 * day, { organizationId: elsewhere }),
    ]
    await store.tokens.write((unit) => {
      for (const credential of kept) unit.put(credential)
      unit.put(ended('old', day + hour))
      unit.put(ended('removed-client', day + hour, { clientId: asId('client-2') }))
      unit.put(ended('old-code', 32 * day, { kind: 'authorization_code' }))
      unit.rememberAssertion('assertion', now - 30 * day)
    })
    const issue = (hash: string, fields: Partial<IssuedCredential>) =>
      Promise.all(
        Array.from({ length: 100 }, (_none, index) =>
          store.tokens.write((unit) => {
            unit.put(aToken(`${hash}-${String(index)}`, { expiresAt: 1_000 * day, ...fields }))
          }),
        ),
      )
    const left = () =>
      ['late', 'code', 'of-another', 'old', 'removed-client', 'old-code'].filter((hash) =>
        store.tokens.find(hash),
      )
    const remember = () => store.tokens.write((unit) => unit.rememberAssertion('assertion', now - 30 * day))
    await issue('ahead', { organizationId: elsewhere, issuedAt: now - 10 * day })
    expect([left().length, await remember()]).toEqual([6, false])
    await issue('new', { issuedAt: now })
    expect(left()).toEqual(kept.map(({ hash }) => hash))
    expect(await remember()).toBe(true)
  })
})

describe('the file itself', () => {
  it('refuses to change or delete an event, whoever asks (U5)', async () => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    await store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.event(anEvent(1))
    })
    await store.close()
    const database = new Database(store.path)
    for (const statement of [
      `UPDATE event SET record = '{}'`,
      'UPDATE event SET sequence = 2',
      'DELETE FROM event',
    ])
      expect(() => database.exec(statement)).toThrow(/^an audit event (never changes|is never deleted)$/)
    database.close()
  })

  it('answers every page of a list by seeking, not by scanning', async () => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    await store.close()
    const database = new Database(store.path)
    const plans = [
      `SELECT * FROM client WHERE organization_id = ? AND (name, id) > (?, ?) ORDER BY name, id LIMIT 2`,
      `SELECT * FROM client WHERE organization_id = ? AND name >= ? AND name < ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM client WHERE organization_id = ? AND state = ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM client WHERE organization_id = ? AND grant_type = ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM client WHERE organization_id = ? AND state = ? AND grant_type = ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM authorization WHERE organization_id = ? AND state = ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM user WHERE organization_id = ? AND (name, id) > (?, ?) ORDER BY name, id`,
      `SELECT * FROM event WHERE organization_id = ? AND target_kind = ? AND target_id = ? AND sequence < ? ORDER BY sequence DESC`,
    ].map((sql) => {
      const steps = database
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...sql.matchAll(/\?/g).map(() => '')) as { readonly detail: string }[]
      return steps.map((step) => step.detail).join('; ')
    })
    database.close()
    for (const plan of plans)
      expect(plan).toMatch(/^SEARCH \w+ USING INDEX \w+ \(organization_id=\?[^;]*[<>][^;]*\)$/)
  })

  it('holds no role index of clients and users that a role was taken from', async () => {
    await using directory = await temporaryDirectory()
    const store = await openSqliteStore({ directory: directory.path })
    const grants = [{ roleId: someRole, divisionId: '*' }] as const
    await store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.client(here, aClient('client-1', { roleGrants: grants, scopes: ['users'] }))
      await unit.put.user(here, aUser('user-1', { roleGrants: grants }))
    })
    await store.write(async (unit) => {
      await unit.remove.client(here, asId('client-1'))
      await unit.put.user(here, aUser('user-1'))
    })
    await store.close()
    const database = new Database(store.path)
    const left = ['client_role', 'client_redirect', 'client_scope', 'user_role'].map((table) =>
      database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    )
    database.close()
    expect(left).toEqual([0, 0, 0, 0])
  })
})
