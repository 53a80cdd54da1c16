import { describe } from 'vitest'
import { casesOf, home, setTo, testRedirectRules } from '../../../support/redirect-cases.ts'
import { guided, type RuleCase } from '../../../support/rule-cases.ts'

const http = casesOf('REDIR-001', 'high')
const star = casesOf('REDIR-002', 'high')
const openHost = casesOf('REDIR-003', 'critical')
const fragment = casesOf('REDIR-004', 'medium')
const unusable = casesOf('REDIR-005', 'high')
const root = casesOf('REDIR-006', 'low')
const misread = casesOf('REDIR-007', 'high')
const script = casesOf('REDIR-008', 'critical')
const telling = casesOf('REDIR-027', 'medium')

/** One URI beside one without a fault. */
const misreads = (uri: string, part: string, shown = uri): RuleCase =>
  misread.finds({ says: `finds ${part} in ${shown}`, uris: [home, uri] }, [1, { uri: shown, part }, guided])
const isUnusable = (uri: string): RuleCase =>
  unusable.finds({ says: `finds ${uri === '' ? 'an empty one' : uri}`, uris: [home, uri] }, [
    1,
    { uri, place: 2 },
    guided,
  ])

const long = `https://app.acme.example/${'a'.repeat(2_100)}`

describe('the rules on the form of redirect URIs (U2, C4)', () => {
  testRedirectRules([
    http.finds({ says: 'finds plain http and makes it https', uris: [home, 'http://app.acme.example/cb'] }, [
      1,
      { uri: 'http://app.acme.example/cb' },
      setTo(home, 'https://app.acme.example/cb'),
    ]),
    http.finds({ says: 'drops the port of http', uris: ['HTTP://app.acme.example:80/cb'] }, [
      0,
      { uri: 'HTTP://app.acme.example:80/cb' },
      setTo('https://app.acme.example/cb'),
    ]),
    http.finds(
      { says: 'keeps no second copy of the https twin', uris: ['http://app.acme.example/callback', home] },
      [0, { uri: 'http://app.acme.example/callback' }, setTo(home)],
    ),
    http.finds({ says: 'leaves another port to a person', uris: ['http://app.acme.example:8080/cb'] }, [
      0,
      { uri: 'http://app.acme.example:8080/cb' },
      guided,
    ]),
    http.passes({
      says: 'passes https, and http on a loopback address',
      uris: [home, 'http://127.0.0.1/cb', 'http://[::1]:80/cb', 'http://localhost/cb', 'httpx://acme/cb'],
    }),

    star.finds(
      {
        says: 'finds a star in host, path and query, encoded too',
        uris: [
          'https://*.acme.example/cb',
          'https://app.acme.example/*',
          'https://app.acme.example/cb?x=%2A',
        ],
      },
      [0, { uri: 'https://*.acme.example/cb' }, guided],
      [1, { uri: 'https://app.acme.example/*' }, guided],
      [2, { uri: 'https://app.acme.example/cb?x=...' }, guided],
    ),
    star.passes({
      says: 'leaves a star at the end of a host to its own rule, and passes other escapes',
      uris: ['https://app.acme.example*', 'https://app.acme.example/%2B'],
    }),

    openHost.finds(
      {
        says: 'finds a star glued to the host and takes it away',
        uris: [home, 'https://app.acme.example*/cb'],
      },
      [1, { uri: 'https://app.acme.example*/cb' }, setTo(home, 'https://app.acme.example/cb')],
    ),
    openHost.finds(
      { says: 'finds it encoded, and with a port', uris: ['https://app.acme.example%2A:8443/cb'] },
      [0, { uri: 'https://app.acme.example%2A:8443/cb' }, setTo('https://app.acme.example:8443/cb')],
    ),
    openHost.finds(
      {
        says: 'leaves an open end of another kind, and further stars, to a person',
        uris: ['https://app.acme.*/cb', 'https://*.acme.example*', 'https://*'],
      },
      [0, { uri: 'https://app.acme.*/cb' }, guided],
      [1, { uri: 'https://*.acme.example*' }, guided],
      [2, { uri: 'https://*' }, guided],
    ),
    openHost.passes({
      says: 'passes a star elsewhere',
      uris: ['https://app.acme.example/*', 'https://*.acme.example/cb', 'https://app*.acme.example/cb'],
    }),

    fragment.finds(
      { says: 'finds a fragment and strips it', uris: [home, 'https://app.acme.example/#/cb'] },
      [1, { uri: 'https://app.acme.example/#...' }, setTo(home, 'https://app.acme.example/')],
    ),
    fragment.finds({ says: 'finds an empty one', uris: [`${home}#`] }, [0, { uri: `${home}#` }, setTo(home)]),
    fragment.finds(
      {
        says: 'leaves a URI that is refused for more to a person',
        uris: ['https://ada@app.acme.example/#x'],
      },
      [0, { uri: 'https://...@app.acme.example/#...' }, guided],
    ),
    fragment.passes({
      says: 'passes an encoded one, a script, and what is no URI',
      uris: ['https://app.acme.example/%23cb', 'javascript:#', '/cb#x'],
    }),

    isUnusable(''),
    isUnusable('/callback'),
    isUnusable('//app.acme.example/callback'),
    isUnusable('https:///callback'),
    isUnusable('https://app.acme.example:99999/cb'),
    isUnusable('https://my app.acme.example/cb'),
    isUnusable('app.acme.example:8443/cb'),
    unusable.finds({ says: 'finds one that is too long, and shows its beginning', uris: [long] }, [
      0,
      { uri: long.slice(0, 300), place: 1 },
      guided,
    ]),
    unusable.passes({
      says: 'passes absolute ones, whatever else is wrong with them',
      uris: [
        home,
        'com.acme.desk:/cb',
        `${home}#x`,
        'javascript:alert(1)',
        'https://ada@acme.example/',
        'https://müller.example/',
      ],
    }),

    root.finds(
      {
        says: 'finds the root of a host',
        uris: ['https://app.acme.example', 'https://app.acme.example/?a=1'],
      },
      [0, { uri: 'https://app.acme.example' }, guided],
      [1, { uri: 'https://app.acme.example/?a=...' }, guided],
    ),
    root.passes({
      says: 'passes any path, and the root of a loopback address or of an app',
      uris: ['https://app.acme.example/a', 'http://127.0.0.1/', 'com.acme.desk:/'],
    }),

    misreads('https://ada:pw@app.acme.example/cb', '@', 'https://...@app.acme.example/cb'),
    misreads('https://app.acme.example\\@evil.example/cb', '\\', 'https://...@evil.example/cb'),
    misreads('https://app.acme.example/a\\b', '\\'),
    misreads('https://app.acme.example/a\tb', 'U+0009'),
    misreads('https://app.acme.example/c`b', 'U+0060'),
    misreads('https://аpp.acme.example/cb', 'а'),
    misreads('https://app.acme.example/a/../cb', '..'),
    misreads('https://app.acme.example/a/%2E%2e', '%2E%2e'),
    misreads('https://app.acme.example/a%2Fcb', '%2F'),
    misreads('https://app.acme.example/a%40cb', '%40'),
    misreads('https://app.acme.example/a%0d', '%0d'),
    misread.finds(
      { says: 'finds a host in other letters, of less weight', uris: ['https://xn--pple-43d.example/cb'] },
      [0, { uri: 'https://xn--pple-43d.example/cb', part: 'xn--pple-43d' }, guided, 'medium'],
    ),
    misread.passes({
      says: 'passes an owned name in other letters, and the same signs in the query',
      uris: [
        'https://www.xn--mller-kva.example/cb',
        'https://app.acme.example/cb?next=%2Fa%40b',
        'https://app.acme.example/a..b/...',
        'javascript:alert("x")',
      ],
      wish: { policy: { ownedDomains: ['xn--mller-kva.example'] } },
    }),

    script.finds(
      {
        says: 'finds schemes that run or read something and removes them all at once',
        uris: ['JavaScript:alert("x")', home, 'data:text/html,x', 'file:///etc/passwd'],
      },
      [0, { uri: 'JavaScript:alert("x")' }, setTo(home)],
      [2, { uri: 'data:text/html,x' }, setTo(home)],
      [3, { uri: 'file:///etc/passwd' }, setTo(home)],
    ),
    script.finds({ says: 'does not leave a code client without any', uris: ['vbscript:x'] }, [
      0,
      { uri: 'vbscript:x' },
      guided,
    ]),
    script.finds(
      {
        says: 'leaves a client that needs none without any',
        uris: ['blob:x'],
        client: { grantType: 'saml2_bearer' },
      },
      [0, { uri: 'blob:x' }, setTo()],
    ),
    script.passes({ says: 'passes a scheme of an app', uris: ['com.acme.javascript:/cb', 'database:/cb'] }),

    telling.finds(
      {
        says: 'finds secrets and identifiers in queries, shows none, and takes all of them out at once',
        uris: [
          'https://app.acme.example/cb?tenant=1&api_key=s3cret&x',
          'https://app.acme.example/b?to=ada@acme.example',
          'https://app.acme.example/c?access_token=abc',
        ],
      },
      ...(
        [
          [0, 'https://app.acme.example/cb?tenant=...&api_key=...&x', 'api_key'],
          [1, 'https://app.acme.example/b?to=...', 'to'],
          [2, 'https://app.acme.example/c?access_token=...', 'access_token'],
        ] as const
      ).map(
        ([index, uri, parameter]) =>
          [
            index,
            { uri, parameter },
            setTo(
              'https://app.acme.example/cb?tenant=1&x',
              'https://app.acme.example/b',
              'https://app.acme.example/c',
            ),
          ] as const,
      ),
    ),
    telling.finds({ says: 'keeps no second copy of what is left', uris: [home, `${home}?token=abc`] }, [
      1,
      { uri: `${home}?token=...`, parameter: 'token' },
      setTo(home),
    ]),
    telling.passes({
      says: 'passes other names, and such a name without a value',
      uris: [
        `${home}?tenant=acme&keyboard=de`,
        `${home}?token`,
        `${home}?token=`,
        'https://app.acme.example/token/key',
      ],
    }),
  ])
})
