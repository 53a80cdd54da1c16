import { onBeforeUnmount, onMounted, ref } from 'vue'
import type { Ref } from 'vue'

/** The window's width, which decides what a table has room for. */
export function useWindowWidth(): Readonly<Ref<number>> {
  const width = ref(window.innerWidth)
  const measure = () => {
    width.value = window.innerWidth
  }
  onMounted(() => {
    window.addEventListener('resize', measure)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('resize', measure)
  })
  return width
}
