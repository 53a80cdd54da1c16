import { describe, expect, it } from 'vitest'
import { scoreClients } from '../../../core/audit/score.ts'
import { asId, type OrganizationId } from '../../../core/model/brand.ts'
import type { ClientScore, ReportedFinding, Severity } from '../../../core/model/finding.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { Snapshot } from '../../../core/model/snapshot.ts'
import {
  aClient,
  anAuthorization,
  aRole,
  aService,
  aSnapshot,
  aSubject,
  aUser,
  daysBefore,
  homeId,
  type AuditWish,
} from '../../support/audited-snapshot.ts'

const roles = [
  aRole('role-admin', ['*:*:*']),
  aRole('role-viewer', ['directory:user:view']),
  aRole('role-remover', ['recording:recording:delete']),
]
const granted = (...ids: readonly string[]) =>
  ids.map((id) => ({ roleId: asId<(typeof roles)[0]['id']>(id), divisionId: homeId }))
const people = [aUser('user-ada', { roleGrants: granted('role-admin') })]

function scored(
  client: OAuthClient,
  wish: Partial<Snapshot> = {},
  audit: AuditWish = {},
  findings: readonly ReportedFinding[] = [],
): ClientScore | undefined {
  const snapshot = aSnapshot({ roles, users: people, clients: [client], authorizations: [], ...wish })
  return scoreClients(aSubject(snapshot, audit), findings)[0]
}

const partsOf = (score: ClientScore | undefined) =>
  Object.fromEntries((score?.parts ?? []).map(({ key, points, count }) => [key, points * count]))

function finding(
  client: OAuthClient,
  severity: Severity,
  wish: Partial<ReportedFinding> = {},
): ReportedFinding {
  return {
    ...{ ruleId: 'LIFE-005', severity, pointer: '', evidence: {}, fix: { kind: 'advice' } },
    subject: { kind: 'client', id: client.id, name: client.name },
    ...{ fingerprint: '', baseline: null, suppression: null },
    ...wish,
  }
}

describe('the score of a client', () => {
  it('is the sum of its parts, which are shown', () => {
    const service = aService({ roleGrants: granted('role-admin'), secretChangedAt: daysBefore(800) })
    const score = scored(service)
    expect(partsOf(score)).toEqual({
      permission_critical: 50,
      permission_volume: Math.min(
        20,
        score?.parts.find(({ key }) => key === 'permission_volume')?.count ?? 0,
      ),
      privileged_role: 8,
      credential: 50,
      secret_age: 5,
    })
    expect(score?.score).toBe(Object.values(partsOf(score)).reduce((sum, points) => sum + points, 0))
  })

  it('of a service goes by its own roles, and not by scopes', () => {
    expect(partsOf(scored(aService({ scopes: ['users'] })))).toMatchObject({
      permission_low: 2,
      credential: 5,
    })
    expect(partsOf(scored(aService({ roleGrants: [] })))).not.toHaveProperty('permission_critical')
    expect(
      partsOf(scored(aService({ roleGrants: granted('role-admin'), state: { kind: 'disabled' } }))),
    ).toEqual({
      privileged_role: 8,
    })
  })

  it('of an app goes by what its users can call through it', () => {
    const app = aClient({ scopes: ['users'] })
    const authorizations = [anAuthorization(app, { roleIds: [asId('role-admin')] })]
    expect(partsOf(scored(app, { authorizations }))).toMatchObject({ permission_critical: 50 })
    // Nobody holds the role: a privileged scope is grave all the same, because a role is soon given.
    expect(partsOf(scored(app, { authorizations, users: [] }))).toEqual({ permission_high: 15 })
    // Only reading.
    const reader = aClient({ scopes: ['users:readonly'] })
    const readerApp = [anAuthorization(reader, { roleIds: [asId('role-admin')] })]
    expect(partsOf(scored(reader, { authorizations: readerApp }))).toEqual({ permission_low: 2 })
    // Requested and not granted, or not in force.
    expect(
      partsOf(scored(app, { authorizations: [anAuthorization(app, { scopes: ['users:readonly'] })] })),
    ).not.toHaveProperty('permission_high')
    expect(partsOf(scored(app, { authorizations: [anAuthorization(app, { state: 'revoked' })] }))).toEqual({})
    expect(partsOf(scored(app))).toEqual({})
  })

  it('takes the policy’s word for the risk of a scope', () => {
    const app = aClient({ scopes: ['recordings'] })
    const wish = { authorizations: [anAuthorization(app)], users: [] }
    expect(partsOf(scored(app, wish))).toMatchObject({ permission_medium: 5 })
    const scopeRisks = new Map([['recordings', 'privileged']] as const)
    expect(partsOf(scored(app, wish, { policy: { scopeRisks } }))).toMatchObject({ permission_high: 15 })
  })

  it('counts everything within reach where nobody knows the users', () => {
    const app = aClient({ scopes: ['users'] })
    const wish = { authorizations: [anAuthorization(app)], users: [], absent: ['users'] } as const
    expect(partsOf(scored(app, wish))).toMatchObject({ permission_critical: 50 })
  })

  it('adds for another organization’s app and for one that is open to everybody, and not for a built-in one', () => {
    const foreign = aClient({ ownerId: asId<OrganizationId>('organization-2') })
    const open = [anAuthorization(foreign, { roleIds: [] })]
    expect(partsOf(scored(foreign, { authorizations: open }))).toMatchObject({
      third_party: 20,
      all_users: 10,
    })
    const limited = [anAuthorization(foreign)]
    expect(partsOf(scored(foreign, { authorizations: limited }))).not.toHaveProperty('all_users')
    expect(partsOf(scored(aClient({ ownerId: 'purecloud-builtin' })))).not.toHaveProperty('third_party')
  })

  it.each([
    [731, 5],
    [729, 3],
    [366, 3],
    [364, 2],
    [183, 2],
    [181, undefined],
  ])('adds for a secret of %i days', (days, points) => {
    expect(partsOf(scored(aService({ secretChangedAt: daysBefore(days) })))['secret_age']).toBe(points)
  })

  it('counts each privileged role once', () => {
    const roleGrants = [
      ...granted('role-admin', 'role-viewer'),
      { roleId: asId<never>('role-admin'), divisionId: '*' as const },
    ]
    expect(partsOf(scored(aService({ roleGrants })))).toMatchObject({ privileged_role: 8 })
  })
})

describe('beside a score', () => {
  const client = aClient()

  it('stands the gravest open finding on the client or its authorization, so that no low sum hides it', () => {
    const suppression = { reason: 'known', owner: 'Ada', expires: '2027-01-01' }
    const app = { kind: 'authorization', id: client.id, name: client.name } as const
    const findings = [
      finding(client, 'low'),
      finding(client, 'high', { subject: app }),
      finding(client, 'critical', { suppression }),
      finding(client, 'critical', { subject: { ...app, kind: 'policy' } }),
      finding(aService(), 'critical'),
    ]
    expect(scored(client, {}, {}, findings)).toMatchObject({ score: 0, highest: 'high', findings: 2 })
    expect(scored(client)).toMatchObject({ highest: null, findings: 0 })
  })

  it('stand others in order of risk, and of equal ones the graver finding first', () => {
    const clients = ['a', 'b', 'c'].map((id) => aClient({ id: asId(id) }))
    const [one, two] = clients
    const subject = aSubject(
      aSnapshot({ roles, users: people, clients: [...clients, aService()], authorizations: [] }),
    )
    const findings = [one && finding(one, 'low'), two && finding(two, 'high')].filter(
      (found) => found !== undefined,
    )
    expect(scoreClients(subject, findings).map(({ clientId }) => clientId)).toEqual([
      'service-1',
      'b',
      'a',
      'c',
    ])
  })
})
