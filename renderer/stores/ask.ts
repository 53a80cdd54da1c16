import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ClientId } from '../../core/model/brand.ts'
import { asId } from '../../core/model/brand.ts'
import { operationName } from '../../core/model/operation.ts'
import type { OutputOf } from '../../core/contract/contract.ts'
import type { WireFailure } from '../../core/contract/definition.ts'
import { useAdmin } from '../admin.ts'
import { useSessionStore } from './session.ts'

export type Answer = OutputOf<'access.ask'>
export type AnswerCheck = Answer['checks'][number]
export type DescribedChange = Answer['wouldAllow'][number][number]

/** A question as the address bar holds it; an empty part is not chosen yet. */
export interface Question {
  readonly app: string
  readonly user: string
  readonly operation: string
  readonly division: string
}

/** The application of a question. `ownerName` is null for one of this organization. */
export interface AskedApp {
  readonly id: ClientId
  readonly name: string
  readonly actsForItself: boolean
  readonly ownerName: string | null
}

/** The question of the Ask page and its answer, and what its fields can be completed with. */
export const useAskStore = defineStore('ask', () => {
  const { client } = useAdmin()
  const session = useSessionStore()

  const answer = shallowRef<Answer | null>(null)
  const failure = ref<WireFailure | null>(null)
  const asking = ref(false)
  let asked = 0

  /** Asks; a present answer stays until the next one is there, so that nothing jumps. */
  async function ask(question: Question): Promise<void> {
    const number = ++asked
    asking.value = true
    const result = await client['access.ask']({
      acting: session.acting,
      clientId: asId<ClientId>(question.app),
      user: question.user === '' ? null : question.user,
      operation: question.operation,
      division: question.division === '' ? null : question.division,
    })
    if (number !== asked) return
    asking.value = false
    answer.value = result.ok ? result.value : null
    failure.value = result.ok ? null : result.failure
  }

  function clear(): void {
    asked++
    asking.value = false
    answer.value = null
    failure.value = null
  }

  /** Clients of this organization that match, as completion of the app. */
  async function findApps(search: string): Promise<readonly AskedApp[]> {
    const result = await client['client.list']({ acting: session.acting, search, limit: 50 })
    return result.ok ? result.value.rows.map((row) => appOf(row.client, null)) : []
  }

  /** The app with this id, of this or another organization of the workspace; null if there is none. */
  async function showApp(id: string): Promise<AskedApp | null> {
    const clientId = asId<ClientId>(id)
    const own = await client['client.show']({ acting: session.acting, clientId })
    if (own.ok) return appOf(own.value.client, null)
    const found = await client['app.lookup']({ acting: session.acting, clientId })
    return found.ok ? appOf(found.value.client, found.value.ownerName) : null
  }

  const showUser = (user: string) =>
    client['user.show']({ organizationId: session.acting.organizationId, user })

  const findOperations = (search: string) =>
    client['catalogue.search']({ organizationId: session.acting.organizationId, search, limit: 50 })

  /** The catalogue's name of a method and a template or concrete path; null where the catalogue has none. */
  async function nameOperation(operation: string): Promise<string | null> {
    const { organizationId } = session.acting
    const result = await client['catalogue.operation']({ organizationId, operation })
    return result.ok ? operationName(result.value) : null
  }

  return {
    answer,
    failure,
    asking,
    ask,
    clear,
    findApps,
    showApp,
    showUser,
    findOperations,
    nameOperation,
  }
})

function appOf(found: OutputOf<'client.list'>['rows'][number]['client'], ownerName: string | null): AskedApp {
  return {
    id: found.id,
    name: found.name,
    actsForItself: found.grantType === 'client_credentials',
    ownerName,
  }
}
