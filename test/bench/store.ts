import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { asId } from '../../core/model/brand.ts'
import type { ClientId, OrganizationId } from '../../core/model/brand.ts'
import type { Organization } from '../../core/model/directory.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { ClientQuery } from '../../core/organization/ports.ts'
import type { SqliteStore } from '../../core/store/sqlite-store.ts'
import { printTable, timed } from './measurement.ts'
import type { Measurement } from './measurement.ts'
import { withTemporaryStore } from './temporary-store.ts'

const CLIENTS = 100_000
const organizationId = asId<OrganizationId>('bench')
const makers =
  'Acme Boreal Cobalt Delta Ember Fathom Garnet Harbor Indigo Juniper Kestrel Lumen Meridian Northwind Orchard Pinnacle Quartz Ridge Solstice Tundra Umber Vertex Willow Zenith'.split(
    ' ',
  )
const purposes =
  'Desktop|Bridge|Billing Export|Analytics Feed|Voice Bot|Scheduler|Workforce Planner|Quality Monitor|Widget|Portal|Backup|Recording Archive|Loader|Directory Sync|Provisioning|Chat'.split(
    '|',
  )
const scopes =
  'users users:readonly analytics analytics:readonly routing conversations conversations:readonly oauth authorization groups:readonly recordings quality presence notifications scim integrations'.split(
    ' ',
  )

/** Measures the store with 100,000 clients. */
export function run(): Promise<readonly Measurement[]> {
  return withTemporaryStore(measure)
}

async function measure(store: SqliteStore, directory: string): Promise<readonly Measurement[]> {
  const next = sequence(7)
  const some = <Value>(values: readonly Value[]): Value => {
    const value = values[Math.floor(next() * values.length)]
    if (value === undefined) throw new Error('nothing to choose from')
    return value
  }
  const clients = Array.from({ length: CLIENTS }, (_none, index) => aClient(index, next))
  const page = (search: string, narrow: Partial<Pick<ClientQuery, 'state' | 'grantType'>> = {}) =>
    store.read((unit) =>
      unit.clients.page(organizationId, {
        ...{ search, state: null, grantType: null, limit: 100, cursor: null },
        ...narrow,
      }),
    )
  const change = (client: OAuthClient) => store.write((unit) => unit.put.client(organizationId, client))
  const changed = () => change({ ...some(clients), name: `Changed ${String(next())}` })
  /** Searches that the store has never seen in this state of the list, each other than the last. */
  const searches: readonly (readonly [what: string, text: () => string])[] = [
    ['whole name', () => some(clients).name],
    ['beginning of a name', () => some(clients).name.slice(0, 6 + Math.floor(next() * 8))],
    ['client id', () => some(clients).id],
    ['piece of a client id', () => some(clients).id.slice(0, 4 + Math.floor(next() * 9))],
    ['pasted redirect URI', () => `${some(some(clients).redirectUris)}?code=${String(next())}`],
    ['host', () => new URL(some(some(clients).redirectUris)).host],
    ['number', () => String(Math.floor(next() * CLIENTS))],
    ['nothing found', () => `nothing ${String(next())}`],
  ]

  const imported = await once(() =>
    store.write(async (unit) => {
      await unit.put.organization(anOrganization)
      for (const client of clients) await unit.put.client(organizationId, client)
    }),
  )
  const rows: Measurement[] = [
    { what: 'import of 100,000 clients in one unit', value: imported / 1000, unit: 's', goal: 'under 10 s' },
    { what: 'file', value: (await stat(join(directory, 'grantdesk.db'))).size / 1e6, unit: 'MB' },
  ]
  const measured = async (
    what: string,
    work: () => Promise<unknown>,
    { times = 200, goal = '' } = {},
  ): Promise<void> => {
    const { p50, p95 } = await timed(times, work)
    rows.push({ what: `${what}, p50`, value: p50, unit: 'ms' })
    rows.push({ what: `${what}, p95`, value: p95, unit: 'ms', ...(goal === '' ? {} : { goal }) })
  }
  const found = (id: ClientId) => store.read((unit) => unit.clients.get(organizationId, id))
  await measured('client by id', () => found(some(clients).id), { times: 2_000 })
  await measured('first page', () => page(''), { goal: 'under 50 ms' })
  await measured('first page, two filters', () => page('', { state: 'inactive', grantType: 'implicit' }))
  await measured('search of all kinds', () => page(some(searches)[1]()), { times: 1_000, goal: 'under 5 ms' })
  for (const [what, text] of searches) await measured(`search: ${what}`, () => page(text()))
  await measured('search: two letters', () => page(some(makers).slice(0, 2)))
  await measured('search: word that thousands have, again', () => page(some(purposes)))
  await measured('search: scope that thousands have, again', () => page(some(scopes)))
  const everywhere = async (text: string): Promise<number> => {
    await changed()
    return once(() => page(text))
  }
  rows.push({
    what: 'search: word, first after a change',
    value: await everywhere('workforce planner'),
    unit: 'ms',
  })
  rows.push({ what: 'search: scope, first after a change', value: await everywhere('users'), unit: 'ms' })
  rows.push({
    what: 'search: in every client, first after a change',
    value: await everywhere('https'),
    unit: 'ms',
  })
  await measured('one client changed', changed)
  return rows
}

async function once(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function aClient(index: number, next: () => number): OAuthClient {
  const maker = makers[Math.floor(next() * makers.length)] ?? ''
  const purpose = purposes[Math.floor(next() * purposes.length)] ?? ''
  const host = `${maker.toLowerCase()}-${String(index)}.example.com`
  const scope = () => scopes[Math.floor(next() * scopes.length)] ?? ''
  const author = { id: null, name: 'bench' }
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: asId<ClientId>(hexId(next)),
    ownerId: organizationId,
    name: `${maker} ${purpose} ${String(index)}`,
    description: 'A client of the benchmark',
    contact: '',
    environment: 'production',
    grantType: next() < 0.3 ? 'implicit' : 'authorization_code',
    pkce: true,
    tokenDuration: 86_400,
    redirectUris: [
      `https://${host}/oauth/callback`,
      `https://staging-${host}/oauth/callback`,
      ...(index % 20 === 0 ? [`http://127.0.0.1:${String(3000 + (index % 900))}/callback`] : []),
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

if (import.meta.main) printTable('store', await run())
