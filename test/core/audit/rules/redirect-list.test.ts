import { describe, expect, it } from 'vitest'
import { redirectRules } from '../../../../core/audit/rules/redirect-rules.ts'
import { redirectRuleIds } from '../../../../core/model/audit-rule-ids.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import type { HistoryEntry } from '../../../../core/model/snapshot.ts'
import { aClient, aService, aSnapshot, daysBefore } from '../../../support/audited-snapshot.ts'
import { casesOf, home, setTo, testRedirectRules } from '../../../support/redirect-cases.ts'
import { advice, guided, inClient, type RuleCase } from '../../../support/rule-cases.ts'

const double = casesOf('REDIR-019', 'low')
const many = casesOf('REDIR-021', 'low')
const added = casesOf('REDIR-026', 'medium')
const withClients = (...clients: OAuthClient[]) => aSnapshot({ clients })
const paths = (count: number) =>
  Array.from({ length: count }, (_, number) => `https://app.acme.example/${String(number)}`)
const withPaths = (count: number) => aClient({ redirectUris: paths(count) })

const other = 'https://app.acme.example/other'
const addition: HistoryEntry = {
  sequence: 7,
  at: daysBefore(30),
  actor: { id: 'user-eve', name: 'Eve Else' },
  action: 'client.edit',
  target: { kind: 'client', id: 'client-1' },
  changes: [{ field: 'redirectUris', before: [home], after: [home, other] }],
}
const withHistory = (one: RuleCase, ...history: HistoryEntry[]): RuleCase => ({
  ...one,
  snapshot: { ...one.snapshot, history },
})
const stranger = added.finds(
  { says: 'finds a URI that somebody else added within 30 days', uris: [home, other] },
  [1, { uri: other, by: 'Eve Else', at: daysBefore(30) }, advice],
)
const nobody = (says: string) => added.passes({ says, uris: [home, other] })

const twin = aClient({ id: asId('client-2'), name: 'Twin' })
const sharedBy = (client: OAuthClient, name: string) =>
  inClient(['REDIR-022', 'medium'], client, [['redirectUris', 0], { uri: home, other: name }, advice])

describe('the rules on lists of redirect URIs (U2, C4)', () => {
  testRedirectRules([
    double.finds(
      {
        says: 'finds what is the same after normalization and keeps the one that is written so',
        uris: ['https://APP.acme.example:443/callback', home, home],
      },
      [0, { uri: 'https://APP.acme.example:443/callback', twin: home }, setTo(home)],
      [2, { uri: home, twin: home }, setTo(home)],
    ),
    double.finds(
      {
        says: 'leaves a slash at the end and percent-encoding to a person',
        uris: [
          home,
          `${home}/`,
          'https://app.acme.example/%63allback',
          'https://app.acme.example/a%2fb',
          'https://app.acme.example/a%2Fb',
        ],
      },
      [1, { uri: `${home}/`, twin: home }, guided],
      [2, { uri: 'https://app.acme.example/%63allback', twin: home }, guided],
      [4, { uri: 'https://app.acme.example/a%2Fb', twin: 'https://app.acme.example/a%2fb' }, guided],
    ),
    double.passes({
      says: 'passes what differs in path, query, port or scheme',
      uris: [
        home,
        `${home}s`,
        `${home}?a`,
        'https://app.acme.example:8443/callback',
        'https://app.acme.example/Callback',
        'https://app.acme.example/a%2Fb',
        'https://app.acme.example/a/b',
        '/callback',
        'callback',
      ],
    }),

    {
      id: 'REDIR-020',
      says: 'finds a list from nine tenths of the limit on, of little weight',
      snapshot: withClients(withPaths(113)),
      finds: [
        inClient(['REDIR-020', 'info'], aClient(), [['redirectUris'], { count: 113, limit: 125 }, advice]),
      ],
    },
    {
      id: 'REDIR-020',
      says: 'finds a list that is just full, of little weight',
      snapshot: withClients(withPaths(125)),
      finds: [
        inClient(['REDIR-020', 'info'], aClient(), [['redirectUris'], { count: 125, limit: 125 }, advice]),
      ],
    },
    {
      id: 'REDIR-020',
      says: 'finds a list beyond the limit',
      snapshot: withClients(withPaths(126)),
      finds: [
        inClient(['REDIR-020', 'medium'], aClient(), [['redirectUris'], { count: 126, limit: 125 }, advice]),
      ],
    },
    { id: 'REDIR-020', says: 'passes one less', snapshot: withClients(withPaths(112)), finds: [] },

    {
      id: 'REDIR-021',
      says: 'finds more than ten URIs',
      snapshot: withClients(withPaths(11)),
      finds: [
        inClient(['REDIR-021', 'low'], aClient(), [['redirectUris'], { count: 11, domains: 1 }, guided]),
      ],
    },
    {
      id: 'REDIR-021',
      says: 'finds more than three domains',
      snapshot: withClients(
        aClient({
          redirectUris: [
            'https://a.acme.co.uk/',
            'https://b.other.co.uk/',
            'https://c.example/',
            'https://d.github.io/',
            'https://b.acme.co.uk/',
          ],
        }),
      ),
      finds: [
        inClient(['REDIR-021', 'low'], aClient(), [['redirectUris'], { count: 5, domains: 4 }, guided]),
      ],
    },
    many.passes({ says: 'passes ten URIs on one domain', uris: paths(10) }),
    many.passes({
      says: 'passes three domains, and counts neither apps nor the own machine',
      uris: [
        'https://a.acme.example/',
        'https://other.example/',
        'https://third.org/',
        'com.acme.desk:/cb',
        'http://127.0.0.1/cb',
      ],
    }),

    {
      id: 'REDIR-022',
      says: 'finds a URI of two clients with different grant types, at both of them',
      snapshot: withClients(aClient(), { ...twin, grantType: 'implicit' }),
      finds: [sharedBy(aClient(), 'Twin'), sharedBy(twin, 'Agent Desktop')],
    },
    {
      id: 'REDIR-022',
      says: 'finds a URI of two clients with different owners, and names the first of several',
      snapshot: withClients(
        aClient(),
        { ...twin, contact: 'ben@acme.example' },
        { ...twin, id: asId('client-3'), name: 'Third', contact: 'Ben@acme.example' },
      ),
      finds: [
        sharedBy(aClient(), 'Twin'),
        sharedBy(twin, 'Agent Desktop'),
        sharedBy({ ...twin, id: asId('client-3'), name: 'Third' }, 'Agent Desktop'),
      ],
    },
    {
      id: 'REDIR-022',
      says: 'passes clients of one owner, a client without one, and another URI',
      snapshot: withClients(
        aClient(),
        { ...twin, contact: ' ADA@acme.example ' },
        { ...twin, id: asId('client-3'), contact: '' },
        { ...twin, id: asId('client-4'), redirectUris: [`${home}/`], grantType: 'implicit' },
      ),
      finds: [],
    },
    {
      id: 'REDIR-022',
      says: 'passes loopback addresses, which lead to whatever app listens',
      snapshot: withClients(aClient({ redirectUris: ['http://127.0.0.1/cb'] }), {
        ...twin,
        grantType: 'implicit',
        redirectUris: ['http://127.0.0.1/cb'],
      }),
      finds: [],
    },

    {
      id: 'REDIR-023',
      says: 'finds a code client without any',
      snapshot: withClients(aClient({ redirectUris: [] })),
      finds: [
        inClient(['REDIR-023', 'medium'], aClient(), [
          ['redirectUris'],
          { grantType: 'authorization_code', count: 0 },
          guided,
        ]),
      ],
    },
    {
      id: 'REDIR-023',
      says: 'finds a service with some',
      snapshot: withClients(aService({ redirectUris: [home, other] })),
      finds: [
        inClient(['REDIR-023', 'medium'], aService(), [
          ['redirectUris'],
          { grantType: 'client_credentials', count: 2 },
          guided,
        ]),
      ],
    },
    {
      id: 'REDIR-023',
      says: 'passes a service without any, and a SAML client with or without',
      snapshot: withClients(
        aService(),
        aClient({ grantType: 'saml2_bearer' }),
        aClient({ id: asId('b'), grantType: 'saml2_bearer', redirectUris: [] }),
      ),
      finds: [],
    },

    withHistory(stranger, addition),
    withHistory(
      { ...stranger, says: 'finds it although the same person had changed something else just before' },
      { ...addition, sequence: 6, at: daysBefore(30), changes: [] },
      addition,
    ),
    withHistory(nobody('passes it a day later'), { ...addition, at: daysBefore(31) }),
    withHistory(nobody('passes an addition by whoever made the client'), {
      ...addition,
      actor: { id: 'user-ada', name: 'Ada Admin' },
    }),
    withHistory(
      nobody('passes an addition by somebody who had changed the client before that time'),
      { ...addition, sequence: 5, at: daysBefore(40), changes: [] },
      addition,
    ),
    withHistory(nobody('passes an addition by the product itself'), {
      ...addition,
      actor: { id: null, name: 'Grantdesk' },
    }),
    withHistory(nobody('passes one that was taken away and added again by the usual person'), addition, {
      ...addition,
      sequence: 9,
      at: daysBefore(1),
      actor: { id: 'user-ada', name: 'Ada Admin' },
    }),
    withHistory(nobody('passes other fields, and what was there before'), {
      ...addition,
      changes: [
        { field: 'scopes', before: [], after: [other] },
        { field: 'redirectUris', before: [other], after: [other] },
      ],
    }),
    withHistory(nobody('passes an addition to another client'), {
      ...addition,
      target: { kind: 'client', id: 'client-9' },
    }),
  ])

  it('are all of the list, in its order', () => {
    expect(redirectRules.map(({ id }) => id)).toEqual(redirectRuleIds)
  })
})
