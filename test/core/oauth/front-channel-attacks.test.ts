import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../../core/model/directory.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import {
  CALLBACK,
  CHALLENGE,
  FrontDesk,
  ISSUER,
  queryOf,
  STATE,
  type Page,
} from '../../support/front-desk.ts'

/** Markup that would run or restyle, if it ever stood in a page as it is. */
const MARKUP = `"'><script>alert(1)</script><style>*{}</style>`
const PASSWORD = 'a canary among passwords'

let desk: FrontDesk
let client: OAuthClient
let implicit: OAuthClient
let closed: OAuthClient
let native: OAuthClient
let ada: User

beforeAll(async () => {
  desk = await FrontDesk.open()
  client = await desk.client({ redirectUris: [CALLBACK, 'http://127.0.0.1/cb'] }, true)
  implicit = await desk.client({ grantType: 'TOKEN', pkce: false }, true)
  closed = await desk.client({ name: `Nobody knows ${MARKUP}`, description: MARKUP })
  native = await desk.client({ redirectUris: ['com.example.app:/callback'] }, true)
  ada = await desk.user('ada@example.com')
})
beforeEach(() => {
  desk.context.lastUsers.clear()
})

const stays = (page: Page) => [page.location, page.status >= 400, page.kind]

describe('redirect URIs that only look like a registered one (RFC 9700 §4.1)', () => {
  it.each([
    'https://app.example.com/callback/',
    'https://app.example.com/callback?next=https://evil.example',
    'https://app.example.com/callback#x',
    'https://app.example.com/callback/../../evil',
    'https://app.example.com/%63allback',
    'https://app.example.com:443/callback',
    'https://app.example.com:8443/callback',
    'https://app.example.com.evil.example/callback',
    'https://evil.example/https://app.example.com/callback',
    'https://app.example.com@evil.example/callback',
    'https://evil.example\\@app.example.com/callback',
    'https://app.example.com\\.evil.example/callback',
    'https://аpp.example.com/callback',
    'https://app.example.com/callback ',
    ' https://app.example.com/callback',
    'https://app.example.com/callback%00',
    'HTTPS://app.example.com/callback',
    'http://app.example.com/callback',
    '//app.example.com/callback',
    'javascript:alert(1)//https://app.example.com/callback',
    'data:text/html,<script>alert(1)</script>',
    'http://127.0.0.1:8080@evil.example/cb',
    'http://127.0.0.1.evil.example/cb',
    'http://127.0.0.1:99999999/cb',
    'http://127.1/cb',
    'http://2130706433/cb',
    'http://[::1]/cb',
    'https://127.0.0.1/cb',
  ])('%s', async (uri) => {
    expect(stays(await desk.begin(client, { redirect_uri: uri }))).toEqual([null, true, 'error'])
    const query = new URLSearchParams({ client_id: client.id, redirect_uri: uri }).toString()
    expect(stays(await desk.send('/logout', { query }))).toEqual([null, true, 'logout'])
  })
})

describe('what leaks through the browser', () => {
  it('no page tells its address to anybody, nor loads anything from elsewhere (RFC 9700 §4.2.4)', async () => {
    for (const page of await pagesOfEveryKind()) {
      expect(page.headers['referrer-policy']).toBe('no-referrer')
      expect(page.headers['content-security-policy']).toContain("default-src 'none'; style-src 'sha256-")
      expect(page.body).not.toMatch(/<(script|img|iframe|link|object|embed|base)\b|\b(src|on[a-z]+)=/i)
    }
  })

  it('nothing is kept in a cache, and a token never stands in a query (RFC 9700 §4.3.2)', async () => {
    const answer = await desk.walk(implicit, ada)
    for (const page of [answer, ...(await pagesOfEveryKind())]) {
      expect(page.headers['cache-control']).toBe('no-store')
      expect(page.headers['x-content-type-options']).toBe('nosniff')
    }

    expect(answer.inFragment['access_token']).toBeDefined()
    expect(answer.inQuery).toEqual({})
  })
})

describe('mix-up (RFC 9700 §4.4.2.1, RFC 9207 §2)', () => {
  it('is noticed by who compares `iss`, which every answer carries, refusals too', async () => {
    const code = await desk.walk(client, ada)
    const refusal = await desk.begin(client, { scope: 'routing' })
    const token = await desk.walk(implicit, ada)
    const tokenRefusal = await desk.begin(implicit, { scope: 'routing' })

    for (const { inQuery, inFragment } of [code, refusal, token, tokenRefusal])
      expect({ ...inQuery, ...inFragment }['iss']).toBe(ISSUER)
  })
})

describe('injection of a code or token (RFC 9700 §4.5, §4.6)', () => {
  it('meets a code that is bound to its client, redirect URI and challenge', async () => {
    const redirectUri = 'http://127.0.0.1:5000/cb'
    const { inQuery } = await desk.walk(client, ada, { redirect_uri: redirectUri })

    expect(desk.credential(inQuery['code'])).toMatchObject({
      clientId: client.id,
      binding: { redirectUri, codeChallenge: CHALLENGE },
    })
  })

  it.each([
    'x&code=injected',
    'x#access_token=injected',
    'x%26code%3Dinjected',
    'x code',
    'ä€😀',
    '"><b>',
    '&=?#%+',
  ])('is not possible through `state`: %s comes back as it is and adds nothing', async (state) => {
    const code = await desk.walk(client, ada, { state })
    const token = await desk.walk(implicit, ada, { state })

    expect(code.inQuery).toEqual({ code: code.inQuery['code'], state, iss: ISSUER })
    expect(code.location?.hash).toBe('')
    expect(Object.keys(token.inFragment)).toEqual([
      'access_token',
      'token_type',
      'expires_in',
      'state',
      'iss',
    ])
    expect(token.inFragment['state']).toBe(state)
  })

  it('is not possible through line breaks in `state`, which never reach a header', async () => {
    const { headers, inQuery } = await desk.begin(client, { state: 'x\r\nSet-Cookie: a=b' })

    expect(headers['location']).toMatch(/^[\x21-\x7e]+$/)
    expect(inQuery).not.toHaveProperty('state')
  })

  it('is not possible through what a description repeats', async () => {
    const { headers, inQuery } = await desk.begin(client, { scope: 'a&code=injected#x' })

    expect(inQuery).toMatchObject({ error: 'invalid_scope' })
    expect(inQuery).not.toHaveProperty('code')
    expect(headers['location']).not.toContain('#')
    expect(inQuery['error_description']).toMatch(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/)
  })
})

describe('forged requests (RFC 9700 §4.7)', () => {
  it('cannot send a form again, nor one whose handle they made up', async () => {
    const page = await desk.begin(client)
    await desk.logIn(page, ada)

    expect(stays(await desk.logIn(page, ada))).toEqual([null, true, 'error'])
    for (const handle of ['', 'A'.repeat(43), page.handle.slice(1), `${page.handle}A`, '__proto__'])
      expect(stays(await desk.logIn({ ...page, handle }, ada))).toEqual([null, true, 'error'])
  })

  it('cannot use the handle of a login for a decision, nor the other way round', async () => {
    const login = await desk.begin(closed)
    const decided = await desk.post('consent', [
      ['handle', login.handle],
      ['decision', 'allow'],
      ['scope', 'oauth'],
    ])
    expect(stays(decided)).toEqual([null, true, 'error'])
    expect(stays(await desk.logIn(login, ada))).toEqual([null, true, 'error'])
    const consent = await desk.walk(closed, desk.administrator)
    expect(consent.kind).toBe('consent')

    expect(stays(await desk.logIn(consent, ada))).toEqual([null, true, 'error'])
    expect(await desk.authorization(closed)).toBeUndefined()
  })

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:9999' },
    { origin: 'https://evil.example' },
    { origin: 'http://127.0.0.1:9999' },
  ])(
    'are refused by what the browser says of their origin, without spending the form: %o',
    async (headers) => {
      const page = await desk.begin(client)
      const form = [
        ['handle', page.handle],
        ['organization', desk.organization.id],
        ['email', ada.email],
      ] as const
      const foreign = await desk.post('login', form, { headers })
      expect(stays(foreign)).toEqual([null, true, 'error'])

      const own = { 'sec-fetch-site': 'same-origin', origin: 'null' }
      expect((await desk.post('login', form, { headers: own })).inQuery['code']).toBeDefined()
    },
  )

  it.each([
    { origin: ISSUER },
    { origin: 'http://localhost:8484', host: 'localhost:8484', 'sec-fetch-site': 'same-origin' },
    { origin: 'http://[::1]:8484', host: '[::1]:8484' },
  ])('are none from any name of the server itself: %o', async (headers) => {
    const { handle } = await desk.begin(client)
    const form = [
      ['handle', handle],
      ['organization', desk.organization.id],
      ['email', ada.email],
    ] as const

    expect((await desk.post('login', form, { headers })).inQuery['code']).toBeDefined()
  })

  it('cannot log in by a link', async () => {
    const { handle } = await desk.begin(client)
    const query = new URLSearchParams({
      handle,
      organization: desk.organization.id,
      email: ada.email,
    }).toString()

    expect((await desk.send('/oauth/authorize/login', { query })).status).toBe(405)
  })
})

describe('PKCE downgrade (RFC 9700 §4.8)', () => {
  it('is refused: who strips the challenge, or weakens its method, gets no code', async () => {
    const stripped = await desk.begin(client, { code_challenge: null, code_challenge_method: null })
    const weakened = await desk.begin(client, { code_challenge_method: 'plain' })
    const silent = await desk.begin(client, { code_challenge_method: null })

    for (const { inQuery } of [stripped, weakened, silent])
      expect(inQuery).toMatchObject({ error: 'invalid_request' })
  })
})

describe('open redirection (RFC 9700 §4.11.2)', () => {
  it('leads nobody away before client and redirect URI are proven, whatever else is wrong', async () => {
    const elsewhere = { redirect_uri: 'https://evil.example/' }
    for (const more of [{ response_type: 'x' }, { scope: 'x' }, { prompt: 'none' }, { state: '\n' }])
      expect(stays(await desk.begin(client, { ...elsewhere, ...more }))).toEqual([null, true, 'error'])
    const other = await desk.begin(client, { client_id: implicit.id, redirect_uri: 'http://127.0.0.1/cb' })

    expect(stays(other)).toEqual([null, true, 'error'])
  })
})

describe('redirects (RFC 9700 §4.12)', () => {
  it('are always 303, so that a browser never sends a password on', async () => {
    const answers = [
      await desk.walk(client, ada),
      await desk.walk(implicit, ada),
      await desk.begin(client, { scope: 'routing' }),
      await desk.send('/logout', {
        query: new URLSearchParams({ client_id: client.id, redirect_uri: CALLBACK }).toString(),
      }),
    ]

    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [303, '']))
  })
})

describe('clickjacking (RFC 9700 §4.16)', () => {
  it('no page may be framed', async () => {
    for (const { headers } of await pagesOfEveryKind()) {
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-frame-options']).toBe('DENY')
    }
  })

  it('a form leads to this server and to the one app, and a redirect URI adds nothing to the policy', async () => {
    const policy = async (of: OAuthClient, redirectUri = of.redirectUris[0] ?? '') => {
      const { headers } = await desk.begin(of, { redirect_uri: redirectUri })
      return /form-action ([^;]*)/.exec(headers['content-security-policy'] ?? '')?.[1]
    }
    const odd = await desk.client({ redirectUris: ["https://a.example;script-src'unsafe-inline'/x"] })

    expect(await policy(client)).toBe("'self' https://app.example.com")
    expect(await policy(client, 'http://127.0.0.1:5000/cb')).toBe("'self' http://127.0.0.1:5000")
    expect(await policy(native)).toBe("'self' com.example.app:")
    expect(await policy(odd)).toBe("'self' https:")
  })
})

describe('what others say', () => {
  it('is escaped wherever a page repeats it', async () => {
    const pages = [
      await desk.begin(closed, { login_hint: MARKUP, org: 'Harbour Bank', provider: MARKUP }),
      await desk.logIn(await desk.begin(closed), { email: MARKUP }),
      await desk.walk(closed, desk.administrator),
      await desk.begin(closed, { client_id: MARKUP }),
      await desk.begin(closed, { redirect_uri: `${CALLBACK}${MARKUP}` }),
      await desk.send('/logout', {
        query: new URLSearchParams({ client_id: closed.id, redirect_uri: MARKUP }).toString(),
      }),
      await desk.send('/logout', { query: new URLSearchParams({ client_id: MARKUP }).toString() }),
    ]

    for (const { body } of pages) {
      expect(body).toContain('&lt;script&gt;')
      expect(body).not.toMatch(/<script|<style/)
      expect(body).not.toContain(`"'>`)
    }
  })

  it('cannot turn the direction of a page', async () => {
    const page = await desk.begin(client, { login_hint: '\u202egnp.exe' })

    expect(page.body).not.toContain('\u202e')
  })
})

describe('secrets (F4)', () => {
  it('stand in no page, no note and no event after they were sent', async () => {
    const eve = await desk.user('eve@example.com', PASSWORD)
    const first = await desk.begin(client)
    const wrong = await desk.logIn(first, eve, `${PASSWORD}!`)
    const code = await desk.logIn(wrong, eve, PASSWORD)
    const token = await desk.logIn(await desk.begin(implicit), eve, PASSWORD)
    const secrets = [PASSWORD, first.handle, code.inQuery['code'], token.inFragment['access_token']]
    const notes = JSON.stringify([first.note, wrong.note, code.note, token.note])

    for (const secret of secrets) {
      expect(secret).toMatch(/.{16}/)
      for (const text of [wrong.body, notes, JSON.stringify(desk.misbehaviour.seen)])
        expect(text).not.toContain(secret)
    }
  })

  it('the state of the app stands in no page', async () => {
    for (const { body } of await pagesOfEveryKind()) expect(body).not.toContain(STATE)
  })
})

async function pagesOfEveryKind(): Promise<readonly Page[]> {
  const limited = await desk.client({ name: 'Limited' })
  await desk.authorize(limited, { roleIds: [await desk.roleId('SCIM Integration')] })
  const asked = await desk.client({ name: 'Asked for' })
  const pages = [
    await desk.begin(client),
    await desk.walk(closed, desk.administrator),
    await desk.walk(asked, ada),
    await desk.walk(limited, ada),
    await desk.send('/oauth/authorize', { query: queryOf(client, { client_id: 'nobody' }) }),
    await desk.send('/logout'),
    await desk.send('/oauth/authorize', { method: 'DELETE' }),
  ]
  expect(new Set(pages.map(({ kind }) => kind))).toEqual(
    new Set(['login', 'consent', 'administrator-required', 'role-required', 'error', 'logout']),
  )
  return pages
}
