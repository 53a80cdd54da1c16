import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import { pageKey } from '../../page-key.ts'

export interface LeaveGuard {
  /** True while the person is asked whether to leave. */
  readonly asking: Readonly<Ref<boolean>>
  answer(leave: boolean): void
  /** Lets the next leaving pass, after a save. */
  release(): void
}

/** Asks before a page with unsaved input is left, within the application or by closing the window. */
export function useLeaveGuard(isDirty: () => boolean): LeaveGuard {
  const asking = ref(false)
  let released = false
  let settle: ((leave: boolean) => void) | null = null

  function ask(): true | Promise<boolean> {
    if (released || !isDirty()) return true
    settle?.(false)
    asking.value = true
    return new Promise<boolean>((resolve) => {
      settle = resolve
    })
  }
  onBeforeRouteLeave(ask)
  onBeforeRouteUpdate((next, present) => pageKey(next) === pageKey(present) || ask())

  function onUnload(event: BeforeUnloadEvent): void {
    if (!released && isDirty()) event.preventDefault()
  }
  onMounted(() => {
    window.addEventListener('beforeunload', onUnload)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('beforeunload', onUnload)
  })

  return {
    asking,
    answer(leave) {
      asking.value = false
      settle?.(leave)
      settle = null
    },
    release() {
      released = true
    },
  }
}
