import { setTimeout } from 'node:timers/promises'
import { StoreError } from './store-error.ts'

const LONGEST_PAUSE = 25

/**
 * Runs work that fails at once while another process writes, again and again with short pauses, until it passes
 * or the patience (in milliseconds) is over. The event loop stays free meanwhile.
 */
export async function retryWhileBusy<Value>(work: () => Value, patience: number): Promise<Value> {
  const deadline = performance.now() + patience
  for (let pause = 1; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return work()
    } catch (cause) {
      const busy = cause instanceof StoreError && cause.code === 'store_busy'
      if (!busy || performance.now() >= deadline) throw cause
      await setTimeout(pause)
    }
  }
}
