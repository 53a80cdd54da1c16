import { setImmediate } from 'node:timers/promises'

/** How long a unit of work may hold the event loop, in milliseconds, before it lets others run. */
const LONGEST_TURN = 10

/** Runs one act of a unit of work; refuses once the unit is over. */
export type Turn = <Value>(work: () => Value) => Promise<Value>

/** The acts of one unit of work, one after the other, with a breath for the event loop now and then. */
export class Turns {
  #isOver = false
  #failure: { readonly cause: unknown } | null = null
  #since = performance.now()

  async take<Value>(work: () => Value): Promise<Value> {
    if (this.#isOver) throw new Error('a unit of work was used after it had ended')
    this.refuseFailed()
    const value = this.#try(work)
    if (performance.now() - this.#since > LONGEST_TURN) {
      await setImmediate()
      this.#since = performance.now()
    }
    return value
  }

  end(): void {
    this.#isOver = true
  }

  /**
   * A unit of which one act failed is given up, even if its caller overlooks that: SQLite may have undone the acts
   * before it already, and what came after would stand alone (F1).
   */
  refuseFailed(): void {
    if (this.#failure) throw this.#failure.cause
  }

  #try<Value>(work: () => Value): Value {
    try {
      return work()
    } catch (cause) {
      this.#failure = { cause }
      throw cause
    }
  }
}
