import type { Connection } from './connection.ts'

const MOST_READERS = 3

/** A few connections for reading, so that a long look at the store does not hold up a short one. */
export class Readers {
  readonly #open: () => Connection
  readonly #all: Connection[] = []
  readonly #idle: Connection[] = []
  readonly #waiting: (() => void)[] = []

  constructor(open: () => Connection) {
    this.#open = open
  }

  async use<Value>(work: (connection: Connection) => Promise<Value>): Promise<Value> {
    const connection = await this.#take()
    try {
      return await work(connection)
    } finally {
      this.#idle.push(connection)
      this.#waiting.shift()?.()
    }
  }

  /** Waits for the units of work under way, then closes every connection. */
  async close(): Promise<void> {
    while (this.#idle.length < this.#all.length)
      await new Promise<void>((resume) => this.#waiting.push(resume))
    for (const connection of this.#all.splice(0)) connection.close()
  }

  async #take(): Promise<Connection> {
    for (;;) {
      const idle = this.#idle.pop()
      if (idle) return idle
      if (this.#all.length < MOST_READERS) {
        const connection = this.#open()
        this.#all.push(connection)
        return connection
      }
      await new Promise<void>((resume) => this.#waiting.push(resume))
    }
  }
}
