import type { AppAuthorization } from '../model/app-authorization.ts'
import { authorizationHasExpired } from '../model/app-authorization.ts'
import type { ClientId, OrganizationId, RoleId } from '../model/brand.ts'
import { needsRedirectUri, usesScopes } from '../model/grant-type.ts'
import { parseMoment } from '../model/moment.ts'
import { removalIsDue, type Author, type OAuthClient } from '../model/oauth-client.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { compareScopes } from '../model/scope.ts'
import { act, look, type Acting, type Context, type Looking } from './context.ts'
import { endAuthorization } from './due-removals.ts'
import { fieldChanges, type FieldChange } from './field-changes.ts'
import type { ReadUnit } from './ports.ts'

/** What an administrator decides about an application (A1, A2, A4, A6). `expiresAt` is ISO 8601. */
export interface AuthorizationTerms {
  readonly scopes: readonly string[]
  readonly roleIds: readonly RoleId[]
  readonly reason: string
  readonly ticket: string
  readonly expiresAt: string | null
}

export interface AppLookup {
  readonly client: OAuthClient
  readonly ownerName: string
  readonly requestedScopes: readonly string[]
  readonly authorization: AppAuthorization | null
  readonly lastUsed: string | null
}

/** The client of this id, in this or another organization of the workspace: whose it is and what it requests (A2). */
export function lookupApp(context: Context, acting: Acting, clientId: ClientId): Promise<Result<AppLookup>> {
  return look(context, acting, 'oauth:client:authorize', async ({ unit, organization }) => {
    const authorization = await unit.authorizations.get(organization.id, clientId)
    const found = await findApp(unit, organization.id, clientId)
    if (!found) return fail({ code: 'client_not_found', field: 'client', value: clientId, rule: 'A2' })
    return ok({
      client: found.client,
      ownerName: found.ownerName,
      requestedScopes: [...found.client.scopes].sort(compareScopes),
      authorization: authorization ?? null,
      lastUsed: await unit.usage.lastUsed(organization.id, clientId),
    })
  })
}

/** Authorizes an application here; one that was revoked takes this new authorization (A2, A5). */
export function authorizeApp(
  context: Context,
  acting: Acting,
  wanted: { readonly clientId: ClientId } & AuthorizationTerms,
): Promise<Result<AppAuthorization>> {
  return act(context, acting, 'oauth:client:authorize', async (doing) => {
    const { unit, organization, author, now } = doing
    const found = await findApp(unit, organization.id, wanted.clientId)
    if (!found) return fail({ code: 'client_not_found', field: 'client', value: wanted.clientId, rule: 'A2' })
    const { client } = found
    const former = await unit.authorizations.get(organization.id, client.id)
    const refusal = mayBeAuthorized(client, { organization, ownerRegion: found.ownerRegion, now })
    if (!refusal.ok) return refusal
    if (former?.state === 'authorized' && !authorizationHasExpired(former, now)) {
      return fail({ code: 'authorization_exists', field: 'client', value: client.name, rule: 'A4' })
    }
    const terms = checkTerms(wanted, { client, looking: doing, former: null })
    if (!terms.ok) return terms
    const fresh = newAuthorization(client, { author, now, terms: terms.value })
    const authorization = { ...fresh, revision: (former?.revision ?? 0) + 1 }
    await unit.put.authorization(organization.id, authorization)
    await doing.record({
      action: 'app.authorize',
      target: targetOf(authorization),
      before: former ?? null,
      after: authorization,
    })
    return ok(authorization)
  })
}

/**
 * Leaves the wish of a user, who need not hold any permission, for an administrator to find (A3): the record is *pending* with
 * all that the client requests. Nothing changes where it is pending already, is in force, or was revoked by an administrator:
 * it stays listed as that (A5).
 */
export function requestAuthorization(
  context: Context,
  acting: Acting,
  clientId: ClientId,
): Promise<Result<AppAuthorization>> {
  return act(context, acting, null, async (doing) => {
    const { unit, organization, author, now } = doing
    const former = await unit.authorizations.get(organization.id, clientId)
    if (former && !(former.state === 'revoked' && former.revocationCause === 'expired')) return ok(former)
    const found = await findApp(unit, organization.id, clientId)
    if (!found) return fail({ code: 'client_not_found', field: 'client', value: clientId, rule: 'A3' })
    const { client } = found
    const refusal = mayBeAuthorized(client, { organization, ownerRegion: found.ownerRegion, now })
    if (!refusal.ok) return refusal
    const terms = {
      scopes: [...client.scopes].sort(compareScopes),
      roleIds: former?.roleIds ?? [],
      reason: '',
      ticket: '',
      expiresAt: null,
    }
    const fresh = newAuthorization(client, { author, now, terms })
    const pending = { ...fresh, state: 'pending' as const, revision: (former?.revision ?? 0) + 1 }
    await unit.put.authorization(organization.id, pending)
    await doing.record({
      action: 'app.request',
      target: targetOf(pending),
      before: former ?? null,
      after: pending,
    })
    return ok(pending)
  })
}

export interface AuthorizationEdit extends AuthorizationTerms {
  readonly clientId: ClientId
  readonly revision: number
}

/** What an edit would change, before it is saved (C11). */
export function previewAppEdit(
  context: Context,
  acting: Acting,
  edit: AuthorizationEdit,
): Promise<Result<readonly FieldChange[]>> {
  return look(context, acting, 'oauth:client:authorize', async (looking) => {
    const planned = await planEdit(looking, edit)
    return planned.ok ? ok(planned.value.changes) : planned
  })
}

/** Saves an edit; only requested scopes can be granted (A4). */
export function editApp(
  context: Context,
  acting: Acting,
  edit: AuthorizationEdit & { readonly note?: string },
): Promise<Result<{ readonly authorization: AppAuthorization; readonly changes: readonly FieldChange[] }>> {
  return act(context, acting, 'oauth:client:authorize', async (doing) => {
    const planned = await planEdit(doing, edit)
    if (!planned.ok) return planned
    const { former, terms, changes } = planned.value
    const authorization: AppAuthorization = {
      ...former,
      ...terms,
      modifiedAt: doing.now.toISOString(),
      modifiedBy: doing.author,
      revision: former.revision + 1,
    }
    await doing.unit.put.authorization(doing.organization.id, authorization)
    await doing.record({
      action: 'app.edit',
      target: targetOf(authorization),
      before: former,
      after: authorization,
      note: edit.note ?? '',
    })
    return ok({ authorization, changes })
  })
}

/** Ends an authorization; it stays listed as revoked and takes a new authorization to come back (A5). */
export function revokeApp(
  context: Context,
  acting: Acting,
  wanted: { readonly clientId: ClientId; readonly revision: number },
): Promise<Result<AppAuthorization>> {
  return act(context, acting, 'oauth:client:authorize', async (doing) => {
    const { unit, organization, author, now } = doing
    const found = await findAuthorization(unit, organization.id, wanted)
    if (!found.ok) return found
    const former = found.value
    if (former.state === 'revoked') return stateForbids(former)
    const after = endAuthorization(former, { cause: 'administrator', at: now.toISOString(), author })
    await unit.put.authorization(organization.id, after)
    await doing.record({ action: 'app.revoke', target: targetOf(after), before: former, after })
    return ok(after)
  })
}

/** A fresh record in state *authorized*. */
export function newAuthorization(
  client: OAuthClient,
  by: { readonly author: Author; readonly now: Date; readonly terms: AuthorizationTerms },
): AppAuthorization {
  const at = by.now.toISOString()
  return {
    clientId: client.id,
    clientName: client.name,
    clientOwnerId: client.ownerId,
    state: 'authorized',
    revocationCause: null,
    ...by.terms,
    createdAt: at,
    createdBy: by.author,
    modifiedAt: at,
    modifiedBy: by.author,
    revision: 1,
  }
}

/** The client of this id: this organization's own first, else another's of the workspace. Built-in ones only from here. */
export async function findApp(
  unit: ReadUnit,
  organizationId: OrganizationId,
  clientId: ClientId,
): Promise<
  { readonly client: OAuthClient; readonly ownerName: string; readonly ownerRegion: string } | undefined
> {
  const everywhere = await unit.clients.everywhere(clientId)
  const found = everywhere.find((held) => held.organizationId === organizationId) ?? everywhere[0]
  if (!found) return undefined
  const owner = await unit.organizations.get(found.organizationId)
  return {
    client: found.client,
    ownerName: owner?.name ?? found.organizationId,
    ownerRegion: owner?.region ?? '',
  }
}

function mayBeAuthorized(
  client: OAuthClient,
  here: { readonly organization: Looking['organization']; readonly ownerRegion: string; readonly now: Date },
): Result<null> {
  if (!usesScopes(client.grantType)) {
    return fail({ code: 'authorization_not_needed', field: 'client', value: client.name, rule: 'A7' })
  }
  if (client.state.kind !== 'active' || removalIsDue(client, here.now)) {
    const params = { state: client.state.kind }
    return fail({ code: 'client_state_forbids', field: 'client', value: client.name, rule: 'A8', params })
  }
  if (!needsRedirectUri(client.grantType) && here.ownerRegion !== here.organization.region) {
    const params = { region: here.ownerRegion }
    return fail({ code: 'client_region_differs', field: 'client', value: client.name, rule: 'C12', params })
  }
  return ok(null)
}

async function planEdit(
  looking: Looking,
  edit: AuthorizationEdit,
): Promise<
  Result<{
    readonly former: AppAuthorization
    readonly terms: AuthorizationTerms
    readonly changes: readonly FieldChange[]
  }>
> {
  const { unit, organization, now } = looking
  const found = await findAuthorization(unit, organization.id, edit)
  if (!found.ok) return found
  const former = found.value
  if (former.state !== 'authorized' || authorizationHasExpired(former, now)) return stateForbids(former)
  const app = await findApp(unit, organization.id, edit.clientId)
  if (!app) return fail({ code: 'client_not_found', field: 'client', value: edit.clientId })
  const terms = checkTerms(edit, { client: app.client, looking, former })
  if (!terms.ok) return terms
  const fields = ['scopes', 'roleIds', 'reason', 'ticket', 'expiresAt'] as const
  const changes = fieldChanges(pickTerms(former), pickTerms(terms.value), fields)
  if (changes.length === 0) return fail({ code: 'nothing_changed', value: former.clientName, rule: 'C11' })
  return ok({ former, terms: terms.value, changes })
}

function pickTerms({ scopes, roleIds, reason, ticket, expiresAt }: AuthorizationTerms) {
  return { scopes, roleIds, reason, ticket, expiresAt }
}

function checkTerms(
  wanted: AuthorizationTerms,
  around: {
    readonly client: OAuthClient
    readonly looking: Looking
    readonly former: AppAuthorization | null
  },
): Result<AuthorizationTerms> {
  const { client, looking, former } = around
  const scopes = [...new Set(wanted.scopes)].sort(compareScopes)
  if (scopes.length === 0) {
    return fail({ code: 'scope_required', field: 'scopes', value: client.name, rule: 'A2' })
  }
  const foreign = scopes.find((scope) => !client.scopes.includes(scope) && !former?.scopes.includes(scope))
  if (foreign !== undefined) {
    const params = { client: client.name }
    return fail({ code: 'scope_not_requested', field: 'scopes', value: foreign, rule: 'A4', params })
  }
  const roleIds = [...new Set(wanted.roleIds)]
  const unknown = roleIds.find((id) => !looking.roles.some((role) => role.id === id))
  if (unknown !== undefined)
    return fail({ code: 'role_not_found', field: 'roles', value: unknown, rule: 'A6' })
  const expiresAt = checkExpiry(wanted.expiresAt, looking.now)
  if (!expiresAt.ok) return expiresAt
  return ok({
    scopes,
    roleIds,
    reason: wanted.reason.trim(),
    ticket: wanted.ticket.trim(),
    expiresAt: expiresAt.value,
  })
}

function checkExpiry(text: string | null, now: Date): Result<string | null> {
  if (text === null || text.trim() === '') return ok(null)
  const at = parseMoment(text.trim())
  if (!at || at.getTime() <= now.getTime()) {
    return fail({
      code: 'authorization_expiry_invalid',
      field: 'expiresAt',
      value: text.slice(0, 40),
      rule: 'A1',
    })
  }
  return ok(at.toISOString())
}

async function findAuthorization(
  unit: ReadUnit,
  organizationId: OrganizationId,
  wanted: { readonly clientId: ClientId; readonly revision: number },
): Promise<Result<AppAuthorization>> {
  const authorization = await unit.authorizations.get(organizationId, wanted.clientId)
  if (!authorization) {
    return fail({ code: 'authorization_not_found', field: 'client', value: wanted.clientId, rule: 'A1' })
  }
  if (authorization.revision !== wanted.revision) {
    const params = { by: authorization.modifiedBy.name, at: authorization.modifiedAt }
    return fail({ code: 'record_changed', value: authorization.clientName, rule: 'C11', params })
  }
  return ok(authorization)
}

function stateForbids(authorization: AppAuthorization): Result<never> {
  const params = { state: authorization.state }
  return fail({ code: 'authorization_state_forbids', value: authorization.clientName, rule: 'A5', params })
}

function targetOf(authorization: AppAuthorization) {
  return { kind: 'authorization' as const, id: authorization.clientId, name: authorization.clientName }
}
