import { asId } from '../../core/model/brand.ts'
import type { ClientId } from '../../core/model/brand.ts'
import { openSqliteStore } from '../../core/store/open-sqlite-store.ts'
import { StoreError } from '../../core/store/store-error.ts'
import { aClient, anEvent, aToken, here } from '../core/store/records.ts'

/**
 * Another process at the same store, for tests. `node store-child.ts TASK DIRECTORY …` tells its parent how far it is
 * by messages.
 */
const [, , task = '', directory = '', ...rest] = process.argv

function tell(message: string): void {
  process.send?.(message)
}

const client = asId<ClientId>('client-1')

const tasks: Readonly<Record<string, () => Promise<void>>> = {
  /** Raises the revision of one client, `rest[0]` times, each in a unit of its own. */
  async count() {
    const store = await openSqliteStore({ directory })
    for (let times = 0; times < Number(rest[0]); times++)
      await store.write(async (unit) => {
        const known = await unit.clients.get(here, client)
        await unit.put.client(here, aClient(client, { revision: (known?.revision ?? 0) + 1 }))
      })
    await store.close()
    tell('done')
  },

  /** Writes pairs of a client and an event that bear the same number, until it is killed. */
  async pairs() {
    const store = await openSqliteStore({ directory })
    for (let number = 1; ; number++) {
      await store.write(async (unit) => {
        await unit.put.client(here, aClient(client, { revision: number }))
        await unit.put.event(anEvent(number))
      })
      tell(String(number))
    }
  },

  /** Writes tokens, eight at a time, and revokes every other one; tells of each when it is told that it is durable. */
  async tokens() {
    const store = await openSqliteStore({ directory })
    await Promise.all(
      Array.from({ length: 8 }, async (_none, writer) => {
        for (let number = 1; ; number++) {
          const hash = `${rest[0] ?? ''}-${String(writer)}-${String(number)}`
          await store.tokens.write((unit) => {
            unit.put(aToken(hash))
          })
          tell(hash)
          if (number % 2 === 1) continue
          await store.tokens.write((unit) => {
            unit.revoke(hash, number)
          })
          tell(`${hash} revoked`)
        }
      }),
    )
  },

  /** Stands still in the middle of a large unit, until it is killed. */
  async stall() {
    const store = await openSqliteStore({ directory })
    await store.write(async (unit) => {
      for (let index = 0; index < 5_000; index++)
        await unit.put.client(here, aClient(`half-${String(index)}`, { description: 'x'.repeat(2_000) }))
      tell('half')
      await new Promise(() => setInterval(() => undefined, 60_000))
    })
  },

  /** Holds the store for writing until it is told to let go. */
  async hold() {
    const store = await openSqliteStore({ directory })
    await store.write(async (unit) => {
      await unit.put.client(here, aClient(client, { name: 'held' }))
      tell('holding')
      await new Promise((resume) => process.once('message', resume))
    })
    await store.close()
    tell('done')
  },

  /** Opens the store as a user without rights, and tells how that went. */
  async stranger() {
    process.setgid?.(65_534)
    process.setuid?.(65_534)
    try {
      await (await openSqliteStore({ directory })).close()
      tell('opened')
    } catch (cause) {
      tell(cause instanceof StoreError ? `${cause.code}: ${cause.message}` : String(cause))
    }
  },
}

await tasks[task]?.()
process.disconnect()
