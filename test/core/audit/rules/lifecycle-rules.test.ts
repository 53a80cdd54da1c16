import { describe } from 'vitest'
import { lifecycleRules } from '../../../../core/audit/rules/lifecycle-rules.ts'
import { lifecycleRuleIds, type RuleId } from '../../../../core/model/audit-rule-ids.ts'
import { asId, type UserId } from '../../../../core/model/brand.ts'
import type { Finding, Fix, Severity } from '../../../../core/model/finding.ts'
import type { ClientState, OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { Snapshot, UsageSeries } from '../../../../core/model/snapshot.ts'
import {
  aClient,
  anAuthorization,
  aService,
  aSnapshot,
  calls,
  daysBefore,
  homeId,
  organizationId,
  takenAt,
} from '../../../support/audited-snapshot.ts'
import { advice, guided, inClient, testRuleFamily } from '../../../support/rule-cases.ts'

const client = aClient()
const deactivate: Fix = { kind: 'automatic', change: { act: 'deactivate_client', clientId: client.id } }
const restore: Fix = { kind: 'automatic', change: { act: 'restore_client', clientId: client.id } }
const listUsers = 'GET /api/v2/users'
const giveRoles = 'PUT /api/v2/users/{subjectId}/roles'
const addRole = 'POST /api/v2/authorization/roles'

function withClients(clients: readonly OAuthClient[], usage: readonly UsageSeries[] = []): Snapshot {
  return aSnapshot({ clients, usage })
}

/** The client with these wishes, alone. */
function withClient(wish: Partial<OAuthClient>): Snapshot {
  return withClients([aClient(wish)])
}

function dayOf(days: number): string {
  return daysBefore(days).slice(0, 10)
}

/** The client called once, so many days ago. */
function calledBefore(days: number, wish: Partial<OAuthClient> = {}): Snapshot {
  return withClients([aClient(wish)], [calls(client.id, listUsers, [{ day: dayOf(days), requests: 1 }])])
}

/** The client called so often on each of the last days, the newest first. */
function calledDaily(counts: readonly number[]): UsageSeries {
  return calls(
    client.id,
    listUsers,
    counts.map((requests, index) => ({ day: dayOf(index), requests })),
  )
}

function found(
  id: RuleId,
  severity: Severity,
  parts: readonly [string[], Finding['evidence'], Fix],
): Finding {
  return inClient([id, severity], client, parts)
}

function inactiveFor(milliseconds: number): ClientState {
  return { kind: 'inactive', removalAt: new Date(Date.parse(takenAt) + milliseconds).toISOString() }
}

const day = 86_400_000
const admin = aService({ roleGrants: [{ roleId: asId('role-admin'), divisionId: homeId }] })
const gone = { id: asId<UserId>('user-gone'), name: 'Gone Girl' }
const carl = { ...aSnapshot().users[1], id: asId<UserId>('user-carl'), email: 'carl@acme.example' }
const withCarl = (state: 'active' | 'inactive', wish: Partial<OAuthClient>) =>
  aSnapshot({
    users: [...aSnapshot().users, { ...aSnapshot().users[0], ...carl, state }] as Snapshot['users'],
    clients: [aClient(wish)],
  })

const families = ['users', 'groups', 'routing', 'outbound', 'quality', 'speech', 'telephony']
const callsTo = (count: number) =>
  withClients(
    [client],
    families
      .slice(0, count)
      .flatMap((family) => [
        calls(client.id, `GET /api/v2/${family}`, [{ day: dayOf(1), requests: 1 }]),
        calls(client.id, `GET /api/v2/${family}/{id}`, [{ day: dayOf(1), requests: 1 }]),
      ]),
  )
const refused = (requests: number, failures: number, days = 29) =>
  withClients([client], [calls(client.id, listUsers, [{ day: dayOf(days), requests, failures }])])

const twin = aClient({ id: asId('client-2'), name: 'agent  DESKTOP', redirectUris: ['https://b.example/cb'] })
const sameSettings = aClient({
  id: asId('client-3'),
  name: 'Other',
  scopes: client.scopes.toReversed(),
})

describe('the rules on the life of clients (U2)', () => {
  testRuleFamily(lifecycleRules, lifecycleRuleIds, [
    {
      id: 'LIFE-001',
      says: 'finds a client whose last call is more than 90 days ago, and deactivates it',
      snapshot: calledBefore(92),
      finds: [found('LIFE-001', 'medium', [[], { lastDay: dayOf(92), days: 91, limit: 90 }, deactivate])],
    },
    {
      id: 'LIFE-001',
      says: 'takes a privileged service for graver',
      snapshot: withClients([admin], [calls(admin.id, listUsers, [{ day: dayOf(92), requests: 1 }])]),
      finds: [
        inClient(['LIFE-001', 'high'], admin, [
          [],
          { lastDay: dayOf(92), days: 91, limit: 90 },
          { kind: 'automatic', change: { act: 'deactivate_client', clientId: admin.id } },
        ]),
      ],
    },
    {
      id: 'LIFE-001',
      says: 'passes a call of the day before that',
      snapshot: calledBefore(90),
      finds: [],
    },
    {
      id: 'LIFE-001',
      says: 'passes an unused client that is deactivated',
      snapshot: calledBefore(200, { state: inactiveFor(day) }),
      finds: [],
    },
    {
      id: 'LIFE-002',
      says: 'finds a client of more than 30 days without a call',
      snapshot: withClient({ createdAt: daysBefore(31) }),
      finds: [found('LIFE-002', 'medium', [[], { days: 31, limit: 30 }, deactivate])],
    },
    {
      id: 'LIFE-002',
      says: 'takes one with a privileged scope in force for graver',
      snapshot: aSnapshot({
        clients: [client],
        usage: [],
        authorizations: [anAuthorization(client, { scopes: ['oauth'] })],
      }),
      finds: [found('LIFE-002', 'high', [[], { days: 100, limit: 30 }, deactivate])],
    },
    {
      id: 'LIFE-002',
      says: 'passes one of just 30 days',
      snapshot: withClient({ createdAt: daysBefore(30) }),
      finds: [],
    },
    {
      id: 'LIFE-002',
      says: 'passes one with a single call long ago',
      snapshot: calledBefore(300),
      finds: [],
    },
    {
      id: 'LIFE-003',
      says: 'finds a contact who is inactive, whoever created the client',
      snapshot: withCarl('inactive', { contact: 'Carl@acme.example ' }),
      finds: [found('LIFE-003', 'medium', [['contact'], { owner: 'Carl@acme.example ' }, guided])],
    },
    {
      id: 'LIFE-003',
      says: 'finds no contact and a creator who is gone',
      snapshot: withClient({ contact: '', createdBy: gone }),
      finds: [found('LIFE-003', 'medium', [['createdBy'], { owner: 'Gone Girl' }, guided])],
    },
    {
      id: 'LIFE-003',
      says: 'passes a contact who is active',
      snapshot: withCarl('active', { contact: 'carl@acme.example', createdBy: gone }),
      finds: [],
    },
    {
      id: 'LIFE-003',
      says: 'passes a mailbox of a team',
      snapshot: withClient({ contact: 'team@acme.example', createdBy: gone }),
      finds: [],
    },
    {
      id: 'LIFE-003',
      says: 'passes an active creator without a contact',
      snapshot: withClient({ contact: '' }),
      finds: [],
    },
    {
      id: 'LIFE-004',
      says: 'finds a makeshift by a word in its name',
      snapshot: withClient({ name: 'CRM_poc-v2' }),
      finds: [
        inClient(['LIFE-004', 'low'], { id: client.id, name: 'CRM_poc-v2' }, [
          ['name'],
          { word: 'poc' },
          advice,
        ]),
      ],
    },
    {
      id: 'LIFE-004',
      says: 'finds the name of who created it',
      snapshot: withClient({ name: 'ada  admin tool' }),
      finds: [
        inClient(['LIFE-004', 'low'], { id: client.id, name: 'ada  admin tool' }, [
          ['name'],
          { word: 'Ada Admin' },
          advice,
        ]),
      ],
    },
    ...['Testament Service', 'Holder', 'Copywriter', 'Ada Administration', 'Contest'].map((name) => ({
      id: 'LIFE-004' as const,
      says: `passes ${name}`,
      snapshot: withClient({ name }),
      finds: [],
    })),
    {
      id: 'LIFE-005',
      says: 'finds an empty description',
      snapshot: withClient({ description: '' }),
      finds: [found('LIFE-005', 'info', [['description'], {}, guided])],
    },
    { id: 'LIFE-005', says: 'passes a short one', snapshot: withClient({ description: 'x' }), finds: [] },
    {
      id: 'LIFE-006',
      says: 'finds the same name in other letters and spaces, and the same settings in another order',
      snapshot: withClients([client, twin, sameSettings]),
      finds: [
        found('LIFE-006', 'low', [[], { count: 2, others: ['agent  DESKTOP', 'Other'] }, guided]),
        inClient(['LIFE-006', 'low'], twin, [[], { count: 1, others: ['Agent Desktop'] }, guided]),
        inClient(['LIFE-006', 'low'], sameSettings, [[], { count: 1, others: ['Agent Desktop'] }, guided]),
      ],
    },
    {
      id: 'LIFE-006',
      says: 'passes one scope more, and services, which have no settings to compare',
      snapshot: withClients([
        client,
        { ...sameSettings, scopes: [...client.scopes, 'users'] },
        aService(),
        aService({ id: asId('service-2'), name: 'Daily Export' }),
      ]),
      finds: [],
    },
    {
      id: 'LIFE-007',
      says: 'finds a client of just 30 days (C8)',
      snapshot: withClient({ createdAt: daysBefore(30) }),
      finds: [found('LIFE-007', 'info', [['createdAt'], { days: 30 }, advice])],
    },
    {
      id: 'LIFE-007',
      says: 'passes one a moment older',
      snapshot: withClient({ createdAt: daysBefore(30.001) }),
      finds: [],
    },
    {
      id: 'LIFE-008',
      says: 'finds a client with two days left, and restores it (C9)',
      snapshot: withClient({ state: inactiveFor(2 * day) }),
      finds: [
        found('LIFE-008', 'high', [
          ['state'],
          { days: 2, removalAt: new Date(Date.parse(takenAt) + 2 * day).toISOString() },
          restore,
        ]),
      ],
    },
    {
      id: 'LIFE-008',
      says: 'takes one with more than two days left for less grave, and asks for scopes first (C9)',
      snapshot: withClient({ state: inactiveFor(2 * day + 1), scopes: [] }),
      finds: [
        found('LIFE-008', 'low', [
          ['state'],
          { days: 3, removalAt: new Date(Date.parse(takenAt) + 2 * day + 1).toISOString() },
          guided,
        ]),
      ],
    },
    {
      id: 'LIFE-008',
      says: 'passes one whose days are over',
      snapshot: withClient({ state: inactiveFor(0) }),
      finds: [],
    },
    {
      id: 'LIFE-008',
      says: 'passes one that the vendor disabled',
      snapshot: withClient({ state: { kind: 'disabled' } }),
      finds: [],
    },
    {
      id: 'LIFE-009',
      says: 'finds a deactivated client that is still authorized',
      snapshot: withClient({ state: inactiveFor(day) }),
      finds: [found('LIFE-009', 'high', [['state'], { scopes: 1 }, advice])],
    },
    {
      id: 'LIFE-009',
      says: 'passes one whose authorization was revoked',
      snapshot: aSnapshot({
        clients: [aClient({ state: inactiveFor(day) })],
        authorizations: [anAuthorization(client, { state: 'revoked' })],
      }),
      finds: [],
    },
    {
      id: 'LIFE-010',
      says: 'finds calls to more than six families of the API',
      snapshot: callsTo(7),
      finds: [
        found('LIFE-010', 'medium', [[], { count: 7, families: families.toSorted(), limit: 6 }, advice]),
      ],
    },
    { id: 'LIFE-010', says: 'passes calls to six', snapshot: callsTo(6), finds: [] },
    {
      id: 'LIFE-011',
      says: 'finds more than a fifth of 50 calls refused',
      snapshot: refused(50, 11),
      finds: [found('LIFE-011', 'low', [[], { requests: 50, refused: 11, percent: 22, days: 30 }, advice])],
    },
    { id: 'LIFE-011', says: 'passes just a fifth', snapshot: refused(50, 10), finds: [] },
    { id: 'LIFE-011', says: 'passes 49 calls, which say too little', snapshot: refused(49, 49), finds: [] },
    { id: 'LIFE-011', says: 'passes what was 30 days ago', snapshot: refused(50, 50, 30), finds: [] },
    {
      id: 'LIFE-012',
      says: 'finds a day with more than five times the usual calls',
      snapshot: withClients([client], [calledDaily([51, 10, 10, 0, 10, 10, 10, 4])]),
      finds: [
        found('LIFE-012', 'medium', [[], { days: 30, peak: 51, median: 10, operations: ['-'] }, advice]),
      ],
    },
    {
      id: 'LIFE-012',
      says: 'finds privileged calls that were never made before',
      snapshot: withClients(
        [client],
        [
          calls(client.id, listUsers, [{ day: dayOf(30), requests: 1 }]),
          calls(client.id, giveRoles, [{ day: dayOf(29), requests: 2, failures: 1 }]),
          calls(client.id, addRole, [{ day: dayOf(1), requests: 1 }]),
        ],
      ),
      finds: [
        found('LIFE-012', 'medium', [
          [],
          { days: 30, peak: 2, median: 1.5, operations: [addRole, giveRoles] },
          advice,
        ]),
      ],
    },
    {
      id: 'LIFE-012',
      says: 'passes just five times as many',
      snapshot: withClients([client], [calledDaily([50, 10, 10, 10, 10, 10, 10])]),
      finds: [],
    },
    {
      id: 'LIFE-012',
      says: 'passes a peak on the seventh of too few days, and one of too few calls',
      snapshot: withClients(
        [client, aService()],
        [
          calledDaily([500, 10, 10, 10, 10, 10]),
          { ...calledDaily([49, 1, 1, 1, 1, 1, 1]), clientId: aService().id },
        ],
      ),
      finds: [],
    },
    {
      id: 'LIFE-012',
      says: 'passes privileged calls that failed, were made before, or come from a client that is new in use',
      snapshot: withClients(
        [client, aService()],
        [
          calls(client.id, listUsers, [{ day: dayOf(30), requests: 1 }]),
          calls(client.id, giveRoles, [{ day: dayOf(2), requests: 3, failures: 3 }]),
          calls(client.id, addRole, [
            { day: dayOf(30), requests: 1 },
            { day: dayOf(2), requests: 1 },
          ]),
          calls(aService().id, addRole, [{ day: dayOf(29), requests: 1 }]),
        ],
      ),
      finds: [],
    },
    {
      id: 'LIFE-013',
      says: 'finds a snapshot of more than 30 days at the time of the audit',
      snapshot: aSnapshot(),
      wish: { auditedAt: new Date(Date.parse(takenAt) + 31 * day) },
      finds: [
        {
          ruleId: 'LIFE-013',
          severity: 'info',
          subject: { kind: 'organization', id: organizationId, name: 'Acme' },
          pointer: '/takenAt',
          evidence: { days: 31, limit: 30 },
          fix: guided,
        },
      ],
    },
    {
      id: 'LIFE-013',
      says: 'passes one of just 30 days',
      snapshot: aSnapshot(),
      wish: { auditedAt: new Date(Date.parse(takenAt) + 30 * day) },
      finds: [],
    },
  ])
})
