import type { Catalogue } from '../../../core/catalogue/catalogue.ts'
import type { AppAuthorization } from '../../../core/model/app-authorization.ts'
import type { AuditEvent } from '../../../core/model/audit-event.ts'
import { asId } from '../../../core/model/brand.ts'
import type { ClientId, DivisionId, OrganizationId, RoleId, UserId } from '../../../core/model/brand.ts'
import type { Division, Organization, Role, User } from '../../../core/model/directory.ts'
import type { IdentityProvider, IdentityProviderId } from '../../../core/model/identity-provider.ts'
import type { IssuedCredential } from '../../../core/model/issued-credential.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { UsageRow } from '../../../core/model/usage-row.ts'
import type { AuthorizationQuery, ClientQuery } from '../../../core/organization/ports.ts'

/** Whole records for tests of the store, each to be varied by the fields that a test is about. */
export const here = asId<OrganizationId>('organization-1')
export const elsewhere = asId<OrganizationId>('organization-2')
export const someRole = asId<RoleId>('role-1')

const at = '2026-03-01T10:00:00.000Z'
const author = { id: null, name: 'Test' }

export function anOrganization(fields: Partial<Organization> = {}): Organization {
  return {
    id: here,
    name: 'Test',
    kind: 'local',
    region: 'mypurecloud.de',
    settings: { enforceScopes: true, hipaa: false, maxClients: 500, implicitEndDate: '2026-12-31' },
    clockOffset: 0,
    createdAt: at,
    revision: 1,
    ...fields,
  }
}

export function aDivision(id: string, fields: Partial<Division> = {}): Division {
  return { id: asId<DivisionId>(id), name: id, isHome: false, ...fields }
}

export function aRole(id: string, fields: Partial<Role> = {}): Role {
  const role = { name: id, description: '', defaultId: null, patterns: ['oauth:*:*'], revision: 1 }
  return { id: asId<RoleId>(id), ...role, ...fields }
}

export function aUser(id: string, fields: Partial<User> = {}): User {
  return {
    id: asId<UserId>(id),
    email: `${id}@example.com`,
    name: id,
    state: 'active',
    roleGrants: [],
    passwordChangedAt: null,
    revision: 1,
    ...fields,
  }
}

export function aClient(id: string, fields: Partial<OAuthClient> = {}): OAuthClient {
  return {
    id: asId<ClientId>(id),
    ownerId: here,
    name: id,
    description: '',
    contact: '',
    environment: 'production',
    grantType: 'authorization_code',
    pkce: true,
    tokenDuration: 86_400,
    redirectUris: [],
    scopes: [],
    roleGrants: [],
    addressRanges: [],
    state: { kind: 'active' },
    secretChangedAt: null,
    createdAt: at,
    createdBy: author,
    modifiedAt: at,
    modifiedBy: author,
    revision: 1,
    ...fields,
  }
}

export function anAuthorization(clientId: string, fields: Partial<AppAuthorization> = {}): AppAuthorization {
  return {
    clientId: asId<ClientId>(clientId),
    clientName: clientId,
    clientOwnerId: here,
    state: 'authorized',
    revocationCause: null,
    scopes: [],
    roleIds: [],
    reason: '',
    ticket: '',
    expiresAt: null,
    createdAt: at,
    createdBy: author,
    modifiedAt: at,
    modifiedBy: author,
    revision: 1,
    ...fields,
  }
}

export function anEvent(sequence: number, fields: Partial<AuditEvent> = {}): AuditEvent {
  return {
    organizationId: here,
    sequence,
    at,
    machineTime: at,
    actor: author,
    action: 'client.created',
    target: { kind: 'client', id: 'client-1', name: 'One' },
    before: null,
    after: { name: 'One' },
    note: '',
    previousHash: String(sequence - 1),
    hash: String(sequence),
    ...fields,
  }
}

export function aUsageRow(clientId: string, day: string, fields: Partial<UsageRow> = {}): UsageRow {
  const counts = { requests: 1, failures: 0, redirected: 0, throttled: 0, faulted: 0 }
  const row = { method: 'GET', path: '/api/v2/users', ...counts }
  return { clientId: asId<ClientId>(clientId), day, ...row, ...fields }
}

export function aToken(hash: string, fields: Partial<IssuedCredential> = {}): IssuedCredential {
  return {
    hash,
    kind: 'access_token',
    familyId: null,
    organizationId: here,
    clientId: asId<ClientId>('client-1'),
    userId: null,
    scopes: null,
    issuedAt: 1_000_000,
    expiresAt: 1_000_000 + 86_400_000,
    spentAt: null,
    revokedAt: null,
    lastUsedAt: null,
    binding: null,
    ...fields,
  }
}

export function aProvider(id: string, fields: Partial<IdentityProvider> = {}): IdentityProvider {
  return {
    id: asId<IdentityProviderId>(id),
    name: id,
    issuer: `https://${id}.example.com`,
    certificates: [],
    enabled: true,
    createdAt: at,
    revision: 1,
    ...fields,
  }
}

export function aCatalogue(digest: string): Catalogue {
  return {
    digest,
    source: 'test.json',
    importedAt: at,
    operations: [
      {
        method: 'GET',
        path: '/api/v2/users',
        permissions: { match: 'any', names: ['directory:user:view'] },
        scopes: ['users'],
        acceptsOAuth: true,
        deprecated: false,
      },
    ],
    scopes: ['users'],
    report: {
      title: 'Test',
      version: '1',
      format: 'swagger-2',
      operations: 1,
      permissions: 1,
      scopes: 1,
      withoutPermissions: 0,
      withoutScopes: 0,
      guestOnly: 0,
      unreadable: [],
    },
  }
}

export function clientQuery(fields: Partial<ClientQuery> = {}): ClientQuery {
  return { search: '', state: null, grantType: null, limit: 100, cursor: null, ...fields }
}

export function authorizationQuery(fields: Partial<AuthorizationQuery> = {}): AuthorizationQuery {
  return { search: '', state: null, limit: 100, cursor: null, ...fields }
}
