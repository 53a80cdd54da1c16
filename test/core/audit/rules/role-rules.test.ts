import { describe } from 'vitest'
import { roleRules } from '../../../../core/audit/rules/role-rules.ts'
import { roleRuleIds } from '../../../../core/model/audit-rule-ids.ts'
import { asId, type ClientId, type DivisionId } from '../../../../core/model/brand.ts'
import type { Role, RoleGrant, User } from '../../../../core/model/directory.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { defaultRoleList } from '../../../../core/organization/resources.ts'
import {
  aClient,
  anAuthorization,
  aRole,
  aService,
  aSnapshot,
  aUser,
  calls,
  homeId,
  type AuditWish,
} from '../../../support/audited-snapshot.ts'
import { advice, guided, inApp, inClient, narrow, testRuleFamily } from '../../../support/rule-cases.ts'

const other: DivisionId = asId('division-other')
const divisions = [
  { id: homeId, name: 'Home', isHome: true },
  { id: other, name: 'North', isHome: false },
]
const scimPatterns = defaultRoleList.find(({ defaultId }) => defaultId === 'scim-integration')?.patterns ?? []

const roles: readonly Role[] = [
  aRole('role-admin', ['*:*:*'], { name: 'Master Admin', defaultId: 'master-admin' }),
  aRole('role-viewer', ['directory:user:view'], { name: 'Viewer' }),
  aRole('role-people', ['directory:user:add', 'authorization:grant:view'], { name: 'People' }),
  aRole('role-giver', ['authorization:grant:add'], { name: 'Giver' }),
  aRole('role-all-but', ['authorization:*:*', 'directory:*:*', 'oauth:*:*'], { name: 'Everything' }),
  aRole('role-lowly', ['authorization:role:view'], { name: 'Reader' }),
  aRole('role-listener', ['recording:recording:view'], { name: 'Listener' }),
  aRole('role-scim', scimPatterns, { name: 'SCIM Integration', defaultId: 'scim-integration' }),
  aRole('role-scim-twin', scimPatterns.toReversed(), { name: 'SCIM twin' }),
]

function grant(role: string, divisionId: RoleGrant['divisionId'] = homeId): RoleGrant {
  return { roleId: asId(role), divisionId }
}

function service(...roleGrants: readonly RoleGrant[]): OAuthClient {
  return aService({ roleGrants })
}

const [ada, ben] = aSnapshot().users
if (!ada || !ben) throw new Error('no users')

function withServices(clients: readonly OAuthClient[], wish: Partial<Snapshot> = {}): Snapshot {
  return aSnapshot({ roles, clients, authorizations: [], usage: [], ...wish })
}

function owned(client: OAuthClient, owner: User): OAuthClient {
  return { ...client, contact: '', createdBy: { id: owner.id, name: owner.name } }
}

const busy = service(grant('role-people'))
const usedFor = (requests: number, ...operations: readonly string[]) =>
  withServices([busy], {
    usage: operations.map((operation) => calls(busy.id, operation, [{ day: '2026-11-01', requests }])),
  })

const lowly = aUser('user-lowly', { name: 'Lo Lowly', roleGrants: [grant('role-lowly')] })
const strong = aUser('user-strong', {
  name: 'St Strong',
  roleGrants: [grant('role-lowly'), grant('role-people', other)],
})
const lead = service(grant('role-people'))

const adder = aService({ id: asId('adder'), roleGrants: [grant('role-people')] })
const giver = aService({ id: asId('giver'), roleGrants: [grant('role-giver')] })

const viewer = aUser('user-viewer', { roleGrants: [grant('role-viewer')] })
const listener = aUser('user-listener', { roleGrants: [grant('role-listener')] })
const catalogue: Snapshot['catalogue'] = {
  digest: 'sha256:00',
  scopes: ['recordings', 'users'],
  operations: [
    {
      method: 'GET',
      path: '/api/v2/recordings',
      permissions: { match: 'any', names: ['recording:recording:view'] },
      scopes: ['recordings'],
      acceptsOAuth: true,
      deprecated: false,
    },
  ],
}
const appFor = (users: readonly User[], scopes: readonly string[], roleIds: readonly string[] = []) => {
  const client = aClient({ scopes })
  const authorization = anAuthorization(client, { roleIds: roleIds.map((id) => asId(id)) })
  return aSnapshot({ roles, users, catalogue, clients: [client], authorizations: [authorization] })
}
const withoutEnforcement = (snapshot: Snapshot): Snapshot => {
  const { organization } = snapshot
  return {
    ...snapshot,
    organization: { ...organization, settings: { ...organization.settings, enforceScopes: false } },
  }
}

const outside = aService({ contact: 'Ops <ops@vendor.example>', roleGrants: [grant('role-viewer', '*')] })
const owning: AuditWish = { policy: { ownedDomains: ['acme.example'] } }

const longLived = (...roleGrants: readonly RoleGrant[]) => aService({ tokenDuration: 172_801, roleGrants })
const addingUsers = ['POST /api/v2/users']

describe('the rules on roles and effective access (U2)', () => {
  testRuleFamily(roleRules, roleRuleIds, [
    {
      id: 'ROLE-001',
      says: 'finds a service without a role',
      snapshot: withServices([service()]),
      finds: [inClient(['ROLE-001', 'medium'], aService(), [['roleGrants'], {}, guided])],
    },
    {
      id: 'ROLE-001',
      says: 'passes one role in one division, and a code client, which needs none',
      snapshot: withServices([aService(), aClient()]),
      finds: [],
    },
    {
      id: 'ROLE-002',
      says: 'finds an administrator role, by what it was made from or by what it holds',
      snapshot: withServices(
        [service(grant('role-viewer'), grant('role-admin'), grant('role-emptied'), grant('role-all-but'))],
        { roles: [...roles, aRole('role-emptied', [], { name: 'Admin', defaultId: 'admin' })] },
      ),
      finds: [
        inClient(['ROLE-002', 'critical'], aService(), [['roleGrants', 1], { role: 'Master Admin' }, guided]),
        inClient(['ROLE-002', 'critical'], aService(), [['roleGrants', 2], { role: 'Admin' }, guided]),
        inClient(['ROLE-002', 'critical'], aService(), [['roleGrants', 3], { role: 'Everything' }, guided]),
      ],
    },
    {
      id: 'ROLE-002',
      says: 'passes a role that widens access in some ways, and a code client, whose roles do not count',
      snapshot: withServices([
        service(grant('role-giver'), grant('role-gone')),
        aClient({ roleGrants: [grant('role-admin')] }),
      ]),
      finds: [],
    },
    {
      id: 'ROLE-003',
      says: 'finds a role in all divisions',
      snapshot: withServices([service(grant('role-viewer', '*'), grant('role-people'))]),
      finds: [
        inClient(['ROLE-003', 'high'], aService(), [['roleGrants'], { everywhere: 1, roles: 2 }, guided]),
      ],
    },
    {
      id: 'ROLE-003',
      says: 'passes the same role in two divisions',
      snapshot: withServices([service(grant('role-viewer'), grant('role-viewer', other))], { divisions }),
      finds: [],
    },
    {
      id: 'ROLE-004',
      says: 'finds roles in the home division alone, while there is another',
      snapshot: withServices([service(grant('role-viewer'), grant('role-people'))], { divisions }),
      finds: [inClient(['ROLE-004', 'low'], aService(), [['roleGrants'], { roles: 2, others: 1 }, guided])],
    },
    {
      id: 'ROLE-004',
      says: 'passes a role elsewhere, and no role at all',
      snapshot: withServices(
        [
          service(grant('role-viewer'), grant('role-people', other)),
          aService({ id: asId('b'), roleGrants: [] }),
        ],
        { divisions },
      ),
      finds: [],
    },
    {
      id: 'ROLE-004',
      says: 'passes the home division where there is no other',
      snapshot: withServices([aService()]),
      finds: [],
    },
    {
      id: 'ROLE-005',
      says: 'finds what 50 calls did not need',
      snapshot: usedFor(50, 'GET /api/v2/users/{subjectId}/roles'),
      finds: [
        inClient(['ROLE-005', 'medium'], busy, [
          ['roleGrants'],
          { held: 2, unused: 1, permissions: ['directory:user:add'], requests: 50 },
          guided,
        ]),
      ],
    },
    {
      id: 'ROLE-005',
      says: 'passes 49 calls, which say too little',
      snapshot: usedFor(49, 'GET /api/v2/users/{subjectId}/roles'),
      finds: [],
    },
    {
      id: 'ROLE-005',
      says: 'passes calls that need all of it',
      snapshot: usedFor(50, 'GET /api/v2/users/{subjectId}/roles', 'POST /api/v2/users'),
      finds: [],
    },
    {
      id: 'ROLE-006',
      says: 'finds an editor who holds a role of the client in another division only (C6)',
      snapshot: withServices(
        [
          {
            ...service(grant('role-people'), grant('role-lowly')),
            modifiedBy: { id: strong.id, name: strong.name },
          },
        ],
        { users: [ada, strong], divisions },
      ),
      finds: [
        inClient(['ROLE-006', 'info'], aService(), [
          ['roleGrants'],
          { editor: 'St Strong', lacking: 1, roles: 2 },
          advice,
        ]),
      ],
    },
    {
      id: 'ROLE-006',
      says: 'passes an editor who holds them there or in all divisions, and one who is inactive',
      snapshot: withServices(
        [
          { ...service(grant('role-people', other)), modifiedBy: { id: strong.id, name: strong.name } },
          { ...service(grant('role-admin', other)), id: asId('b') },
          { ...service(grant('role-viewer')), id: asId('c'), modifiedBy: { id: viewer.id, name: 'V' } },
        ],
        { users: [ada, strong, { ...viewer, roleGrants: [], state: 'inactive' }], divisions },
      ),
      finds: [],
    },
    {
      id: 'ROLE-007',
      says: 'finds a service that can make calls which its creator cannot',
      snapshot: withServices([owned(lead, lowly)], { users: [lowly] }),
      finds: [
        inClient(['ROLE-007', 'high'], lead, [
          ['roleGrants'],
          {
            owner: 'Lo Lowly',
            count: 4,
            operations: [
              'GET /api/v2/authorization/divisions/{divisionId}/grants',
              'GET /api/v2/authorization/subjects/{subjectId}',
              'GET /api/v2/users/{subjectId}/roles',
              'POST /api/v2/users',
            ],
          },
          advice,
        ]),
      ],
    },
    {
      id: 'ROLE-007',
      says: 'holds the contact for the owner, whoever created it, and finds calls in all divisions',
      snapshot: withServices(
        [{ ...service(grant('role-lowly', '*')), contact: ' USER-LOWLY@acme.example' }],
        { users: [ada, lowly] },
      ),
      finds: [
        inClient(['ROLE-007', 'high'], aService(), [
          ['roleGrants'],
          {
            owner: 'Lo Lowly',
            count: 3,
            operations: [
              'GET /api/v2/authorization/roles',
              'GET /api/v2/authorization/roles/{roleId}',
              'GET /api/v2/authorization/roles/{roleId}/subjectgrants',
            ],
          },
          advice,
        ]),
      ],
    },
    {
      id: 'ROLE-007',
      says: 'passes an owner who can make the same calls by other roles, and one who has left',
      snapshot: withServices(
        [
          owned(lead, strong),
          owned({ ...lead, id: asId('b') }, { ...lowly, id: asId('user-gone') }),
          owned({ ...lead, id: asId('c') }, { ...lowly, id: asId('user-left') }),
        ],
        { users: [strong, { ...lowly, id: asId('user-left'), state: 'inactive' }] },
      ),
      finds: [],
    },
    {
      id: 'ROLE-008',
      says: 'finds a service that can create users',
      snapshot: withServices([service(grant('role-people'))]),
      finds: [
        inClient(['ROLE-008', 'critical'], aService(), [
          ['roleGrants'],
          { targets: ['users'], count: 1, operations: addingUsers },
          guided,
        ]),
      ],
    },
    {
      id: 'ROLE-008',
      says: 'passes one that only reads, and one that is inactive',
      snapshot: withServices([
        service(grant('role-viewer'), grant('role-lowly', '*')),
        { ...adder, state: { kind: 'inactive', removalAt: '2026-11-05T00:00:00.000Z' } },
      ]),
      finds: [],
    },
    {
      id: 'ROLE-009',
      says: 'finds an owner whose clients together create users and give roles',
      snapshot: withServices([adder, giver]),
      finds: [
        {
          ruleId: 'ROLE-009',
          severity: 'medium',
          subject: { kind: 'user', id: 'user-ada', name: 'Ada Admin' },
          pointer: '/users/user-ada',
          evidence: { clients: 2, targets: ['roles', 'users'], most: 1 },
          fix: advice,
        },
      ],
    },
    {
      id: 'ROLE-009',
      says: 'passes two owners with one of them each',
      snapshot: withServices([adder, { ...giver, createdBy: { id: ben.id, name: ben.name } }]),
      finds: [],
    },
    {
      id: 'ROLE-009',
      says: 'passes two clients of which one can do all that both can',
      snapshot: withServices([
        adder,
        { ...giver, roleGrants: [grant('role-giver'), grant('role-people')] },
        { ...adder, id: asId<ClientId>('c') },
      ]),
      finds: [],
    },
    {
      id: 'ROLE-010',
      says: 'finds a scope through which no user of the app can call anything, and takes it away',
      snapshot: appFor([viewer], ['recordings', 'users']),
      finds: [
        inApp(['ROLE-010', 'info'], aClient(), [
          ['scopes'],
          { scopes: ['recordings'] },
          narrow(aClient(), ['users']),
        ]),
      ],
    },
    {
      id: 'ROLE-010',
      says: 'looks at the users with a role of the app alone, and leaves the last scope to a person',
      snapshot: appFor([viewer, listener], ['recordings'], ['role-viewer']),
      finds: [inApp(['ROLE-010', 'info'], aClient(), [['scopes'], { scopes: ['recordings'] }, guided])],
    },
    {
      id: 'ROLE-010',
      says: 'passes a scope that one active user can use, and one that is in no catalogue',
      snapshot: appFor([viewer, listener], ['recordings', 'users', 'unheard-of']),
      finds: [],
    },
    {
      id: 'ROLE-010',
      says: 'passes everything while scopes are not enforced',
      snapshot: withoutEnforcement(appFor([viewer], ['recordings', 'users'])),
      finds: [],
    },
    {
      id: 'ROLE-011',
      says: 'finds a client looked after from outside, in all divisions',
      snapshot: withServices([outside]),
      wish: owning,
      finds: [
        inClient(['ROLE-011', 'medium'], outside, [
          ['roleGrants'],
          { contact: 'Ops <ops@vendor.example>', everywhere: 1 },
          advice,
        ]),
      ],
    },
    {
      id: 'ROLE-011',
      says: 'passes one in a division, one from below an owned domain, and one without an address',
      snapshot: withServices([
        { ...outside, roleGrants: [grant('role-viewer')] },
        { ...outside, id: asId('b'), contact: 'ops@north.acme.example' },
        { ...outside, id: asId('c'), contact: 'the vendor' },
      ]),
      wish: owning,
      finds: [],
    },
    {
      id: 'ROLE-012',
      says: 'finds tokens of more than two days with more than the SCIM permissions',
      snapshot: withServices([longLived(grant('role-scim'), grant('role-lowly'), grant('role-extra'))], {
        roles: [...roles, aRole('role-extra', ['oauth:client:view'])],
      }),
      finds: [
        inClient(['ROLE-012', 'high'], aService(), [
          ['roleGrants'],
          { seconds: 172_801, limit: 172_800, extra: ['oauth:client:view'], missing: ['-'] },
          guided,
        ]),
      ],
    },
    {
      id: 'ROLE-012',
      says: 'finds a SCIM role that lost a permission',
      snapshot: withServices([longLived(grant('role-scim'))], {
        roles: [aRole('role-scim', scimPatterns.slice(1), { defaultId: 'scim-integration' })],
      }),
      finds: [
        inClient(['ROLE-012', 'high'], aService(), [
          ['roleGrants'],
          { seconds: 172_801, limit: 172_800, extra: ['-'], missing: ['authorization:grant:add'] },
          guided,
        ]),
      ],
    },
    {
      id: 'ROLE-012',
      says: 'passes exactly these permissions, and two days with others',
      snapshot: withServices([
        longLived(grant('role-scim-twin')),
        { ...longLived(grant('role-scim'), grant('role-giver')), id: asId('b'), tokenDuration: 172_800 },
      ]),
      finds: [],
    },
  ])
})
