import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
// What that flag gives every context made after it.
const collectGarbage = runInNewContext('gc') as () => void

/** What the program holds on the heap and beside it once all garbage is gone, in megabytes. */
export function usedMegabytes(): number {
  // What lies beside the heap is given back while the next collection waits for it.
  for (let times = 0; times < 3; times++) collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1_048_576
}

/** What a value takes, and what it took to make it. */
export function making<Value>(make: () => Value): {
  readonly value: Value
  readonly milliseconds: number
  readonly megabytes: number
} {
  const before = usedMegabytes()
  const began = performance.now()
  const value = make()
  const milliseconds = performance.now() - began
  return { value, milliseconds, megabytes: usedMegabytes() - before }
}
