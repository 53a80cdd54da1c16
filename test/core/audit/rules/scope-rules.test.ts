import { describe } from 'vitest'
import { defaultThresholds } from '../../../../core/audit/audit-policy.ts'
import { scopeRules } from '../../../../core/audit/rules/scope-rules.ts'
import { knownScopes } from '../../../../core/catalogue/own-catalogue.ts'
import type { AppAuthorization } from '../../../../core/model/app-authorization.ts'
import { scopeRuleIds } from '../../../../core/model/audit-rule-ids.ts'
import { asId, type OrganizationId } from '../../../../core/model/brand.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { aClient, anAuthorization, aService, aSnapshot } from '../../../support/audited-snapshot.ts'
import {
  advice,
  edit,
  guided,
  inApp,
  inClient,
  inSettings,
  narrow,
  testRuleFamily,
} from '../../../support/rule-cases.ts'
import { scopeUseCases } from '../../../support/scope-use-cases.ts'

const withClients = (...clients: OAuthClient[]) => aSnapshot({ clients })
const requesting = (...scopes: string[]) => aClient({ scopes })
const client = aClient()
/** An authorization of the client with these scopes. */
const granted = (scopes: readonly string[], wish: Partial<AppAuthorization> = {}, record = client) =>
  aSnapshot({ clients: [record], authorizations: [anAuthorization(record, { ...wish, scopes })] })
const foreign = { clientOwnerId: asId<OrganizationId>('organization-2') } as const
const half = Math.floor(knownScopes.length / 2)

describe('the rules on scopes (U2, C5, P2.4)', () => {
  testRuleFamily(scopeRules, scopeRuleIds, [
    {
      id: 'SCOPE-001',
      says: 'finds a code client without a scope',
      snapshot: withClients(requesting()),
      finds: [inClient(['SCOPE-001', 'high'], client, [['scopes'], {}, guided])],
    },
    {
      id: 'SCOPE-001',
      says: 'passes one with one scope, and a service',
      snapshot: withClients(requesting('users:readonly'), aService()),
      finds: [],
    },
    ...scopeUseCases,
    {
      id: 'SCOPE-004',
      says: 'finds a readonly scope beside the wider one, in the client and in the authorization',
      snapshot: granted(['users', 'users:readonly'], {}, requesting('users', 'users:readonly')),
      finds: [
        inClient(['SCOPE-004', 'low'], client, [
          ['scopes'],
          { scopes: ['users:readonly'] },
          edit(client, { scopes: ['users'] }),
        ]),
        inApp(['SCOPE-004', 'low'], client, [
          ['scopes'],
          { scopes: ['users:readonly'] },
          narrow(client, ['users']),
        ]),
      ],
    },
    {
      id: 'SCOPE-004',
      says: 'leaves it to a person where only the readonly one was granted: dropping it would end the access',
      snapshot: granted(['users:readonly'], {}, requesting('users', 'users:readonly')),
      finds: [inClient(['SCOPE-004', 'low'], client, [['scopes'], { scopes: ['users:readonly'] }, guided])],
    },
    {
      id: 'SCOPE-004',
      says: 'leaves it to a person where only the readonly one is requested',
      snapshot: granted(['users', 'users:readonly'], {}, requesting('users:readonly')),
      finds: [inApp(['SCOPE-004', 'low'], client, [['scopes'], { scopes: ['users:readonly'] }, guided])],
    },
    {
      id: 'SCOPE-004',
      says: 'passes scopes of names that only begin alike',
      snapshot: withClients(requesting('users', 'users-rules:readonly')),
      finds: [],
    },
    {
      id: 'SCOPE-005',
      says: 'finds a scope by which an app can widen access, or one that the policy calls so',
      snapshot: withClients(requesting('users:readonly', 'oauth', 'routing')),
      wish: { policy: { scopeRisks: new Map([['routing', 'privileged']]) } },
      finds: [
        inClient(['SCOPE-005', 'high'], client, [['scopes'], { scopes: ['oauth', 'routing'] }, advice]),
      ],
    },
    {
      id: 'SCOPE-005',
      says: 'passes its readonly form, one that the policy calls harmless, and what a service names',
      snapshot: withClients(
        requesting('oauth:readonly', 'users', 'routing'),
        aService({ scopes: ['authorization'] }),
      ),
      wish: { policy: { scopeRisks: new Map([['users', 'write']]) } },
      finds: [],
    },
    {
      id: 'SCOPE-006',
      says: 'finds more than 15 scopes',
      snapshot: withClients(requesting(...knownScopes.slice(0, 16))),
      finds: [
        inClient(['SCOPE-006', 'medium'], client, [
          ['scopes'],
          { count: 16, limit: 15, all: knownScopes.length },
          guided,
        ]),
      ],
    },
    {
      id: 'SCOPE-006',
      says: 'finds more than half of all scopes, whatever the policy allows',
      snapshot: withClients(requesting(...knownScopes.slice(0, half + 1))),
      wish: { policy: { thresholds: { ...defaultThresholds, maxScopes: 1_000 } } },
      finds: [
        inClient(['SCOPE-006', 'medium'], client, [
          ['scopes'],
          { count: half + 1, limit: half, all: knownScopes.length },
          guided,
        ]),
      ],
    },
    {
      id: 'SCOPE-006',
      says: 'passes just 15, one of them twice',
      snapshot: withClients(requesting(...knownScopes.slice(0, 15), knownScopes[0] ?? '')),
      finds: [],
    },
    {
      id: 'SCOPE-007',
      says: 'finds what is granted and not requested, and takes it away',
      snapshot: granted(['users:readonly', 'users', 'routing']),
      finds: [
        inApp(['SCOPE-007', 'medium'], client, [
          ['scopes'],
          { scopes: ['routing', 'users'], missing: 0, dead: 2 },
          narrow(client, ['users:readonly']),
        ]),
      ],
    },
    {
      id: 'SCOPE-007',
      says: 'finds what is requested and not granted, which a person has to decide',
      snapshot: granted(['users:readonly'], {}, requesting('routing', 'users:readonly')),
      finds: [
        inApp(['SCOPE-007', 'medium'], client, [
          ['scopes'],
          { scopes: ['routing'], missing: 1, dead: 0 },
          guided,
        ]),
      ],
    },
    {
      id: 'SCOPE-007',
      says: 'leaves it to a person where no granted scope is requested any longer',
      snapshot: granted(['routing'], {}, requesting()),
      finds: [
        inApp(['SCOPE-007', 'medium'], client, [
          ['scopes'],
          { scopes: ['routing'], missing: 0, dead: 1 },
          guided,
        ]),
      ],
    },
    {
      id: 'SCOPE-007',
      says: 'passes an app in other words of the same, one that is pending, and one whose client is not known',
      snapshot: aSnapshot({
        clients: [requesting('routing', 'users'), aClient({ id: asId('b') })],
        authorizations: [
          anAuthorization(client, { scopes: ['users', 'routing'] }),
          anAuthorization(aClient({ id: asId('b') }), { scopes: ['routing'], state: 'pending' }),
          anAuthorization(aClient({ id: asId('c') }), { ...foreign, scopes: ['routing'] }),
        ],
      }),
      finds: [],
    },
    {
      id: 'SCOPE-008',
      says: 'finds a scope that the catalogue lacks, and takes it out',
      snapshot: withClients(requesting('users-of-old', 'users:readonly')),
      finds: [
        inClient(['SCOPE-008', 'medium'], client, [
          ['scopes'],
          { scopes: ['users-of-old'] },
          edit(client, { scopes: ['users:readonly'] }),
        ]),
      ],
    },
    {
      id: 'SCOPE-008',
      says: 'leaves it to a person where no scope would be left (C5)',
      snapshot: withClients(requesting('users-of-old')),
      finds: [inClient(['SCOPE-008', 'medium'], client, [['scopes'], { scopes: ['users-of-old'] }, guided])],
    },
    {
      id: 'SCOPE-008',
      says: 'passes a scope that only the imported catalogue has',
      snapshot: aSnapshot({
        clients: [requesting('users-of-old')],
        catalogue: { digest: 'sha256:0', operations: [], scopes: ['users-of-old'] },
      }),
      finds: [],
    },
    {
      id: 'SCOPE-009',
      says: 'finds scopes that were granted since the baseline',
      snapshot: granted(['users:readonly', 'routing']),
      wish: { baseline: granted(['users:readonly']) },
      finds: [inApp(['SCOPE-009', 'medium'], client, [['scopes'], { scopes: ['routing'] }, advice])],
    },
    {
      id: 'SCOPE-009',
      says: 'finds privileged ones to be graver',
      snapshot: granted(['users:readonly', 'users']),
      wish: { baseline: granted(['users:readonly']) },
      finds: [inApp(['SCOPE-009', 'high'], client, [['scopes'], { scopes: ['users'] }, advice])],
    },
    {
      id: 'SCOPE-009',
      says: 'passes the narrow form of what was granted, fewer scopes, and an app that was not approved before',
      snapshot: aSnapshot({
        clients: [],
        authorizations: [
          anAuthorization(client, { scopes: ['users:readonly'] }),
          anAuthorization(aClient({ id: asId('b') }), { scopes: ['routing'] }),
        ],
      }),
      wish: {
        baseline: aSnapshot({
          authorizations: [
            anAuthorization(client, { scopes: ['users', 'routing'] }),
            anAuthorization(aClient({ id: asId('b') }), { scopes: [], state: 'pending' }),
          ],
        }),
      },
      finds: [],
    },
    {
      id: 'SCOPE-010',
      says: 'finds personal data within reach of the app of another organization',
      snapshot: granted(['users:readonly', 'recordings:readonly', 'external-contacts'], foreign),
      finds: [
        inApp(['SCOPE-010', 'high'], client, [
          ['scopes'],
          { scopes: ['external-contacts', 'recordings:readonly'] },
          advice,
        ]),
      ],
    },
    {
      id: 'SCOPE-010',
      says: 'passes other scopes of such an app',
      snapshot: granted(['users:readonly'], foreign),
      finds: [],
    },
    {
      id: 'SCOPE-010',
      says: 'passes an own app with the same scopes',
      snapshot: granted(['recordings:readonly']),
      finds: [],
    },
    {
      id: 'SCOPE-011',
      says: 'finds scopes of a service, which count for nothing',
      snapshot: withClients(aService({ scopes: ['users', 'routing'] })),
      finds: [
        inClient(['SCOPE-011', 'info'], aService(), [['scopes'], { scopes: ['routing', 'users'] }, advice]),
      ],
    },
    {
      id: 'SCOPE-011',
      says: 'passes a service without any, and scopes of a code client',
      snapshot: withClients(aService(), client),
      finds: [],
    },
    {
      id: 'SCOPE-012',
      says: 'finds an organization that does not enforce scopes',
      snapshot: enforcing(false),
      finds: [inSettings(['SCOPE-012', 'critical'], ['enforceScopes', {}, advice])],
    },
    { id: 'SCOPE-012', says: 'passes one that does', snapshot: enforcing(true), finds: [] },
  ])
})

function enforcing(enforceScopes: boolean): Snapshot {
  const { organization } = aSnapshot()
  return aSnapshot({
    organization: { ...organization, settings: { ...organization.settings, enforceScopes } },
  })
}
