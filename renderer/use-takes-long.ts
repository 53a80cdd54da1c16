import { onBeforeUnmount, readonly, ref, watch } from 'vue'
import type { Ref } from 'vue'

/** Longer than this, and a person wants to know how far it is. */
const moment = 600

/** Whether something that is on its way already takes longer than a moment, so that quick answers do not flicker. */
export function useTakesLong(isRunning: Readonly<Ref<boolean>>): Readonly<Ref<boolean>> {
  const takesLong = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    isRunning,
    (running) => {
      clearTimeout(timer)
      takesLong.value = false
      if (running) timer = setTimeout(() => (takesLong.value = true), moment)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => {
    clearTimeout(timer)
  })
  return readonly(takesLong)
}
