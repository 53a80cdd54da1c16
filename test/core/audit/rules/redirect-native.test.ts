import { describe } from 'vitest'
import { casesOf, home, setTo, testRedirectRules } from '../../../support/redirect-cases.ts'
import { guided } from '../../../support/rule-cases.ts'

const dotless = casesOf('REDIR-009', 'medium')
const slashes = casesOf('REDIR-010', 'low')
const localhost = casesOf('REDIR-011', 'low')
const oneFamily = casesOf('REDIR-012', 'info')
const fixedPort = casesOf('REDIR-013', 'info')
const local = casesOf('REDIR-014', 'medium')

const four = 'http://127.0.0.1/cb'
const six = 'http://[::1]/cb'
const name = 'http://localhost/cb'
const full = Array.from({ length: 124 }, (_, number) => `https://app.acme.example/${String(number)}`)

describe('the rules on redirect URIs of apps on the person’s own machine (U2, RFC 8252)', () => {
  testRedirectRules([
    dotless.finds(
      { says: 'finds schemes without a dot', uris: ['myapp:/cb', 'myapp://cb?x=1', 'com.acme.desk:/cb'] },
      [0, { uri: 'myapp:/cb' }, guided],
      [1, { uri: 'myapp://cb?x=...' }, guided],
    ),
    dotless.passes({
      says: 'passes a reversed domain, the web, scripts, and a host whose scheme was forgotten',
      uris: ['com.acme.desk:/cb', home, 'javascript:x', 'localhost:3000/cb', four],
    }),

    slashes.finds(
      { says: 'finds two slashes and writes one', uris: ['com.acme.desk://cb', 'com.acme.desk:///x?y#z'] },
      [0, { uri: 'com.acme.desk://cb' }, setTo('com.acme.desk:/cb', 'com.acme.desk:///x?y#z')],
      [1, { uri: 'com.acme.desk:///x?y#...' }, guided],
    ),
    slashes.finds(
      { says: 'keeps no second copy of the twin', uris: ['com.acme.desk://cb', 'com.acme.desk:/cb'] },
      [0, { uri: 'com.acme.desk://cb' }, setTo('com.acme.desk:/cb')],
    ),
    slashes.passes({
      says: 'passes one slash, and the web',
      uris: ['com.acme.desk:/cb', 'com.acme.desk:cb', home],
    }),

    localhost.finds({ says: 'finds localhost and adds both addresses', uris: [name, home] }, [
      0,
      { uri: name },
      setTo(name, four, six, home),
    ]),
    localhost.finds(
      { says: 'adds only the one that is missing, with the port', uris: ['http://localhost:80/cb', four] },
      [0, { uri: 'http://localhost:80/cb' }, setTo('http://localhost:80/cb', 'http://[::1]:80/cb', four)],
    ),
    localhost.finds({ says: 'leaves a full list to a person', uris: [...full, name] }, [
      124,
      { uri: name },
      guided,
    ]),
    localhost.passes({
      says: 'passes it where both addresses are registered, on any port, and over https',
      uris: [
        'http://localhost:3000/cb',
        'http://127.0.0.1:4000/cb',
        six,
        'https://localhost/cb',
        'http://localhost.acme.example/',
      ],
    }),

    oneFamily.finds(
      {
        says: 'finds an address of one family and adds that of the other',
        uris: ['http://127.0.0.1:3000/cb?x=1'],
      },
      [
        0,
        { uri: 'http://127.0.0.1:3000/cb?x=...' },
        setTo('http://127.0.0.1:3000/cb?x=1', 'http://[::1]:3000/cb?x=1'),
      ],
    ),
    oneFamily.finds(
      { says: 'finds others of another path', uris: [six, 'http://127.0.0.1/other'] },
      [0, { uri: six }, setTo(six, four, 'http://127.0.0.1/other', 'http://[::1]/other')],
      [
        1,
        { uri: 'http://127.0.0.1/other' },
        setTo(six, four, 'http://127.0.0.1/other', 'http://[::1]/other'),
      ],
    ),
    oneFamily.passes({
      says: 'passes both, whatever their ports, and leaves localhost to its own rule',
      uris: ['http://127.0.0.1:3000/cb', 'http://[::1]:4000/cb', 'http://localhost/other'],
    }),

    fixedPort.finds(
      { says: 'finds a fixed port', uris: ['http://127.0.0.1:3000/cb', 'https://localhost:8443/cb'] },
      [0, { uri: 'http://127.0.0.1:3000/cb', port: '3000' }, guided],
      [1, { uri: 'https://localhost:8443/cb', port: '8443' }, guided],
    ),
    fixedPort.passes({
      says: 'passes it beside the same without a port, and a port on the web',
      uris: ['http://127.0.0.1:3000/cb', four, 'https://app.acme.example:8443/cb', six],
    }),

    local.finds(
      {
        says: 'finds what was left over from development and removes it',
        uris: [
          home,
          'http://localhost:3000/cb',
          'https://build.acme.local/cb',
          'https://192.168.1.7/cb',
          'https://[fd00::7]/cb',
        ],
      },
      [1, { uri: 'http://localhost:3000/cb' }, setTo(home)],
      [2, { uri: 'https://build.acme.local/cb' }, setTo(home)],
      [3, { uri: 'https://192.168.1.7/cb' }, setTo(home)],
      [4, { uri: 'https://[fd00::7]/cb' }, setTo(home)],
    ),
    local.finds({ says: 'does not leave a client without any', uris: ['https://10.1.2.3/cb'] }, [
      0,
      { uri: 'https://10.1.2.3/cb' },
      guided,
    ]),
    local.passes({
      says: 'passes the loopback addresses of a native app, alone and beside the web',
      uris: [four, six, 'com.acme.desk:/cb', home],
    }),
    local.passes({
      says: 'passes public addresses',
      uris: [
        'https://172.32.0.1/cb',
        'https://11.0.0.1/cb',
        'https://local.acme.example/cb',
        'https://[2001:db8::1]/cb',
      ],
    }),
    local.passes({
      says: 'passes a test client',
      uris: [home, 'http://localhost:3000/cb'],
      client: { environment: 'test' },
    }),
  ])
})
