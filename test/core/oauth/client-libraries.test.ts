/* eslint @typescript-eslint/no-deprecated: off -- both libraries mark http and flows without PKCE as deprecated to warn */
import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logIn } from '../../support/log-in.ts'
import { OAuthWorld } from '../../support/oauth-world.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { startServer, type ServerUnderTest } from '../../support/organization-server.ts'
import { addSamlProvider, type SamlProvider } from '../../support/saml-provider.ts'

const SAML2_BEARER = 'urn:ietf:params:oauth:grant-type:saml2-bearer'
/** Any port will do for a loopback address (RFC 8252 §7.3); nobody listens there in this test. */
const REDIRECT = 'http://127.0.0.1:4711/callback'

let world: OAuthWorld
let server: ServerUnderTest
let app: CreatedClient
let native: CreatedClient
let service: CreatedClient
let bridge: CreatedClient
let implicit: CreatedClient
let anna: User
let provider: SamlProvider

beforeAll(async () => {
  world = await OAuthWorld.open()
  server = await startServer({ answerers: [world.server] })
  const { organization } = world
  anna = await organization.user('Anna Berg', 'Employee')
  const redirectUris = ['http://127.0.0.1/callback']
  app = await world.app({ redirectUris })
  native = await world.app({ name: 'Native', pkce: true, redirectUris })
  service = await organization.service('Nightly Export', 'Employee')
  bridge = await world.app({ name: 'Bridge', grantType: 'SAML2-BEARER', redirectUris: [] })
  implicit = await world.app({ name: 'Wallboard', grantType: 'TOKEN', redirectUris })
  provider = await addSamlProvider(world, 'https://idp.example.com/saml')
})

afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
  await world[Symbol.asyncDispose]()
})

/** What a flow of a library came to. */
interface Outcome {
  readonly accessToken: string
  readonly refreshToken: string | undefined
  readonly scope: string | undefined
}

/** One app's view of the server through a library, with a secret or without. */
interface Library {
  clientCredentials(): Promise<Outcome>
  /** Logs in through the pages. */
  code(wish: { readonly pkce: boolean; readonly scope?: string }): Promise<Outcome>
  refresh(refreshToken: string, scope?: string): Promise<Outcome>
  assertion(text: string): Promise<Outcome>
  introspect(token: string): Promise<Readonly<Record<string, unknown>>>
  revoke(token: string): Promise<void>
  /** The protocol's code of a refusal, as the library tells it. */
  codeOf(thrown: unknown): string
}

type Connect = (client: CreatedClient, authentication: 'basic' | 'post' | 'none') => Promise<Library>

const viaOauth4webapi: Connect = async ({ client: { id }, secret }, authentication) => {
  const options = { [oauth.allowInsecureRequests]: true }
  const issuer = new URL(server.issuer)
  const found = await oauth.discoveryRequest(issuer, { ...options, algorithm: 'oauth2' })
  const as = await oauth.processDiscoveryResponse(issuer, found)
  const client = { client_id: id }
  const proof = {
    basic: () => oauth.ClientSecretBasic(secret),
    post: () => oauth.ClientSecretPost(secret),
    none: () => oauth.None(),
  }[authentication]()
  const outcome = (told: oauth.TokenEndpointResponse): Outcome => ({
    accessToken: told.access_token,
    refreshToken: told.refresh_token,
    scope: told.scope,
  })
  return {
    clientCredentials: async () => {
      const answer = await oauth.clientCredentialsGrantRequest(as, client, proof, {}, options)
      return outcome(await oauth.processClientCredentialsResponse(as, client, answer))
    },
    code: async ({ pkce, scope }) => {
      const verifier = oauth.generateRandomCodeVerifier()
      const state = oauth.generateRandomState()
      const query = new URLSearchParams({
        client_id: id,
        redirect_uri: REDIRECT,
        response_type: 'code',
        state,
      })
      if (scope !== undefined) query.set('scope', scope)
      if (pkce) {
        query.set('code_challenge', await oauth.calculatePKCECodeChallenge(verifier))
        query.set('code_challenge_method', 'S256')
      }
      const endpoint = new URL(as.authorization_endpoint ?? '')
      endpoint.search = query.toString()
      const back = await logIn(endpoint, world.organization.id, anna.email)
      const response = oauth.validateAuthResponse(as, client, back, state)
      const answer = await oauth.authorizationCodeGrantRequest(
        as,
        client,
        proof,
        response,
        REDIRECT,
        pkce ? verifier : oauth.nopkce,
        options,
      )
      return outcome(await oauth.processAuthorizationCodeResponse(as, client, answer))
    },
    refresh: async (token, scope) => {
      const more = scope === undefined ? {} : { additionalParameters: { scope } }
      const answer = await oauth.refreshTokenGrantRequest(as, client, proof, token, { ...options, ...more })
      return outcome(await oauth.processRefreshTokenResponse(as, client, answer))
    },
    assertion: async (text) => {
      const form = { orgName: 'Harbour Bank', assertion: text }
      const answer = await oauth.genericTokenEndpointRequest(as, client, proof, SAML2_BEARER, form, options)
      return outcome(await oauth.processGenericTokenEndpointResponse(as, client, answer))
    },
    introspect: async (token) => {
      const answer = await oauth.introspectionRequest(as, client, proof, token, options)
      return { ...(await oauth.processIntrospectionResponse(as, client, answer)) }
    },
    revoke: async (token) =>
      oauth.processRevocationResponse(await oauth.revocationRequest(as, client, proof, token, options)),
    codeOf: (thrown) => {
      if (thrown instanceof oauth.ResponseBodyError) return thrown.error
      // Of a 401 the library tells the challenge; the protocol knows one code that comes so (RFC 6749 §5.2).
      if (thrown instanceof oauth.WWWAuthenticateChallengeError) return 'invalid_client'
      throw thrown
    },
  }
}

const viaOpenidClient: Connect = async ({ client: { id }, secret }, authentication) => {
  const proof = {
    basic: () => openid.ClientSecretBasic(secret),
    post: () => openid.ClientSecretPost(secret),
    none: () => openid.None(),
  }[authentication]()
  const config = await openid.discovery(new URL(server.issuer), id, undefined, proof, {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests],
  })
  const outcome = (told: openid.TokenEndpointResponse): Outcome => ({
    accessToken: told.access_token,
    refreshToken: told.refresh_token,
    scope: told.scope,
  })
  return {
    clientCredentials: async () => outcome(await openid.clientCredentialsGrant(config)),
    code: async ({ pkce, scope }) => {
      const pkceCodeVerifier = openid.randomPKCECodeVerifier()
      const expectedState = openid.randomState()
      const url = openid.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT,
        state: expectedState,
        ...(scope === undefined ? {} : { scope }),
        ...(pkce && {
          code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
          code_challenge_method: 'S256',
        }),
      })
      const back = await logIn(url, world.organization.id, anna.email)
      const checks = { expectedState, ...(pkce && { pkceCodeVerifier }) }
      return outcome(await openid.authorizationCodeGrant(config, back, checks))
    },
    refresh: async (token, scope) =>
      outcome(await openid.refreshTokenGrant(config, token, scope === undefined ? {} : { scope })),
    assertion: async (text) => {
      const form = { orgName: 'Harbour Bank', assertion: text }
      return outcome(await openid.genericGrantRequest(config, SAML2_BEARER, form))
    },
    introspect: async (token) => ({ ...(await openid.tokenIntrospection(config, token)) }),
    revoke: (token) => openid.tokenRevocation(config, token),
    codeOf: (thrown) => {
      if (thrown instanceof openid.ResponseBodyError) return thrown.error
      if (thrown instanceof openid.WWWAuthenticateChallengeError) return 'invalid_client'
      throw thrown
    },
  }
}

describe.each([
  ['oauth4webapi', viaOauth4webapi],
  ['openid-client', viaOpenidClient],
])('%s over a socket', (_name, connect) => {
  const refusal = async (library: Library, work: Promise<unknown>) =>
    work.then(
      () => 'granted',
      (thrown: unknown) => library.codeOf(thrown),
    )

  it.each(['basic', 'post'] as const)('gets a token by client credentials, by %s', async (authentication) => {
    const library = await connect(service, authentication)
    const { accessToken } = await library.clientCredentials()

    expect(await library.introspect(accessToken)).toMatchObject({
      active: true,
      client_id: service.client.id,
    })
    const wrong = await connect({ ...service, secret: 'wrong' }, authentication)
    expect(await refusal(wrong, wrong.clientCredentials())).toBe('invalid_client')
  })

  it.each([
    ['without PKCE, by its secret', 'basic', false],
    ['with PKCE, by its secret', 'post', true],
    ['with PKCE, without a secret', 'none', true],
  ] as const)('logs in %s, refreshes and revokes', async (_how, authentication, pkce) => {
    const client = pkce ? native : app
    const library = await connect(client, authentication)
    const teller = await connect(client, 'basic')
    const first = await library.code({ pkce })
    expect(first.scope).toBeUndefined()
    const next = await library.refresh(first.refreshToken ?? '')
    expect(await teller.introspect(next.accessToken)).toMatchObject({ active: true, sub: anna.id })
    await library.revoke(next.refreshToken ?? '')

    expect(await teller.introspect(next.accessToken)).toEqual({ active: false })
    expect(await refusal(library, library.refresh(next.refreshToken ?? ''))).toBe('invalid_grant')
  })

  it('narrows scopes, and widens none', async () => {
    const library = await connect(app, 'basic')
    const first = await library.code({ pkce: false, scope: 'users:readonly' })
    expect(first.scope).toBe('users:readonly')

    expect(await refusal(library, library.refresh(first.refreshToken ?? '', 'routing'))).toBe('invalid_scope')
  })

  it('exchanges an assertion of the organization’s identity provider (RFC 7522), once', async () => {
    const library = await connect(bridge, 'basic')
    const recipient = `${server.issuer}/oauth/token`
    const assertion = provider.vouch(anna.email, { audience: server.issuer, recipient })
    const told = await library.introspect((await library.assertion(assertion)).accessToken)

    expect(told).toMatchObject({ active: true, username: anna.email })
    expect(await refusal(library, library.assertion(assertion))).toBe('invalid_grant')
  })

  it('is told that a client may not use a grant type', async () => {
    const library = await connect(app, 'basic')

    expect(await refusal(library, library.clientCredentials())).toBe('unauthorized_client')
  })
})

it('hands an implicit client its token in the fragment (RFC 6749 §4.2)', async () => {
  const url = new URL('/oauth/authorize', server.issuer)
  const query = { client_id: implicit.client.id, redirect_uri: REDIRECT, response_type: 'token', state: 'a' }
  url.search = new URLSearchParams(query).toString()
  const back = await logIn(url, world.organization.id, anna.email)
  const fragment = new URLSearchParams(back.hash.slice(1))

  expect(back.search).toBe('')
  expect(Object.fromEntries(fragment)).toMatchObject({ token_type: 'bearer', state: 'a', iss: server.issuer })
  expect(await world.isActive(fragment.get('access_token') ?? '', implicit)).toBe(true)
})
