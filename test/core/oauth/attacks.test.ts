import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  CALLBACK,
  CHALLENGE,
  exchange,
  formHeaders,
  ISSUER,
  OAuthWorld,
  refusalOf,
  tokensOf,
  VERIFIER,
  type Received,
  type Sent,
} from '../../support/oauth-world.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { storedBytes } from '../../support/stored-bytes.ts'

let world: OAuthWorld
let app: CreatedClient
let evil: CreatedClient
let implicit: CreatedClient
let service: CreatedClient
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app()
  evil = await world.app({ name: 'Evil', redirectUris: ['https://evil.example/callback'] })
  implicit = await world.app({ name: 'Wallboard', grantType: 'TOKEN' })
  service = await world.organization.service('Nightly Export', 'Employee')
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

/** Sends the victim's browser to the authorization endpoint; what is null is left out. */
function begin(
  client: CreatedClient,
  changes: Readonly<Record<string, string | null>> = {},
  sent: Sent = {},
): Promise<Received> {
  const query = new URLSearchParams()
  const isImplicit = client.client.grantType === 'implicit'
  const good: Readonly<Record<string, string | null>> = {
    client_id: client.client.id,
    redirect_uri: client.client.redirectUris[0] ?? '',
    response_type: isImplicit ? 'token' : 'code',
    state: 'a-state',
    ...(!isImplicit && { code_challenge: CHALLENGE, code_challenge_method: 'S256' }),
  }
  for (const [name, value] of Object.entries({ ...good, ...changes }))
    if (value !== null) query.set(name, value)
  return world.ask('/oauth/authorize', { ...sent, query: query.toString() })
}

/** Fills in the login form of a page. */
function submit(page: Received, sent: Sent = {}): Promise<Received> {
  const handle = /name="handle" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const form = { handle, organization: world.organization.id, email: anna.email }
  const body = new URLSearchParams(form).toString()
  const headers = { ...formHeaders, ...sent.headers }
  return world.ask('/oauth/authorize/login', { method: 'POST', body, ...sent, headers })
}

/** Where the victim's browser is sent on to after the login. */
async function walk(
  client: CreatedClient,
  changes: Readonly<Record<string, string | null>> = {},
): Promise<URL> {
  const { headers, body } = await submit(await begin(client, changes))
  const location = headers['location']
  if (location === undefined) throw new Error(`nobody is sent on: ${body.slice(0, 200)}`)
  return new URL(location)
}

const isShown = (answer: Received) => {
  expect(answer.status).toBe(400)
  expect(answer.headers).not.toHaveProperty('location')
}

const refresh = (token: string) => ({ grant_type: 'refresh_token', refresh_token: token })

interface Attack {
  /** Of RFC 9700. */
  readonly section: string
  readonly attack: string
  readonly fails: () => Promise<void>
}

const attacks: readonly Attack[] = [
  {
    section: '4.1.1',
    attack: 'a redirect URI that looks like the registered one takes a code elsewhere',
    fails: async () => {
      const lookalikes = [
        'https://app.example.com.evil.example/callback',
        'https://app.example.com@evil.example/callback',
        'https://app.example.com/callback/../evil',
        'https://app.example.com/callback%2f..%2fevil',
        'https://app.example.com/callback?next=https://evil.example',
        'https://app.example.com/callback#',
        'https://app.example.com:444/callback',
        'http://app.example.com/callback',
        'HTTPS://app.example.com/callback',
        'https://sub.app.example.com/callback',
        'javascript://app.example.com/callback',
      ]
      for (const redirectUri of lookalikes) isShown(await begin(app, { redirect_uri: redirectUri }))
      expect((await begin(app)).status).toBe(200)
    },
  },
  {
    section: '4.1.2',
    attack: 'an open redirector at the app’s own site takes an implicit token along in the fragment',
    fails: async () => {
      isShown(await begin(implicit, { redirect_uri: `${CALLBACK}?to=https://evil.example` }))
      isShown(await begin(implicit, { redirect_uri: `${CALLBACK}#to` }))
      expect((await walk(implicit)).href).toMatch(`${CALLBACK}#`)
    },
  },
  {
    section: '4.2',
    attack: 'a page that the authorization server shows tells others its address',
    fails: async () => {
      const page = await begin(app)
      expect(page.headers['referrer-policy']).toBe('no-referrer')
      expect(page.headers['content-security-policy']).toContain("default-src 'none'")
      expect(page.body).not.toMatch(/(?:src|href)="?https?:/)
      expect((await submit(page)).headers['referrer-policy']).toBe('no-referrer')
    },
  },
  {
    section: '4.3.1',
    attack: 'a code is taken out of the browser’s history after the app has used it',
    fails: async () => {
      const code = (await walk(app)).searchParams.get('code') ?? ''
      const form = { ...exchange(code), code_verifier: VERIFIER }
      expect((await world.token(form, app)).status).toBe(200)
      expect((await world.token(form, app)).json['error']).toBe('invalid_grant')
    },
  },
  {
    section: '4.3.2',
    attack: 'a token stands in an address that a history keeps',
    fails: async () => {
      const url = await walk(implicit)
      expect(url.search).toBe('')
      for (const name of ['token', 'refresh_token', 'client_secret', 'code', 'assertion']) {
        const answer = await world.token({ grant_type: 'client_credentials' }, service, {
          query: `${name}=x`,
        })
        expect(answer.json['error']).toBe('invalid_request')
      }
    },
  },
  {
    section: '4.4',
    attack: 'an app takes the answer of this server for another one’s (mix-up)',
    fails: async () => {
      expect((await walk(app)).searchParams.get('iss')).toBe(ISSUER)
      expect(new URLSearchParams((await walk(implicit)).hash.slice(1)).get('iss')).toBe(ISSUER)
      const refused = await begin(app, { response_type: 'nonsense' })
      expect(new URL(refused.headers['location'] ?? '').searchParams.get('iss')).toBe(ISSUER)
      const metadata = await world.ask('/.well-known/oauth-authorization-server')
      expect(metadata.json['authorization_response_iss_parameter_supported']).toBe(true)
    },
  },
  {
    section: '4.5',
    attack: 'a stolen code is injected into the attacker’s own session with the app',
    fails: async () => {
      const stolen = (await walk(app)).searchParams.get('code') ?? ''
      const verifierOfTheAttacker = 'x'.repeat(43)
      const answer = await world.token({ ...exchange(stolen), code_verifier: verifierOfTheAttacker }, app)
      expect(answer.json['error']).toBe('invalid_grant')
      const atAnother = await world.token({ ...exchange(stolen), code_verifier: VERIFIER }, evil)
      expect(atAnother.json['error']).toBe('invalid_grant')
    },
  },
  {
    section: '4.6',
    attack: 'a token that was issued to another app is injected into this one',
    fails: async () => {
      const { accessToken } = await world.login(evil, anna, { redirectUri: 'https://evil.example/callback' })
      const told = await world.post('/oauth/introspect', { token: accessToken }, app)
      expect(told.json).toEqual({ active: false })
      const refused = await begin(app, { response_type: 'token' })
      expect(new URL(refused.headers['location'] ?? '').search).not.toContain('access_token')
    },
  },
  {
    section: '4.7',
    attack: 'a foreign page logs the victim in, or sends the app an answer that nobody asked for',
    fails: async () => {
      expect((await walk(app, { state: 'of this session' })).searchParams.get('state')).toBe(
        'of this session',
      )
      const foreign = { 'sec-fetch-site': 'cross-site' }
      expect((await submit(await begin(app), { headers: foreign })).status).toBe(403)
      const origin = { origin: 'https://evil.example' }
      expect((await submit(await begin(app), { headers: origin })).status).toBe(403)
      const page = await begin(app)
      expect((await submit(page)).status).toBe(303)
      // The form of a page is good for one use.
      expect((await submit(page)).headers).not.toHaveProperty('location')
    },
  },
  {
    section: '4.8',
    attack: 'the challenge is taken out of the authorization request (PKCE downgrade)',
    fails: async () => {
      const stripped = await walk(app, { code_challenge: null, code_challenge_method: null })
      const code = stripped.searchParams.get('code') ?? ''
      const answer = await world.token({ ...exchange(code), code_verifier: VERIFIER }, app)
      expect(refusalOf(answer)).toEqual([
        400,
        'invalid_grant',
        'authorization code was asked for without a code challenge',
      ])
      const plain = await begin(app, { code_challenge: VERIFIER, code_challenge_method: 'plain' })
      expect(plain.headers['location']).toContain('error=invalid_request')
    },
  },
  {
    section: '4.9.1',
    attack: 'a counterfeit resource server brings the token it was given to this server',
    fails: async () => {
      const { accessToken } = await world.login(app, anna)
      expect((await world.token(exchange(accessToken), evil)).json['error']).toBe('invalid_grant')
      expect((await world.token(refresh(accessToken), evil)).json['error']).toBe('invalid_grant')
      expect((await world.post('/oauth/introspect', { token: accessToken }, evil)).body).toBe(
        '{"active":false}',
      )
    },
  },
  {
    section: '4.9.2',
    attack: 'somebody reads the store, in which tokens lie',
    fails: async () => {
      const code = await world.code(app.client.id, anna.id)
      const tokens = await world.login(app, anna)
      const bytes = await storedBytes(world.workspace.directory)
      expect(bytes.includes(app.client.id)).toBe(true)
      for (const secret of [code, tokens.accessToken, tokens.refreshToken, app.secret]) {
        expect(bytes.includes(secret)).toBe(false)
      }
    },
  },
  {
    section: '4.10',
    attack: 'a stolen access token is used for as long as the thief likes, for whatever he likes',
    fails: async () => {
      const { accessToken } = await world.login(app, anna, { scopes: ['users:readonly'] })
      const told = await world.post('/oauth/introspect', { token: accessToken }, app)
      expect(told.json).toMatchObject({ active: true, scope: 'users:readonly' })
      expect(Number(told.json['exp']) - Number(told.json['iat'])).toBe(app.client.tokenDuration)
      await world.post('/oauth/revoke', { token: accessToken }, app)
      expect(await world.isActive(accessToken, app)).toBe(false)
    },
  },
  {
    section: '4.11.2',
    attack: 'the server sends a browser on to wherever a link says',
    fails: async () => {
      const elsewhere = { redirect_uri: 'https://evil.example/' }
      isShown(await begin(app, elsewhere))
      isShown(await begin(app, { ...elsewhere, response_type: 'nonsense' }))
      isShown(await begin(app, { client_id: 'nobody', redirect_uri: CALLBACK }))
      const query = new URLSearchParams({ client_id: app.client.id, ...elsewhere }).toString()
      expect((await world.ask('/logout', { query })).headers).not.toHaveProperty('location')
    },
  },
  {
    section: '4.12',
    attack: 'a redirect repeats the login form, with what was typed, at the app',
    fails: async () => {
      expect((await submit(await begin(app))).status).toBe(303)
    },
  },
  {
    section: '4.13',
    attack: 'a caller says by a header that it is another address, or that this is another server',
    fails: async () => {
      const draft = { grantType: 'CLIENT-CREDENTIALS', scopes: [], redirectUris: [] }
      const { roleGrants } = service.client
      const ranged = await world.organization.client({
        ...draft,
        name: 'Ranged',
        roleGrants,
        addressRanges: ['203.0.113.7'],
      })
      const headers = {
        'x-forwarded-for': '203.0.113.7',
        forwarded: 'for=203.0.113.7;host=evil.example',
        'x-real-ip': '203.0.113.7',
        'x-forwarded-host': 'evil.example',
      }
      const grant = { grant_type: 'client_credentials' }
      expect((await world.token(grant, ranged, { headers })).json['error']).toBe('unauthorized_client')
      expect((await world.token(grant, ranged, { from: '203.0.113.7' })).status).toBe(200)
      const metadata = await world.ask('/.well-known/oauth-authorization-server', { headers })
      expect(metadata.body).not.toContain('evil.example')
    },
  },
  {
    section: '4.14',
    attack: 'a stolen refresh token is used beside the app',
    fails: async () => {
      const first = await world.login(app, anna)
      const ofTheThief = tokensOf(await world.token(refresh(first.refreshToken), app))
      expect((await world.token(refresh(first.refreshToken), app)).json['error']).toBe('invalid_grant')
      expect((await world.token(refresh(ofTheThief.refreshToken), app)).json['error']).toBe('invalid_grant')
      expect(await world.isActive(ofTheThief.accessToken, app)).toBe(false)
      const stolen = await world.login(app, anna)
      expect((await world.token(refresh(stolen.refreshToken), evil)).json['error']).toBe('invalid_grant')
    },
  },
  {
    section: '4.15',
    attack: 'a client passes for a user by its own token',
    fails: async () => {
      const { accessToken } = tokensOf(await world.token({ grant_type: 'client_credentials' }, service))
      const told = await world.post('/oauth/introspect', { token: accessToken }, service)
      expect(told.json).not.toHaveProperty('username')
      expect(told.json['sub']).toBe(service.client.id)
      expect(world.find(accessToken)?.userId).toBeNull()
      // Nobody chooses the id of a client, so that none is a user's.
      expect(service.client.id).toMatch(/^[0-9a-f-]{36}$/)
    },
  },
  {
    section: '4.16',
    attack: 'a foreign page lays itself over the consent page (clickjacking)',
    fails: async () => {
      const unknown = await world.organization.client({ name: 'Unauthorized' })
      for (const page of [await begin(app), await submit(await begin(unknown))]) {
        expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'")
        expect(page.headers['x-frame-options']).toBe('DENY')
      }
    },
  },
  {
    section: '4.17',
    attack: 'the answer is handed to another window, or read by a page of another origin',
    fails: async () => {
      const page = await begin(app, { response_mode: 'web_message' }, { headers: { origin: ISSUER } })
      expect(page.body).not.toMatch(/<script|postMessage/i)
      expect(page.headers).not.toHaveProperty('access-control-allow-origin')
      const read = await world.token({ grant_type: 'client_credentials' }, service, {
        headers: { origin: 'https://evil.example' },
      })
      expect(read.headers).not.toHaveProperty('access-control-allow-origin')
    },
  },
]

describe('the attacks of RFC 9700 section 4', () => {
  it.each(attacks)('§$section: $attack', async ({ fails }) => {
    await fails()
  })

  it('has one for each of its sections', () => {
    const sections = new Set(attacks.map(({ section }) => section.split('.')[1]))

    expect([...sections]).toEqual(Array.from({ length: 17 }, (_none, index) => String(index + 1)))
  })
})
