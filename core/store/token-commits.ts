import { setImmediate } from 'node:timers/promises'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { CredentialOwner, TokenStore, TokenUnit } from '../organization/token-store.ts'
import type { Connection } from './connection.ts'
import { Credentials } from './credentials.ts'
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

interface Places {
  readonly writer: Connection
  /** For looks at the last commit; never inside a transaction. */
  readonly reader: () => Connection
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
  #seen: Credentials | null = null
  #waiting: Waiting[] = []
  #isScheduled = false

  constructor(places: Places) {
    this.#places = places
    this.#written = new Credentials(places.writer)
    this.#sweep = new CredentialSweep(places.writer, this.#written)
  }

  find(hash: string): IssuedCredential | undefined {
    return this.#look().find(hash)
  }

  countLive(of: CredentialOwner, now: number): number {
    return this.#look().countLive(of, now)
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

  #look(): Credentials {
    this.#seen ??= new Credentials(this.#places.reader())
    return this.#seen
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
    const settle: (() => void)[] = []
    const taken = this.#waiting
    this.#waiting = []
    let next = 0
    try {
      for (const { work, resolve, reject } of taken) {
        if (next > 0 && performance.now() - since > LONGEST_TURN) break
        next++
        const outcome = this.#run(work)
        settle.push(() => {
          if ('value' in outcome) resolve(outcome.value)
          else reject(outcome.cause)
        })
      }
      this.#sweep.run()
      writer.run('COMMIT')
    } catch (cause) {
      writer.rollback()
      this.#written.forget()
      for (const { reject } of taken.slice(0, next)) reject(cause)
      settle.length = 0
    }
    this.#waiting = [...taken.slice(next), ...this.#waiting]
    for (const settleOne of settle) settleOne()
  }

  /** A unit that throws is undone alone; only a fault that ended the transaction ends the others with it. */
  #run(work: (unit: TokenUnit) => unknown): { readonly value: unknown } | { readonly cause: unknown } {
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
