import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import {
  asId,
  type ClientId,
  type DivisionId,
  type OrganizationId,
  type RoleId,
  type UserId,
} from '../../core/model/brand.ts'
import type { AccessQuestion, PresentedToken } from '../../core/model/decision.ts'
import type { Role, RoleGrant, User } from '../../core/model/directory.ts'
import { BUILT_IN_OWNER, type ClientState, type OAuthClient } from '../../core/model/oauth-client.ts'
import { operationName, type Operation } from '../../core/model/operation.ts'
import { compileCatalogue, type CatalogueOperations } from '../../core/policy/compile-catalogue.ts'
import { compileOrganization } from '../../core/policy/compile.ts'
import type { CompiledOrganization } from '../../core/policy/compiled-organization.ts'
import type { OrganizationRecords } from '../../core/policy/organization-records.ts'
import { readRole, type OrganizationView } from '../../core/policy/organization-view.ts'

/** An organization in few words, as tests and the files of `test/decisions` write it. A role grant is `role@division`. */
export interface World {
  readonly now?: string
  readonly enforceScopes?: boolean
  /** Names by id; the first one is the home division. */
  readonly divisions?: Readonly<Record<string, string>>
  readonly roles?: Readonly<Record<string, readonly string[]>>
  readonly users?: Readonly<Record<string, WorldUser>>
  readonly clients?: Readonly<Record<string, WorldClient>>
  readonly authorizations?: Readonly<Record<string, WorldAuthorization>>
  readonly operations?: Readonly<Record<string, WorldOperation>>
}

export interface WorldUser {
  readonly state?: User['state']
  readonly roles?: readonly string[]
}

export interface WorldClient {
  readonly isBuiltIn?: boolean
  readonly grantType?: OAuthClient['grantType']
  readonly state?: ClientState
  readonly scopes?: readonly string[]
  readonly roles?: readonly string[]
}

export interface WorldAuthorization {
  readonly state?: AppAuthorization['state']
  readonly cause?: AppAuthorization['revocationCause']
  readonly scopes?: readonly string[]
  readonly roleIds?: readonly string[]
  readonly expiresAt?: string | null
}

export interface WorldOperation {
  readonly any?: readonly string[]
  readonly all?: readonly string[]
  readonly scopes?: readonly string[]
  readonly acceptsOAuth?: boolean
}

export interface WorldQuestion {
  readonly client: string
  readonly user?: string | null
  readonly operation: string
  readonly division?: string | null
  readonly token?: PresentedToken
}

export const WORLD_NOW = '2027-01-10T08:00:00.000Z'
const author = { id: null, name: 'Maya Lindqvist' }
const organizationId = asId<OrganizationId>('organization')

/** What the engine looks up in this world. Ids are names as well. */
export function viewOf(world: World): OrganizationView {
  const divisions = world.divisions ?? { home: 'Home' }
  const roles = Object.entries(world.roles ?? {}).map(([id, patterns]) => role(id, patterns))
  return {
    now: new Date(world.now ?? WORLD_NOW),
    enforceScopes: world.enforceScopes ?? true,
    homeDivisionId: asId<DivisionId>(Object.keys(divisions)[0] ?? 'home'),
    roles,
    client: (id) => lookUp(world.clients, id, client),
    authorization: (id) => lookUp(world.authorizations, id, authorization),
    user: (id) => lookUp(world.users, id, user),
    role: (id) => roles.filter((candidate) => candidate.id === id).map(readRole)[0],
    divisionName: (id) => divisions[id],
    operation: (name) => lookUp(world.operations, name, operation),
  }
}

/** The same world as records, for the engine to compile. */
export function recordsOf(world: World): {
  readonly records: OrganizationRecords
  readonly catalogue: CatalogueOperations
} {
  const { now, enforceScopes, homeDivisionId, roles } = viewOf(world)
  const divisions = Object.entries(world.divisions ?? { home: 'Home' }).map(([id, name], place) => ({
    id: asId<DivisionId>(id),
    name,
    isHome: place === 0,
  }))
  const users = Object.entries(world.users ?? {}).map(([id, wish]) => user(id, wish))
  const clients = Object.entries(world.clients ?? {}).map(([id, wish]) => client(id, wish))
  const authorizations = Object.entries(world.authorizations ?? {}).map(([id, wish]) =>
    authorization(id, wish),
  )
  const operations = Object.entries(world.operations ?? {}).map(([name, wish]) => operation(name, wish))
  return {
    records: { now, enforceScopes, homeDivisionId, divisions, roles, users, clients, authorizations },
    catalogue: { operations, find: (name) => lookUp(world.operations, name, operation) },
  }
}

/** The same world compiled. */
export function compiledWorld(world: World): CompiledOrganization {
  const { records, catalogue } = recordsOf(world)
  return compileOrganization(records, compileCatalogue(catalogue))
}

export function questionOf(question: WorldQuestion): AccessQuestion {
  const { client, user = null, division = null } = question
  return {
    clientId: asId<ClientId>(client),
    userId: user === null ? null : asId<UserId>(user),
    operation: question.operation,
    divisionId: division === null ? null : asId<DivisionId>(division),
    ...(question.token && { token: question.token }),
  }
}

function lookUp<Wish, Found>(
  entries: Readonly<Record<string, Wish>> | undefined,
  id: string,
  make: (id: string, wish: Wish) => Found,
): Found | undefined {
  const wish = entries && Object.hasOwn(entries, id) ? entries[id] : undefined
  return wish === undefined ? undefined : make(id, wish)
}

function role(id: string, patterns: readonly string[]): Role {
  return { id: asId<RoleId>(id), name: id, description: '', defaultId: null, patterns, revision: 1 }
}

/** `role@division`, or `role` for all divisions. */
function grantOf(text: string): RoleGrant {
  const [id = '', division = '*'] = text.split('@')
  return { roleId: asId<RoleId>(id), divisionId: division === '*' ? '*' : asId<DivisionId>(division) }
}

function user(id: string, { state = 'active', roles = [] }: WorldUser): User {
  const email = `${id.toLowerCase().replaceAll(' ', '.')}@example.com`
  const roleGrants = roles.map(grantOf)
  return { id: asId<UserId>(id), email, name: id, state, roleGrants, passwordChangedAt: null, revision: 1 }
}

function client(id: string, wish: WorldClient): OAuthClient {
  return {
    id: asId<ClientId>(id),
    ownerId: wish.isBuiltIn ? BUILT_IN_OWNER : organizationId,
    name: id,
    description: '',
    contact: '',
    environment: 'production',
    grantType: wish.grantType ?? 'authorization_code',
    pkce: false,
    tokenDuration: 86_400,
    redirectUris: [],
    scopes: wish.scopes ?? [],
    roleGrants: (wish.roles ?? []).map(grantOf),
    addressRanges: [],
    state: wish.state ?? { kind: 'active' },
    secretChangedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: author,
    modifiedAt: '2026-01-01T00:00:00.000Z',
    modifiedBy: author,
    revision: 1,
  }
}

function authorization(id: string, wish: WorldAuthorization): AppAuthorization {
  return {
    clientId: asId<ClientId>(id),
    clientName: id,
    clientOwnerId: organizationId,
    state: wish.state ?? 'authorized',
    revocationCause: wish.cause ?? (wish.state === 'revoked' ? 'administrator' : null),
    scopes: wish.scopes ?? [],
    roleIds: (wish.roleIds ?? []).map((roleId) => asId<RoleId>(roleId)),
    reason: '',
    ticket: '',
    expiresAt: wish.expiresAt ?? null,
    createdAt: '2026-06-01T12:00:00.000Z',
    createdBy: author,
    modifiedAt: '2026-09-03T15:02:00.000Z',
    modifiedBy: author,
    revision: 1,
  }
}

function operation(name: string, wish: WorldOperation): Operation {
  const [method, path = ''] = name.split(' ')
  const found: Operation = {
    // Tests write the method themselves.
    method: method as Operation['method'],
    path,
    permissions: wish.all ? { match: 'all', names: wish.all } : { match: 'any', names: wish.any ?? [] },
    scopes: wish.scopes ?? [],
    acceptsOAuth: wish.acceptsOAuth ?? true,
    deprecated: false,
  }
  if (operationName(found) !== name) throw new Error(`\`${name}\` is no operation`)
  return found
}
