import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/** What is asked, as the address holds it, so that it survives a reload and can be sent to somebody. */
export function useAskedFor<Part extends string>(parts: readonly Part[]) {
  const route = useRoute()
  const router = useRouter()

  const asked = computed(() => {
    const values = parts.map((part) => {
      const value = route.query[part]
      return [part, typeof value === 'string' ? value : ''] as const
    })
    return Object.fromEntries(values) as Readonly<Record<Part, string>>
  })

  async function change(next: Readonly<Partial<Record<Part, string>>>): Promise<void> {
    const merged = Object.entries({ ...route.query, ...next }).filter(([, value]) => value !== '')
    await router.replace({ path: route.path, query: Object.fromEntries(merged) })
  }

  return { asked, change }
}
