import { ref } from 'vue'

/** Many check boxes as one Tab stop: the arrow keys, Home and End move between them. */
export interface OneTabStop {
  tabindexOf(key: string): 0 | -1
  /** The box that was focused last is the one that Tab comes back to. */
  remember(key: string): void
  /** Listens on the element round the boxes. */
  move(event: KeyboardEvent): void
}

/** `keys` names the boxes in their order; the first stands in for one that is no longer shown. */
export function useOneTabStop(keys: () => readonly string[]): OneTabStop {
  const stop = ref('')

  function current(): string | undefined {
    const shown = keys()
    return shown.includes(stop.value) ? stop.value : shown[0]
  }

  return {
    tabindexOf: (key) => (key === current() ? 0 : -1),
    remember: (key) => {
      stop.value = key
    },
    move: (event) => {
      if (!(event.currentTarget instanceof HTMLElement)) return
      const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')]
      const at = boxes.findIndex((box) => box === document.activeElement)
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key]
      if (at < 0 || next === undefined) return
      event.preventDefault()
      boxes[Math.max(0, Math.min(next, boxes.length - 1))]?.focus()
    },
  }
}
