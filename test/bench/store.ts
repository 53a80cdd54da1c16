import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asId } from '../../core/model/brand.ts'
import type { ClientId, OrganizationId } from '../../core/model/brand.ts'
import type { Organization } from '../../core/model/directory.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import { openSqliteStore } from '../../core/store/open-sqlite-store.ts'
import type { SqliteStore } from '../../core/store/sqlite-store.ts'

const CLIENTS = 100_000
const organizationId = asId<OrganizationId>('bench')
const words =
  'Agent Desktop CRM Integration Salesforce Sync Billing Export Analytics Feed Voice Bot Scheduler Workforce Quality Monitor Widget Portal Backup Archive Recording Loader Directory Provisioning Chat Bridge'.split(
    ' ',
  )
const scopes =
  'users users:readonly analytics analytics:readonly routing conversations conversations:readonly oauth authorization groups:readonly recordings quality presence notifications scim integrations'.split(
    ' ',
  )

export interface Measurement {
  readonly what: string
  readonly p50: number
  readonly p95: number
  readonly unit: 'ms'
}

/** Measures the store with 100,000 clients. */
export async function run(): Promise<readonly Measurement[]> {
  const directory = await mkdtemp(join(tmpdir(), 'grantdesk-bench-'))
  const store = await openSqliteStore({ directory })
  try {
    return await measure(store, directory)
  } finally {
    await store.close()
    await rm(directory, { recursive: true })
  }
}

async function measure(store: SqliteStore, directory: string): Promise<readonly Measurement[]> {
  const next = sequence(7)
  const clients = Array.from({ length: CLIENTS }, (_none, index) => aClient(index, next))
  const began = performance.now()
  await store.write(async (unit) => {
    await unit.put.organization(anOrganization)
    for (const client of clients) await unit.put.client(organizationId, client)
  })
  const imported = performance.now() - began
  const some = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(next() * values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
  const page = (search: string, narrow: Partial<{ state: 'inactive'; grantType: 'implicit' }> = {}) =>
    store.read((unit) =>
      unit.clients.page(organizationId, {
        search,
        state: narrow.state ?? null,
        grantType: narrow.grantType ?? null,
        limit: 100,
        cursor: null,
      }),
    )
  const rows: Measurement[] = [
    { what: 'import of 100,000 clients in one unit', p50: imported, p95: imported, unit: 'ms' },
  ]
  const time = async (what: string, times: number, work: () => Promise<unknown>): Promise<void> => {
    const took: number[] = []
    for (let count = 0; count < times; count++) {
      const start = performance.now()
      await work()
      took.push(performance.now() - start)
    }
    took.sort((one, other) => one - other)
    rows.push({ what, p50: took[times >> 1] ?? 0, p95: took[Math.floor(times * 0.95)] ?? 0, unit: 'ms' })
  }
  await time('first page', 200, () => page(''))
  await time('first page, two filters', 200, () => page('', { state: 'inactive', grantType: 'implicit' }))
  await time('point read', 2000, () =>
    store.read((unit) => unit.clients.get(organizationId, some(clients).id)),
  )
  await time('search: word of a name', 200, () => page(some(words)))
  await time('search: name', 200, () => page(some(clients).name))
  await time('search: client id', 200, () => page(some(clients).id))
  await time('search: half a client id', 200, () => page(some(clients).id.slice(0, 13)))
  await time('search: pasted redirect URI', 200, () => page(`${some(some(clients).redirectUris)}?code=1`))
  await time('search: host', 200, () => page(new URL(some(some(clients).redirectUris)).host))
  await time('search: scope', 200, () => page(some(scopes)))
  await time('search: two letters', 200, () => page(some(words).slice(0, 2)))
  await time('search: nothing found', 200, () => page(`nothing ${String(next())}`))
  const mixed: (() => string)[] = [
    () => some(words),
    () => some(clients).name,
    () => some(clients).id,
    () => some(some(clients).redirectUris),
    () => some(scopes),
    () => some(clients).name.slice(0, 4),
    () => some(words).slice(0, 2),
    () => String(Math.floor(next() * 100_000)),
  ]
  await time('search: a mix of these', 1000, () => page(some(mixed)()))
  await time('search: everything that contains "https"', 5, () => page('https'))
  const sizes = await stat(join(directory, 'grantdesk.db'))
  console.log('file', (sizes.size / 1e6).toFixed(0), 'MB')
  await time('one client changed', 50, () =>
    store.write((unit) =>
      unit.put.client(organizationId, { ...some(clients), name: `Changed ${String(next())}` }),
    ),
  )
  await time('first broad search after a change', 10, async () => {
    await store.write((unit) => unit.put.client(organizationId, some(clients)))
    return page('workforce')
  })
  return rows
}

function aClient(index: number, next: () => number): OAuthClient {
  const word = () => words[Math.floor(next() * words.length)] ?? ''
  const scope = () => scopes[Math.floor(next() * scopes.length)] ?? ''
  const author = { id: null, name: 'bench' }
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: asId<ClientId>(hexId(next)),
    ownerId: organizationId,
    name: `${word()} ${word()} ${String(index)}`,
    description: 'A client of the benchmark',
    contact: '',
    environment: 'production',
    grantType: next() < 0.3 ? 'implicit' : 'authorization_code',
    pkce: true,
    tokenDuration: 86_400,
    redirectUris: [
      `https://${word().toLowerCase()}${String(index)}.example.com/oauth/callback`,
      `https://staging-${word().toLowerCase()}.example.com/${String(index)}/callback`,
      `http://127.0.0.1:${String(3000 + (index % 900))}/callback`,
    ],
    scopes: [...new Set([scope(), scope(), scope()])],
    roleGrants: [],
    addressRanges: [],
    state: next() < 0.1 ? { kind: 'inactive', removalAt: at } : { kind: 'active' },
    secretChangedAt: at,
    createdAt: at,
    createdBy: author,
    modifiedAt: at,
    modifiedBy: author,
    revision: 1,
  }
}

const anOrganization: Organization = {
  id: organizationId,
  name: 'Bench',
  kind: 'local',
  region: 'mypurecloud.de',
  settings: { enforceScopes: true, hipaa: false, maxClients: CLIENTS, implicitEndDate: '2026-12-31' },
  clockOffset: 0,
  createdAt: '2026-01-01T00:00:00.000Z',
  revision: 1,
}

function hexId(next: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(next() * 16).toString(16)).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Numbers between 0 and 1 that come out the same every time. */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

if (import.meta.main) console.table(await run())
