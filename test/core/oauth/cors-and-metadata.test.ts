import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatedClient } from '../../support/organization.ts'
import { ISSUER, OAuthWorld, requestOf } from '../../support/oauth-world.ts'

let world: OAuthWorld
let app: CreatedClient
let native: CreatedClient

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app({ redirectUris: ['https://app.example.com/callback', 'https://spa.example.com/'] })
  native = await world.app({
    name: 'Native',
    redirectUris: ['http://127.0.0.1/callback', 'http://localhost:3000/', 'com.example.app:/callback'],
  })
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

/** The origin that may read what the token endpoint answers to a request from this one. */
async function readableFrom(origin: string, as: CreatedClient): Promise<string | undefined> {
  const { headers } = await world.token({ grant_type: 'refresh_token' }, as, { headers: { origin } })
  expect(headers['vary']).toBe('origin')
  return headers['access-control-allow-origin']
}

const preflight = (origin: string, path = '/oauth/token') =>
  world.ask(path, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })

describe('cross-origin requests (S2)', () => {
  it.each([
    ['https://app.example.com', true],
    ['https://spa.example.com', true],
    ['https://app.example.com:443', false],
    ['http://app.example.com', false],
    ['https://app.example.com:8443', false],
    ['https://app.example.com.evil.example', false],
    ['https://evil.example', false],
    ['https://APP.example.com', false],
    ['null', false],
    ['', false],
    ['http://127.0.0.1:4711', false],
  ])('lets a page of `%s` read what its client is answered: %s', async (origin, admitted) => {
    expect(await readableFrom(origin, app)).toBe(admitted ? origin : undefined)
  })

  it.each([
    ['http://127.0.0.1:4711', true],
    ['http://127.0.0.1', true],
    ['http://localhost:5173', true],
    ['https://127.0.0.1:4711', false],
    ['http://127.0.0.2:4711', false],
    ['http://[::1]:4711', false],
    ['null', false],
    ['com.example.app://', false],
  ])(
    'ignores the port of a loopback address, as for redirects: `%s` is %s (C4)',
    async (origin, admitted) => {
      expect(await readableFrom(origin, native)).toBe(admitted ? origin : undefined)
    },
  )

  it('admits the client’s own origins only, once it is proven', async () => {
    expect(await readableFrom('https://app.example.com', native)).toBeUndefined()
  })

  it('does not tell a wrong secret from an unknown client by what may be read', async () => {
    const origin = 'https://app.example.com'
    const headers = { origin }
    const asked = async (form: Readonly<Record<string, string>>) =>
      (await world.token({ grant_type: 'refresh_token', ...form }, null, { headers })).headers

    const wrong = await asked({ client_id: native.client.id, client_secret: 'wrong' })
    expect(wrong).toEqual(await asked({ client_id: 'nobody', client_secret: 'wrong' }))
    expect(wrong['access-control-allow-origin']).toBe(origin)
    headers.origin = 'https://evil.example'
    expect(await asked({ client_id: app.client.id, client_secret: 'wrong' })).not.toHaveProperty(
      'access-control-allow-origin',
    )
  })

  it.each(['/oauth/token', '/oauth/revoke', '/oauth/introspect'])(
    'answers a preflight for %s from an origin that any client has registered, and no other',
    async (path) => {
      const admitted = await preflight('https://spa.example.com', path)

      expect(admitted.status).toBe(204)
      expect(admitted.headers).toEqual({
        vary: 'origin',
        'access-control-allow-origin': 'https://spa.example.com',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type',
        'access-control-max-age': '600',
      })
      expect((await preflight('https://evil.example', path)).headers).toEqual({ vary: 'origin' })
      expect((await preflight('http://localhost:9999', path)).headers).toHaveProperty(
        'access-control-allow-origin',
      )
    },
  )

  it('never lets credentials of a browser in', async () => {
    const { headers } = await preflight('https://spa.example.com')

    expect(headers).not.toHaveProperty('access-control-allow-credentials')
  })

  it('knows the origin of a client that was made a moment ago', async () => {
    const origin = 'https://late.example.com'
    expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin')
    await world.app({ name: 'Late', redirectUris: [`${origin}/callback`] })

    expect((await preflight(origin)).headers).toHaveProperty('access-control-allow-origin', origin)
  })

  it('admits no origin at the authorization endpoint', async () => {
    const origin = 'https://app.example.com'
    const query = new URLSearchParams({
      client_id: app.client.id,
      redirect_uri: `${origin}/callback`,
      response_type: 'code',
    }).toString()
    const page = await world.ask('/oauth/authorize', { query, headers: { origin } })
    const asked = await preflight(origin, '/oauth/authorize')

    expect(page.status).toBe(200)
    expect(page.headers).not.toHaveProperty('access-control-allow-origin')
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('metadata (RFC 8414)', () => {
  it('says what the server can do and where', async () => {
    const answer = await world.ask('/.well-known/oauth-authorization-server')

    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({
      issuer: ISSUER,
      authorization_endpoint: `${ISSUER}/oauth/authorize`,
      token_endpoint: `${ISSUER}/oauth/token`,
      revocation_endpoint: `${ISSUER}/oauth/revoke`,
      introspection_endpoint: `${ISSUER}/oauth/introspect`,
      response_types_supported: ['code', 'token'],
      response_modes_supported: ['query', 'fragment'],
      grant_types_supported: [
        'client_credentials',
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:saml2-bearer',
        'implicit',
      ],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      revocation_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      introspection_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      authorization_response_iss_parameter_supported: true,
      ui_locales_supported: ['en', 'de'],
    })
  })

  it('is read only, and by any page', async () => {
    const path = '/.well-known/oauth-authorization-server'

    expect((await world.ask(path)).headers['access-control-allow-origin']).toBe('*')
    expect((await world.ask(path, { method: 'HEAD' })).status).toBe(200)
    expect((await world.ask(path, { method: 'POST' })).status).toBe(405)
  })

  it('leaves every other path to others', async () => {
    for (const path of ['/', '/oauth', '/oauth/token/', '/OAUTH/TOKEN', '/api/v2/users']) {
      expect(await world.server.answer(requestOf(path))).toBeUndefined()
    }
  })
})
