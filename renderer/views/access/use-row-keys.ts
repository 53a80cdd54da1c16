import { onBeforeUnmount, onMounted } from 'vue'
import type { Ref } from 'vue'
import { isTyping } from '../../is-typing.ts'

interface Rows {
  focusedRow(): number
  focusRow(index: number): Promise<void> | void
}

/** `j` and `k` walk the rows of a list that has no search. */
export function useRowKeys(rows: Readonly<Ref<Rows | null>>): void {
  function onKeydown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const step = { j: 1, k: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    void rows.value?.focusRow(Math.max(0, rows.value.focusedRow() + step))
  }
  onMounted(() => {
    document.addEventListener('keydown', onKeydown)
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKeydown)
  })
}
