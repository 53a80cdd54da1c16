import { describe, expect, it } from 'vitest'
import { consentRules } from '../../../../core/audit/rules/consent-rules.ts'
import { plainNameOf, skeletonOf } from '../../../../core/audit/rules/look-alike.ts'
import { consentRuleIds, type RuleId } from '../../../../core/model/audit-rule-ids.ts'
import { asId, type OrganizationId } from '../../../../core/model/brand.ts'
import type { AppAuthorization } from '../../../../core/model/app-authorization.ts'
import type { Finding, Fix, Severity } from '../../../../core/model/finding.ts'
import { BUILT_IN_OWNER, type OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { HistoryEntry, Snapshot } from '../../../../core/model/snapshot.ts'
import {
  aClient,
  anAuthorization,
  aRole,
  aSnapshot,
  aUser,
  calls,
  daysBefore,
  homeId,
  organizationId,
} from '../../../support/audited-snapshot.ts'
import { advice, guided, inApp, testRuleFamily } from '../../../support/rule-cases.ts'

const foreign: OrganizationId = asId('organization-2')
const client = aClient()
const foreignClient = aClient({ id: asId('foreign-1'), ownerId: foreign, name: 'Insights', contact: '' })
const revoke: Fix = { kind: 'automatic', change: { act: 'revoke_app', clientId: client.id } }

/** An organization with this app alone; its client is there unless the wish says otherwise. */
function withApp(wish: Partial<AppAuthorization>, around: Partial<Snapshot> = {}): Snapshot {
  const history = around.history ?? []
  return aSnapshot({ usage: [], ...around, history, authorizations: [anAuthorization(client, wish)] })
}

function found(
  id: RuleId,
  severity: Severity,
  parts: readonly [string[], Finding['evidence'], Fix],
): Finding {
  return inApp([id, severity], client, parts)
}

function outsider(wish: Partial<AppAuthorization>, around: Partial<Snapshot> = {}): Snapshot {
  return withApp({ clientOwnerId: foreign, ...wish }, { clients: [], ...around })
}

function builtIn(wish: Partial<AppAuthorization>): Snapshot {
  return withApp({ clientOwnerId: BUILT_IN_OWNER, roleIds: [], ...wish }, { clients: [] })
}

function act(action: string, days: number, kind: HistoryEntry['target']['kind'] = 'authorization') {
  const actor = { id: 'user-ben', name: 'Ben Boss' }
  return { sequence: 1, at: daysBefore(days), actor, action, target: { kind, id: client.id }, changes: [] }
}

function old(days: number): Partial<AppAuthorization> {
  return { createdAt: daysBefore(days), modifiedAt: daysBefore(days) }
}

/** Apps by name, each with its owner; the later one was authorized later. */
function named(...apps: readonly (readonly [string, AppAuthorization['clientOwnerId']])[]): Snapshot {
  const authorizations = apps.map(([clientName, clientOwnerId], index) =>
    anAuthorization(aClient({ id: asId(`app-${String(index)}`) }), {
      ...{ clientName, clientOwnerId, createdAt: daysBefore(60 - index) },
    }),
  )
  return aSnapshot({ clients: [], usage: [], authorizations })
}

function imitates(index: number, name: string, like: string): Finding {
  const app = { id: asId<OAuthClient['id']>(`app-${String(index)}`), name }
  return inApp(['CONS-006', 'high'], app, [['clientName'], { like }, advice])
}

const registering = [aRole('role-registrar', ['oauth:client:add'])]
const registrars = (count: number) =>
  Array.from({ length: count }, (_none, index) =>
    aUser(`user-${String(index)}`, { roleGrants: [{ roleId: asId('role-registrar'), divisionId: homeId }] }),
  )
const revokedAt = '2026-10-20T12:00:00.000Z'
const used = (day: string, requests: number, failures: number) => ({
  usage: [calls(client.id, 'GET /api/v2/users', [{ day, requests, failures }])],
})

describe('the rules on authorization and consent (U2)', () => {
  testRuleFamily(
    consentRules,
    consentRuleIds,
    [
      {
        id: 'CONS-001',
        says: 'finds a request that waits for more than 14 days',
        snapshot: withApp({ state: 'pending', ...old(15) }),
        finds: [found('CONS-001', 'low', [[], { days: 15, limit: 14 }, advice])],
      },
      {
        id: 'CONS-001',
        says: 'passes one of just 14 days',
        snapshot: withApp({ state: 'pending', ...old(14) }),
        finds: [],
      },
      {
        id: 'CONS-002',
        says: 'finds an app whose own client is gone, and revokes it',
        snapshot: withApp({}, { clients: [] }),
        finds: [found('CONS-002', 'medium', [[], { state: 'missing' }, revoke])],
      },
      {
        id: 'CONS-002',
        says: 'finds an app whose client is disabled',
        snapshot: withApp({}, { clients: [aClient({ state: { kind: 'disabled' } })] }),
        finds: [found('CONS-002', 'medium', [[], { state: 'disabled' }, revoke])],
      },
      {
        id: 'CONS-002',
        says: 'leaves a client that is to be removed to LIFE-009',
        snapshot: withApp(
          {},
          { clients: [aClient({ state: { kind: 'inactive', removalAt: daysBefore(-3) } })] },
        ),
        finds: [],
      },
      {
        id: 'CONS-002',
        says: 'passes a revoked app without a client',
        snapshot: withApp({ state: 'revoked' }, { clients: [] }),
        finds: [],
      },
      {
        id: 'CONS-002',
        says: 'passes another organization’s app, whose client need not be known here',
        snapshot: outsider({}),
        finds: [],
      },
      {
        id: 'CONS-003',
        says: 'finds an approval by nobody, without a reason',
        snapshot: withApp({ createdBy: { id: null, name: 'Grantdesk' }, reason: '', ticket: '' }),
        finds: [found('CONS-003', 'low', [[], { missing: ['approver', 'reason', 'ticket'] }, guided])],
      },
      {
        id: 'CONS-003',
        says: 'passes a ticket without a reason',
        snapshot: withApp({ reason: '' }),
        finds: [],
      },
      {
        id: 'CONS-004',
        says: 'finds an app that nobody looked at for more than 365 days',
        snapshot: withApp(old(400), {
          history: [
            act('app.authorize', 400),
            act('client.edit', 10, 'client'),
            act('app.edit', 366),
            act('app.request', 20),
          ],
        }),
        finds: [found('CONS-004', 'medium', [[], { days: 366, limit: 365 }, guided])],
      },
      {
        id: 'CONS-004',
        says: 'finds a privileged app after more than 90 days',
        snapshot: withApp({ ...old(91), scopes: ['oauth'] }),
        finds: [found('CONS-004', 'medium', [[], { days: 91, limit: 90 }, guided])],
      },
      {
        id: 'CONS-004',
        says: 'passes a review of just 365 days',
        snapshot: withApp(old(400), { history: [act('app.review', 365)] }),
        finds: [],
      },
      {
        id: 'CONS-004',
        says: 'passes a privileged one whose client was reviewed 90 days ago',
        snapshot: withApp(
          { ...old(400), scopes: ['oauth'] },
          { history: [act('client.review', 90, 'client')] },
        ),
        finds: [],
      },
      {
        id: 'CONS-005',
        says: 'finds privileged scopes of another organization’s app',
        snapshot: outsider({ scopes: ['users:readonly', 'oauth', 'users'] }),
        finds: [found('CONS-005', 'high', [['scopes'], { scopes: ['oauth', 'users'] }, advice])],
      },
      {
        id: 'CONS-005',
        says: 'passes readonly scopes',
        snapshot: outsider({ scopes: ['oauth:readonly', 'conversations'] }),
        finds: [],
      },
      {
        id: 'CONS-005',
        says: 'passes what ended or is pending',
        snapshot: outsider({ scopes: ['oauth'], expiresAt: daysBefore(0) }),
        finds: [],
      },
      {
        id: 'CONS-005',
        says: 'passes our own app',
        snapshot: withApp({ scopes: ['oauth'] }),
        finds: [],
      },
      {
        id: 'CONS-006',
        says: 'finds a built-in client’s name, look-alike letters, digits for letters, and the vendor’s name',
        snapshot: named(
          ['Architect', organizationId],
          ['Agent Desktop', organizationId],
          ['Аgent Dеsktop', organizationId],
          ['Agent Deskt0p', foreign],
          ['Genesys Insights', foreign],
          ['Gеnesys Connect', organizationId],
        ),
        finds: [
          imitates(0, 'Architect', 'Architect'),
          imitates(2, 'Аgent Dеsktop', 'Agent Desktop'),
          imitates(3, 'Agent Deskt0p', 'Agent Desktop'),
          imitates(4, 'Genesys Insights', 'Genesys'),
          imitates(5, 'Gеnesys Connect', 'Genesys'),
        ],
      },
      {
        id: 'CONS-006',
        says: 'finds the very name of an app that was there first, if it is another organization’s',
        snapshot: named(
          ['Insights', foreign],
          ['in-sights', asId<OrganizationId>('organization-3')],
          ['Insights', organizationId],
        ),
        finds: [imitates(0, 'Insights', 'Insights'), imitates(1, 'in-sights', 'Insights')],
      },
      {
        id: 'CONS-006',
        says: 'passes names of their own, also in other letters, and our own that name what they connect to',
        snapshot: named(
          ['Agent Desktop', organizationId],
          ['Agent Desktops', foreign],
          ['Оператор', organizationId],
          ['Genesys CTI', organizationId],
          ['Überblick', organizationId],
          ['Queue 10', organizationId],
        ),
        finds: [],
      },
      {
        id: 'CONS-007',
        says: 'finds a built-in client for everybody',
        snapshot: builtIn({}),
        finds: [found('CONS-007', 'low', [['roleIds'], { scopes: 1 }, guided])],
      },
      {
        id: 'CONS-007',
        says: 'passes one that is limited to roles',
        snapshot: builtIn({ roleIds: [asId('role-viewer')] }),
        finds: [],
      },
      {
        id: 'CONS-007',
        says: 'passes one that is disabled',
        snapshot: builtIn({ state: 'revoked' }),
        finds: [],
      },
      {
        id: 'CONS-008',
        says: 'finds a built-in client that was disabled',
        snapshot: builtIn({ state: 'revoked', modifiedAt: revokedAt }),
        finds: [found('CONS-008', 'high', [['state'], { revokedAt }, advice])],
      },
      {
        id: 'CONS-008',
        says: 'passes another app that was revoked',
        snapshot: withApp({ state: 'revoked' }),
        finds: [],
      },
      {
        id: 'CONS-009',
        says: 'finds a limit to a role that only inactive people hold, and to one that is gone',
        snapshot: withApp(
          { roleIds: [asId('role-viewer'), asId('role-gone')] },
          {
            users: aSnapshot().users.map((user) => ({
              ...user,
              state: user.id === 'user-ben' ? ('inactive' as const) : ('active' as const),
              roleGrants: [...user.roleGrants, { roleId: asId('role-gone'), divisionId: '*' as const }],
            })),
          },
        ),
        finds: [found('CONS-009', 'info', [['roleIds'], { roles: 2 }, guided])],
      },
      {
        id: 'CONS-009',
        says: 'passes a role that one active user holds',
        snapshot: withApp({ roleIds: [asId('role-gone'), asId('role-viewer')] }),
        finds: [],
      },
      {
        id: 'CONS-010',
        says: 'finds another organization’s app for everybody',
        snapshot: outsider({ roleIds: [] }),
        finds: [found('CONS-010', 'medium', [['roleIds'], { scopes: 1 }, guided])],
      },
      {
        id: 'CONS-010',
        says: 'passes one that is limited to a role',
        snapshot: outsider({}),
        finds: [],
      },
      {
        id: 'CONS-010',
        says: 'passes our own app for everybody',
        snapshot: withApp({ roleIds: [] }),
        finds: [],
      },
      {
        id: 'CONS-011',
        says: 'finds more than five active people who may register clients',
        snapshot: aSnapshot({ roles: registering, users: registrars(6) }),
        finds: [
          {
            ruleId: 'CONS-011',
            severity: 'medium',
            subject: { kind: 'organization', id: organizationId, name: 'Acme' },
            pointer: '/users',
            evidence: { permissions: ['oauth:client:add'], people: 6, limit: 5 },
            fix: advice,
          },
        ],
      },
      {
        id: 'CONS-011',
        says: 'passes five, beside whom others are inactive',
        snapshot: aSnapshot({
          roles: registering,
          users: registrars(8).map((user, index) =>
            index < 3 ? { ...user, state: 'inactive' as const } : user,
          ),
        }),
        finds: [],
      },
      {
        id: 'CONS-012',
        says: 'finds a privileged app of one person alone',
        snapshot: withApp({ scopes: ['oauth'], createdBy: client.createdBy }),
        finds: [
          found('CONS-012', 'medium', [[], { person: client.createdBy.name, scopes: ['oauth'] }, advice]),
        ],
      },
      {
        id: 'CONS-012',
        says: 'passes a second person',
        snapshot: withApp({ scopes: ['oauth'] }),
        finds: [],
      },
      {
        id: 'CONS-012',
        says: 'passes scopes that are not privileged',
        snapshot: withApp({ createdBy: client.createdBy }),
        finds: [],
      },
      {
        id: 'CONS-013',
        says: 'finds an approval that ended this moment, and revokes it',
        snapshot: withApp({ expiresAt: daysBefore(0) }),
        finds: [found('CONS-013', 'high', [[], { expiresAt: daysBefore(0) }, revoke])],
      },
      {
        id: 'CONS-013',
        says: 'passes one that ends tomorrow',
        snapshot: withApp({ expiresAt: daysBefore(-1) }),
        finds: [],
      },
      {
        id: 'CONS-013',
        says: 'passes one that is revoked already',
        snapshot: withApp({ expiresAt: daysBefore(3), state: 'revoked' }),
        finds: [],
      },
      {
        id: 'CONS-014',
        says: 'finds a call that succeeded on the day after the revocation',
        snapshot: withApp({ state: 'revoked', modifiedAt: revokedAt }, used('2026-10-21', 7, 5)),
        finds: [found('CONS-014', 'high', [[], { revokedAt, calls: 2, last: '2026-10-21' }, advice])],
      },
      {
        id: 'CONS-014',
        says: 'passes calls of that day itself',
        snapshot: withApp({ state: 'revoked', modifiedAt: revokedAt }, used('2026-10-20', 7, 0)),
        finds: [],
      },
      {
        id: 'CONS-014',
        says: 'passes calls that all failed',
        snapshot: withApp({ state: 'revoked', modifiedAt: revokedAt }, used('2026-10-21', 7, 7)),
        finds: [],
      },
      {
        id: 'CONS-014',
        says: 'passes an app that is still authorized',
        snapshot: withApp({ modifiedAt: revokedAt }, used('2026-10-21', 7, 0)),
        finds: [],
      },
      {
        id: 'CONS-015',
        says: 'finds another organization’s app without a contact',
        snapshot: aSnapshot({ clients: [foreignClient], authorizations: [anAuthorization(foreignClient)] }),
        finds: [inApp(['CONS-015', 'low'], foreignClient, [[], { owner: foreign }, guided])],
      },
      {
        id: 'CONS-015',
        says: 'passes one with a contact, and one of whose client nothing is known',
        snapshot: aSnapshot({
          clients: [{ ...foreignClient, contact: 'ops@vendor.example' }],
          authorizations: [
            anAuthorization(foreignClient),
            anAuthorization({ ...foreignClient, id: asId('foreign-2') }),
          ],
        }),
        finds: [],
      },
    ],
    ['CONS-007', 'CONS-008', 'CONS-009'],
  )
})

describe('what a name looks like (CONS-006)', () => {
  it.each([
    ['Аrchitесt', 'architect'],
    ['Ａｒｃｈｉｔｅｃｔ', 'architect'],
    ['Archıtéct', 'architect'],
    ['PureC1oud', 'purecloud'],
    ['Genesуs', 'genesys'],
    ['iOS  Coll-aborate', 'ioscollaborate'],
    ['Ωmega', 'wmega'],
    ['日本語', '日本語'],
    ['***', ''],
  ])('takes %s for %s', (name, skeleton) => {
    expect(skeletonOf(name)).toBe(skeleton)
  })

  it('keeps accents and letters of other scripts in what a name says', () => {
    expect(plainNameOf('Überblick 2.0')).toBe('überblick20')
    expect(plainNameOf('Аgent')).not.toBe(plainNameOf('Agent'))
  })
})
