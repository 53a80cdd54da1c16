import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHash } from 'node:crypto'
import type { CreatedClient } from '../../support/organization.ts'
import { basic, formHeaders, OAuthWorld, refusalOf, tokensOf } from '../../support/oauth-world.ts'

let world: OAuthWorld
let service: CreatedClient
let app: CreatedClient

beforeAll(async () => {
  world = await OAuthWorld.open()
  service = await world.organization.service('Nightly Export', 'Employee')
  app = await world.app()
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const grant = { grant_type: 'client_credentials' }

describe('the token endpoint (RFC 6749 §3.2)', () => {
  it('answers a token that no cache keeps, in the shape that the vendor’s SDK reads', async () => {
    const answer = await world.token(grant, service)

    expect(answer.status).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    })
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) as string,
      token_type: 'bearer',
      expires_in: 86_400,
    })
  })

  it('keeps a token as its hash only, with whose it is (S3)', async () => {
    const { accessToken } = tokensOf(await world.token(grant, service))
    const hash = createHash('sha256').update(accessToken).digest('base64url')
    const now = world.workspace.clock.now().getTime()

    expect(world.context.store.tokens.find(hash)).toEqual({
      hash,
      kind: 'access_token',
      familyId: null,
      organizationId: world.organization.id,
      clientId: service.client.id,
      userId: null,
      scopes: null,
      issuedAt: now,
      expiresAt: now + 86_400_000,
      spentAt: null,
      revokedAt: null,
      lastUsedAt: null,
      binding: null,
    })
  })

  it('says in the note of an answer who asked and how it was refused, for the log', async () => {
    const granted = await world.token(grant, service)
    const refused = await world.token({ ...grant, scope: 'users' }, service)
    const unproven = await world.token({ ...grant, client_id: service.client.id, client_secret: 'wrong' })

    const who = { organizationId: world.organization.id, clientId: service.client.id, userId: null }
    expect(granted.note).toMatchObject({ ...who, refusal: null })
    expect(refused.note).toMatchObject({ ...who, refusal: 'invalid_scope' })
    expect(unproven.note).toMatchObject({ clientId: service.client.id, refusal: 'invalid_client' })
  })

  it('gives the vendor’s `description` beside the RFC’s', async () => {
    const { json, headers } = await world.token({ grant_type: 'password' }, service)

    expect(json).toEqual({
      error: 'unsupported_grant_type',
      description: 'grant type is not supported',
      error_description: 'grant type is not supported',
    })
    expect(headers).toMatchObject({ 'cache-control': 'no-store' })
  })

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH'])('refuses %s and names what it takes', async (method) => {
    const answer = await world.ask('/oauth/token', { method, query: 'grant_type=client_credentials' })

    expect(answer.status).toBe(405)
    expect(answer.headers).toMatchObject({ allow: 'POST, OPTIONS' })
  })

  const as = () => ({ ...formHeaders, authorization: basic(service.client.id, service.secret) })

  it.each([
    ['application/json', 415],
    ['multipart/form-data; boundary=x', 415],
    ['', 415],
    ['application/x-www-form-urlencoded', 200],
    ['Application/X-WWW-Form-Urlencoded ; charset=UTF-8', 200],
  ])('answers content of type `%s` with %i', async (type, status) => {
    const headers = { ...as(), 'content-type': type }
    const answer = await world.ask('/oauth/token', {
      method: 'POST',
      headers,
      body: 'grant_type=client_credentials',
    })

    expect(answer.status).toBe(status)
  })

  it.each([
    ['a parameter that comes twice', 'grant_type=client_credentials&grant_type=client_credentials'],
    ['one that comes once more without a value', 'grant_type=client_credentials&scope=&scope='],
    ['one that nobody knows, twice', 'grant_type=client_credentials&a=1&a=2'],
    ['a missing grant type', 'scope=users'],
    ['a grant type without a value', 'grant_type='],
    ['an empty body', ''],
  ])('refuses %s', async (_what, body) => {
    const answer = await world.ask('/oauth/token', { method: 'POST', headers: as(), body })

    expect([answer.status, answer.json['error']]).toEqual([400, 'invalid_request'])
  })

  it('takes a form of a sensible length, and a longer one never apart', async () => {
    const body = (length: number) => 'grant_type=client_credentials&a='.padEnd(length, 'a')
    const status = async (length: number) =>
      (await world.ask('/oauth/token', { method: 'POST', headers: as(), body: body(length) })).status

    expect(await status(500_000)).toBe(200)
    expect(await status(500_001)).toBe(413)
  })

  it('passes over a parameter that nobody knows, and one without a value', async () => {
    const body = 'grant_type=client_credentials&audience=x&scope='

    expect((await world.ask('/oauth/token', { method: 'POST', headers: as(), body })).status).toBe(200)
  })

  it.each(['client_secret=x', 'grant_type=client_credentials', 'client_id=x', 'code=x'])(
    'refuses `%s` in the address (RFC 6749 §2.3.1)',
    async (query) => {
      expect(refusalOf(await world.token(grant, service, { query }))).toEqual([
        400,
        'invalid_request',
        `parameter \`${query.slice(0, query.indexOf('='))}\` belongs into the body`,
      ])
    },
  )

  it('takes an address with a query of another’s', async () => {
    expect((await world.token(grant, service, { query: 'tenant=1' })).status).toBe(200)
  })

  it.each(['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:saml2-bearer'])(
    'refuses the grant type `%s` to a client that is not registered for it',
    async (name) => {
      expect(refusalOf(await world.token({ grant_type: name }, service))).toEqual([
        400,
        'unauthorized_client',
        `client is not authorized to use the ${name} grant type`,
      ])
    },
  )

  it('refuses client credentials to a client that acts for users', async () => {
    expect(refusalOf(await world.token(grant, app))).toEqual([
      400,
      'unauthorized_client',
      'client is not authorized to use the client_credentials grant type',
    ])
  })

  it.each(['toString', '__proto__', 'implicit', 'CLIENT_CREDENTIALS', 'client_credentials '])(
    'does not know the grant type `%s`',
    async (name) => {
      expect((await world.token({ grant_type: name }, service)).json['error']).toBe('unsupported_grant_type')
    },
  )
})

describe('the client-credentials grant (RFC 6749 §4.4)', () => {
  it('gives what the client’s token duration says (C3)', async () => {
    const brief = await world.organization.client({
      name: 'Brief',
      grantType: 'CLIENT-CREDENTIALS',
      scopes: [],
      redirectUris: [],
      tokenDuration: '300',
      roleGrants: service.client.roleGrants,
    })

    expect((await world.token(grant, brief)).json['expires_in']).toBe(300)
  })

  it('takes no scope: the client’s roles are its grant (C5, A7)', async () => {
    expect(refusalOf(await world.token({ ...grant, scope: 'users' }, service))).toEqual([
      400,
      'invalid_scope',
      'a client-credentials client has roles and no scopes',
    ])
  })

  it('takes a secret', async () => {
    expect(refusalOf(await world.token({ ...grant, client_id: service.client.id }))).toEqual([
      400,
      'invalid_client',
      'authentication failed',
    ])
  })

  it('is given to the addresses of the client’s ranges only, where it has any (C1)', async () => {
    const ranged = await world.organization.client({
      name: 'Ranged',
      grantType: 'CLIENT-CREDENTIALS',
      scopes: [],
      redirectUris: [],
      roleGrants: service.client.roleGrants,
      addressRanges: ['203.0.113.0/25', '198.51.100.7'],
    })
    const status = async (from: string) => (await world.token(grant, ranged, { from })).status

    expect(await status('203.0.113.0')).toBe(200)
    expect(await status('203.0.113.127')).toBe(200)
    expect(await status('::ffff:203.0.113.127')).toBe(200)
    expect(await status('198.51.100.7')).toBe(200)
    expect(await status('203.0.113.128')).toBe(400)
    expect(await status('198.51.100.8')).toBe(400)
    expect(await status('127.0.0.1')).toBe(400)
    expect(await status('::1')).toBe(400)
    expect(await status('')).toBe(400)
    expect(refusalOf(await world.token(grant, ranged))).toEqual([
      400,
      'unauthorized_client',
      'client may not be used from this address',
    ])
    expect((await world.token(grant, service, { from: '192.0.2.1' })).status).toBe(200)
  })
})
