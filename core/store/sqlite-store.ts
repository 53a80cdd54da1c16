import { AsyncLocalStorage } from 'node:async_hooks'
import type { ReadUnit, Store, WriteUnit } from '../organization/ports.ts'
import { ChangeFeed } from './change-feed.ts'
import type { Connection } from './connection.ts'
import { Glance } from './glance.ts'
import { ListCache } from './list-cache.ts'
import { Queue } from './queue.ts'
import { Readers } from './readers.ts'
import { retryWhileBusy } from './retry-while-busy.ts'
import { TokenCommits } from './token-commits.ts'
import { Turns } from './turns.ts'
import type { Turn } from './turns.ts'
import { readUnit, writeUnit } from './units.ts'
import { recordsVersion, versionsOf } from './version.ts'

interface Connections {
  readonly writer: Connection
  readonly openReader: () => Connection
  /** A connection for looks at the last commit while the writer is in the middle of a unit. */
  readonly openGlance: () => Connection
  /** How long to wait, in milliseconds, for another process to finish writing. */
  readonly patience: number
}

/**
 * The store in one SQLite file. Units that write queue on one connection and hold the file's write lock from their
 * first moment; units that read see the state of the moment they began (F1).
 */
export class SqliteStore implements Store {
  readonly path: string
  readonly tokens: TokenCommits
  readonly #writer: Connection
  readonly #patience: number
  readonly #writes = new Queue()
  readonly #readers: Readers
  readonly #readCache = new ListCache()
  readonly #feed: ChangeFeed
  readonly #unit = new AsyncLocalStorage<{ isOver: boolean }>()
  readonly #glance: Glance
  #version: number | null = null
  #isClosed = false

  constructor(connections: Connections) {
    this.path = connections.writer.path
    this.#writer = connections.writer
    this.#patience = connections.patience
    this.#readers = new Readers(connections.openReader)
    this.#glance = new Glance(connections.writer, connections.openGlance)
    this.#feed = new ChangeFeed(() => this.#glance.look(versionsOf))
    this.tokens = new TokenCommits({
      writer: connections.writer,
      glance: this.#glance,
      writes: this.#writes,
      patience: connections.patience,
      admit: () => {
        this.#refuseUnit()
      },
    })
  }

  /** Looked up once for a turn of the event loop, which takes a few milliseconds at most; a commit of this store shows at once. */
  version(): number {
    if (this.#version !== null) return this.#version
    const version = this.#glance.look(recordsVersion)
    this.#version = version
    setImmediate(() => {
      this.#version = null
    }).unref()
    return version
  }

  async read<Value>(work: (unit: ReadUnit) => Promise<Value>): Promise<Value> {
    this.#refuseUnit()
    return this.#readers.use(async (connection) => {
      await retryWhileBusy(() => {
        beginReading(connection)
      }, this.#patience)
      try {
        return await this.#inside((turn) => work(readUnit(connection, this.#readCache, turn)))
      } finally {
        connection.rollback()
      }
    })
  }

  async write<Value>(work: (unit: WriteUnit) => Promise<Value>): Promise<Value> {
    this.#refuseUnit()
    return this.#writes.run(async () => {
      await retryWhileBusy(() => this.#writer.run('BEGIN IMMEDIATE'), this.#patience)
      try {
        // A cache of its own: what this unit finds among its own changes may be rolled back.
        const { value, version } = await this.#inside(async (turn) => {
          const { unit, finish } = writeUnit(this.#writer, new ListCache(), turn)
          const answer = await work(unit)
          return { value: answer, version: finish() }
        })
        this.#writer.run('COMMIT')
        this.#version = null
        if (version !== null) this.#feed.committed(version)
        return value
      } finally {
        this.#writer.rollback()
      }
    })
  }

  subscribe(listener: () => void): () => void {
    return this.#feed.subscribe(listener)
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#feed.close()
    await this.tokens.settled()
    await this.#writes.settled()
    await this.#readers.close()
    this.#glance.close()
    // Last, because the last connection to leave folds the log back into the file.
    this.#writer.close()
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

  /** A unit inside another one would wait for the other one's end, and so for ever. */
  #refuseUnit(): void {
    if (this.#isClosed) throw new Error('the store is closed')
    if (this.#unit.getStore()?.isOver === false)
      throw new Error('a unit of work was started inside another one')
  }
}

/** Begins a transaction and reads once, because SQLite fixes the moment that a reader sees at its first look. */
function beginReading(connection: Connection): void {
  try {
    connection.run('BEGIN')
    connection.value('SELECT count(*) FROM sqlite_schema')
  } catch (cause) {
    connection.rollback()
    throw cause
  }
}
