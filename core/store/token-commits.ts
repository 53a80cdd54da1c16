import { setImmediate } from 'node:timers/promises'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { CredentialOwner, TokenStore, TokenUnit } from '../organization/token-store.ts'
import type { Connection } from './connection.ts'
import { Credentials } from './credentials.ts'
import type { Glance } from './glance.ts'
import type { Queue } from './queue.ts'
import { retryWhileBusy } from './retry-while-busy.ts'
import { CredentialSweep } from './credential-sweep.ts'
import { SqliteTokenUnit } from './token-units.ts'

/** How long one commit may gather units, in milliseconds, before the event loop runs again. */
const LONGEST_TURN = 10

interface Waiting {
  readonly work: (unit: TokenUnit) => unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (cause: unknown) => void
}

type Outcome = { readonly value: unknown } | { readonly cause: unknown }

interface Places {
  readonly writer: Connection
  readonly glance: Glance
  readonly writes: Queue
  readonly patience: number
  /** Refuses whoever is not to begin a unit now. */
  readonly admit: () => void
}

/**
 * Group commit: whoever has asked by the time the writer is free shares one transaction and one wait for the disk, which
 * costs a hundred times what writing a token does.
 */
export class TokenCommits implements TokenStore {
  readonly #places: Places
  readonly #written: Credentials
  readonly #sweep: CredentialSweep
  #apart: Credentials | null = null
  readonly #waiting: Waiting[] = []
  #isScheduled = false

  constructor(places: Places) {
    this.#places = places
    this.#written = new Credentials(places.writer)
    this.#sweep = new CredentialSweep(places.writer, this.#written)
  }

  find(hash: string): IssuedCredential | undefined {
    return this.#places.glance.look((connection) => this.#at(connection).find(hash))
  }

  countLive(of: CredentialOwner, now: number): number {
    return this.#places.glance.look((connection) => this.#at(connection).countLive(of, now))
  }

  /** Not an async function, which would cost each token another promise. */
  write<Value>(work: (unit: TokenUnit) => Value): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      this.#places.admit()
      // INVARIANT: a unit's promise is resolved with what its own work returned.
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject })
      this.#schedule()
    })
  }

  /** Resolves when every unit that waits now has ended. */
  async settled(): Promise<void> {
    while (this.#isScheduled) await this.#places.writes.settled()
  }

  #at(connection: Connection): Credentials {
    if (connection === this.#places.writer) return this.#written
    this.#apart ??= new Credentials(connection)
    return this.#apart
  }

  #schedule(): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    void this.#places.writes.run(() => this.#commit())
  }

  async #commit(): Promise<void> {
    // Every request that this turn of the event loop still brings shares the commit.
    await setImmediate()
    try {
      await retryWhileBusy(() => this.#places.writer.run('BEGIN IMMEDIATE'), this.#places.patience)
      this.#runWaiting()
    } catch (cause) {
      for (const { reject } of this.#waiting.splice(0)) reject(cause)
    }
    this.#isScheduled = false
    // What came meanwhile queues behind other units of work that wait already.
    if (this.#waiting.length > 0) this.#schedule()
  }

  #runWaiting(): void {
    const { writer } = this.#places
    const since = performance.now()
    const taken: Waiting[] = []
    const outcomes: Outcome[] = []
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        taken.push(next)
        outcomes.push(this.#run(next.work))
        if (performance.now() - since > LONGEST_TURN) break
      }
      this.#sweep.run()
      writer.run('COMMIT')
    } catch (cause) {
      for (const { reject } of taken) reject(cause)
      this.#written.forget()
      writer.rollback()
      return
    }
    for (const [index, { resolve, reject }] of taken.entries()) {
      const outcome = outcomes[index]
      if (outcome && 'value' in outcome) resolve(outcome.value)
      else reject(outcome?.cause)
    }
  }

  /** A unit that throws is undone alone; only a fault that ended the transaction ends the others with it. */
  #run(work: Waiting['work']): Outcome {
    const unit = new SqliteTokenUnit(this.#places.writer, this.#written, this.#sweep)
    try {
      const value = work(unit)
      unit.finish()
      return { value }
    } catch (cause) {
      if (!this.#places.writer.isInTransaction()) throw cause
      unit.undo()
      return { cause }
    }
  }
}
