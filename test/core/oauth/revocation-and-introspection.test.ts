import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatedClient, User } from '../../support/organization.ts'
import { exchange, ISSUER, OAuthWorld, refusalOf, tokensOf } from '../../support/oauth-world.ts'
import { valueOf } from '../../support/results.ts'

let world: OAuthWorld
let app: CreatedClient
let other: CreatedClient
let service: CreatedClient
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app({ scopes: ['users', 'routing:readonly'] })
  other = await world.app({ name: 'Another' })
  service = await world.organization.service('Nightly Export', 'Employee')
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const revoke = (token: string, as: CreatedClient | null = app, more = {}) =>
  world.post('/oauth/revoke', { token, ...more }, as)
const introspect = (token: string, as: CreatedClient | null = app, more = {}) =>
  world.post('/oauth/introspect', { token, ...more }, as)
const serviceToken = async () =>
  tokensOf(await world.token({ grant_type: 'client_credentials' }, service)).accessToken

describe('revocation (RFC 7009)', () => {
  it('ends an access token alone', async () => {
    const { accessToken, refreshToken } = await world.login(app, anna)
    const answer = await revoke(accessToken)

    expect([answer.status, answer.body]).toEqual([200, ''])
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
    expect(await world.isActive(accessToken, app)).toBe(false)
    expect(await world.isActive(refreshToken, app)).toBe(true)
  })

  it('ends with a refresh token everything of its login (§2.1)', async () => {
    const first = await world.login(app, anna)
    const next = tokensOf(
      await world.token({ grant_type: 'refresh_token', refresh_token: first.refreshToken }, app),
    )
    const stranger = await world.login(app, anna)
    await revoke(next.refreshToken)

    for (const token of [first.accessToken, next.accessToken, next.refreshToken]) {
      expect(await world.isActive(token, app)).toBe(false)
    }
    expect(await world.isActive(stranger.accessToken, app)).toBe(true)
  })

  it.each(['access_token', 'refresh_token', 'something_else'])(
    'finds either kind whatever the hint says: `%s` (§2.1)',
    async (hint) => {
      const { accessToken, refreshToken } = await world.login(app, anna)
      await revoke(accessToken, app, { token_type_hint: hint })
      await revoke(refreshToken, app, { token_type_hint: hint })

      expect(await world.isActive(accessToken, app)).toBe(false)
      expect(await world.isActive(refreshToken, app)).toBe(false)
    },
  )

  it('answers 200 for a token that is unknown, or was revoked before (§2.2)', async () => {
    const { accessToken } = await world.login(app, anna)
    await revoke(accessToken)

    expect((await revoke(accessToken)).status).toBe(200)
    expect((await revoke('nothing')).status).toBe(200)
  })

  it('refuses the token of another client, which stays as it is (§2.1)', async () => {
    const { accessToken } = await world.login(app, anna)

    expect(refusalOf(await revoke(accessToken, other))).toEqual([
      400,
      'invalid_grant',
      'token was issued to another client',
    ])
    expect(await world.isActive(accessToken, app)).toBe(true)
  })

  it('is for a client without a secret too, by the token itself, and for one that is deactivated', async () => {
    const { accessToken, refreshToken } = await world.login(app, anna)
    expect((await revoke(accessToken, null, { client_id: app.client.id })).status).toBe(200)
    expect(await world.isActive(accessToken, app)).toBe(false)
    const removalAt = new Date(world.workspace.clock.now().getTime() + 86_400_000).toISOString()
    await world.put({ ...app.client, state: { kind: 'inactive', removalAt } })
    expect((await revoke(refreshToken)).status).toBe(200)
    await world.put(app.client)

    expect(await world.isActive(refreshToken, app)).toBe(false)
  })

  it('leaves a code as it is: that is no token', async () => {
    const code = await world.code(app.client.id, anna.id)

    expect((await revoke(code)).status).toBe(200)
    expect((await world.token(exchange(code), app)).status).toBe(200)
  })

  it('misses a token, and proof of who asks', async () => {
    expect((await revoke('')).json['error']).toBe('invalid_request')
    expect((await revoke('x', { ...app, secret: 'wrong' })).status).toBe(401)
    expect((await revoke('x', null)).json['error']).toBe('invalid_client')
  })
})

describe('introspection (RFC 7662)', () => {
  it('tells a client about a token for a user', async () => {
    const issuedAt = Math.floor(world.workspace.clock.now().getTime() / 1_000)
    const { accessToken, refreshToken } = await world.login(app, anna)
    const told = {
      active: true,
      client_id: app.client.id,
      scope: 'users routing:readonly',
      username: 'anna.berg@example.com',
      sub: anna.id,
      iss: ISSUER,
      iat: issuedAt,
    }

    expect((await introspect(accessToken)).json).toEqual({
      ...told,
      token_type: 'bearer',
      exp: issuedAt + 86_400,
    })
    expect((await introspect(refreshToken)).json).toEqual({ ...told, exp: issuedAt + 30 * 86_400 })
  })

  it('tells the scopes that are both requested and granted, or what the token was narrowed to', async () => {
    const wide = await world.organization.client({ name: 'Wide', scopes: ['users', 'routing'] })
    await world.organization.authorize(wide.client.id, ['users'])
    const plain = await world.login(wide, anna)
    const narrowed = await world.login(wide, anna, { scopes: ['users:readonly'] })

    expect((await introspect(plain.accessToken, wide)).json['scope']).toBe('users')
    expect((await introspect(narrowed.accessToken, wide)).json['scope']).toBe('users:readonly')
  })

  it('tells a client about its own token, which has neither user nor scope', async () => {
    const issuedAt = Math.floor(world.workspace.clock.now().getTime() / 1_000)

    expect((await introspect(await serviceToken(), service)).json).toEqual({
      active: true,
      client_id: service.client.id,
      token_type: 'bearer',
      sub: service.client.id,
      iss: ISSUER,
      iat: issuedAt,
      exp: issuedAt + 86_400,
    })
  })

  it('says `active: false` and nothing else of any other (§2.2, §4)', async () => {
    const { accessToken } = await world.login(app, anna)
    const spent = await world.login(app, anna)
    await world.token({ grant_type: 'refresh_token', refresh_token: spent.refreshToken }, app)
    const code = await world.code(app.client.id, anna.id)
    const answers = await Promise.all([
      introspect(accessToken, other),
      introspect('nothing'),
      introspect(spent.refreshToken),
      introspect(code),
    ])

    for (const answer of answers) {
      expect([answer.status, answer.body]).toEqual([200, '{"active":false}'])
      expect(answer.note.userId).toBeNull()
    }
  })

  it('tells a token from one that has expired, to the moment', async () => {
    const token = await serviceToken()
    world.workspace.clock.advance(86_399_999)
    expect(await world.isActive(token, service)).toBe(true)
    world.workspace.clock.advance(1)

    expect(await world.isActive(token, service)).toBe(false)
  })

  it('says of a live token that it is not active once the app was revoked (A5)', async () => {
    const revoked = await world.app({ name: 'Revoked' })
    const { accessToken, refreshToken } = await world.login(revoked, anna)
    await world.revokeApp(revoked.client.id)

    expect(await world.isActive(accessToken, revoked)).toBe(false)
    expect(await world.isActive(refreshToken, revoked)).toBe(false)
  })

  it('lets a deactivated client’s live tokens run out, and a disabled one’s end (C8)', async () => {
    const token = await serviceToken()
    const removalAt = new Date(world.workspace.clock.now().getTime() + 86_400_000).toISOString()
    await world.put({ ...service.client, state: { kind: 'inactive', removalAt } })
    expect(await world.isActive(token, service)).toBe(true)
    await world.put({ ...service.client, state: { kind: 'disabled' } })
    expect(await world.isActive(token, service)).toBe(false)
    await world.put(service.client)
  })

  it('says of a token that was idle for fifteen minutes under HIPAA that it is not active (S4)', async () => {
    const { admin, acting } = world.organization
    const configure = async (hipaa: boolean) =>
      valueOf(await admin['organization.configure']({ acting, settings: { hipaa } }))
    const { accessToken, refreshToken } = await world.login(app, anna)
    await configure(true)
    world.workspace.clock.advance(899_999)
    expect(await world.isActive(accessToken, app)).toBe(true)
    world.workspace.clock.advance(1)

    expect(await world.isActive(accessToken, app)).toBe(false)
    expect(await world.isActive(refreshToken, app)).toBe(true)
    await configure(false)
  })

  it('takes a secret: naming a client is no authorization (§2.1)', async () => {
    const { accessToken } = await world.login(app, anna)

    expect(refusalOf(await introspect(accessToken, null, { client_id: app.client.id }))).toEqual([
      400,
      'invalid_client',
      'authentication failed',
    ])
    expect((await introspect('', app)).json['error']).toBe('invalid_request')
  })
})
