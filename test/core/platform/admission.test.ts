import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../../core/organization/live-token.ts'
import { errorOf, PlatformWorld, refusalOf, requestOf } from '../../support/platform-world.ts'
import { draftOf } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'

let world: PlatformWorld
let admin: { readonly id: PlatformWorld['organization']['administratorId'] }

beforeAll(async () => {
  world = await PlatformWorld.open()
  admin = { id: world.organization.administratorId }
})
afterAll(() => world[Symbol.asyncDispose]())

/** A fresh authorized app and a token of it for the administrator. */
async function login(scopes: readonly string[] = ['oauth']) {
  return world.admin(scopes)
}

describe('a call without a good token (S4, RFC 6750)', () => {
  it('is answered below /api/v2 only', async () => {
    expect(await world.api.answer(requestOf('GET /oauth/token'))).toBeUndefined()
    expect(await world.api.answer(requestOf('GET /api/v2'))).toBeUndefined()
    expect((await world.call('GET /api/v2/oauth/scopes')).status).toBe(401)
  })

  it('asks for the token in the header, and takes it from nowhere else', async () => {
    const { token } = await login()
    const answers = [
      await world.call('GET /api/v2/oauth/scopes'),
      await world.call(`GET /api/v2/oauth/scopes?access_token=${token}`),
      await world.call('GET /api/v2/oauth/scopes', { headers: { authorization: `Basic ${token}` } }),
      await world.call('GET /api/v2/oauth/scopes', {
        headers: { authorization: `Bearer ${token} ${token}` },
      }),
    ]
    for (const answer of answers) {
      expect(refusalOf(answer)).toEqual([401, 'authentication.required', []])
      expect(answer.headers['www-authenticate']).toBe('Bearer')
      expect(answer.note.clientId).toBeNull()
    }
    const spelled = { headers: { authorization: `bearer  ${token}` } }
    expect((await world.call('GET /api/v2/oauth/scopes', spelled)).status).toBe(200)
  })

  it('refuses an unknown, an expired, a revoked and an idle token with the very same answer', async () => {
    const short = await world.app({ name: 'Short', scopes: ['oauth'], tokenDuration: '5 min' })
    const expired = await world.token(short.client, admin)
    const { token: revoked } = await login(['user-basic-info'])
    await world.call('DELETE /api/v2/tokens/me', { token: revoked })
    world.workspace.clock.advance('5 min')
    const answers = await Promise.all(
      ['nonsense', expired, revoked].map((token) => world.call('GET /api/v2/oauth/scopes', { token })),
    )
    for (const { status, body, headers } of answers) {
      expect([status, body, headers]).toEqual([401, answers[0]?.body, answers[0]?.headers])
    }
    expect(answers[0]?.json).toEqual({
      message: 'The credentials are not valid.',
      code: 'bad.credentials',
      status: 401,
      messageWithParams: 'The credentials are not valid.',
      messageParams: {},
      contextId: 'a-correlation-id',
      details: [],
      errors: [],
    })
    expect(answers[0]?.headers['www-authenticate']).toBe('Bearer error="invalid_token"')
  })

  it('takes an access token only, no code and no refresh token', async () => {
    const { token } = await login()
    const { store } = world.context
    const record = store.tokens.find(hashToken(token))
    if (!record) throw new Error('the token is not stored')
    await store.tokens.write((unit) => {
      unit.put({ ...record, kind: 'refresh_token', hash: hashToken('a refresh token') })
    })
    const sent = { headers: { authorization: 'Bearer a+refresh+token' } }
    expect((await world.call('GET /api/v2/oauth/scopes', sent)).status).toBe(401)
    expect((await world.call('GET /api/v2/oauth/scopes', { token })).status).toBe(200)
  })
})

describe('a user who was inactive for a while (P2.5)', () => {
  it('needs a new token afterwards; those of others go on', async () => {
    const app = await world.app({ name: 'Rota', scopes: ['oauth'] })
    const lena = await world.organization.user('Lena Brandt')
    const [hers, others] = [await world.token(app.client, lena), await world.token(app.client, admin)]
    const read = async (token: string) => (await world.call('GET /api/v2/oauth/scopes', { token })).status
    const setState = async (state: 'active' | 'inactive') => {
      const order = { acting: world.organization.acting, userId: lena.id, state }
      valueOf(await world.workspace.admin['user.setState'](order))
    }
    expect([await read(hers), await read(others)]).toEqual([200, 200])
    await setState('inactive')
    expect([await read(hers), await read(others)]).toEqual([401, 200])
    await setState('active')
    expect([await read(hers), await read(others)]).toEqual([401, 200])
    expect(await read(await world.token(app.client, lena))).toBe(200)
  })
})

describe('a token that idles (S4)', () => {
  const configure = async (settings: { hipaa?: boolean; tokenIdleTimeout?: number | null }) => {
    const { admin: api, acting } = world.organization
    valueOf(await api['organization.configure']({ acting, settings }))
  }
  const status = async (token: string, query = '') =>
    (await world.call(`GET /api/v2/tokens/me${query}`, { token })).status

  it('stops working under HIPAA after 15 minutes without use, not before, and never comes back', async () => {
    const { token } = await login(['user-basic-info'])
    await configure({ hipaa: true })
    world.workspace.clock.advance('14 min')
    expect(await status(token)).toBe(200)
    world.workspace.clock.advance(899_999)
    expect(await status(token, '?preserveIdleTTL=true')).toBe(200)
    world.workspace.clock.advance(1)
    expect(await status(token)).toBe(401)
    expect(await status(token)).toBe(401)
    await configure({ hipaa: false })
  })

  it('stops working after the time that the organization has chosen, of which HIPAA leaves 15 minutes', async () => {
    const { token } = await login(['user-basic-info'])
    await configure({ tokenIdleTimeout: 3_600 })
    world.workspace.clock.advance('59 min')
    expect(await status(token)).toBe(200)
    await configure({ hipaa: true })
    world.workspace.clock.advance('14 min')
    expect(await status(token)).toBe(200)
    world.workspace.clock.advance('15 min')
    expect(await status(token)).toBe(401)
    await configure({ hipaa: false, tokenIdleTimeout: null })
  })

  it('is written down as used at most every few seconds, and not at all where tokens do not idle', async () => {
    const { token } = await login(['user-basic-info'])
    const before = world.context.store.tokens
    const lastUsed = () => before.find(hashToken(token))?.lastUsedAt
    world.workspace.clock.advance('1 min')
    await status(token)
    expect(lastUsed()).toBeNull()
    await configure({ hipaa: true })
    await status(token)
    const first = lastUsed()
    expect(first).toBe(world.workspace.clock.now().getTime())
    world.workspace.clock.advance(4_999)
    await status(token)
    expect(lastUsed()).toBe(first)
    world.workspace.clock.advance(1)
    await status(token)
    expect(lastUsed()).toBe((first ?? 0) + 5_000)
    await configure({ hipaa: false })
  })
})

describe('a client-credentials client that is limited to some addresses (C1)', () => {
  it('calls from these only, also with a token that it had before', async () => {
    const { client } = await world.organization.service('Batch', 'Admin')
    const token = await world.token(client, null)
    const limitTo = async (range: string) => {
      const { client: present } = await world.organization.show(client.id)
      const draft = { ...draftOf(present), addressRanges: [range] }
      const { admin: api, acting } = world.organization
      const edit = { acting, clientId: client.id, revision: present.revision, draft }
      valueOf(await api['client.edit'](edit))
    }
    await limitTo('203.0.113.0/24')
    const refused = await world.call('GET /api/v2/oauth/scopes', { token })
    expect(refusalOf(refused)).toEqual([401, 'ip.not.authorized', []])
    await limitTo('127.0.0.1')
    expect((await world.call('GET /api/v2/oauth/scopes', { token })).status).toBe(200)
  })
})

describe('the rate limit (S5)', () => {
  it('counts each token by the minute, with the vendor’s message and headers', async () => {
    const { app, token } = await login()
    world.rateLimit = 2
    const call = () => world.call('GET /api/v2/oauth/scopes', { token })
    const first = await call()
    expect(first.headers).toMatchObject({
      'inin-ratelimit-count': '1',
      'inin-ratelimit-allowed': '2',
      'inin-ratelimit-reset': '60',
    })
    world.workspace.clock.advance(20_500)
    expect((await call()).status).toBe(200)
    const refused = await call()
    expect(refusalOf(refused)).toEqual([429, 'too.many.requests.retry.after', []])
    expect(errorOf(refused).message).toBe(
      'Rate limit exceeded the maximum. Retry the request in [40] seconds',
    )
    expect(refused.headers['retry-after']).toBe('40')
    expect(refused.note).toMatchObject({
      clientId: app.client.id,
      operation: 'GET /api/v2/oauth/scopes',
      refusal: 'too.many.requests.retry.after',
    })
    // Another token of the same app has its own minute, and this one a new one when its own is over.
    const other = await world.token(app.client, admin)
    expect((await world.call('GET /api/v2/oauth/scopes', { token: other })).status).toBe(200)
    world.workspace.clock.advance(39_499)
    expect((await call()).status).toBe(429)
    world.workspace.clock.advance(1)
    expect((await call()).status).toBe(200)
    world.rateLimit = null
  })

  it('is off unless somebody switches it on', async () => {
    const { token } = await login()
    const answer = await world.call('GET /api/v2/oauth/scopes', { token })
    expect(answer.headers['inin-ratelimit-allowed']).toBeUndefined()
  })
})
