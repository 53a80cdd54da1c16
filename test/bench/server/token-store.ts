import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId, UserId } from '../../../core/model/brand.ts'
import type { IssuedCredential } from '../../../core/model/issued-credential.ts'
import { CatalogueShelf } from '../../../core/organization/loaded-catalogue.ts'
import { KeptLiveRecords } from '../../../core/organization/kept-live-records.ts'
import type { SqliteStore } from '../../../core/store/sqlite-store.ts'
import {
  aClient,
  aDivision,
  anAuthorization,
  anOrganization,
  aToken,
  aUser,
  here,
} from '../../core/store/records.ts'
import type { Measurement } from '../measurement.ts'
import { withTemporaryStore } from '../temporary-store.ts'

const CLIENTS = 50
/** There before anything is measured, so that the index is no toy. */
const TOKENS = 100_000
const DURATION = 86_400_000

/** Measures tokens written at FULL durability by as many as wait at once, and the looks that every request takes. */
export function tokenStoreTable(): Promise<readonly Measurement[]> {
  return withTemporaryStore(measure)
}

async function measure(store: SqliteStore, directory: string): Promise<readonly Measurement[]> {
  const clients = Array.from({ length: CLIENTS }, () => asId<ClientId>(randomUUID()))
  const user = aUser('user-1')
  await store.write(async (unit) => {
    await unit.put.organization(anOrganization())
    await unit.put.division(here, aDivision('home', { isHome: true }))
    await unit.put.user(here, user)
    for (const id of clients) {
      await unit.put.client(here, aClient(id))
      await unit.put.authorization(here, anAuthorization(id))
    }
  })
  const tokens = (count: number) =>
    Array.from({ length: count }, (_none, index) => freshToken(clients, index))
  const known = tokens(TOKENS)
  await write(store, known, 500)
  const rows: Measurement[] = [
    {
      what: 'file with 100,000 tokens',
      value: (await stat(join(directory, 'grantdesk.db'))).size / 1e6,
      unit: 'MB',
    },
  ]
  for (const [waiting, count] of [
    [1, 1_000],
    [32, 40_000],
    [128, 40_000],
  ] as const) {
    const { seconds, cpu, slowest } = await write(store, tokens(count), waiting)
    const what = `tokens written, ${String(waiting)} waiting`
    rows.push(
      { what, value: count / seconds, unit: 'a second' },
      {
        what: `${what}: processor`,
        value: (cpu / count) * 1e6,
        unit: 'µs',
        ...(waiting === 32 ? { goal: 'at most 20 µs' } : {}),
      },
      { what: `${what}: p99`, value: slowest, unit: 'ms' },
    )
  }
  const live = new KeptLiveRecords({ store, clock: () => new Date(), catalogues: new CatalogueShelf() })
  const about = (index: number) => ({
    organizationId: here,
    clientId: some(clients, index),
    userId: asId<UserId>(user.id),
  })
  for (const index of clients.keys()) await live.call(about(index))
  const looks: readonly (readonly [what: string, look: (index: number) => unknown, goal?: string])[] = [
    ['token found by its hash', (index) => store.tokens.find(some(known, index * 7_919).hash)],
    ['version of the store', () => store.version()],
    ['call that is kept', (index) => live.call(about(index)), 'under 3 µs'],
  ]
  for (const [what, look, goal] of looks) {
    const each = timeEach(200_000, look)
    rows.push({ what, value: each, unit: 'µs', ...(goal === undefined ? {} : { goal }) })
  }
  return rows
}

/** Writes every token in a unit of its own, with so many waiting at any time. */
async function write(
  store: SqliteStore,
  tokens: readonly IssuedCredential[],
  waiting: number,
): Promise<{ readonly seconds: number; readonly cpu: number; readonly slowest: number }> {
  const took: number[] = []
  const rest = tokens.values()
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  await Promise.all(
    Array.from({ length: waiting }, async () => {
      for (const token of rest) {
        const since = performance.now()
        await store.tokens.write((unit) => {
          unit.put(token)
        })
        took.push(performance.now() - since)
      }
    }),
  )
  const seconds = (performance.now() - start) / 1_000
  const cpu = process.cpuUsage(cpuBefore)
  took.sort((one, other) => one - other)
  return {
    seconds,
    cpu: (cpu.user + cpu.system) / 1e6,
    slowest: took[Math.floor(took.length * 0.99)] ?? 0,
  }
}

/** The processor's time for one, in microseconds, after a warm-up; it is the wait as well where nothing else runs. */
function timeEach(times: number, work: (index: number) => unknown): number {
  for (let index = 0; index < times / 10; index++) work(index)
  const before = process.cpuUsage()
  for (let index = 0; index < times; index++) work(index)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / times
}

function freshToken(clients: readonly ClientId[], index: number): IssuedCredential {
  const issuedAt = Date.now()
  const hash = createHash('sha256').update(randomBytes(32)).digest('base64url')
  return aToken(hash, { clientId: some(clients, index), issuedAt, expiresAt: issuedAt + DURATION })
}

function some<Value>(values: readonly Value[], index: number): Value {
  const value = values[index % values.length]
  if (value === undefined) throw new Error('nothing to choose from')
  return value
}
