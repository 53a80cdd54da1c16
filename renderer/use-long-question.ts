import { onBeforeUnmount, ref, shallowRef } from 'vue'
import type { Ref } from 'vue'
import type { WireFailure, WireResult } from '../core/contract/definition.ts'
import { useTask } from './use-task.ts'

/**
 * One question that may take a while: its answer, how far it is, and the way to stop it. A later question overtakes an
 * earlier one, which is then cancelled; the present answer stays until the next is there, so that nothing jumps.
 */
export function useLongQuestion<Value>() {
  const task = useTask()
  const answer: Ref<Value | null> = shallowRef(null)
  const failure = ref<WireFailure | null>(null)
  const wasCancelled = ref(false)
  let asked = 0

  async function ask(work: (taskId: string) => Promise<WireResult<Value>>): Promise<void> {
    const number = ++asked
    task.cancel()
    wasCancelled.value = false
    const result = await task.run(work)
    if (number !== asked) return
    if (!result.ok && result.failure.code === 'cancelled') {
      wasCancelled.value = true
      return
    }
    answer.value = result.ok ? result.value : null
    failure.value = result.ok ? null : result.failure
  }

  /** Forgets the answer, and whatever is still on its way. */
  function clear(): void {
    asked++
    task.cancel()
    answer.value = null
    failure.value = null
    wasCancelled.value = false
  }

  onBeforeUnmount(clear)

  const { cancel, done, total, isRunning } = task
  return { ask, cancel, clear, answer, failure, wasCancelled, done, total, isRunning }
}
