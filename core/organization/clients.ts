import type { ClientId } from '../model/brand.ts'
import { asId } from '../model/brand.ts'
import { parseGrantType, usesScopes } from '../model/grant-type.ts'
import { isBuiltIn, type ClientDraft, type OAuthClient } from '../model/oauth-client.ts'
import type { AppAuthorization } from '../model/app-authorization.ts'
import type { Failure } from '../model/failure.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { newAuthorization } from './authorizations.ts'
import { checkClientFields, findRoleNotHeld, type ClientInput } from './client-fields.ts'
import { generateClientSecret, hashClientSecret } from './client-secret.ts'
import { act, look, type Acting, type Context, type Doing, type Looking } from './context.ts'
import { fieldChanges, type FieldChange } from './field-changes.ts'
import type { CatalogueShelf } from './loaded-catalogue.ts'

export interface ClientContext extends Context {
  readonly catalogues: CatalogueShelf
}

export interface CreatedClient {
  readonly client: OAuthClient
  readonly secret: string
  readonly authorization: AppAuthorization | null
}

/**
 * Registers a client (C1 to C7). With `authorize` it is authorized here in the same step, with every scope it
 * requests, where the actor may do that and the grant type needs it (A7).
 */
export function createClient(
  context: ClientContext,
  acting: Acting,
  input: { readonly draft: ClientInput; readonly authorize: boolean },
): Promise<Result<CreatedClient>> {
  return act(context, acting, 'oauth:client:add', async (doing) => {
    const { unit, organization, author, now } = doing
    const limit = organization.settings.maxClients
    const count = await unit.clients.count(organization.id)
    if (count >= limit) {
      return fail({ code: 'client_limit_reached', rule: 'O2', value: String(count), params: { limit } })
    }
    const draft = await checkDraft(context, doing, input.draft, null)
    if (!draft.ok) return draft
    const id = asId<ClientId>(context.random.uuid())
    const at = now.toISOString()
    const client: OAuthClient = {
      id,
      ownerId: organization.id,
      ...draft.value,
      state: { kind: 'active' },
      secretChangedAt: at,
      createdAt: at,
      createdBy: author,
      modifiedAt: at,
      modifiedBy: author,
      revision: 1,
    }
    const secret = generateClientSecret(context.random)
    await unit.put.client(organization.id, client)
    await unit.put.secret(id, hashClientSecret(id, secret))
    await doing.record({ action: 'client.create', target: targetOf(client), after: client })
    const mayAuthorize =
      input.authorize && usesScopes(client.grantType) && doing.holds('oauth:client:authorize')
    if (!mayAuthorize) return ok({ client, secret, authorization: null })
    const authorization = newAuthorization(client, {
      author,
      now,
      terms: { scopes: client.scopes, roleIds: [], reason: '', ticket: '', expiresAt: null },
    })
    await unit.put.authorization(organization.id, authorization)
    await doing.record({
      action: 'app.authorize',
      target: { kind: 'authorization', id, name: client.name },
      after: authorization,
    })
    return ok({ client, secret, authorization })
  })
}

export interface ClientEdit {
  readonly clientId: ClientId
  /** The revision that the person saw; a record that changed since is never overwritten (C11). Null: whatever stands. */
  readonly revision: number | null
  readonly draft: ClientInput
}

/** What an edit would change, field by field; it refuses just what saving refuses (C11). */
export function previewClientEdit(
  context: ClientContext,
  acting: Acting,
  edit: ClientEdit,
): Promise<Result<readonly FieldChange[]>> {
  return look(context, acting, 'oauth:client:edit', async (looking) => {
    const planned = await planEdit(context, looking, edit)
    return planned.ok ? ok(planned.value.changes) : planned
  })
}

/** Saves an edit. Fields that a new grant type does not have are dropped only after the person saw it (C2). */
export function editClient(
  context: ClientContext,
  acting: Acting,
  edit: ClientEdit & { readonly confirmDropped: boolean; readonly note?: string },
): Promise<Result<{ readonly client: OAuthClient; readonly changes: readonly FieldChange[] }>> {
  return act(context, acting, 'oauth:client:edit', (doing) => saveEdit(context, doing, edit))
}

/** Saves an edit as a part of an act. */
export async function saveEdit(
  context: ClientContext,
  doing: Doing,
  edit: ClientEdit & { readonly confirmDropped: boolean; readonly note?: string },
): Promise<Result<{ readonly client: OAuthClient; readonly changes: readonly FieldChange[] }>> {
  const planned = await planEdit(context, doing, edit)
  if (!planned.ok) return planned
  const { former, draft, changes } = planned.value
  const dropped = changes.filter((change) => change.dropped).map((change) => change.field)
  if (dropped.length > 0 && !edit.confirmDropped) {
    return fail({
      code: 'fields_would_drop',
      field: dropped[0] ?? '',
      rule: 'C2',
      params: { fields: dropped.join(', ') },
    })
  }
  const client: OAuthClient = {
    ...former,
    ...draft,
    modifiedAt: doing.now.toISOString(),
    modifiedBy: doing.author,
    revision: former.revision + 1,
  }
  await doing.unit.put.client(doing.organization.id, client)
  if (client.name !== former.name) await renameApp(doing, client)
  await doing.record({
    action: 'client.edit',
    target: targetOf(client),
    before: former,
    after: client,
    note: edit.note ?? '',
  })
  return ok({ client, changes })
}

/** Authorizations show their client's present name in every organization that holds one. */
async function renameApp({ unit }: Doing, client: OAuthClient): Promise<void> {
  for (const { organizationId, authorization } of await unit.authorizations.everywhere(client.id)) {
    await unit.put.authorization(organizationId, { ...authorization, clientName: client.name })
  }
}

const draftFields = [
  'name',
  'description',
  'contact',
  'environment',
  'grantType',
  'pkce',
  'tokenDuration',
  'redirectUris',
  'scopes',
  'roleGrants',
  'addressRanges',
] as const satisfies readonly (keyof ClientDraft)[]

async function planEdit(
  context: ClientContext,
  looking: Looking,
  edit: ClientEdit,
): Promise<
  Result<{
    readonly former: OAuthClient
    readonly draft: ClientDraft
    readonly changes: readonly FieldChange[]
  }>
> {
  const found = await findEditable(looking, edit)
  if (!found.ok) return found
  const former = found.value
  const applicable = dropInapplicable(edit.draft, former)
  const draft = await checkDraft(context, looking, applicable, former)
  if (!draft.ok) return draft
  const changes = fieldChanges(asRecord(former), asRecord(draft.value), draftFields).map((change) => ({
    ...change,
    dropped: former.grantType !== draft.value.grantType && isDropped(change),
  }))
  if (changes.length === 0) return fail({ code: 'nothing_changed', value: former.name, rule: 'C11' })
  return ok({ former, draft: draft.value, changes })
}

function asRecord(draft: ClientDraft) {
  const roleGrants = draft.roleGrants.map(({ roleId, divisionId }) => ({ roleId, divisionId }))
  return { ...draft, roleGrants }
}

function isDropped(change: FieldChange): boolean {
  const emptied = Array.isArray(change.after) && change.after.length === 0 && change.removed.length > 0
  return emptied && ['scopes', 'roleGrants', 'addressRanges'].includes(change.field)
}

/** When the grant type changes, what the new one does not have goes; with the same grant type nothing does (C2). */
function dropInapplicable(input: ClientInput, former: OAuthClient): ClientInput {
  const isService = parseGrantType(input.grantType)?.grantType === 'client_credentials'
  if ((former.grantType === 'client_credentials') === isService) return input
  return isService ? { ...input, scopes: [], pkce: false } : { ...input, roleGrants: [], addressRanges: [] }
}

/** Checks the input against the rules C1 to C6 in this organization. */
async function checkDraft(
  context: ClientContext,
  looking: Looking | Doing,
  input: ClientInput,
  former: OAuthClient | null,
): Promise<Result<ClientDraft>> {
  const { unit, organization, actor, roles } = looking
  const { scopes } = await context.catalogues.of(unit, organization.id)
  const divisions = await unit.divisions.all(organization.id)
  return checkClientFields(input, { actor, roles, divisions, knownScopes: new Set(scopes), former })
}

/** The client, if this actor may edit it now: not built in, not disabled, unchanged since read, every role held (C6, C11). */
export async function findEditable(
  looking: Looking,
  wanted: { readonly clientId: ClientId; readonly revision: number | null },
): Promise<Result<OAuthClient>> {
  const client = await looking.unit.clients.get(looking.organization.id, wanted.clientId)
  if (!client) return clientNotFound(wanted.clientId)
  const blocked = await findEditBlock(looking, client)
  if (blocked) return { ok: false, failure: blocked }
  if (wanted.revision !== null && client.revision !== wanted.revision) {
    return fail({
      code: 'record_changed',
      value: client.name,
      rule: 'C11',
      params: { by: client.modifiedBy.name, at: client.modifiedAt },
    })
  }
  return ok(client)
}

/** Why this actor may not edit the client, or undefined. */
export async function findEditBlock(looking: Looking, client: OAuthClient): Promise<Failure | undefined> {
  if (isBuiltIn(client)) return { code: 'client_read_only', value: client.name, rule: 'A6' }
  if (client.state.kind === 'disabled') {
    return { code: 'client_state_forbids', value: client.name, rule: 'C8', params: { state: 'disabled' } }
  }
  const divisions = await looking.unit.divisions.all(looking.organization.id)
  const { actor, roles } = looking
  const notHeld = findRoleNotHeld(client.roleGrants, { actor, roles, divisions })
  return notHeld && !notHeld.ok ? notHeld.failure : undefined
}

export function clientNotFound(clientId: string): Result<never> {
  return fail({ code: 'client_not_found', field: 'client', value: clientId })
}

export function targetOf(client: OAuthClient) {
  return { kind: 'client' as const, id: client.id, name: client.name }
}
