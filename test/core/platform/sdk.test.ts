import { createRequire } from 'node:module'
import type * as library from 'purecloud-platform-client-v2'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformContext } from '../../../core/platform/platform-context.ts'
import { createPlatformApi } from '../../../core/platform/platform-api.ts'
import { storeFailure } from '../../../core/store/store-error.ts'
import { logIn } from '../../support/log-in.ts'
import { OAuthWorld } from '../../support/oauth-world.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { startServer, type ServerUnderTest } from '../../support/organization-server.ts'
import { valueOf } from '../../support/results.ts'
import { addSamlProvider } from '../../support/saml-provider.ts'

// The vendor's library is CommonJS that exports one object; its types describe that object's members.
const platform = createRequire(import.meta.url)('purecloud-platform-client-v2') as typeof library

const REDIRECT = 'http://127.0.0.1:4711/callback'

let world: OAuthWorld
let server: ServerUnderTest
let rateLimit: number | null = null
/** An app of an administrator, with every scope that these tests use. */
let console: CreatedClient
let admin: { readonly email: string }
let employee: User

/** The types leave one login out. */
interface SamlLogin {
  loginSaml2BearerGrant(
    clientId: string,
    clientSecret: string,
    orgName: string,
    assertion: string,
  ): Promise<unknown>
}

const sdk = platform.ApiClient.instance as typeof platform.ApiClient.instance & SamlLogin
const oauth = new platform.OAuthApi()
const tokens = new platform.TokensApi()
const users = new platform.UsersApi()
const authorization = new platform.AuthorizationApi()
const organizations = new platform.OrganizationApi()

beforeAll(async () => {
  world = await OAuthWorld.open()
  const context: PlatformContext = {
    ...world.context,
    catalogues: world.catalogues,
    keychain: world.workspace.keychain,
    rateLimit: () => rateLimit,
    refusalFor: storeFailure,
    recordFault: () => {
      throw new Error('a fault that nobody expects')
    },
  }
  server = await startServer({ answerers: [world.server, createPlatformApi(context)] })
  const scopes = ['authorization', 'oauth', 'organization', 'user-basic-info', 'users']
  console = await world.app({ name: 'Console', scopes, redirectUris: [REDIRECT] })
  const { organization } = world
  employee = await organization.user('Emma Employee', 'Employee')
  const found = await organization.admin['user.show']({
    organizationId: organization.id,
    user: organization.administratorId,
  })
  admin = valueOf(found)
  const { hostname, port, protocol } = new URL(server.issuer)
  // Its file in the home directory is none of this test's.
  sdk.config.setConfigPath('')
  // It would answer a 401 by refreshing, and hide what the server said.
  sdk.config.refresh_access_token = false
  sdk.setGateway({ host: hostname, port: Number(port), protocol: protocol.replace(':', '') })
})

afterAll(async () => {
  await server.close()
  expect(server.faults).toEqual([])
  await world[Symbol.asyncDispose]()
})

/** Where the pages send the browser after a login. */
async function authorize(app: CreatedClient, email: string, more: Readonly<Record<string, string>> = {}) {
  const query = new URLSearchParams({
    client_id: app.client.id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    ...more,
  })
  const url = new URL(`/oauth/authorize?${query.toString()}`, server.issuer)
  return logIn(url, world.organization.id, email)
}

async function codeFor(app: CreatedClient, email: string, more = {}): Promise<string> {
  const sentTo = await authorize(app, email, more)
  return sentTo.searchParams.get('code') ?? ''
}

async function login(app: CreatedClient, email: string): Promise<void> {
  const code = await codeFor(app, email)
  await sdk.loginCodeAuthorizationGrant(app.client.id, app.secret, code, REDIRECT)
}

/** What an app makes of a refusal: the library rejects with the body. */
async function refusal(
  call: Promise<unknown>,
): Promise<{ readonly status: unknown; readonly code: unknown }> {
  const thrown: unknown = await call.then(
    () => {
      throw new Error('it was not refused')
    },
    (cause: unknown) => cause,
  )
  const { status, code } = thrown as Record<string, unknown>
  return { status, code }
}

describe('the vendor’s library logs in (S7)', () => {
  it('with client credentials', async () => {
    const service = await world.organization.service('Nightly', 'Admin')
    const data = await sdk.loginClientCredentialsGrant(service.client.id, service.secret)
    expect(data.accessToken).toMatch(/^[\w-]{43}$/)
    expect(await tokens.getTokensMe()).toMatchObject({ OAuthClient: { name: 'Nightly' } })
    expect(await refusal(users.getUsersMe())).toEqual({ status: 400, code: 'not.a.user' })
  })

  it('with a code and a secret, and refreshes', async () => {
    const code = await codeFor(console, admin.email)
    const data = await sdk.loginCodeAuthorizationGrant(console.client.id, console.secret, code, REDIRECT)
    expect(await users.getUsersMe()).toMatchObject({ id: world.organization.administratorId })
    // The types leave the refresh token out; the library changes this same object when it refreshes.
    const { accessToken, refreshToken } = data as typeof data & { readonly refreshToken: string }
    const renewed = await sdk.refreshCodeAuthorizationGrant(console.client.id, console.secret, refreshToken)
    expect(renewed.accessToken).not.toBe(accessToken)
    expect(await users.getUsersMe()).toMatchObject({ email: admin.email })
  })

  it('with PKCE and no secret', async () => {
    const verifier = sdk.generatePKCECodeVerifier(128)
    const challenge = await sdk.computePKCECodeChallenge(verifier)
    const code = await codeFor(console, employee.email, {
      code_challenge: challenge,
      code_challenge_method: 'S256',
    })
    await sdk.authorizePKCEGrant(console.client.id, verifier, code, REDIRECT)
    expect(await users.getUsersMe()).toMatchObject({ id: employee.id, name: 'Emma Employee' })
  })

  it('with a SAML assertion', async () => {
    const draft = { name: 'Bridge', grantType: 'SAML2-BEARER', redirectUris: [], scopes: ['user-basic-info'] }
    const bridge = await world.app(draft)
    const provider = await addSamlProvider(world, 'https://idp.example.com/saml')
    const recipient = { audience: server.issuer, recipient: `${server.issuer}/oauth/token` }
    const assertion = provider.vouch(employee.email, recipient)
    const { id } = bridge.client
    await sdk.loginSaml2BearerGrant(id, bridge.secret, 'Harbour Bank', assertion)
    expect(await users.getUsersMe()).toMatchObject({ id: employee.id })
  })

  it('with a token of the implicit grant, which it tries first', async () => {
    const draft = {
      name: 'Wallboard',
      grantType: 'TOKEN',
      redirectUris: [REDIRECT],
      scopes: ['user-basic-info'],
    }
    const wallboard = await world.app(draft)
    const sentTo = await authorize(wallboard, employee.email, { response_type: 'token' })
    sdk.setAccessToken(new URLSearchParams(sentTo.hash.slice(1)).get('access_token') ?? '')
    await sdk.loginImplicitGrant(wallboard.client.id, REDIRECT)
    expect(await users.getUsersMe()).toMatchObject({ id: employee.id })
  })

  it('and hears why it is refused', async () => {
    const { id } = console.client
    const thrown: unknown = await sdk
      .loginClientCredentialsGrant(id, console.secret)
      .catch((cause: unknown) => cause)
    const { response } = thrown as { readonly response: { status: number; data: { error: string } } }
    expect([response.status, response.data.error]).toEqual([400, 'unauthorized_client'])
  })
})

describe('the vendor’s library administers (S7)', () => {
  it('the life of a client', async () => {
    await login(console, admin.email)
    const body = {
      name: 'Made by the library',
      authorizedGrantType: 'CODE',
      scope: ['users:readonly'],
      registeredRedirectUri: ['https://made.example.com/'],
    }
    const made = await oauth.postOauthClients(body)
    const id = made.id ?? ''
    expect(made.secret).toMatch(/^[\w-]{43}$/)
    expect((await oauth.getOauthClient(id)).name).toBe(body.name)
    expect((await oauth.getOauthClients()).entities?.some((client) => client.id === id)).toBe(true)
    expect((await oauth.postOauthClientSecret(id)).secret).not.toBe(made.secret)
    expect(await refusal(oauth.deleteOauthClient(id))).toEqual({ status: 400, code: 'cannot.delete.client' })
    const inactive = await oauth.putOauthClient(id, { ...body, name: 'Put', state: 'inactive' })
    expect(inactive).toMatchObject({ name: 'Put', state: 'inactive' })
    expect((await oauth.putOauthClient(id, { ...body, state: 'active' })).state).toBe('active')
    await oauth.putOauthClient(id, { ...body, state: 'inactive' })
    await oauth.deleteOauthClient(id)
    expect(await refusal(oauth.getOauthClient(id))).toEqual({ status: 404, code: 'client.not.found' })
  })

  it('authorizations, scopes and usage', async () => {
    await login(console, admin.email)
    const { id } = console.client
    const granted = await oauth.getOauthAuthorization(id)
    expect(granted).toMatchObject({ state: 'Authorized', client: { id } })
    expect((await oauth.getOauthAuthorizations()).entities).toContainEqual(granted)
    expect((await oauth.getOauthScopes()).entities).toContainEqual(
      await oauth.getOauthScope('users:readonly'),
    )
    const { executionId = '' } = await oauth.getOauthClientUsageSummary(id, { days: '30' })
    expect(await oauth.getOauthClientUsageQueryResult(executionId, id)).toEqual({
      results: [],
      queryStatus: 'Complete',
    })
    const asked = await oauth.postOauthClientUsageQuery(id, {
      interval: '2027-01-01T00:00Z/2027-01-08T00:00Z',
    })
    expect(asked.resultsUri).toContain(asked.executionId)
  })

  it('roles, divisions, users and the organization', async () => {
    await login(console, admin.email)
    const { entities = [] } = await authorization.getAuthorizationRoles({ pageSize: 100 })
    expect(entities.map(({ name }) => name)).toContain('Master Admin')
    const role = await authorization.postAuthorizationRoles({
      name: 'Reader',
      permissionPolicies: [{ domain: 'oauth', entityName: 'client', actionSet: ['view'] }],
    })
    const home = await authorization.getAuthorizationDivisionsHome()
    await authorization.postAuthorizationSubjectDivisionRole(employee.id, home.id ?? '', role.id ?? '')
    expect((await users.getUserRoles(employee.id)).roles?.map(({ name }) => name)).toContain('Reader')
    await authorization.deleteAuthorizationSubjectDivisionRole(employee.id, home.id ?? '', role.id ?? '')
    await authorization.deleteAuthorizationRole(role.id ?? '')
    expect((await users.getUser(employee.id)).name).toBe('Emma Employee')
    expect((await organizations.getOrganizationsMe()).name).toBe('Harbour Bank')
  })

  it('tokens', async () => {
    await login(console, employee.email)
    await tokens.headTokensMe()
    expect((await tokens.getTokensMe()).organization?.name).toBe('Harbour Bank')
    await tokens.deleteTokensMe()
    expect(await refusal(tokens.getTokensMe())).toEqual({ status: 401, code: 'bad.credentials' })
    await login(console, admin.email)
    await tokens.deleteToken(employee.id)
    expect((await tokens.getTokensTimeout()).enableIdleTokenTimeout).toBe(false)
  })
})

describe('the vendor’s library is refused (S7)', () => {
  it('with the vendor’s codes', async () => {
    sdk.setAccessToken('')
    expect(await refusal(users.getUsersMe())).toEqual({ status: 401, code: 'authentication.required' })
    sdk.setAccessToken('nonsense')
    expect(await refusal(users.getUsersMe())).toEqual({ status: 401, code: 'bad.credentials' })
    await login(console, employee.email)
    expect(await refusal(oauth.getOauthClients())).toEqual({ status: 403, code: 'missing.permissions' })
    const usage = oauth.getOauthClientUsageSummary(console.client.id)
    expect(await refusal(usage)).toEqual({ status: 403, code: 'missing.any.permissions' })
    const narrow = await world.app({ name: 'Narrow', redirectUris: [REDIRECT] })
    await login(narrow, admin.email)
    expect(await refusal(oauth.getOauthClients())).toEqual({
      status: 403,
      code: 'app.not.authorized.for.scope',
    })
    await login(console, admin.email)
    expect(await refusal(oauth.getOauthScope('nonsense'))).toEqual({ status: 404, code: 'not.found' })
    const client = { name: 'x', authorizedGrantType: 'CODE', scope: [], registeredRedirectUri: [REDIRECT] }
    expect(await refusal(oauth.postOauthClients(client))).toEqual({
      status: 400,
      code: 'missing.client.scope',
    })
    rateLimit = 1
    await login(console, admin.email)
    await users.getUsersMe()
    expect(await refusal(users.getUsersMe())).toEqual({ status: 429, code: 'too.many.requests.retry.after' })
    rateLimit = null
  })
})
