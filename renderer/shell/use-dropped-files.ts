import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/**
 * Files that are dropped anywhere on the window, unless the page or a dialog has a place of its own for them. Answers
 * whether some are held over it.
 */
export function useDroppedFiles(take: (files: readonly File[]) => void): Readonly<Ref<boolean>> {
  const over = ref(false)

  const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
  const isTaken = () => document.querySelector('.file-drop, dialog[open]') !== null

  function onDragOver(event: DragEvent): void {
    if (!holdsFiles(event)) return
    event.preventDefault()
    over.value = !isTaken()
  }

  function onDragLeave(event: DragEvent): void {
    // Without a related target the pointer has left the window.
    if (event.relatedTarget === null) over.value = false
  }

  function onDrop(event: DragEvent): void {
    over.value = false
    if (!holdsFiles(event)) return
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0 && !isTaken()) take(files)
  }

  onMounted(() => {
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('dragover', onDragOver)
    window.removeEventListener('dragleave', onDragLeave)
    window.removeEventListener('drop', onDrop)
  })
  return over
}
