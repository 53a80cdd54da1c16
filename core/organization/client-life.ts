import { authorizationHasExpired, type AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, OrganizationId, UserId } from '../model/brand.ts'
import { usesScopes } from '../model/grant-type.ts'
import {
  deletesForGood,
  isBuiltIn,
  removalIsDue,
  RESTORE_WINDOW,
  type ClientState,
  type OAuthClient,
} from '../model/oauth-client.ts'
import type { Failure } from '../model/failure.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { clientNotFound, findEditable, targetOf } from './clients.ts'
import { generateClientSecret, hashClientSecret, isClientSecret } from './client-secret.ts'
import { act, look, type Acting, type Context, type Doing } from './context.ts'
import { removeClient } from './due-removals.ts'
import { askKeychain, keychainAccount } from './kept-secrets.ts'
import type { Keychain, ReadUnit } from './ports.ts'
import { timeOf } from './record-event.ts'

/** Which of the two deletions applies to this client, and what breaks (C8). */
export interface DeletionImpact {
  readonly forGood: boolean
  readonly restorableUntil: string | null
  /** Names of the organizations that have it authorized, this one first. */
  readonly organizations: readonly string[]
  /** Active users who may use it in those organizations. */
  readonly users: number
  /** Access tokens that it holds, in those organizations and its own: deleting for good ends them, else they run out. */
  readonly liveTokens: number
  /** Calls within the last 30 days of recorded usage. */
  readonly recentCalls: number
  readonly lastUsed: string | null
}

export interface DeletedClient {
  readonly clientId: ClientId
  /** True: gone for good. False: deactivated. */
  readonly removed: boolean
  readonly state: ClientState | null
}

const DAY = 86_400_000

/** Tells what deleting would do, before anything is done (C8). */
export function deletionImpact(
  context: Context,
  acting: Acting,
  clientId: ClientId,
): Promise<Result<DeletionImpact>> {
  return look(context, acting, 'oauth:client:delete', async ({ unit, organization, now }) => {
    const client = await unit.clients.get(organization.id, clientId)
    if (!client) return clientNotFound(clientId)
    const blocked = findDeleteBlock(client)
    if (blocked) return { ok: false, failure: blocked }
    const holders = await findHolders(unit, context, clientId)
    const elsewhere = holders.filter((holder) => holder.organization.id !== organization.id)
    const isHeldHere = elsewhere.length < holders.length
    const isLiveHere = isHeldHere || !usesScopes(client.grantType)
    const names = [...(isHeldHere ? [organization] : []), ...elsewhere.map((holder) => holder.organization)]
    let users = 0
    for (const holder of holders)
      users += await countUsers(unit, holder.organization.id, holder.authorization)
    const liveTokens = [...(isLiveHere ? [{ organization, now }] : []), ...elsewhere]
      .map((place) => ({ at: place.now.getTime(), of: { organizationId: place.organization.id, clientId } }))
      .reduce((sum, { of, at }) => sum + context.store.tokens.countLive(of, at), 0)
    const since = new Date(now.getTime() - 30 * DAY).toISOString().slice(0, 10)
    const usage = await unit.usage.of(organization.id, clientId, since)
    const forGood = deletesForGood(client, now)
    return ok({
      forGood,
      restorableUntil: forGood ? null : removalMoment(now),
      organizations: names.map(({ name }) => name),
      users,
      liveTokens,
      recentCalls: usage.reduce((sum, row) => sum + row.requests, 0),
      lastUsed: await unit.usage.lastUsed(organization.id, clientId),
    })
  })
}

/** Where an app is authorized now, of all organizations of the workspace. */
async function findHolders(unit: ReadUnit, context: Context, clientId: ClientId) {
  const holders = []
  for (const { organizationId, authorization } of await unit.authorizations.everywhere(clientId)) {
    const organization = await unit.organizations.get(organizationId)
    if (!organization || authorization.state !== 'authorized') continue
    const now = timeOf(organization, context.clock)
    if (!authorizationHasExpired(authorization, now)) holders.push({ organization, authorization, now })
  }
  return holders
}

/** How many active users an authorization lets in: all, or those who hold one of the roles it is limited to (A6). */
async function countUsers(
  unit: ReadUnit,
  organizationId: OrganizationId,
  { roleIds }: AppAuthorization,
): Promise<number> {
  if (roleIds.length === 0) return unit.users.countActive(organizationId)
  const active = new Set<UserId>()
  for (const roleId of roleIds) {
    for (const user of await unit.users.holding(organizationId, roleId)) {
      if (user.state === 'active') active.add(user.id)
    }
  }
  return active.size
}

/** Removes a young client for good, or deactivates an older one for seven days (C8). */
export async function deleteClient(
  context: Context & { readonly keychain: Keychain },
  acting: Acting,
  wanted: { readonly clientId: ClientId; readonly revision: number },
): Promise<Result<DeletedClient>> {
  const result = await act<DeletedClient>(context, acting, 'oauth:client:delete', async (doing) => {
    const { unit, organization, author, now } = doing
    const client = await unit.clients.get(organization.id, wanted.clientId)
    if (!client) return clientNotFound(wanted.clientId)
    const blocked = findDeleteBlock(client)
    if (blocked) return { ok: false as const, failure: blocked }
    if (client.revision !== wanted.revision) return changedSince(client)
    if (deletesForGood(client, now)) {
      await removeClient(unit, { client, organization, author, machineNow: context.clock() })
      return ok({ clientId: client.id, removed: true, state: null })
    }
    const { state } = await saveDeactivated(doing, client)
    return ok({ clientId: client.id, removed: false, state })
  })
  if (result.ok && result.value.removed) {
    await forgetSecret(context, acting, wanted.clientId)
  }
  return result
}

/** Makes a deactivated client active again, within its seven days (C9). */
export function restoreClient(
  context: Context,
  acting: Acting,
  wanted: { readonly clientId: ClientId; readonly note?: string },
): Promise<Result<OAuthClient>> {
  return act(context, acting, 'oauth:client:edit', async (doing) => {
    const found = await findEditable(doing, { clientId: wanted.clientId, revision: null })
    if (!found.ok) return (await removedInTime(doing, wanted.clientId)) ?? found
    return saveRestored(doing, found.value, wanted.note)
  })
}

/** Restores a client as a part of an act. */
export async function saveRestored(
  doing: Doing,
  client: OAuthClient,
  note = '',
): Promise<Result<OAuthClient>> {
  const blocked = findRestoreBlock(client, doing.now)
  if (blocked) return { ok: false, failure: blocked }
  const after = { ...client, state: { kind: 'active' as const } }
  return ok(await saveClient(doing, { action: 'client.restore', before: client, after, note }))
}

/** Deactivates a client as a part of an act; it can be restored for seven days (C8). */
export function saveDeactivated(doing: Doing, client: OAuthClient): Promise<OAuthClient> {
  const state: ClientState = { kind: 'inactive', removalAt: removalMoment(doing.now) }
  return saveClient(doing, { action: 'client.deactivate', before: client, after: { ...client, state } })
}

/** The refusal for a client that is gone because its seven days are over (C9); null for any other. */
async function removedInTime(
  { unit, organization }: Doing,
  clientId: ClientId,
): Promise<Result<never> | null> {
  const query = { target: { kind: 'client', id: clientId }, before: null, limit: 1 }
  const [last] = await unit.events.page(organization.id, query)
  if (last?.action !== 'client.remove' || last.actor.id !== null) return null
  return fail({ code: 'restore_window_closed', value: last.target.name, rule: 'C9' })
}

/** Why a client cannot be restored now, or undefined (C9). */
export function findRestoreBlock(client: OAuthClient, now: Date): Failure | undefined {
  if (client.state.kind !== 'inactive') {
    const params = { state: client.state.kind }
    return { code: 'client_state_forbids', value: client.name, rule: 'C9', params }
  }
  if (removalIsDue(client, now)) return { code: 'restore_window_closed', value: client.name, rule: 'C9' }
  if (usesScopes(client.grantType) && client.scopes.length === 0) {
    const params = { grantType: client.grantType }
    return { code: 'scope_required', field: 'scopes', value: client.name, rule: 'C9', params }
  }
  return undefined
}

/** Replaces the secret; the former one stops at once (C7). */
export async function regenerateSecret(
  context: Context & { readonly keychain: Keychain },
  acting: Acting,
  wanted: { readonly clientId: ClientId; readonly revision: number | null },
): Promise<Result<{ readonly client: OAuthClient; readonly secret: string }>> {
  const result = await act(context, acting, 'oauth:client:edit', async (doing) => {
    const found = await findEditable(doing, wanted)
    if (!found.ok) return found
    const client = found.value
    if (client.state.kind !== 'active') {
      const params = { state: client.state.kind }
      return fail({ code: 'client_state_forbids', value: client.name, rule: 'C7', params })
    }
    const secret = generateClientSecret(context.random)
    await doing.unit.put.secret(client.id, hashClientSecret(client.id, secret))
    const after = { ...client, secretChangedAt: doing.now.toISOString() }
    const saved = await saveClient(doing, { action: 'client.regenerate_secret', before: client, after })
    return ok({ client: saved, secret })
  })
  if (result.ok) await forgetSecret(context, acting, wanted.clientId)
  return result
}

/** Puts a secret that was just shown where the person wants to keep it (C7, F3); only this client's present secret. */
export async function keepSecret(
  context: Context & { readonly keychain: Keychain },
  acting: Acting,
  wanted: { readonly clientId: ClientId; readonly secret: string },
): Promise<Result<{ readonly kept: 'keychain' | 'session' }>> {
  const checked = await look(context, acting, 'oauth:client:view', async ({ unit, organization }) => {
    const client = await unit.clients.get(organization.id, wanted.clientId)
    if (!client) return clientNotFound(wanted.clientId)
    const stored = await unit.secrets.get(client.id)
    return stored && isClientSecret(client.id, wanted.secret, stored)
      ? ok(client)
      : fail({ code: 'secret_not_current', field: 'secret', rule: 'C7', params: { client: client.name } })
  })
  if (!checked.ok) return checked
  return askKeychain(context.keychain, async (keychain) => {
    await keychain.save(keychainAccount(acting, wanted.clientId), wanted.secret)
    const { kind } = await keychain.status()
    return { kept: kind }
  })
}

/** A secret that no longer opens anything need not be kept; a keychain that fails now keeps it unused. */
export async function forgetSecret(
  { keychain }: { readonly keychain: Keychain },
  acting: Acting,
  clientId: ClientId,
): Promise<void> {
  await askKeychain(keychain, () => keychain.remove(keychainAccount(acting, clientId)))
}

function findDeleteBlock(client: OAuthClient): Failure | undefined {
  if (isBuiltIn(client)) return { code: 'client_read_only', value: client.name, rule: 'A6' }
  if (client.state.kind !== 'active') {
    const params = { state: client.state.kind }
    return { code: 'client_state_forbids', value: client.name, rule: 'C8', params }
  }
  return undefined
}

function changedSince(client: OAuthClient): Result<never> {
  const params = { by: client.modifiedBy.name, at: client.modifiedAt }
  return fail({ code: 'record_changed', value: client.name, rule: 'C11', params })
}

function removalMoment(now: Date): string {
  return new Date(now.getTime() + RESTORE_WINDOW).toISOString()
}

async function saveClient(
  doing: Doing,
  step: {
    readonly action: string
    readonly before: OAuthClient
    readonly after: OAuthClient
    readonly note?: string
  },
): Promise<OAuthClient> {
  const client: OAuthClient = {
    ...step.after,
    modifiedAt: doing.now.toISOString(),
    modifiedBy: doing.author,
    revision: step.before.revision + 1,
  }
  await doing.unit.put.client(doing.organization.id, client)
  await doing.record({
    action: step.action,
    target: targetOf(client),
    before: step.before,
    after: client,
    note: step.note ?? '',
  })
  return client
}
