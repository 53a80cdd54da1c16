import type { AppAuthorization } from '../../model/app-authorization.ts'
import { asId, type ClientId, type DivisionId, type RoleId, type UserId } from '../../model/brand.ts'
import type { Division, Role, User } from '../../model/directory.ts'
import type { IdentityProviderId } from '../../model/identity-provider.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { httpMethods, type HttpMethod, type Operation } from '../../model/operation.ts'
import type { HistoryEntry, SnapshotIdentityProvider, UsageDay, UsageSeries } from '../../model/snapshot.ts'
import type { Interner } from './interner.ts'

/** What stands in a file under a record's key; the key is its id. */
export interface FileRecords {
  readonly authorizations: Omit<AppAuthorization, 'clientId'>
  readonly clients: Omit<OAuthClient, 'id'>
  readonly divisions: Omit<Division, 'id'>
  readonly history: Omit<HistoryEntry, 'sequence'>
  readonly identityProviders: Omit<SnapshotIdentityProvider, 'id'>
  readonly roles: Omit<Role, 'id'>
  readonly users: Omit<User, 'id'>
}

/** A day of usage as a file has it. */
export type FileDay = readonly [string, number, number, number, number, number]

// Fields are written out in each function, so that all records of a kind have one form in memory, and so that what repeats
// is shared: a quarter of a million records take a third of the room.

export function buildClient(id: string, held: FileRecords['clients'], shared: Interner): OAuthClient {
  return {
    id: asId<ClientId>(id),
    ownerId: shared.text(held.ownerId),
    name: held.name,
    description: held.description,
    contact: shared.text(held.contact),
    environment: shared.text(held.environment),
    grantType: shared.text(held.grantType),
    pkce: held.pkce,
    tokenDuration: held.tokenDuration,
    redirectUris: held.redirectUris,
    scopes: shared.list(held.scopes),
    roleGrants: shared.grants(held.roleGrants),
    addressRanges: shared.list(held.addressRanges),
    state: shared.state(held.state),
    secretChangedAt: held.secretChangedAt,
    createdAt: held.createdAt,
    createdBy: shared.author(held.createdBy),
    modifiedAt: held.modifiedAt === held.createdAt ? held.createdAt : held.modifiedAt,
    modifiedBy: shared.author(held.modifiedBy),
    revision: held.revision,
  }
}

export function buildAuthorization(
  id: string,
  held: FileRecords['authorizations'],
  shared: Interner,
): AppAuthorization {
  return {
    clientId: asId<ClientId>(id),
    clientName: held.clientName,
    clientOwnerId: shared.text(held.clientOwnerId),
    state: shared.text(held.state),
    revocationCause: held.revocationCause,
    scopes: shared.list(held.scopes),
    roleIds: shared.list(held.roleIds),
    reason: shared.text(held.reason),
    ticket: held.ticket,
    expiresAt: held.expiresAt,
    createdAt: held.createdAt,
    createdBy: shared.author(held.createdBy),
    modifiedAt: held.modifiedAt === held.createdAt ? held.createdAt : held.modifiedAt,
    modifiedBy: shared.author(held.modifiedBy),
    revision: held.revision,
  }
}

export function buildUser(id: string, held: FileRecords['users'], shared: Interner): User {
  return {
    id: asId<UserId>(id),
    email: held.email,
    name: held.name,
    state: shared.text(held.state),
    roleGrants: shared.grants(held.roleGrants),
    passwordChangedAt: held.passwordChangedAt,
    revision: held.revision,
  }
}

export function buildRole(id: string, held: FileRecords['roles'], shared: Interner): Role {
  const { name, description, defaultId, patterns, revision } = held
  return {
    id: asId<RoleId>(id),
    ...{ name, description, defaultId, revision },
    patterns: patterns.map((pattern) => shared.text(pattern)),
  }
}

export function buildDivision(id: string, { name, isHome }: FileRecords['divisions']): Division {
  return { id: asId<DivisionId>(id), name, isHome }
}

export function buildIdentityProvider(
  id: string,
  { name, issuer, enabled }: FileRecords['identityProviders'],
): SnapshotIdentityProvider {
  return { id: asId<IdentityProviderId>(id), name, issuer, enabled }
}

export function buildHistoryEntry(
  sequence: number,
  held: FileRecords['history'],
  shared: Interner,
): HistoryEntry {
  const { at, actor, action, target, changes } = held
  return {
    sequence,
    at,
    actor: { id: actor.id === null ? null : shared.text(actor.id), name: shared.text(actor.name) },
    action: shared.text(action),
    target: { kind: shared.text(target.kind), id: shared.text(target.id) },
    changes: changes.map(({ field, before, after }) => ({ field: shared.text(field), before, after })),
  }
}

export interface OperationName {
  readonly method: HttpMethod
  readonly path: string
}

const methods: ReadonlySet<string> = new Set(httpMethods)

/** `GET /api/v2/users` taken apart; undefined where it is no operation. */
export function readOperationName(name: string): OperationName | undefined {
  const space = name.indexOf(' ')
  const method = name.slice(0, space)
  const path = name.slice(space + 1)
  if (space < 0 || !isMethod(method) || !path.startsWith('/')) return undefined
  return { method, path }
}

function isMethod(text: string): text is HttpMethod {
  return methods.has(text)
}

export function buildSeries(
  clientId: ClientId,
  { method, path }: OperationName,
  { days, shared }: { readonly days: readonly FileDay[]; readonly shared: Interner },
): UsageSeries {
  const built = days.map(([day, requests, failures, redirected, throttled, faulted]): UsageDay => {
    return { day: shared.text(day), requests, failures, redirected, throttled, faulted }
  })
  return { clientId, method, path, days: built }
}

export function buildOperation(
  { method, path }: OperationName,
  held: Omit<Operation, 'method' | 'path'>,
): Operation {
  const { permissions, scopes, acceptsOAuth, deprecated } = held
  return { method, path, permissions, scopes, acceptsOAuth, deprecated }
}
