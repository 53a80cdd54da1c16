import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClientId } from '../../core/model/brand.ts'
import { asId } from '../../core/model/brand.ts'
import type { InputOf, OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import type { ServerFault } from '../../core/model/server-fault.ts'
import { useAdmin } from '../admin.ts'
import { usePreferencesStore } from './preferences.ts'
import { useSessionStore } from './session.ts'

export type FlowRun = OutputOf<'lab.show'>
export type FlowStep = FlowRun['steps'][number]
export type FlowField = NonNullable<FlowStep['request']>['body'][number]
export type FlowOrder = Omit<InputOf<'lab.start'>, 'acting'>
export type Inspection = OutputOf<'lab.inspect'>
export type Trial = OutputOf<'lab.trials'>[number]
export type LabClient = OutputOf<'client.show'>['client']

/** The flow lab: the run that was started last, the inspector, and the negative tests (L1 to L5). */
export const useLabStore = defineStore('lab', () => {
  const { client, host } = useAdmin()
  const session = useSessionStore()
  const preferences = usePreferencesStore()

  const run = shallowRef<FlowRun | null>(null)
  const failure = ref<WireFailure | null>(null)
  const starting = ref(false)
  const trials = shallowRef<readonly Trial[]>([])

  host.subscribe('flow', ({ runId }) => {
    if (runId === run.value?.runId) void show(runId)
    // A message without a run is about the negative tests.
    if (runId === '' && trials.value.length > 0) void loadTrials()
  })

  async function start(order: FlowOrder): Promise<void> {
    starting.value = true
    const result = await client['lab.start']({ acting: session.acting, ...order })
    starting.value = false
    failure.value = result.ok ? null : result.failure
    if (!result.ok) return
    run.value = result.value
    // It may have moved on before this window knew its name.
    await show(result.value.runId)
  }

  let shown = 0

  async function show(runId: string): Promise<void> {
    const number = ++shown
    const result = await client['lab.show']({ runId, language: preferences.language })
    if (number === shown && result.ok) run.value = result.value
  }

  const cancel = () => change('lab.cancel')
  const openBrowser = () => change('lab.openBrowser')

  async function change(operation: 'lab.cancel' | 'lab.openBrowser'): Promise<void> {
    if (!run.value) return
    const result = await client[operation]({ runId: run.value.runId, language: preferences.language })
    if (result.ok) run.value = result.value
    failure.value = result.ok ? null : result.failure
  }

  /** One step with its secrets; who asks shows it and forgets it (L3). */
  const reveal = (runId: string, step: number) =>
    client['lab.reveal']({ runId, step, language: preferences.language })

  const curl = (runId: string, step: number) =>
    client['lab.curl']({ runId, step, language: preferences.language })

  const exportRun = (runId: string, format: 'json' | 'har') =>
    client['lab.export']({ runId, format, language: preferences.language })

  const inspect = (url: string) => client['lab.inspect']({ acting: session.acting, url })

  const showClient = (id: string) =>
    client['client.show']({ acting: session.acting, clientId: asId<ClientId>(id) })

  async function loadTrials(): Promise<void> {
    const result = await client['lab.trials']({ language: preferences.language })
    if (result.ok) trials.value = result.value
    else failure.value = result.failure
  }

  async function arm(clientId: string, fault: ServerFault): Promise<void> {
    const result = await client['lab.arm']({
      acting: session.acting,
      clientId: asId<ClientId>(clientId),
      fault,
    })
    failure.value = result.ok ? null : result.failure
    await loadTrials()
  }

  async function disarm(clientId: string): Promise<void> {
    const result = await client['lab.disarm']({ acting: session.acting, clientId: asId<ClientId>(clientId) })
    failure.value = result.ok ? null : result.failure
    if (result.ok) trials.value = result.value
  }

  return {
    run,
    failure,
    starting,
    trials,
    start,
    cancel,
    openBrowser,
    reveal,
    curl,
    exportRun,
    inspect,
    showClient,
    loadTrials,
    arm,
    disarm,
  }
})
