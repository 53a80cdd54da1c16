import { onBeforeUnmount, onMounted } from 'vue'
import type { Ref } from 'vue'
import { isTyping } from './is-typing.ts'

interface SearchBox {
  focus(): void
  select(): void
}

interface Rows {
  focusedRow(): number
  focusRow(index: number): Promise<void> | void
}

/**
 * The keys of a page with a list: `/` goes to the search, `j` and `k` walk the rows, and in the search Escape empties
 * it and the arrow leads down to the rows. Answers what the search box does with its own keys.
 */
export function useListKeys(page: {
  readonly search: Ref<string>
  readonly box: Readonly<Ref<SearchBox | null>>
  readonly rows?: Readonly<Ref<Rows | null>>
  /** Resolves once the rows are those that the search means. */
  readonly settled?: () => Promise<void>
  /** The first row in sight, counted from 0: where `j` and `k` begin. */
  readonly firstInSight?: () => number
}): (event: KeyboardEvent) => void {
  function walk(step: 1 | -1): void {
    const at = page.rows?.value?.focusedRow() ?? -1
    void page.rows?.value?.focusRow(at < 0 ? (page.firstInSight?.() ?? 0) : at + step)
  }

  function onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    if (event.key === '/') {
      event.preventDefault()
      page.box.value?.focus()
      page.box.value?.select()
    } else if (page.rows && (event.key === 'j' || event.key === 'k')) {
      event.preventDefault()
      walk(event.key === 'j' ? 1 : -1)
    }
  }
  onMounted(() => {
    document.addEventListener('keydown', onKeydown)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKeydown)
  })

  /** Down to the first row that was searched for, unless the person goes on typing or elsewhere meanwhile. */
  async function enterRows(from: EventTarget | null): Promise<void> {
    const typed = page.search.value
    await page.settled?.()
    if (page.search.value === typed && document.activeElement === from) await page.rows?.value?.focusRow(0)
  }

  return function leaveSearch(event) {
    if (event.key === 'ArrowDown' && page.rows) {
      event.preventDefault()
      void enterRows(event.target)
    } else if (event.key === 'Escape' && page.search.value !== '') {
      event.preventDefault()
      page.search.value = ''
    }
  }
}
