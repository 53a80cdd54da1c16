import { describe, expect, it } from 'vitest'
import { registrableDomain } from '../../../../core/audit/rules/registrable-domain.ts'
import { aSnapshot } from '../../../support/audited-snapshot.ts'
import { casesOf, home, setTo, testRedirectRules } from '../../../support/redirect-cases.ts'
import { advice, guided, type RuleCase } from '../../../support/rule-cases.ts'

const tool = casesOf('REDIR-015', 'high')
const shared = casesOf('REDIR-016', 'medium')
const nowhere = casesOf('REDIR-017', 'high')
const sentOn = casesOf('REDIR-018', 'high')
const region = casesOf('REDIR-024', 'medium')
const foreign = casesOf('REDIR-025', 'medium')

const owned = { policy: { ownedDomains: ['acme.example', 'acme.co.uk'] } }

/** The organization of these cases is in `mypurecloud.de`. */
function inRegion(one: RuleCase, name: string): RuleCase {
  return {
    ...one,
    snapshot: { ...one.snapshot, organization: { ...aSnapshot().organization, region: name } },
  }
}

describe('the rules on hosts of redirect URIs (U2)', () => {
  testRedirectRules([
    tool.finds(
      {
        says: 'finds tunnels and test tools and removes them',
        uris: ['https://a1.ngrok.io/cb', home, 'https://jwt.io/'],
      },
      [0, { uri: 'https://a1.ngrok.io/cb', domain: 'ngrok.io' }, setTo(home)],
      [2, { uri: 'https://jwt.io/', domain: 'jwt.io' }, setTo(home)],
    ),
    tool.finds(
      { says: 'does not leave a client without any', uris: ['https://oauth.pstmn.io/v1/callback'] },
      [0, { uri: 'https://oauth.pstmn.io/v1/callback', domain: 'oauth.pstmn.io' }, guided],
    ),
    tool.finds(
      {
        says: 'finds what the policy lists instead',
        uris: ['https://a1.ngrok.io/cb', 'https://t.acme.example/cb'],
        wish: { policy: { testToolHosts: ['t.acme.example'] } },
      },
      [1, { uri: 'https://t.acme.example/cb', domain: 't.acme.example' }, setTo('https://a1.ngrok.io/cb')],
    ),
    tool.passes({
      says: 'passes hosts that only end alike',
      uris: ['https://myngrok.io/cb', 'https://pstmn.io/cb'],
    }),

    shared.finds(
      { says: 'finds names below shared hosting', uris: ['https://acme-desk.azurewebsites.net/cb'] },
      [0, { uri: 'https://acme-desk.azurewebsites.net/cb', domain: 'azurewebsites.net' }, advice],
    ),
    shared.passes({ says: 'passes a domain of its own', uris: [home, 'https://notgithub.io/cb'] }),

    nowhere.finds(
      {
        says: 'finds a host that does not resolve, and one that points to a name which does not',
        uris: ['https://gone.acme.example/cb', 'https://old.acme.example/cb', home],
        wish: {
          lookups: new Map([
            ['gone.acme.example', { kind: 'not_found' }],
            ['old.acme.example', { kind: 'dangling', target: 'acme.azurewebsites.net' }],
            ['app.acme.example', { kind: 'found' }],
          ]),
        },
      },
      [
        0,
        { uri: 'https://gone.acme.example/cb', host: 'gone.acme.example', target: 'gone.acme.example' },
        advice,
      ],
      [
        1,
        { uri: 'https://old.acme.example/cb', host: 'old.acme.example', target: 'acme.azurewebsites.net' },
        advice,
      ],
    ),
    nowhere.passes({
      says: 'passes a host that resolves, one without an answer, one that nobody asked for, and the own machine',
      uris: [home, 'https://b.acme.example/cb', 'https://c.acme.example/cb', 'http://localhost/cb'],
      wish: {
        lookups: new Map([
          ['app.acme.example', { kind: 'found' }],
          ['b.acme.example', { kind: 'failed' }],
          ['localhost', { kind: 'not_found' }],
        ]),
      },
    }),

    sentOn.finds(
      {
        says: 'finds shorteners, and parameters that send people on',
        uris: ['https://bit.ly/3xyz', `${home}?tenant=1&Return_To=/x`, `${home}?url=`],
      },
      [0, { uri: 'https://bit.ly/3xyz', part: 'bit.ly' }, guided],
      [1, { uri: `${home}?tenant=...&Return_To=...`, part: 'Return_To' }, guided],
      [2, { uri: `${home}?url=`, part: 'url' }, guided],
    ),
    sentOn.passes({
      says: 'passes other parameters, hosts that only end alike, and apps',
      uris: [
        `${home}?nextstep=1&tenant=url`,
        'https://notbit.ly/cb',
        'com.acme.desk:/cb?next=x',
        'https://app.acme.example/next/url',
      ],
    }),

    region.finds(
      {
        says: 'finds a page of the vendor in another region and moves it',
        uris: [home, 'https://apps.mypurecloud.com/crm/index.html?crm=zendesk'],
      },
      [
        1,
        {
          uri: 'https://apps.mypurecloud.com/crm/index.html?crm=...',
          region: 'mypurecloud.com',
          own: 'mypurecloud.de',
        },
        setTo(home, 'https://apps.mypurecloud.de/crm/index.html?crm=zendesk'),
      ],
    ),
    region.finds(
      {
        says: 'keeps no second copy of the right one',
        uris: ['https://apps.mypurecloud.com/crm/index.html', 'https://apps.mypurecloud.de/crm/index.html'],
      },
      [
        0,
        {
          uri: 'https://apps.mypurecloud.com/crm/index.html',
          region: 'mypurecloud.com',
          own: 'mypurecloud.de',
        },
        setTo('https://apps.mypurecloud.de/crm/index.html'),
      ],
    ),
    inRegion(
      region.finds(
        {
          says: 'leaves an organization outside of the known regions to a person',
          uris: ['https://apps.mypurecloud.com/'],
        },
        [
          0,
          { uri: 'https://apps.mypurecloud.com/', region: 'mypurecloud.com', own: 'cloud.acme.example' },
          guided,
        ],
      ),
      'cloud.acme.example',
    ),
    region.passes({
      says: 'passes the own region, other hosts of the vendor, and names that only look like one',
      uris: [
        'https://apps.mypurecloud.de/crm/index.html',
        'https://login.mypurecloud.com/cb',
        'https://apps.mypurecloud.org/cb',
        'https://apps.mypurecloud.com.evil.example/cb',
      ],
    }),

    foreign.finds(
      {
        says: 'finds hosts outside of the owned domains',
        uris: [home, 'https://acme.example.evil.test.example/cb'],
        wish: owned,
      },
      [
        1,
        { uri: 'https://acme.example.evil.test.example/cb', host: 'acme.example.evil.test.example' },
        guided,
      ],
    ),
    foreign.finds(
      { says: 'finds a host that only ends alike', uris: ['https://notacme.example/cb'], wish: owned },
      [0, { uri: 'https://notacme.example/cb', host: 'notacme.example' }, guided],
    ),
    foreign.passes({
      says: 'passes owned hosts, those of the vendor, apps and the own machine',
      uris: [
        'https://acme.example/cb',
        'https://a.b.acme.co.uk/cb',
        'https://apps.mypurecloud.com/crm/index.html',
        'com.evil.desk:/cb',
        'http://127.0.0.1/cb',
        'https://build.acme.local/cb',
        '/cb',
      ],
      wish: owned,
    }),
  ])
})

describe('the domain that somebody registered', () => {
  it.each([
    ['login.acme.example', 'acme.example'],
    ['acme.example', 'acme.example'],
    ['a.b.acme.co.uk', 'acme.co.uk'],
    ['co.uk', 'co.uk'],
    ['acme.com', 'acme.com'],
    ['www.acme.com.au', 'acme.com.au'],
    ['one.github.io', 'one.github.io'],
    ['x.one.github.io', 'one.github.io'],
    ['localhost', 'localhost'],
    ['192.0.2.7', '192.0.2.7'],
    ['2001:db8::1', '2001:db8::1'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host, ['github.io'])).toBe(domain)
  })
})
