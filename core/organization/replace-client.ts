import type { ClientId } from '../model/brand.ts'
import { isBuiltIn, type OAuthClient } from '../model/oauth-client.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { ClientInput } from './client-fields.ts'
import { forgetSecret, saveDeactivated, saveRestored } from './client-life.ts'
import { clientNotFound, findEditable, saveEdit, type ClientContext } from './clients.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import { removeClient } from './due-removals.ts'
import type { Keychain } from './ports.ts'

/** What a client is to be, as the Platform API puts it: every field, and the state with them. */
export interface ClientReplacement {
  readonly clientId: ClientId
  /** Told from what the client has now. */
  draft(former: OAuthClient): ClientInput
  readonly state: 'active' | 'inactive' | null
}

/**
 * Puts a client in the place of the one that stands there, fields and state in one act (S5): `inactive` deactivates it,
 * whatever its age, `active` restores it. What is the same already is no refusal here.
 */
export function replaceClient(
  context: ClientContext,
  acting: Acting,
  wanted: ClientReplacement,
): Promise<Result<OAuthClient>> {
  return act(context, acting, 'oauth:client:edit', async (doing) => {
    const { clientId, state } = wanted
    const found = await findEditable(doing, { clientId, revision: null })
    if (!found.ok) return found
    const edit = { clientId, revision: null, draft: wanted.draft(found.value), confirmDropped: true }
    const edited = await saveEdit(context, doing, edit)
    if (!edited.ok && edited.failure.code !== 'nothing_changed') return edited
    const client = edited.ok ? edited.value.client : found.value
    return state === null || state === client.state.kind ? ok(client) : changeState(doing, client, state)
  })
}

async function changeState(
  doing: Doing,
  client: OAuthClient,
  state: 'active' | 'inactive',
): Promise<Result<OAuthClient>> {
  return state === 'active' ? saveRestored(doing, client) : ok(await saveDeactivated(doing, client))
}

/** Removes a client at once and for good, which has to be deactivated already (S5). */
export async function removeInactiveClient(
  context: Context & { readonly keychain: Keychain },
  acting: Acting,
  clientId: ClientId,
): Promise<Result<null>> {
  const result = await act(context, acting, 'oauth:client:delete', async (doing) => {
    const { unit, organization, author } = doing
    const client = await unit.clients.get(organization.id, clientId)
    if (!client) return clientNotFound(clientId)
    if (isBuiltIn(client)) return fail({ code: 'client_read_only', value: client.name, rule: 'A6' })
    if (client.state.kind !== 'inactive') {
      const params = { state: client.state.kind }
      return fail({ code: 'client_state_forbids', value: client.name, rule: 'S5', params })
    }
    await removeClient(unit, { client, organization, author, machineNow: context.clock() })
    return ok(null)
  })
  if (result.ok) await forgetSecret(context, acting, clientId)
  return result
}
