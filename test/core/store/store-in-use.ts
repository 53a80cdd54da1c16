import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, beforeEach, expect } from 'vitest'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId } from '../../../core/model/brand.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { ClientQuery, ClientRow, Page, Store } from '../../../core/organization/ports.ts'
import { anOrganization, clientQuery, elsewhere, here } from './records.ts'

/** A store to test, and how to be rid of it. */
export interface TestedStore {
  readonly store: Store
  readonly dispose: () => Promise<void>
}

export type OpenStore = () => Promise<TestedStore>

/** A store with two organizations, new for each test of the suite that asks for it. */
export interface StoreInUse extends Store {
  /** Writes clients of the first organization. */
  put(...clients: readonly OAuthClient[]): Promise<void>
  page(query?: Partial<ClientQuery>): Promise<Page<ClientRow>>
  /** The ids of the clients that a search finds. */
  found(search: string, query?: Partial<ClientQuery>): Promise<readonly string[]>
}

export const one = asId<ClientId>('client-1')

/** Runs work as if nobody had called it, as another request of a host would. */
export const inOwnContext = AsyncLocalStorage.snapshot()

export function storeInUse(open: OpenStore): StoreInUse {
  let tested: TestedStore

  beforeEach(async () => {
    tested = await open()
    await tested.store.write(async (unit) => {
      await unit.put.organization(anOrganization())
      await unit.put.organization(anOrganization({ id: elsewhere, name: 'elsewhere' }))
    })
  })

  afterEach(() => tested.dispose())

  const page: StoreInUse['page'] = (query = {}) =>
    tested.store.read((unit) => unit.clients.page(here, clientQuery(query)))
  return {
    tokens: {
      find: (hash) => tested.store.tokens.find(hash),
      countLive: (of, now) => tested.store.tokens.countLive(of, now),
      write: (work) => tested.store.tokens.write(work),
    },
    version: () => tested.store.version(),
    read: (work) => tested.store.read(work),
    write: (work) => tested.store.write(work),
    subscribe: (listener) => tested.store.subscribe(listener),
    close: () => tested.store.close(),
    put: (...clients) =>
      tested.store.write(async (unit) => {
        for (const client of clients) await unit.put.client(here, client)
      }),
    page,
    async found(search, query = {}) {
      const { rows, total } = await page({ search, ...query })
      expect(total).toBe(rows.length)
      return rows.map((row) => row.client.id)
    },
  }
}
