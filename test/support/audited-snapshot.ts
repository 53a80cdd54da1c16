import { createAuditSubject } from '../../core/audit/audit-subject.ts'
import { defaultPolicy, type AuditPolicy } from '../../core/audit/audit-policy.ts'
import { missingFor, runRule } from '../../core/audit/run-rules.ts'
import type { AuditSubject, Rule } from '../../core/audit/rule.ts'
import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import { asId, type ClientId, type DivisionId, type OrganizationId } from '../../core/model/brand.ts'
import type { Role, User } from '../../core/model/directory.ts'
import type { Finding } from '../../core/model/finding.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { Snapshot, UsageSeries } from '../../core/model/snapshot.ts'

/** When the snapshots of tests are taken. */
export const takenAt = '2026-11-02T09:00:00.000Z'
export const homeId = asId<DivisionId>('division-home')
export const organizationId = asId<OrganizationId>('organization-1')
const ada = { id: asId<User['id']>('user-ada'), name: 'Ada Admin' }

/** A moment so many days before the snapshot. */
export function daysBefore(days: number): string {
  return new Date(Date.parse(takenAt) - days * 86_400_000).toISOString()
}

/** A code client without a fault in it: no rule finds anything, as the tests of the rules hold. */
export function aClient(wish: Partial<OAuthClient> = {}): OAuthClient {
  return {
    id: asId<ClientId>('client-1'),
    ownerId: organizationId,
    name: 'Agent Desktop',
    description: 'Shows agents their queue',
    contact: 'ada@acme.example',
    environment: 'production',
    grantType: 'authorization_code',
    pkce: true,
    tokenDuration: 28_800,
    redirectUris: ['https://app.acme.example/callback'],
    scopes: ['users:readonly'],
    roleGrants: [],
    addressRanges: [],
    state: { kind: 'active' },
    secretChangedAt: null,
    createdAt: daysBefore(100),
    createdBy: ada,
    modifiedAt: daysBefore(100),
    modifiedBy: ada,
    revision: 1,
    ...wish,
  }
}

/** A client-credentials client that may look at users, from one address, without a fault in it. */
export function aService(wish: Partial<OAuthClient> = {}): OAuthClient {
  return aClient({
    id: asId<ClientId>('service-1'),
    name: 'Nightly Export',
    description: 'Exports the directory every night',
    grantType: 'client_credentials',
    pkce: false,
    redirectUris: [],
    scopes: [],
    roleGrants: [{ roleId: asId('role-viewer'), divisionId: homeId }],
    addressRanges: ['203.0.113.7/32'],
    secretChangedAt: daysBefore(20),
    ...wish,
  })
}

export function anAuthorization(client: OAuthClient, wish: Partial<AppAuthorization> = {}): AppAuthorization {
  return {
    clientId: client.id,
    clientName: client.name,
    clientOwnerId: client.ownerId,
    state: 'authorized',
    revocationCause: null,
    scopes: client.scopes,
    roleIds: [asId('role-viewer')],
    reason: 'agents need their queue',
    ticket: 'SEC-1',
    expiresAt: null,
    createdAt: daysBefore(60),
    createdBy: { id: asId<User['id']>('user-ben'), name: 'Ben Boss' },
    modifiedAt: daysBefore(60),
    modifiedBy: { id: asId<User['id']>('user-ben'), name: 'Ben Boss' },
    revision: 1,
    ...wish,
  }
}

export function aRole(id: string, patterns: readonly string[], wish: Partial<Role> = {}): Role {
  return { id: asId(id), name: id, description: '', defaultId: null, patterns, revision: 1, ...wish }
}

export function aUser(id: string, wish: Partial<User> = {}): User {
  return {
    id: asId(id),
    email: `${id}@acme.example`,
    name: id,
    state: 'active',
    roleGrants: [],
    passwordChangedAt: null,
    revision: 1,
    ...wish,
  }
}

/** One operation called so often on each of these days. */
export function calls(
  clientId: ClientId,
  operation: string,
  days: readonly {
    readonly day: string
    readonly requests: number
    readonly failures?: number
    readonly throttled?: number
  }[],
): UsageSeries {
  const [method = 'GET', path = ''] = operation.split(' ')
  return {
    clientId,
    // Tests write operations as `METHOD /path`.
    method: method as UsageSeries['method'],
    path,
    days: days.map(({ day, requests, failures = 0, throttled = 0 }) => ({
      ...{ day, requests, failures, redirected: 0, throttled, faulted: 0 },
    })),
  }
}

/** An organization with an administrator, an approver, a viewer role and nothing wrong; a wish replaces what it names. */
export function aSnapshot(wish: Partial<Snapshot> = {}): Snapshot {
  const client = aClient()
  return {
    takenAt,
    source: 'organization',
    absent: ['terraform'],
    organization: {
      id: organizationId,
      name: 'Acme',
      region: 'mypurecloud.de',
      createdAt: daysBefore(900),
      homeDivisionId: homeId,
      settings: { enforceScopes: true, hipaa: false, maxClients: 500, implicitEndDate: '2028-03-31' },
    },
    catalogue: null,
    historyHead: null,
    divisions: [{ id: homeId, name: 'Home', isHome: true }],
    roles: [
      aRole('role-admin', ['*:*:*'], { name: 'Master Admin', defaultId: 'master-admin' }),
      aRole('role-viewer', ['directory:user:view'], { name: 'Viewer' }),
    ],
    users: [
      aUser('user-ada', { name: 'Ada Admin', roleGrants: [{ roleId: asId('role-admin'), divisionId: '*' }] }),
      aUser('user-ben', {
        name: 'Ben Boss',
        roleGrants: [
          { roleId: asId('role-admin'), divisionId: '*' },
          { roleId: asId('role-viewer'), divisionId: homeId },
        ],
      }),
    ],
    clients: [client],
    authorizations: [anAuthorization(client)],
    identityProviders: [],
    usage: [calls(client.id, 'GET /api/v2/users', [{ day: '2026-11-01', requests: 40 }])],
    history: [],
    secretsInState: [],
    ...wish,
  }
}

export interface AuditWish {
  readonly baseline?: Snapshot
  readonly policy?: Partial<AuditPolicy>
  readonly auditedAt?: Date
  readonly lookups?: AuditSubject['lookups']
}

export function aSubject(snapshot: Snapshot, wish: AuditWish = {}): AuditSubject {
  return createAuditSubject({
    snapshot,
    baseline: wish.baseline ?? null,
    policy: { ...defaultPolicy, ...wish.policy },
    auditedAt: wish.auditedAt ?? new Date(takenAt),
    lookups: wish.lookups ?? null,
  })
}

/** What a rule says of a snapshot: its findings, or what it lacks. */
export function judge(
  rule: Rule,
  snapshot: Snapshot,
  wish: AuditWish = {},
): readonly Finding[] | 'not evaluated' {
  const subject = aSubject(snapshot, wish)
  return missingFor(rule, subject).length > 0 ? 'not evaluated' : [...runRule(rule, subject)]
}
