import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { AppAuthorization, AuthorizationState } from '../../core/model/app-authorization.ts'
import { authorizationStates } from '../../core/model/app-authorization.ts'
import type { ClientId, RoleId } from '../../core/model/brand.ts'
import type { OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type AppRow = OutputOf<'app.list'>['rows'][number]
export type AppLookup = OutputOf<'app.lookup'>

/** What narrows the list. */
export interface AppFilter {
  readonly search: string
  readonly state: AuthorizationState | null
}

/** What an administrator decides about an application (A1, A2, A6). */
export interface Terms {
  readonly scopes: readonly string[]
  readonly roleIds: readonly RoleId[]
  readonly reason: string
  readonly ticket: string
  readonly expiresAt: string | null
}

/** How many there are in each state that match the search; `all` of them without a state. */
export type StateCounts = Readonly<Record<AuthorizationState | 'all', number>>

const pageSize = 100
const refreshPageSize = 500

/** Authorized applications: the list as far as it was scrolled, and every call about one of them. */
export const useAuthorizationsStore = defineStore('authorizations', () => {
  const { client } = useAdmin()
  const session = useSessionStore()

  const filter = ref<AppFilter>({ search: '', state: null })
  const rows = shallowRef<readonly AppRow[]>([])
  const total = ref(0)
  const all = ref(0)
  const counts = ref<StateCounts | null>(null)
  const cursor = ref<string | null>(null)
  const loading = ref(false)
  const loaded = ref(false)
  const failure = ref<WireFailure | null>(null)
  let asked = 0

  const isFiltered = computed(() => filter.value.search !== '' || filter.value.state !== null)

  /** Reads the first page for a filter; an answer that was overtaken by a later question is dropped. */
  async function load(next: AppFilter): Promise<void> {
    filter.value = next
    await readAgain(pageSize)
  }

  /** Reads as many rows again as are shown, so that nobody loses their place. */
  async function refresh(): Promise<void> {
    if (loaded.value) await readAgain(Math.min(refreshPageSize, Math.max(pageSize, rows.value.length)))
  }

  async function readAgain(limit: number): Promise<void> {
    const number = ++asked
    loading.value = true
    const { search } = filter.value
    const [page, counted, everything] = await Promise.all([
      readPage(null, limit),
      countStates(search),
      search === '' ? null : count('', null),
    ])
    if (number !== asked) return
    loading.value = false
    loaded.value = true
    if (!page.ok) {
      failure.value = page.failure
      rows.value = []
      return
    }
    failure.value = null
    rows.value = page.value.rows
    total.value = page.value.total
    cursor.value = page.value.cursor
    counts.value = counted
    all.value = everything ?? counted.all
  }

  /** Reads on from where the list ends. */
  async function more(): Promise<void> {
    if (loading.value || cursor.value === null) return
    const number = asked
    loading.value = true
    const page = await readPage(cursor.value, pageSize)
    if (number !== asked) return
    loading.value = false
    if (!page.ok) {
      failure.value = page.failure
      return
    }
    rows.value = [...rows.value, ...page.value.rows]
    total.value = page.value.total
    cursor.value = page.value.cursor
  }

  function readPage(from: string | null, limit: number) {
    return client['app.list']({ acting: session.acting, ...filter.value, cursor: from, limit })
  }

  async function count(search: string, state: AuthorizationState | null): Promise<number> {
    const result = await client['app.list']({ acting: session.acting, search, state, limit: 1 })
    return result.ok ? result.value.total : 0
  }

  async function countStates(search: string): Promise<StateCounts> {
    const [everything, ...each] = await Promise.all([
      count(search, null),
      ...authorizationStates.map((state) => count(search, state)),
    ])
    const [pending = 0, authorized = 0, revoked = 0] = each
    return { all: everything, pending, authorized, revoked }
  }

  const lookup = (clientId: ClientId) => client['app.lookup']({ acting: session.acting, clientId })

  /** The record of an application whose client may be gone, so that it cannot be looked up any more. */
  async function findRecord(clientId: ClientId): Promise<AppAuthorization | null> {
    const result = await client['app.list']({ acting: session.acting, search: clientId, limit: 10 })
    if (!result.ok) return null
    return result.value.rows.find((row) => row.authorization.clientId === clientId)?.authorization ?? null
  }

  /** Clients that may be authorized here, as completion of a client id. */
  async function findClients(search: string) {
    const result = await client['client.list']({ acting: session.acting, search, limit: 50 })
    return result.ok ? result.value.rows.map((row) => row.client) : []
  }

  const authorize = (clientId: ClientId, terms: Terms) =>
    client['app.authorize']({ acting: session.acting, clientId, ...terms })
  const previewEdit = (clientId: ClientId, revision: number, terms: Terms) =>
    client['app.previewEdit']({ acting: session.acting, clientId, revision, ...terms })
  const edit = (clientId: ClientId, revision: number, terms: Terms) =>
    client['app.edit']({ acting: session.acting, clientId, revision, ...terms })
  const revoke = (clientId: ClientId, revision: number) =>
    client['app.revoke']({ acting: session.acting, clientId, revision })

  return {
    filter,
    rows,
    total,
    all,
    counts,
    loading,
    loaded,
    failure,
    isFiltered,
    load,
    refresh,
    more,
    lookup,
    findRecord,
    findClients,
    authorize,
    previewEdit,
    edit,
    revoke,
  }
})

/** The decisions of a record, as a form edits them. */
export function termsOf({ scopes, roleIds, reason, ticket, expiresAt }: Terms): Terms {
  return { scopes, roleIds, reason, ticket, expiresAt }
}
