import type { ClientId } from '../../../core/model/brand.ts'
import type { WireFailure } from '../../../core/contract/definition.ts'
import { termsOf, useAuthorizationsStore } from '../../stores/authorizations.ts'
import { useClientsStore } from '../../stores/clients.ts'
import { draftOf, formOfClient } from '../clients/client-form.ts'
import type { ScopeStep } from './plan-scopes.ts'

/** The revisions that a person saw; a record that has moved on since is not overwritten (C11). */
export interface Revisions {
  readonly client: number
  readonly authorization: number | null
}

export interface StepsOutcome {
  readonly done: readonly ScopeStep[]
  /** The step that was refused; those after it were not tried. */
  readonly failed: { readonly step: ScopeStep; readonly failure: WireFailure } | null
  readonly revisions: Revisions
}

/** Carries out saves of scopes one after the other, and stops at the first that is refused. */
export function useScopeSteps(clientId: ClientId) {
  const clients = useClientsStore()
  const authorizations = useAuthorizationsStore()

  async function carryOut(steps: readonly ScopeStep[], seen: Revisions): Promise<StepsOutcome> {
    let revisions = seen
    const done: ScopeStep[] = []
    for (const step of steps) {
      const result =
        step.record === 'client'
          ? await saveRequested(step, revisions.client)
          : await saveGranted(step, revisions.authorization ?? 0)
      if (typeof result !== 'number') return { done, failed: { step, failure: result }, revisions }
      revisions = { ...revisions, [step.record]: result }
      done.push(step)
    }
    return { done, failed: null, revisions }
  }

  /** The revision that the save left, or why it was refused. */
  async function saveRequested({ after }: ScopeStep, revision: number): Promise<number | WireFailure> {
    const shown = await clients.show(clientId)
    if (!shown.ok) return shown.failure
    const draft = draftOf({ ...formOfClient(shown.value.client), scopes: after }, 'edit')
    const result = await clients.edit({ clientId, revision, draft })
    return result.ok ? result.value.client.revision : result.failure
  }

  async function saveGranted({ after }: ScopeStep, revision: number): Promise<number | WireFailure> {
    const found = await authorizations.lookup(clientId)
    if (!found.ok) return found.failure
    const { authorization } = found.value
    const terms = authorization
      ? termsOf(authorization)
      : { scopes: [], roleIds: [], reason: '', ticket: '', expiresAt: null }
    const result = await authorizations.edit(clientId, revision, { ...terms, scopes: after })
    return result.ok ? result.value.authorization.revision : result.failure
  }

  return { carryOut }
}
