import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  basic,
  CALLBACK,
  CHALLENGE,
  formHeaders,
  OAuthWorld,
  requestOf,
  VERIFIER,
  type Sent,
} from '../../support/oauth-world.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'
import { addSamlProvider } from '../../support/saml-provider.ts'

let world: OAuthWorld
/** What must never come out of the server again, once it has been issued or sent. */
let secrets: readonly string[]
/** What makes a request sensible here and there. */
let words: readonly string[]
let headers: readonly string[]

beforeAll(async () => {
  world = await OAuthWorld.open()
  const app = await world.app()
  const service = await world.organization.service('Nightly Export', 'Employee')
  const bridge = await world.app({ name: 'Bridge', grantType: 'SAML2-BEARER', redirectUris: [] })
  const provider = await addSamlProvider(world, 'https://idp.example.com/saml')
  const anna = await world.organization.user('Anna Berg', 'Employee')
  const tokens = await world.login(app, anna)
  const code = await world.code(app.client.id, anna.id)
  const withPkce = await world.code(app.client.id, anna.id, { codeChallenge: CHALLENGE })
  const clients = [app, service, bridge]
  secrets = [
    ...clients.map(({ secret }) => secret),
    tokens.accessToken,
    tokens.refreshToken,
    code,
    withPkce,
    VERIFIER,
    provider.vouch(anna.email),
  ]
  words = [
    ...secrets,
    ...clients.map(({ client }) => client.id),
    'client_credentials',
    'authorization_code',
    'refresh_token',
    'urn:ietf:params:oauth:grant-type:saml2-bearer',
    CALLBACK,
    'Harbour Bank',
    'users:readonly',
    anna.email,
    '',
    'constructor',
  ]
  headers = clients.map(({ client, secret }) => basic(client.id, secret))
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'code',
  'redirect_uri',
  'code_verifier',
  'refresh_token',
  'scope',
  'orgName',
  'assertion',
  'token',
  'token_type_hint',
  '__proto__',
]
const paths = [
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/introspect',
  '/.well-known/oauth-authorization-server',
]
const pagePaths = ['/oauth/authorize', '/oauth/authorize/login', '/oauth/authorize/consent', '/logout']

const anyText = fc.string({ unit: 'binary', maxLength: 60 })
const word = fc.nat().map((at) => words[at % words.length] ?? '')
const value = fc.oneof({ weight: 4, arbitrary: word }, { weight: 1, arbitrary: anyText })
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: anyText })
const form = fc
  .oneof(
    {
      weight: 6,
      arbitrary: fc.uniqueArray(fc.tuple(name, value), { selector: ([key]) => key, maxLength: 8 }),
    },
    { weight: 1, arbitrary: fc.array(fc.tuple(name, value), { maxLength: 12 }) },
  )
  .map((pairs) => new URLSearchParams(pairs.map(([key, text]) => [key, text])).toString())
const authorization = fc.oneof(
  { weight: 6, arbitrary: fc.nat().map((at) => headers[at % headers.length] ?? '') },
  { weight: 1, arbitrary: fc.tuple(value, value).map(([id, secret]) => basic(id, secret)) },
  { weight: 1, arbitrary: value.map((token) => `Bearer ${token}`) },
  { weight: 1, arbitrary: anyText },
)
const sent = fc.record({
  method: fc.oneof(
    { weight: 12, arbitrary: fc.constant('POST') },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PUT', 'x') },
  ),
  type: fc.oneof(
    { weight: 12, arbitrary: fc.constant(formHeaders['content-type']) },
    { weight: 1, arbitrary: anyText },
  ),
  authorization: fc.option(authorization),
  origin: fc.option(fc.oneof(fc.constant('https://app.example.com'), anyText), { freq: 5 }),
  body: fc.oneof({ weight: 8, arbitrary: form }, { weight: 1, arbitrary: anyText }),
  query: fc.oneof({ weight: 8, arbitrary: fc.constant('') }, { weight: 1, arbitrary: form }),
  from: fc.constantFrom('127.0.0.1', '::1', '', '203.0.113.7'),
})

function requestFrom(wish: typeof sent extends fc.Arbitrary<infer Wish> ? Wish : never): Sent {
  const { type, authorization: proof, origin, method, body, query, from } = wish
  return {
    method,
    body,
    query,
    from,
    headers: {
      'content-type': type,
      ...(proof !== null && { authorization: proof }),
      ...(origin !== null && { origin }),
    },
  }
}

const bounds = { ...propertySeed.parameters, interruptAfterTimeLimit: 1_000, numRuns: 3_000 }

describe(`whatever is sent to the authorization server (${propertySeed.title})`, () => {
  it('is answered without a fault, and nothing secret comes back or is written down (F4)', async () => {
    const statuses = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), sent, async (path, wish) => {
        const answer = await world.server.answer(requestOf(path, requestFrom(wish)))
        const status = answer?.status ?? 0
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        expect(status).toBeGreaterThanOrEqual(200)
        expect(status).toBeLessThan(500)
        const written =
          JSON.stringify([answer?.headers, answer?.note, world.workspace.log]) + (answer?.body ?? '')
        for (const secret of secrets) expect(written).not.toContain(secret)
      }),
      bounds,
    )

    // What was sent was sensible now and then, or little would have been tried.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 401]))
  })

  it('never shows a page that broke, nor a secret on one', async () => {
    const reflected = new Set(['client_id', 'redirect_uri', 'state', 'login_hint'])
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...pagePaths), sent, form, async (path, wish, query) => {
        const shown = new URLSearchParams(query)
        for (const key of reflected) if (secrets.includes(shown.get(key) ?? '')) shown.delete(key)
        const method = path.startsWith('/oauth/authorize/') ? wish.method : 'GET'
        const request = { ...requestFrom(wish), query: shown.toString(), method }
        const answer = await world.server.answer(requestOf(path, request))
        expect(answer?.status).toBeLessThan(500)
        const written =
          JSON.stringify([answer?.headers, answer?.note, world.workspace.log]) + (answer?.body ?? '')
        for (const secret of secrets) expect(written).not.toContain(secret)
      }),
      bounds,
    )
  })
})
