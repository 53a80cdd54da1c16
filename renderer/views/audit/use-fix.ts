import { computed, ref, shallowRef } from 'vue'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId } from '../../../core/model/brand.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { InputOf, OutputOf } from '../../../core/contract/contract.ts'
import type { WireFailure, WireResult } from '../../../core/contract/definition.ts'
import { termsOf, useAuthorizationsStore } from '../../stores/authorizations.ts'
import { useClientsStore } from '../../stores/clients.ts'
import { changedFields } from './changed-fields.ts'
import type { FindingRow } from '../../stores/audit.ts'

export type FixChange = NonNullable<FindingRow['change']>
type FieldChange = OutputOf<'client.previewEdit'>[number]
type Draft = InputOf<'client.edit'>['draft']

/** What stands between a change and its being applied. */
export type FixState = 'hidden' | 'ready' | 'already' | 'conflict' | 'for_good' | 'applied'

const cannotTell: WireResult<never> = { ok: false, failure: { code: 'authorization_not_found', message: '' } }

/**
 * Mends a finding in the organization itself: the present record is read, what the change would do to it is shown, and
 * only then it is done, by the same commands as everywhere. A record that is no longer as the snapshot has it is left alone.
 */
export function useFix(finding: FindingRow, change: FixChange) {
  const clients = useClientsStore()
  const authorizations = useAuthorizationsStore()
  const clientId = asId<ClientId>(change.clientId)
  const state = ref<FixState>('hidden')
  const changes = shallowRef<readonly FieldChange[]>([])
  const failure = ref<WireFailure | null>(null)
  const busy = ref(false)
  let act: (() => Promise<WireResult<unknown>>) | null = null

  async function show(): Promise<void> {
    busy.value = true
    failure.value = null
    const prepared = await prepare()
    busy.value = false
    if (prepared.ok) state.value = prepared.value
    else if (prepared.failure.code === 'nothing_changed') state.value = 'already'
    else failure.value = prepared.failure
  }

  function prepare(): Promise<WireResult<FixState>> {
    switch (change.act) {
      case 'edit_client':
        return prepareEdit(change.set)
      case 'narrow_app':
        return prepareNarrowing(change.scopes)
      case 'revoke_app':
        return prepareRevocation()
      case 'deactivate_client':
        return prepareDeactivation()
      case 'restore_client':
        return prepareRestoring()
    }
  }

  async function prepareEdit(set: Readonly<Record<string, unknown>>): Promise<WireResult<FixState>> {
    const shown = await clients.show(clientId)
    if (!shown.ok) return shown
    const { client } = shown.value
    if (changedFields(finding.changes, client).length > 0) return { ok: true, value: 'conflict' }
    // The core checks every field of a draft, whatever a finding put into it.
    const draft: Draft = { ...draftOfClient(client), ...set }
    const preview = await clients.previewEdit(clientId, client.revision, draft)
    if (!preview.ok) return preview
    changes.value = preview.value
    act = () =>
      clients.edit({
        clientId,
        revision: client.revision,
        draft,
        confirmDropped: preview.value.some((one) => one.dropped),
      })
    return { ok: true, value: 'ready' }
  }

  async function prepareNarrowing(scopes: readonly string[]): Promise<WireResult<FixState>> {
    const found = await authorizations.lookup(clientId)
    if (!found.ok) return found
    const { authorization } = found.value
    if (!authorization) return cannotTell
    if (changedFields(finding.changes, authorization).length > 0) return { ok: true, value: 'conflict' }
    const terms = { ...termsOf(authorization), scopes }
    const preview = await authorizations.previewEdit(clientId, authorization.revision, terms)
    if (!preview.ok) return preview
    changes.value = preview.value
    act = () => authorizations.edit(clientId, authorization.revision, terms)
    return { ok: true, value: 'ready' }
  }

  async function prepareRevocation(): Promise<WireResult<FixState>> {
    const authorization = await authorizations.findRecord(clientId)
    if (!authorization) return cannotTell
    if (authorization.state === 'revoked') return { ok: true, value: 'already' }
    changes.value = finding.changes
    act = () => authorizations.revoke(clientId, authorization.revision)
    return { ok: true, value: 'ready' }
  }

  async function prepareDeactivation(): Promise<WireResult<FixState>> {
    const [shown, impact] = await Promise.all([clients.show(clientId), clients.deletionImpact(clientId)])
    if (!shown.ok) return shown
    if (shown.value.client.state.kind !== 'active') return { ok: true, value: 'already' }
    if (!impact.ok) return impact
    if (impact.value.forGood) return { ok: true, value: 'for_good' }
    changes.value = finding.changes
    act = () => clients.remove(clientId, shown.value.client.revision)
    return { ok: true, value: 'ready' }
  }

  async function prepareRestoring(): Promise<WireResult<FixState>> {
    const shown = await clients.show(clientId)
    if (!shown.ok) return shown
    if (shown.value.client.state.kind === 'active') return { ok: true, value: 'already' }
    changes.value = finding.changes
    act = () => clients.restore(clientId)
    return { ok: true, value: 'ready' }
  }

  async function apply(): Promise<boolean> {
    if (!act) return false
    busy.value = true
    const result = await act()
    busy.value = false
    act = null
    if (result.ok) {
      state.value = 'applied'
      return true
    }
    // Somebody else was faster than the person who read the difference.
    if (result.failure.code === 'record_changed') state.value = 'conflict'
    else {
      state.value = 'hidden'
      failure.value = result.failure
    }
    return false
  }

  function hide(): void {
    state.value = 'hidden'
    act = null
  }

  const target = computed(() => ({
    kind:
      change.act === 'narrow_app' || change.act === 'revoke_app'
        ? ('authorization' as const)
        : ('client' as const),
    id: change.clientId,
  }))

  return { state, changes, failure, busy, target, show, apply, hide }
}

function draftOfClient(client: OAuthClient): Draft {
  const { name, description, contact, environment, grantType, pkce, tokenDuration } = client
  const { redirectUris, scopes, roleGrants, addressRanges } = client
  return {
    name,
    description,
    contact,
    environment,
    grantType,
    pkce,
    tokenDuration,
    redirectUris,
    scopes,
    roleGrants,
    addressRanges,
  }
}
