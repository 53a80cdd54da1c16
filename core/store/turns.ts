import { setImmediate } from 'node:timers/promises'

/** How long a unit of work may hold the event loop, in milliseconds, before it lets others run. */
const LONGEST_TURN = 10

/** Runs one statement of a unit of work; refuses once the unit is over. */
export type Turn = <Value>(work: () => Value) => Promise<Value>

/** The statements of one unit of work, one after the other, with a breath for the event loop now and then. */
export function takingTurns(): { readonly turn: Turn; readonly end: () => void } {
  let isOver = false
  let since = performance.now()
  return {
    async turn(work) {
      if (isOver) throw new Error('a unit of work was used after it had ended')
      const value = work()
      if (performance.now() - since > LONGEST_TURN) {
        await setImmediate()
        since = performance.now()
      }
      return value
    },
    end() {
      isOver = true
    },
  }
}
