import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure, WireResult } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { say } from '../i18n.ts'
import { useNoticesStore } from './notices.ts'
import { useSessionStore } from './session.ts'

export type HistoryRow = OutputOf<'event.list'>['events'][number]
export type Verdict = OutputOf<'event.verify'>

export type TargetKind = HistoryRow['event']['target']['kind']

/** One record whose events are wanted, such as an authorization. */
export interface EventTarget {
  readonly kind: TargetKind
  readonly id: string
}

/** What narrows the history. */
export interface EventFilter {
  readonly target: EventTarget | null
  readonly search: string
  readonly kind: TargetKind | null
  /** A key of `actors`. */
  readonly actor: string | null
}

export const everyEvent: EventFilter = { target: null, search: '', kind: null, actor: null }

const pageSize = 100
const refreshLimit = 1_000

/** The organization's history: its events newest first, its chain, and taking acts back. */
export const useHistoryStore = defineStore('history', () => {
  const { client } = useAdmin()
  const session = useSessionStore()
  const notices = useNoticesStore()

  const rows = shallowRef<readonly HistoryRow[]>([])
  const total = ref(0)
  const all = ref(0)
  const actors = shallowRef<OutputOf<'event.actors'>>([])
  const ended = ref(false)
  const loading = ref(false)
  const loaded = ref(false)
  const failure = ref<WireFailure | null>(null)
  const filter = shallowRef<EventFilter>(everyEvent)
  let source = ''
  let asked = 0

  /** Reads the newest events that a filter lets through. Those of another organization or record go away at once. */
  async function load(next: EventFilter): Promise<void> {
    const wanted = [session.acting.organizationId, next.target?.kind, next.target?.id].join()
    if (wanted !== source) {
      source = wanted
      rows.value = []
      loaded.value = false
    }
    filter.value = next
    await readFrom(null, pageSize)
  }

  /** Reads who did something, for the choice of whose acts to show. */
  async function loadActors(): Promise<void> {
    const result = await client['event.actors']({ organizationId: session.acting.organizationId })
    if (result.ok) actors.value = result.value
  }

  /** Reads as many events again as are shown. */
  async function refresh(): Promise<void> {
    if (loaded.value) await readFrom(null, Math.min(refreshLimit, Math.max(pageSize, rows.value.length)))
  }

  /** Reads on to older events. */
  async function more(): Promise<void> {
    const last = rows.value.at(-1)
    if (loading.value || ended.value || !last) return
    await readFrom(last.event.sequence, pageSize)
  }

  async function readFrom(before: number | null, limit: number): Promise<void> {
    const number = ++asked
    loading.value = true
    const result = await list(filter.value, { before, limit })
    if (number !== asked) return
    loading.value = false
    loaded.value = true
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return
    const { events } = result.value
    rows.value = before === null ? events : [...rows.value, ...events]
    total.value = result.value.total
    all.value = result.value.all
    ended.value = events.length < limit
  }

  function list(
    wanted: EventFilter,
    paging: { readonly before: number | null; readonly limit: number },
  ): Promise<WireResult<OutputOf<'event.list'>>> {
    const { organizationId, language } = session.acting
    return client['event.list']({ organizationId, language, ...wanted, ...paging })
  }

  const head = () => client['event.head']({ organizationId: session.acting.organizationId })
  const verify = (kept: string | null) =>
    client['event.verify']({ organizationId: session.acting.organizationId, head: kept })
  const undo = (sequence: number) => client['event.undo']({ acting: session.acting, sequence })

  /** Says what was done to a record, with a button that takes it back where the rules allow (C11). */
  async function tellWithUndo(text: string, of: EventTarget): Promise<void> {
    const newest = await list({ ...everyEvent, target: of }, { before: null, limit: 1 })
    const row = newest.ok ? newest.value.events[0] : undefined
    // Somebody else may have changed the record in between; their act is not for this person's button to take back.
    const isOwn = row?.event.actor.id === session.acting.userId
    if (!row || !isOwn || row.undoBlockedBy !== null) {
      notices.show('done', text)
      return
    }
    const { sequence } = row.event
    notices.show('done', text, { label: say('common.undo'), run: () => undoAndTell(sequence, row.title) })
  }

  async function undoAndTell(sequence: number, title: string): Promise<void> {
    const result = await undo(sequence)
    if (result.ok) notices.show('done', say('history.undone', { title }))
    else notices.show('failed', result.failure.message)
  }

  return {
    rows,
    total,
    all,
    actors,
    ended,
    loading,
    loaded,
    failure,
    filter,
    load,
    loadActors,
    refresh,
    more,
    head,
    verify,
    undo,
    tellWithUndo,
  }
})
