import { onBeforeUnmount, ref, watch } from 'vue'
import type { Ref } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'

const pause = 120

/**
 * The text of a search box whose filter lives in the address. It is applied a moment after the last key; what is
 * still waiting then never holds up a person who leaves the page.
 */
export function useSearchText(applied: () => string, apply: (text: string) => Promise<void>): Ref<string> {
  const text = ref(applied())
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop(): void {
    clearTimeout(timer)
    timer = undefined
  }

  watch(text, (typed) => {
    stop()
    if (typed.trim() === applied()) return
    timer = setTimeout(() => {
      timer = undefined
      void apply(typed.trim())
    }, pause)
  })
  watch(applied, (next) => {
    if (timer === undefined && text.value.trim() !== next) text.value = next
  })
  onBeforeRouteLeave(stop)
  onBeforeUnmount(stop)
  return text
}
