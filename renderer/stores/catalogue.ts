import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { OrganizationId } from '../../core/model/brand.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type DocumentSource = InputOf<'catalogue.import'>['source']
export type CatalogueReport = OutputOf<'catalogue.import'>

/** The scopes that the organization's API catalogue knows (P1); read when first needed. */
export const useCatalogueStore = defineStore('catalogue', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const catalogue = ref<OutputOf<'catalogue.show'> | null>(null)
  let loadedFor: { readonly id: OrganizationId; readonly changes: number } | null = null

  const scopes = computed(() => catalogue.value?.scopes.map((scope) => scope.name) ?? [])

  async function load(): Promise<void> {
    const id = session.organization?.id
    if (id === undefined) return
    if (loadedFor?.id === id && loadedFor.changes === session.changes) return
    const wanted = { id, changes: session.changes }
    loadedFor = wanted
    const result = await client['catalogue.show']({ organizationId: id })
    if (result.ok && loadedFor === wanted) catalogue.value = result.value
  }

  /** Reads an API document; with `dryRun` only reports what it holds (F2). */
  const importDocument = (
    source: DocumentSource,
    options: { readonly dryRun: boolean; readonly taskId: string },
  ) => client['catalogue.import']({ acting: session.acting, source, ...options })

  return { catalogue, scopes, load, importDocument }
})
