import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ClientId } from '../../core/model/brand.ts'
import type { GrantType } from '../../core/model/grant-type.ts'
import type { ClientState } from '../../core/model/oauth-client.ts'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type ClientRow = OutputOf<'client.list'>['rows'][number]
export type ClientDetail = OutputOf<'client.show'>
export type ClientTemplate = OutputOf<'client.templates'>[number]
export type DraftInput = InputOf<'client.create'>['draft']

/** What narrows the list. */
export interface ClientFilter {
  readonly search: string
  readonly state: ClientState['kind'] | null
  readonly grantType: GrantType | null
}

const pageSize = 100
const refreshPageSize = 500
/** A list that was scrolled further than this is not read again by itself; it says that it is stale. */
const refreshLimit = 5_000

/** OAuth clients: the list as far as it was scrolled, and every call about one of them. */
export const useClientsStore = defineStore('clients', () => {
  const { client } = useAdmin()
  const session = useSessionStore()

  const filter = ref<ClientFilter>({ search: '', state: null, grantType: null })
  const rows = shallowRef<readonly ClientRow[]>([])
  const total = ref(0)
  const all = ref(0)
  const limitOfClients = ref(0)
  const cursor = ref<string | null>(null)
  const loading = ref(false)
  const loaded = ref(false)
  const stale = ref(false)
  const failure = ref<WireFailure | null>(null)
  let asked = 0

  const isFiltered = computed(
    () => filter.value.search !== '' || filter.value.state !== null || filter.value.grantType !== null,
  )

  /** Reads the first page for a filter; an answer that was overtaken by a later question is dropped. */
  async function load(next: ClientFilter): Promise<void> {
    filter.value = next
    const number = ++asked
    loading.value = true
    const result = await readPage(null, pageSize)
    if (number !== asked) return
    loading.value = false
    loaded.value = true
    stale.value = false
    if (!result.ok) {
      failure.value = result.failure
      rows.value = []
      return
    }
    failure.value = null
    take(result.value)
    rows.value = result.value.rows
  }

  /** Reads on from where the list ends. */
  async function more(): Promise<void> {
    if (loading.value || cursor.value === null) return
    const number = asked
    loading.value = true
    const result = await readPage(cursor.value, pageSize)
    if (number !== asked) return
    loading.value = false
    if (!result.ok) {
      failure.value = result.failure
      return
    }
    take(result.value)
    rows.value = [...rows.value, ...result.value.rows]
  }

  /** Reads as many rows again as are shown, so that nobody loses their place. */
  async function refresh(): Promise<void> {
    if (!loaded.value) return
    if (rows.value.length > refreshLimit) {
      stale.value = true
      return
    }
    const number = ++asked
    const wanted = Math.max(rows.value.length, pageSize)
    let read: readonly ClientRow[] = []
    let next: string | null = null
    do {
      const result = await readPage(next, Math.min(refreshPageSize, wanted - read.length))
      if (number !== asked) return
      if (!result.ok) {
        loading.value = false
        failure.value = result.failure
        return
      }
      take(result.value)
      read = [...read, ...result.value.rows]
      next = result.value.cursor
    } while (next !== null && read.length < wanted)
    loading.value = false
    failure.value = null
    rows.value = read
  }

  function readPage(from: string | null, limit: number) {
    return client['client.list']({ acting: session.acting, ...filter.value, cursor: from, limit })
  }

  function take(page: OutputOf<'client.list'>): void {
    total.value = page.total
    all.value = page.all
    limitOfClients.value = page.limitOfClients
    cursor.value = page.cursor
  }

  const show = (clientId: ClientId) => client['client.show']({ acting: session.acting, clientId })
  const templates = () =>
    client['client.templates']({
      region: session.organization?.region ?? '',
      language: session.acting.language,
    })
  const create = (draft: DraftInput, authorize: boolean) =>
    client['client.create']({ acting: session.acting, draft, authorize })
  const previewEdit = (clientId: ClientId, revision: number, draft: DraftInput) =>
    client['client.previewEdit']({ acting: session.acting, clientId, revision, draft })
  const edit = (input: Omit<InputOf<'client.edit'>, 'acting'>) =>
    client['client.edit']({ acting: session.acting, ...input })
  const deletionImpact = (clientId: ClientId) =>
    client['client.deletionImpact']({ acting: session.acting, clientId })
  const remove = (clientId: ClientId, revision: number) =>
    client['client.delete']({ acting: session.acting, clientId, revision })
  const restore = (clientId: ClientId) => client['client.restore']({ acting: session.acting, clientId })
  const regenerateSecret = (clientId: ClientId, revision: number) =>
    client['client.regenerateSecret']({ acting: session.acting, clientId, revision })
  const keepSecret = (clientId: ClientId, secret: string) =>
    client['secret.keep']({ acting: session.acting, clientId, secret })

  return {
    filter,
    rows,
    total,
    all,
    limitOfClients,
    cursor,
    loading,
    loaded,
    stale,
    failure,
    isFiltered,
    load,
    more,
    refresh,
    show,
    templates,
    create,
    previewEdit,
    edit,
    deletionImpact,
    remove,
    restore,
    regenerateSecret,
    keepSecret,
  }
})
