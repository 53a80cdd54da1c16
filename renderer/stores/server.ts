import { defineStore } from 'pinia'
import { ref, shallowRef, watch } from 'vue'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { usePreferencesStore } from './preferences.ts'

export type ServerStatus = OutputOf<'server.status'>
export type ServerRequest = OutputOf<'server.requests'>['requests'][number]

/** As many as the host keeps. */
const MOST_REQUESTS = 1_000

/** The organization server of this process, and the requests that it answered, newest first. */
export const useServerStore = defineStore('server', () => {
  const { client, host } = useAdmin()
  const preferences = usePreferencesStore()

  const status = ref<ServerStatus | null>(null)
  const requests = shallowRef<readonly ServerRequest[]>([])
  const failure = ref<WireFailure | null>(null)
  const busy = ref(false)
  let last = 0
  let reading: Promise<void> | null = null
  let isStale = false

  host.subscribe('server', () => void refresh())
  watch(
    () => preferences.language,
    () => {
      forget()
      void refresh()
    },
  )

  /** Reads what is new; what is told while it reads is read right after. */
  async function refresh(): Promise<void> {
    if (reading) {
      isStale = true
      return reading
    }
    reading = read()
    try {
      await reading
    } finally {
      reading = null
    }
    if (isStale) {
      isStale = false
      await refresh()
    }
  }

  async function read(): Promise<void> {
    const [shown, news] = await Promise.all([
      client['server.status']({}),
      client['server.requests']({ after: last, limit: MOST_REQUESTS, language: preferences.language }),
    ])
    if (shown.ok) status.value = shown.value
    else failure.value = shown.failure
    if (!news.ok) return
    const { requests: fresh, last: newest } = news.value
    // Whoever stopped and started it again begins to count anew.
    const former = newest < last ? [] : requests.value
    last = newest
    if (fresh.length > 0 || former !== requests.value) {
      requests.value = [...fresh.toReversed(), ...former].slice(0, MOST_REQUESTS)
    }
  }

  function forget(): void {
    last = 0
    requests.value = []
  }

  async function start(options: Omit<InputOf<'server.start'>, 'language'>): Promise<void> {
    await change(client['server.start']({ ...options, language: preferences.language }))
  }

  async function stop(): Promise<void> {
    await change(client['server.stop']({ language: preferences.language }))
  }

  async function change(call: ReturnType<(typeof client)['server.start']>): Promise<void> {
    busy.value = true
    const result = await call
    busy.value = false
    failure.value = result.ok ? null : result.failure
    if (result.ok) status.value = result.value
  }

  return { status, requests, failure, busy, refresh, start, stop }
})
