import { onBeforeUnmount, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

const pause = 120

export interface SearchText {
  readonly text: Ref<string>
  /** Applies at once what still waits. */
  readonly settle: () => Promise<void>
}

/**
 * The text of a search box whose filter lives in the address. It is applied a moment after the last key; what is
 * still waiting then never holds up a person who leaves the page.
 */
export function useSearchText(applied: () => string, apply: (text: string) => Promise<void>): SearchText {
  const text = ref(applied())
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  async function settle(): Promise<void> {
    if (timer === undefined) return
    stop()
    await apply(text.value.trim())
  }

  watch(text, (typed) => {
    stop()
    if (typed.trim() === applied()) return
    timer = setTimeout(() => void settle(), pause)
  })
  watch(applied, (next) => {
    if (timer === undefined && text.value.trim() !== next) text.value = next
  })
  onBeforeRouteLeave(stop)
  onBeforeUnmount(stop)
  return { text, settle }
}
