import { describe, expect, it } from 'vitest'
import { credentialRules } from '../../../../core/audit/rules/credential-rules.ts'
import { credentialRuleIds } from '../../../../core/model/audit-rule-ids.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { HistoryEntry } from '../../../../core/model/snapshot.ts'
import {
  aClient,
  aRole,
  aService,
  aSnapshot,
  daysBefore,
  homeId,
  judge,
} from '../../../support/audited-snapshot.ts'
import { advice, edit, guided, inClient, testRuleFamily } from '../../../support/rule-cases.ts'

const withClients = (...clients: OAuthClient[]) => aSnapshot({ clients })
const agedSecret = aService({ createdAt: daysBefore(400), secretChangedAt: daysBefore(181) })
const bornWith = aService({ createdAt: daysBefore(366), secretChangedAt: daysBefore(366) })
const native = aClient({
  redirectUris: ['http://127.0.0.1/callback', 'com.acme.desk:/callback'],
  secretChangedAt: daysBefore(100),
})
const secret = 'kQ7vX2mZp9LrT4wYb8NcJ6hD1sFgA3eUoV5iRtWqPzE'
const told = aClient({ description: `Talk to Ada, secret=${secret}, then wait` })
const remover = aService({ roleGrants: [{ roleId: asId('role-remover'), divisionId: homeId }] })
const roles = [aRole('role-remover', ['oauth:client:delete']), aRole('role-viewer', ['oauth:client:view'])]

const former = aService({ name: 'Nightly Export', createdAt: daysBefore(200) })
const successor = aService({ id: asId('service-2'), name: 'Nightly Export (2)', createdAt: daysBefore(15) })
const created: HistoryEntry = {
  sequence: 7,
  at: successor.createdAt,
  actor: { id: 'user-ada', name: 'Ada Admin' },
  action: 'client.create',
  target: { kind: 'client', id: successor.id },
  changes: [],
}
const renewed = { ...created, sequence: 8, at: daysBefore(3), action: 'client.regenerate_secret' }
const rotating = (second: Partial<OAuthClient>, history: readonly HistoryEntry[] = [created]) =>
  aSnapshot({ clients: [former, { ...successor, ...second }], history })

const inState = { absent: [], clients: [native], secretsInState: [native.id] } as const
const emptyState = { absent: [], clients: [native], secretsInState: [] } as const

describe('the rules on credentials (U2)', () => {
  testRuleFamily(credentialRules, credentialRuleIds, [
    {
      id: 'CRED-001',
      says: 'finds a secret of more than 180 days',
      snapshot: withClients(agedSecret),
      finds: [
        inClient(['CRED-001', 'medium'], agedSecret, [
          ['secretChangedAt'],
          { since: daysBefore(181), days: 181, limit: 180 },
          guided,
        ]),
      ],
    },
    {
      id: 'CRED-001',
      says: 'passes one of just 180 days, and one of a client that is out of use or implicit',
      snapshot: withClients(
        { ...agedSecret, secretChangedAt: daysBefore(180) },
        { ...agedSecret, id: asId('b'), state: { kind: 'disabled' } },
        { ...agedSecret, id: asId('c'), grantType: 'implicit' },
      ),
      finds: [],
    },
    {
      id: 'CRED-002',
      says: 'finds a secret that is as old as a client of more than 365 days',
      snapshot: withClients(bornWith),
      finds: [
        inClient(['CRED-002', 'high'], bornWith, [['secretChangedAt'], { days: 366, limit: 365 }, guided]),
      ],
    },
    {
      id: 'CRED-002',
      says: 'passes a client of just 365 days, and one whose secret was replaced',
      snapshot: withClients(
        { ...bornWith, createdAt: daysBefore(365), secretChangedAt: daysBefore(365) },
        { ...bornWith, id: asId('b'), secretChangedAt: daysBefore(364) },
        { ...bornWith, id: asId('c'), secretChangedAt: null },
      ),
      finds: [],
    },
    {
      id: 'CRED-003',
      says: 'finds the secret that a native app without PKCE needs, of little weight',
      snapshot: withClients({ ...native, pkce: false }),
      finds: [
        inClient(['CRED-003', 'low'], native, [['secretChangedAt'], { since: daysBefore(100) }, advice]),
      ],
    },
    {
      id: 'CRED-003',
      says: 'finds a secret of a native app that was renewed, of full weight',
      snapshot: withClients({ ...native, secretChangedAt: daysBefore(1) }),
      finds: [
        inClient(['CRED-003', 'high'], native, [['secretChangedAt'], { since: daysBefore(1) }, advice]),
      ],
    },
    {
      id: 'CRED-003',
      says: 'passes a native app that needs none, and a secret of a client that also returns to a server',
      snapshot: withClients(
        { ...native, secretChangedAt: null },
        { ...native, id: asId('d') },
        aClient({ id: asId('e'), grantType: 'implicit', secretChangedAt: daysBefore(1) }),
        { ...native, id: asId('b'), redirectUris: [...native.redirectUris, 'https://app.acme.example/cb'] },
        { ...native, id: asId('c'), grantType: 'saml2_bearer' },
      ),
      finds: [],
    },
    {
      id: 'CRED-004',
      says: 'finds a secret in the description, and takes it out',
      snapshot: withClients(told),
      finds: [
        inClient(['CRED-004', 'critical'], told, [
          ['description'],
          { field: 'description', kinds: ['assigned_secret'] },
          edit(told, { description: 'Talk to Ada, secret=[removed], then wait' }),
        ]),
      ],
    },
    {
      id: 'CRED-004',
      says: 'finds secrets in a contact and in a redirect URI, which a person has to mend',
      snapshot: withClients(
        aClient({
          contact: `ada@acme.example ${secret}`,
          redirectUris: ['https://a.example/cb', `https://a.example/cb?client_secret=hunter22`],
        }),
      ),
      finds: [
        inClient(['CRED-004', 'critical'], aClient(), [
          ['contact'],
          { field: 'contact', kinds: ['random_text'] },
          guided,
        ]),
        inClient(['CRED-004', 'critical'], aClient(), [
          ['redirectUris', 1],
          { field: 'redirectUris', kinds: ['assigned_secret'] },
          guided,
        ]),
      ],
    },
    {
      id: 'CRED-004',
      says: 'passes ids, placeholders, sentences about secrets, and a random text of 39 characters',
      snapshot: withClients(
        aClient({
          name: 'Token: exchange service',
          description: `id 6f1c9a52-3b7e-4d0a-9c55-0f6f4f0f8a11, secret=<see vault>, secret: replaced-quarterly, ${secret.slice(0, 39)}`,
          contact: 'token=6f1c9a52-3b7e-4d0a-9c55-0f6f4f0f8a11',
          redirectUris: [
            'https://a.example/oauth/callback/for/the/Agent-Desktop-of-Acme-Corporation-2026/done',
          ],
        }),
      ),
      finds: [],
    },
    {
      id: 'CRED-006',
      says: 'finds a secret in the state of Terraform',
      snapshot: aSnapshot(inState),
      finds: [inClient(['CRED-006', 'medium'], native, [[], {}, advice])],
    },
    {
      id: 'CRED-006',
      says: 'passes a client whose secret is not there',
      snapshot: aSnapshot(emptyState),
      finds: [],
    },
    {
      id: 'CRED-007',
      says: 'finds a client that another one just like it was to replace more than 14 days ago',
      snapshot: rotating({}),
      finds: [
        inClient(['CRED-007', 'medium'], former, [
          ['state'],
          { successor: 'Nightly Export (2)', days: 15, limit: 14 },
          guided,
        ]),
      ],
    },
    ...(
      [
        ['a successor of just 14 days', rotating({ createdAt: daysBefore(14) })],
        ['a successor that may do something else', rotating({ addressRanges: ['203.0.113.8/32'] })],
        ['a client of another name', rotating({ name: 'Nightly Import' })],
        [
          'a successor that was deactivated',
          rotating({ state: { kind: 'inactive', removalAt: daysBefore(-1) } }),
        ],
        ['a successor of which the history does not tell', rotating({}, [])],
        [
          'a client that has got a new secret since',
          rotating({}, [created, { ...renewed, target: { kind: 'client', id: former.id } }]),
        ],
      ] as const
    ).map(([what, snapshot]) => ({ id: 'CRED-007' as const, says: `passes ${what}`, snapshot, finds: [] })),
    {
      id: 'CRED-008',
      says: 'finds a service that may be used from everywhere',
      snapshot: withClients(aService({ addressRanges: [] })),
      finds: [inClient(['CRED-008', 'medium'], aService(), [['addressRanges'], {}, guided])],
    },
    {
      id: 'CRED-008',
      says: 'passes a service with one address, and a code client, which cannot have any',
      snapshot: withClients(aService(), aClient()),
      finds: [],
    },
    {
      id: 'CRED-009',
      says: 'finds ranges that are too wide, private or no IPv4 ranges',
      snapshot: withClients(
        aService({ addressRanges: ['203.0.113.0/15', '0.0.0.0/0', '192.168.7.0/24', '2001:db8::/32'] }),
      ),
      finds: ['203.0.113.0/15', '0.0.0.0/0', '192.168.7.0/24', '2001:db8::/32'].map((range, index) =>
        inClient(['CRED-009', 'high'], aService(), [['addressRanges', index], { range, widest: 16 }, guided]),
      ),
    },
    {
      id: 'CRED-009',
      says: 'passes a public range of 16 bits and one beside a private one',
      snapshot: withClients(aService({ addressRanges: ['203.0.0.0/16', '172.32.0.0/16', '203.0.113.7'] })),
      finds: [],
    },
    {
      id: 'CRED-012',
      says: 'finds a service whose secret alone opens privileged calls',
      snapshot: aSnapshot({ clients: [remover], roles }),
      finds: [inClient(['CRED-012', 'info'], remover, [['secretChangedAt'], { operations: 1 }, advice])],
    },
    {
      id: 'CRED-012',
      says: 'passes a service that only reads, and one without a secret',
      snapshot: aSnapshot({
        clients: [aService(), { ...remover, id: asId('b'), secretChangedAt: null }],
        roles,
      }),
      finds: [],
    },
  ])

  it('never repeats a secret in evidence, nor a part of it (F4)', () => {
    const rule = credentialRules.find(({ id }) => id === 'CRED-004')
    const found = rule && judge(rule, withClients(told))
    expect(JSON.stringify(found)).not.toContain(secret.slice(0, 6))
  })
})
