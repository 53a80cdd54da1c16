import { onBeforeUnmount, onMounted, onUpdated } from 'vue'
import type { Ref } from 'vue'

/**
 * Keeps the focus in a box whose elements come and go: where the one that had it is taken out of the page, the one
 * marked `data-stop` gets it. A person who goes elsewhere is let go.
 */
export function useKeptFocus(box: Readonly<Ref<HTMLElement | null>>): { readonly take: () => void } {
  let isHere = false

  function take(): void {
    isHere = true
    box.value?.querySelector<HTMLElement>('[data-stop]')?.focus({ preventScroll: true })
  }

  function onFocusIn(event: FocusEvent): void {
    isHere = event.target instanceof Node && (box.value?.contains(event.target) ?? false)
  }

  function onPointerDown(event: PointerEvent): void {
    if (event.target instanceof Node && !box.value?.contains(event.target)) isHere = false
  }

  onUpdated(() => {
    if (isHere && document.activeElement === document.body) take()
  })
  onMounted(() => {
    document.addEventListener('focusin', onFocusIn)
    document.addEventListener('pointerdown', onPointerDown)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('pointerdown', onPointerDown)
  })
  return { take }
}
