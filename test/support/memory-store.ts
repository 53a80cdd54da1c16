import { AsyncLocalStorage } from 'node:async_hooks'
import type { ReadUnit, Store, WriteUnit } from '../../core/organization/ports.ts'
import type { TokenStore } from '../../core/organization/token-store.ts'
import { Turns } from '../../core/store/turns.ts'
import type { Turn } from '../../core/store/turns.ts'
import { readUnit } from './memory-read-unit.ts'
import { copyOf, recordsChanged } from './memory-tables.ts'
import type { Tables } from './memory-tables.ts'
import { countLive, tokenUnit } from './memory-tokens.ts'
import { refuseOrphans, writeUnit } from './memory-write-unit.ts'

/** The store in plain maps: a unit that writes works on a copy, which takes the place of the original at its end. */
export class MemoryStore implements Store {
  #tables: Tables = copyOf()
  #lastWrite: Promise<unknown> = Promise.resolve()
  #isClosed = false
  readonly #listeners = new Set<() => void>()
  readonly #unit = new AsyncLocalStorage<{ isOver: boolean }>()
  readonly tokens: TokenStore = {
    find: (hash) => this.#tables.credentials.get('', hash),
    countLive: (of, now) => countLive(this.#tables, of, now),
    write: async (work) => {
      this.#refuseUnit()
      return this.#next(() => {
        const copy = copyOf(this.#tables)
        const { unit, end } = tokenUnit(copy)
        try {
          const value = work(unit)
          this.#tables = copy
          return Promise.resolve(value)
        } finally {
          end()
        }
      })
    },
  }

  version(): number {
    return this.#tables.version
  }

  async read<Value>(work: (unit: ReadUnit) => Promise<Value>): Promise<Value> {
    this.#refuseUnit()
    const tables = this.#tables
    return this.#inside((turn) => work(readUnit(tables, turn)))
  }

  async write<Value>(work: (unit: WriteUnit) => Promise<Value>): Promise<Value> {
    this.#refuseUnit()
    return this.#next(async () => {
      const copy = copyOf(this.#tables)
      const value = await this.#inside((turn) => work(writeUnit(copy, turn)))
      refuseOrphans(copy)
      const changed = recordsChanged(copy)
      if (changed) copy.version++
      this.#tables = copy
      if (changed) for (const listener of this.#listeners) queueMicrotask(listener)
      return value
    })
  }

  subscribe(listener: () => void): () => void {
    const entry = (): void => {
      listener()
    }
    this.#listeners.add(entry)
    return () => this.#listeners.delete(entry)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#listeners.clear()
    await this.#lastWrite
  }

  #next<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#lastWrite.then(work)
    this.#lastWrite = result.catch(() => undefined)
    return result
  }

  async #inside<Value>(work: (turn: Turn) => Promise<Value>): Promise<Value> {
    const unit = { isOver: false }
    const turns = new Turns()
    try {
      const value = await this.#unit.run(unit, () => work((act) => turns.take(act)))
      turns.refuseFailed()
      return value
    } finally {
      unit.isOver = true
      turns.end()
    }
  }

  #refuseUnit(): void {
    if (this.#isClosed) throw new Error('the store is closed')
    if (this.#unit.getStore()?.isOver === false)
      throw new Error('a unit of work was started inside another one')
  }
}
