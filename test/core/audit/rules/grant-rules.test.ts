import { describe } from 'vitest'
import { defaultThresholds } from '../../../../core/audit/audit-policy.ts'
import { grantRules } from '../../../../core/audit/rules/grant-rules.ts'
import { grantRuleIds } from '../../../../core/model/audit-rule-ids.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { Snapshot } from '../../../../core/model/snapshot.ts'
import { aClient, aService, aSnapshot } from '../../../support/audited-snapshot.ts'
import { advice, guided, inClient, testRuleFamily } from '../../../support/rule-cases.ts'

const withClients = (...clients: OAuthClient[]) => aSnapshot({ clients })
const implicit = aClient({ grantType: 'implicit', pkce: false })
const password = aClient({ grantType: 'password', pkce: false })
const saml = aClient({ grantType: 'saml2_bearer', pkce: false })
const native = aClient({ pkce: false, redirectUris: ['http://127.0.0.1/cb', 'com.acme.desk:/cb'] })
const provider = {
  id: asId<Snapshot['identityProviders'][number]['id']>('idp-1'),
  name: 'Acme',
  issuer: 'urn:acme',
}

/** The snapshot is taken on 2026-11-02 at 09:00. */
function ending(implicitEndDate: string): Snapshot {
  const snapshot = withClients(implicit)
  const { organization } = snapshot
  return {
    ...snapshot,
    organization: { ...organization, settings: { ...organization.settings, implicitEndDate } },
  }
}

describe('the rules on grant types (U2)', () => {
  testRuleFamily(grantRules, grantRuleIds, [
    {
      id: 'GRANT-001',
      says: 'finds an implicit client',
      snapshot: withClients(implicit),
      finds: [inClient(['GRANT-001', 'high'], implicit, [['grantType'], {}, guided])],
    },
    { id: 'GRANT-001', says: 'passes a code client without PKCE', snapshot: withClients(native), finds: [] },
    {
      id: 'GRANT-002',
      says: 'finds an implicit client within a year of the end',
      snapshot: ending('2027-11-02'),
      finds: [inClient(['GRANT-002', 'high'], implicit, [['grantType'], { date: '2027-11-02' }, guided])],
    },
    {
      id: 'GRANT-002',
      says: 'finds it just more than 90 days before the end, of the same weight',
      snapshot: ending('2027-02-01'),
      finds: [inClient(['GRANT-002', 'high'], implicit, [['grantType'], { date: '2027-02-01' }, guided])],
    },
    {
      id: 'GRANT-002',
      says: 'finds it critical within 90 days of the end',
      snapshot: ending('2027-01-31'),
      finds: [inClient(['GRANT-002', 'critical'], implicit, [['grantType'], { date: '2027-01-31' }, guided])],
    },
    {
      id: 'GRANT-002',
      says: 'finds it critical when the end is past',
      snapshot: ending('2026-03-31'),
      finds: [inClient(['GRANT-002', 'critical'], implicit, [['grantType'], { date: '2026-03-31' }, guided])],
    },
    {
      id: 'GRANT-002',
      says: 'finds it critical by the policy’s own number of days',
      snapshot: ending('2027-02-01'),
      wish: { policy: { thresholds: { ...defaultThresholds, implicitEndDays: 91 } } },
      finds: [inClient(['GRANT-002', 'critical'], implicit, [['grantType'], { date: '2027-02-01' }, guided])],
    },
    {
      id: 'GRANT-002',
      says: 'passes it more than a year before the end',
      snapshot: ending('2027-11-03'),
      finds: [],
    },
    {
      id: 'GRANT-002',
      says: 'passes other clients, and a date that cannot be read',
      snapshot: {
        ...ending('some day'),
        clients: [implicit, aClient({ id: asId('b') })],
      },
      finds: [],
    },
    {
      id: 'GRANT-003',
      says: 'finds a client with the passwords of people',
      snapshot: withClients(password),
      finds: [inClient(['GRANT-003', 'critical'], password, [['grantType'], {}, guided])],
    },
    { id: 'GRANT-003', says: 'passes an implicit client', snapshot: withClients(implicit), finds: [] },
    {
      id: 'GRANT-004',
      says: 'finds a service with a redirect URI, whose query is not shown',
      snapshot: withClients(aService({ redirectUris: ['https://app.acme.example/cb?key=s3cret'] })),
      finds: [
        inClient(['GRANT-004', 'medium'], aService(), [
          ['redirectUris'],
          { sign: 'https://app.acme.example/cb?key=...' },
          advice,
        ]),
      ],
    },
    {
      id: 'GRANT-004',
      says: 'finds a service that is named like an app',
      snapshot: withClients(aService({ name: 'Agent web app' })),
      finds: [
        inClient(['GRANT-004', 'medium'], { id: aService().id, name: 'Agent web app' }, [
          ['name'],
          { sign: 'web app' },
          advice,
        ]),
      ],
    },
    {
      id: 'GRANT-004',
      says: 'finds a service that is described as an app, in German too',
      snapshot: withClients(aService({ description: 'Webanwendung der Agenten' })),
      finds: [
        inClient(['GRANT-004', 'medium'], aService(), [['description'], { sign: 'Webanwendung' }, advice]),
      ],
    },
    {
      id: 'GRANT-004',
      says: 'passes a service that speaks of a webhook or spares something, and an app that people sign in to',
      snapshot: withClients(
        aService({ name: 'Webhook web service', description: 'spare desktops' }),
        aClient({ name: 'Desktop web app' }),
      ),
      finds: [],
    },
    {
      id: 'GRANT-005',
      says: 'finds a native app without PKCE',
      snapshot: withClients(native),
      finds: [inClient(['GRANT-005', 'high'], native, [['pkce'], { uri: 'http://127.0.0.1/cb' }, guided])],
    },
    {
      id: 'GRANT-005',
      says: 'passes one with PKCE, one that also returns to a server, one without redirect URI and one of another grant type',
      snapshot: withClients(
        { ...native, pkce: true },
        { ...native, id: asId('b'), redirectUris: [...native.redirectUris, 'https://app.acme.example/cb'] },
        { ...native, id: asId('c'), redirectUris: [] },
        { ...native, id: asId('d'), grantType: 'implicit' },
        { ...native, id: asId('e'), redirectUris: ['javascript:alert(1)'] },
      ),
      finds: [],
    },
    {
      id: 'GRANT-006',
      says: 'finds a client for the web and for an app',
      snapshot: withClients(aClient({ redirectUris: ['https://app.acme.example/cb', 'com.acme.desk:/cb'] })),
      finds: [
        inClient(['GRANT-006', 'medium'], aClient(), [
          ['redirectUris'],
          { web: 'https://app.acme.example/cb', native: 'com.acme.desk:/cb' },
          guided,
        ]),
      ],
    },
    {
      id: 'GRANT-006',
      says: 'passes one for an app alone, one for the web alone, localhost, and a host whose scheme was forgotten',
      snapshot: withClients(
        native,
        aClient({ id: asId('d'), redirectUris: ['https://a.acme.example/cb', 'http://localhost:80/cb'] }),
        aClient({ id: asId('b'), redirectUris: ['https://a.acme.example/cb', 'https://b.acme.example/cb'] }),
        aClient({ id: asId('c'), redirectUris: ['https://a.acme.example/cb', 'a.acme.example:443/cb'] }),
      ),
      finds: [],
    },
    {
      id: 'GRANT-007',
      says: 'finds a SAML client where no identity provider is enabled',
      snapshot: aSnapshot({ clients: [saml], identityProviders: [{ ...provider, enabled: false }] }),
      finds: [inClient(['GRANT-007', 'medium'], saml, [['grantType'], {}, advice])],
    },
    {
      id: 'GRANT-007',
      says: 'passes it where one is, and other clients where none is',
      snapshot: aSnapshot({ clients: [saml], identityProviders: [{ ...provider, enabled: true }] }),
      finds: [],
    },
    {
      id: 'GRANT-009',
      says: 'finds a client that had another grant type before',
      snapshot: withClients(implicit),
      wish: { baseline: withClients(aClient()) },
      finds: [
        inClient(['GRANT-009', 'medium'], implicit, [
          ['grantType'],
          { before: 'authorization_code', after: 'implicit' },
          advice,
        ]),
      ],
    },
    {
      id: 'GRANT-009',
      says: 'passes a client that is new, and one whose PKCE alone changed',
      snapshot: withClients(aClient({ pkce: false }), { ...implicit, id: asId('b') }),
      wish: { baseline: withClients(aClient({ pkce: true })) },
      finds: [],
    },
  ])
})
