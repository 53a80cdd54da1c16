import { describe } from 'vitest'
import { lifetimeRules } from '../../../../core/audit/rules/lifetime-rules.ts'
import { lifetimeRuleIds, type RuleId } from '../../../../core/model/audit-rule-ids.ts'
import { asId } from '../../../../core/model/brand.ts'
import { defaultThresholds } from '../../../../core/audit/audit-policy.ts'
import type { Role } from '../../../../core/model/directory.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import { defaultRoleList, SCIM_ROLE } from '../../../../core/organization/resources.ts'
import { aClient, aRole, aService, aSnapshot, calls, homeId } from '../../../support/audited-snapshot.ts'
import { advice, edit, guided, inClient, inSettings, testRuleFamily } from '../../../support/rule-cases.ts'

const scimPatterns = defaultRoleList.find(({ defaultId }) => defaultId === SCIM_ROLE)?.patterns ?? []
const roles = [
  aRole('role-viewer', ['directory:user:view']),
  aRole('role-query', ['quality:evaluation:view']),
  aRole('role-scim', scimPatterns.slice(0, 5)),
  // Held twice, and in another order: what counts is the set.
  aRole('role-scim-too', scimPatterns.slice(4).toReversed()),
]
const lasting = (client: OAuthClient, tokenDuration: number): OAuthClient => ({ ...client, tokenDuration })
const service = aService()
const scim = aService({
  roleGrants: ['role-scim', 'role-scim-too'].map((id) => ({ roleId: asId(id), divisionId: homeId })),
})
const more = {
  ...lasting(scim, 7_776_000),
  roleGrants: [...scim.roleGrants, { roleId: asId<Role['id']>('role-query'), divisionId: homeId }],
}
const fewer = {
  ...lasting(scim, 7_776_000),
  id: asId<OAuthClient['id']>('b'),
  roleGrants: scim.roleGrants.slice(1),
}
const desktop = aClient({ redirectUris: ['https://apps.mypurecloud.de/crm/index.html'] })
const writer = aClient({ pkce: false, scopes: ['users:readonly', 'routing'] })
const withClients = (...clients: OAuthClient[]) => aSnapshot({ clients, roles })
const hipaa = (tokenDuration: number) => {
  const { organization } = aSnapshot()
  const settings = { ...organization.settings, hipaa: true }
  return aSnapshot({
    clients: [lasting(service, tokenDuration), lasting(aClient(), 28_800)],
    organization: { ...organization, settings },
  })
}
const busy = (tokenDuration: number, requests: number) =>
  aSnapshot({
    clients: [lasting(aClient(), tokenDuration)],
    usage: [
      calls(aClient().id, 'GET /api/v2/users', [{ day: '2026-11-01', requests: requests - 1 }]),
      calls(aClient().id, 'POST /api/v2/elsewhere', [{ day: '2026-11-01', requests: 1 }]),
    ],
  })
const duration = (
  id: RuleId,
  severity: 'high' | 'medium' | 'low' | 'info',
  client: OAuthClient,
  [evidence, fix]: readonly [Readonly<Record<string, number>>, Parameters<typeof inClient>[2][2]],
) =>
  inClient([id, severity], client, [['tokenDuration'], { seconds: client.tokenDuration, ...evidence }, fix])

describe('the rules on the life of tokens (U2, C3)', () => {
  testRuleFamily(lifetimeRules, lifetimeRuleIds, [
    ...[
      [lasting(aClient(), 299), 172_800, edit(aClient(), { tokenDuration: 300 })] as const,
      [lasting(service, 299), 38_880_000, edit(service, { tokenDuration: 300 })] as const,
      [lasting(aClient(), 172_801), 172_800, edit(aClient(), { tokenDuration: 172_800 })] as const,
      [lasting(service, 38_880_001), 38_880_000, guided] as const,
    ].map(([client, maximum, fix]) => ({
      id: 'TTL-001' as const,
      says: `finds ${String(client.tokenDuration)} seconds of a ${client.grantType} client`,
      snapshot: withClients(client),
      finds: [duration('TTL-001', 'high', client, [{ minimum: 300, maximum }, fix])],
    })),
    {
      id: 'TTL-001',
      says: 'passes 300 seconds, two days, and 450 days of a service',
      snapshot: withClients(
        lasting(aClient(), 300),
        lasting(aClient({ id: asId('b') }), 172_800),
        lasting(service, 38_880_000),
      ),
      finds: [],
    },
    {
      id: 'TTL-002',
      says: 'finds more than two days of a service that is not exactly SCIM',
      snapshot: withClients(lasting(service, 172_801)),
      finds: [
        duration('TTL-002', 'high', lasting(service, 172_801), [
          { maximum: 172_800 },
          edit(service, { tokenDuration: 172_800 }),
        ]),
      ],
    },
    {
      id: 'TTL-002',
      says: 'finds it where one permission is held besides, and where one is missing',
      snapshot: withClients(more, fewer),
      finds: [more, fewer].map((client) =>
        duration('TTL-002', 'high', client, [{ maximum: 172_800 }, edit(client, { tokenDuration: 172_800 })]),
      ),
    },
    {
      id: 'TTL-002',
      says: 'passes just two days, and any duration of exactly the permissions of SCIM Integration',
      snapshot: withClients(lasting(service, 172_800), lasting({ ...scim, id: asId('b') }, 38_880_000)),
      finds: [],
    },
    {
      id: 'TTL-003',
      says: 'finds more than 90 days of a SCIM client',
      snapshot: withClients(lasting(scim, 7_776_001)),
      finds: [duration('TTL-003', 'high', lasting(scim, 7_776_001), [{ days: 90, maximumDays: 90 }, guided])],
    },
    {
      id: 'TTL-003',
      says: 'passes just 90 days, and a service that is no SCIM client',
      snapshot: withClients(lasting(scim, 7_776_000), lasting({ ...service, id: asId('b') }, 7_776_001)),
      finds: [],
    },
    {
      id: 'TTL-004',
      says: 'finds an agent desktop that is a tenth and more away from 18 hours',
      snapshot: withClients(lasting(desktop, 58_319)),
      finds: [
        duration('TTL-004', 'info', lasting(desktop, 58_319), [
          { advised: 64_800 },
          edit(desktop, { tokenDuration: 64_800 }),
        ]),
      ],
    },
    {
      id: 'TTL-004',
      says: 'passes one just a tenth away, and another page',
      snapshot: withClients(
        lasting(desktop, 58_320),
        lasting(aClient({ id: asId('b'), redirectUris: ['https://apps.acme.example/crm/'] }), 300),
      ),
      finds: [],
    },
    {
      id: 'TTL-005',
      says: 'finds more than a day of an implicit client and of a browser app with PKCE',
      snapshot: withClients(
        lasting(aClient({ grantType: 'implicit' }), 86_401),
        lasting(aClient({ id: asId('b') }), 86_401),
      ),
      finds: [lasting(aClient(), 86_401), lasting(aClient({ id: asId('b') }), 86_401)].map((client) =>
        duration('TTL-005', 'medium', client, [{ maximum: 86_400 }, edit(client, { tokenDuration: 86_400 })]),
      ),
    },
    {
      id: 'TTL-005',
      says: 'passes just a day, a client without PKCE and a native app',
      snapshot: withClients(
        lasting(aClient(), 86_400),
        lasting(aClient({ id: asId('b'), pkce: false }), 172_800),
        lasting(aClient({ id: asId('c'), redirectUris: ['http://127.0.0.1/'] }), 172_800),
      ),
      finds: [],
    },
    {
      id: 'TTL-006',
      says: 'finds more than a day with a scope that writes',
      snapshot: withClients(lasting(writer, 86_401)),
      finds: [
        duration('TTL-006', 'medium', lasting(writer, 86_401), [
          { maximum: 86_400 },
          edit(writer, { tokenDuration: 86_400 }),
        ]),
      ],
    },
    {
      id: 'TTL-006',
      says: 'asks where the policy names a ceiling that no client may have',
      snapshot: withClients(lasting(writer, 300)),
      wish: { policy: { thresholds: { ...defaultThresholds, writingMaxSeconds: 60 } } },
      finds: [duration('TTL-006', 'medium', lasting(writer, 300), [{ maximum: 60 }, guided])],
    },
    {
      id: 'TTL-006',
      says: 'passes just a day, and scopes that only read',
      snapshot: withClients(
        lasting(writer, 86_400),
        lasting(aClient({ id: asId('b'), pkce: false }), 172_800),
      ),
      finds: [],
    },
    {
      id: 'TTL-007',
      says: 'finds services with longer tokens in an organization under HIPAA',
      snapshot: hipaa(901),
      finds: [inSettings(['TTL-007', 'info'], ['hipaa', { clients: 1, minutes: 15 }, advice])],
    },
    {
      id: 'TTL-007',
      says: 'passes services whose tokens last just as long',
      snapshot: hipaa(900),
      finds: [],
    },
    {
      id: 'TTL-008',
      says: 'finds tokens below 15 minutes of a client with more than 10,000 calls a day',
      snapshot: busy(899, 10_001),
      finds: [
        duration('TTL-008', 'info', lasting(aClient(), 899), [
          { calls: 10_001, advised: 900 },
          edit(aClient(), { tokenDuration: 900 }),
        ]),
      ],
    },
    { id: 'TTL-008', says: 'passes just 10,000 calls a day', snapshot: busy(899, 10_000), finds: [] },
    { id: 'TTL-008', says: 'passes just 15 minutes', snapshot: busy(900, 10_001), finds: [] },
    {
      id: 'TTL-009',
      says: 'finds tokens that last longer than in the baseline',
      snapshot: withClients(lasting(aClient(), 3_601)),
      wish: { baseline: withClients(lasting(aClient(), 3_600)) },
      finds: [duration('TTL-009', 'low', lasting(aClient(), 3_601), [{ former: 3_600 }, advice])],
    },
    {
      id: 'TTL-009',
      says: 'passes tokens that last as long, shorter, or whose client is new',
      snapshot: withClients(
        lasting(aClient(), 3_600),
        lasting(aClient({ id: asId('b') }), 3_599),
        lasting(aClient({ id: asId('c') }), 86_400),
      ),
      wish: { baseline: withClients(lasting(aClient(), 3_600), lasting(aClient({ id: asId('b') }), 3_600)) },
      finds: [],
    },
  ])
})
