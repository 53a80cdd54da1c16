import type { Connection } from './connection.ts'
import { StoreError } from './store-error.ts'

/**
 * Short looks at the last commit, of whatever process, outside of units. The writer's connection is the quickest for them: it
 * knows the pages that it has just changed, which any other connection would have to read again after every commit.
 */
export class Glance {
  readonly #writer: Connection
  readonly #open: () => Connection
  #apart: Connection | null = null
  #isClosed = false

  constructor(writer: Connection, open: () => Connection) {
    this.#writer = writer
    this.#open = open
  }

  look<Value>(work: (connection: Connection) => Value): Value {
    if (this.#isClosed) throw new Error('the store is closed')
    // What a unit under way has written is no commit yet.
    if (this.#writer.isInTransaction()) return work(this.#reader())
    try {
      return work(this.#writer)
    } catch (cause) {
      if (cause instanceof StoreError && cause.code === 'store_busy') return work(this.#reader())
      throw cause
    }
  }

  close(): void {
    this.#isClosed = true
    this.#apart?.close()
  }

  #reader(): Connection {
    this.#apart ??= this.#open()
    return this.#apart
  }
}
