import { ref, shallowRef } from 'vue'
import type { WireFailure, WireResult } from '../core/contract/definition.ts'

interface Page {
  readonly rows: readonly unknown[]
  readonly cursor: string | null
  readonly total: number
}

/**
 * A long list as far as it was scrolled. `read` asks for a page after a cursor; an answer that was overtaken by a later
 * question is dropped. `last` is the newest page, for what stands beside its rows.
 */
export function usePages<Answer extends Page>(read: (cursor: string | null) => Promise<WireResult<Answer>>) {
  const rows = shallowRef<readonly Answer['rows'][number][]>([])
  const last = shallowRef<Answer | null>(null)
  const loading = ref(false)
  const failure = ref<WireFailure | null>(null)
  let asked = 0

  /** Reads the first page again. */
  async function start(): Promise<void> {
    const number = ++asked
    loading.value = true
    const result = await read(null)
    if (number !== asked) return
    loading.value = false
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return
    rows.value = result.value.rows
    last.value = result.value
  }

  /** Reads on from where the list ends. */
  async function more(): Promise<void> {
    const cursor = last.value?.cursor ?? null
    if (loading.value || cursor === null) return
    const number = asked
    loading.value = true
    const result = await read(cursor)
    if (number !== asked) return
    loading.value = false
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return
    rows.value = [...rows.value, ...result.value.rows]
    last.value = result.value
  }

  /** Forgets everything, and whatever is still on its way. */
  function clear(): void {
    asked++
    rows.value = []
    last.value = null
    loading.value = false
    failure.value = null
  }

  return { rows, last, loading, failure, start, more, clear }
}
