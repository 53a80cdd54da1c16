import type { AppAuthorization, AuthorizationState } from '../../model/app-authorization.ts'
import { asId, type ClientId, type RoleId, type UserId } from '../../model/brand.ts'
import type { Role, RoleDivision, RoleGrant } from '../../model/directory.ts'
import { DEFAULT_TOKEN_DURATION } from '../../model/duration.ts'
import type { Author, ClientState, OAuthClient } from '../../model/oauth-client.ts'
import { httpMethods } from '../../model/operation.ts'
import type { UsageRow } from '../../model/usage-row.ts'
import type { SnapshotParts } from './imported-snapshot.ts'
import { neutralClient, nobody } from './imported-snapshot.ts'
import { FieldReader, type ForeignRecord } from './read-fields.ts'

// The vendor's records in the vendor's spelling, which ends here. What they may hold of secrets is never looked at.

type Around = Pick<SnapshotParts, 'organization' | 'now'>

export function readWireClient(fields: FieldReader, around: Around): OAuthClient {
  const id = fields.required('id')
  const neutral = neutralClient(id, around)
  const { grantType, pkce = false } = fields.grantType('authorizedGrantType')
  const createdAt = fields.moment('dateCreated') ?? neutral.createdAt
  return {
    ...neutral,
    name: fields.text('name', id),
    description: fields.text('description'),
    ...{ grantType, pkce },
    tokenDuration: fields.duration('accessTokenValiditySeconds', DEFAULT_TOKEN_DURATION),
    redirectUris: fields.texts('registeredRedirectUri'),
    scopes: fields.texts('scope'),
    roleGrants: readGrants(fields),
    state: readState(fields, fields.moment('dateToDelete') ?? neutral.createdAt),
    createdAt,
    createdBy: readAuthor(fields.record('createdBy')),
    modifiedAt: fields.moment('dateModified') ?? createdAt,
    modifiedBy: readAuthor(fields.record('modifiedBy')),
  }
}

/** An empty division is the home division, which goes by its own name here. */
function readGrants(fields: FieldReader): readonly RoleGrant[] {
  const pairs = fields.records('roleDivisions').map((pair): RoleGrant => {
    const read = new FieldReader(pair)
    const divisionId = asId<Exclude<RoleDivision, '*'>>(read.text('divisionId') || 'home')
    return { roleId: asId<RoleId>(read.required('roleId')), divisionId }
  })
  if (pairs.some(({ roleId }) => roleId === '')) fields.refuse('roleDivisions', 'missing')
  if (pairs.length > 0) return pairs
  return fields.texts('roleIds').map((roleId) => ({ roleId: asId<RoleId>(roleId), divisionId: '*' }))
}

function readState(fields: FieldReader, removalAt: string): ClientState {
  const kind = fields.text('state', 'active').toLowerCase()
  if (kind === 'active' || kind === 'disabled') return { kind }
  if (kind !== 'inactive') fields.refuse('state', 'state')
  return { kind: 'inactive', removalAt }
}

function readAuthor(record: ForeignRecord): Author {
  const fields = new FieldReader(record)
  const id = fields.text('id')
  return id === '' ? nobody : { id: asId<UserId>(id), name: fields.text('name') }
}

const states: Readonly<Record<string, AuthorizationState>> = {
  authorized: 'authorized',
  requested: 'pending',
  revoked: 'revoked',
}

/** The authorization, and the client in it as far as it is told; null for what was never authorized. */
export function readWireAuthorization(
  fields: FieldReader,
  around: Around,
): { readonly authorization: AppAuthorization | null; readonly client: FieldReader } {
  const client = new FieldReader(fields.record('client'))
  const clientId = client.required('id')
  if (client.problem) fields.refuse('client.id', client.problem.problem)
  const word = fields.text('state', fields.flag('pending') ? 'requested' : 'authorized').toLowerCase()
  const state = Object.hasOwn(states, word) ? states[word] : undefined
  if (!state && word !== 'unauthorized') fields.refuse('state', 'state')
  const createdAt = fields.moment('dateCreated') ?? around.now.toISOString()
  const authorization = {
    clientId: asId<ClientId>(clientId),
    clientName: client.text('name', clientId),
    clientOwnerId: around.organization.id,
    revocationCause: null,
    scopes: fields.texts('scope'),
    roleIds: fields.texts('roles').map((id) => asId<RoleId>(id)),
    ...{ reason: '', ticket: '', expiresAt: null },
    createdAt,
    createdBy: readAuthor(fields.record('createdBy')),
    modifiedAt: fields.moment('dateModified') ?? createdAt,
    modifiedBy: readAuthor(fields.record('modifiedBy')),
    revision: 1,
  }
  return { authorization: state ? { ...authorization, state } : null, client }
}

export function readWireRole(fields: FieldReader): Role {
  const patterns = fields.records('permissionPolicies').flatMap((policy) => {
    const read = new FieldReader(policy)
    const [domain, entity, actions] = [read.text('domain'), read.text('entityName'), read.texts('actionSet')]
    if (read.problem) fields.refuse('permissionPolicies', read.problem.problem)
    return actions.map((action) => `${domain}:${entity}:${action}`)
  })
  const id = fields.required('id')
  return {
    id: asId<RoleId>(id),
    name: fields.text('name', id),
    description: fields.text('description'),
    defaultId: fields.text('defaultRoleId') || null,
    patterns: [...new Set([...patterns, ...fields.texts('permissions')])],
    revision: 1,
  }
}

export function readWireUsage(fields: FieldReader): UsageRow {
  const client = fields.required('clientId')
  const day = fields.moment('date')?.slice(0, 10)
  if (day === undefined) fields.refuse('date', 'missing')
  const method = fields.required('httpMethod').toUpperCase()
  if (!(httpMethods as readonly string[]).includes(method)) fields.refuse('httpMethod', 'method')
  const path = fields.required('templateUri')
  const [redirected, throttled, faulted] = [
    fields.count('status300'),
    fields.count('status429'),
    fields.count('status500'),
  ]
  return {
    clientId: asId<ClientId>(client),
    day: day ?? '',
    method,
    path: path.startsWith('/') ? path : `/${path}`,
    requests: fields.count('requests'),
    failures: fields.count('status400') + throttled + faulted,
    ...{ redirected, throttled, faulted },
  }
}
