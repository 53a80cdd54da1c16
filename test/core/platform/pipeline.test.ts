import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../../core/organization/live-token.ts'
import { createPlatformApi } from '../../../core/platform/platform-api.ts'
import type { Store } from '../../../core/organization/ports.ts'
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

describe('what is asked for (P1, P5)', () => {
  it('has to be an operation of the catalogue, with the methods that it has', async () => {
    const { token } = await login()
    expect(refusalOf(await world.call('GET /api/v2/nowhere', { token }))).toEqual([404, 'not.found', []])
    expect(refusalOf(await world.call('GET /api/v2/oauth/%zz', { token }))).toEqual([404, 'not.found', []])
    const wrong = await world.call('PATCH /api/v2/oauth/scopes', { token })
    expect(refusalOf(wrong)).toEqual([405, 'method.not.allowed', []])
    expect(wrong.headers['allow']).toBe('GET')
  })

  it('has to be JSON that can be read, where there is a body', async () => {
    const { token } = await login()
    const call = (sent: object) => world.call('POST /api/v2/oauth/clients', { token, ...sent })
    const form = { text: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
    expect(refusalOf(await call(form))).toEqual([415, 'unsupported.media.type', []])
    expect(refusalOf(await call({ text: '{}', headers: { 'content-type': 'application/jsonp' } }))[0]).toBe(
      415,
    )
    const broken = await call({ text: '{"secret": canary' })
    expect(refusalOf(broken)).toEqual([400, 'bad.request', []])
    expect(broken.body).not.toContain('canary')
    for (const text of ['', '[]', 'null', '"text"']) {
      expect(refusalOf(await call({ text })).slice(0, 2)).toEqual([400, 'bad.request'])
    }
    const odd = await call({
      body: { name: 'x', scope: 'users' },
      headers: { 'content-type': 'application/json;charset=utf-8' },
    })
    expect(refusalOf(odd).slice(0, 2)).toEqual([400, 'invalid.value'])
    expect(errorOf(odd).details).toEqual([{ errorCode: 'invalid.value', fieldName: 'scope' }])
  })

  it('is decided before its body is read: who may not call learns nothing about it', async () => {
    const { token } = await login(['oauth:readonly'])
    const answer = await world.call('POST /api/v2/oauth/clients', { token, text: '{' })
    expect(refusalOf(answer).slice(0, 2)).toEqual([403, 'app.not.authorized.for.scope'])
  })

  it('is answered with 501 and the decision where policy allows what nothing here implements (S5)', async () => {
    const document = {
      swagger: '2.0',
      info: { title: 'More', version: '1' },
      securityDefinitions: { 'PureCloud OAuth': { type: 'oauth2' } },
      paths: {
        '/api/v2/greetings/{greetingId}': {
          get: {
            security: [{ 'PureCloud OAuth': ['greetings'] }],
            'x-inin-requires-permissions': { type: 'ANY', permissions: ['greetings:greeting:view'] },
          },
        },
        // The parameter has another name than the handler's own: the operation is the same.
        '/api/v2/oauth/scopes/{id}': { get: { security: [{ 'PureCloud OAuth': ['oauth'] }] } },
      },
    }
    await world.organization.importDocument(JSON.stringify(document))
    const { token, app } = await login(['greetings'])
    const answer = await world.call('GET /api/v2/greetings/4711', { token })
    expect(answer.note).toMatchObject({
      operation: 'GET /api/v2/greetings/{greetingId}',
      refusal: 'not.implemented',
    })
    expect(answer.note.decision?.outcome).toBe('allow')
    expect([answer.status, errorOf(answer).code]).toEqual([501, 'not.implemented'])
    expect(errorOf(answer).messageParams['outcome']).toBe('allow')
    expect(errorOf(answer).errors.map(({ code, details }) => [code, details[0]?.errorCode])).toEqual([
      ['check.passed', 'P2.1'],
      ['check.passed', 'P2.2'],
      ['check.not_applicable', 'P2.3'],
      ['check.passed', 'P2.4'],
      ['check.passed', 'P2.5'],
      ['check.passed', 'P2.6'],
    ])
    const denied = await world.call('GET /api/v2/oauth/scopes/users', { token })
    expect(refusalOf(denied).slice(0, 2)).toEqual([403, 'app.not.authorized.for.scope'])
    expect(world.seen.at(-1)).toEqual({
      kind: 'call',
      operation: 'GET /api/v2/oauth/scopes/{id}',
      status: 403,
      tokenIsFaulty: false,
    })
    const other = await login(['oauth'])
    const found = await world.call('GET /api/v2/oauth/scopes/users%3Areadonly', { token: other.token })
    expect(found.json).toMatchObject({
      id: 'users:readonly',
      selfUri: '/api/v2/oauth/scopes/users%3Areadonly',
    })
    expect(app.client.scopes).toEqual(['greetings'])
  })
})

describe('a denial (P2, P3)', () => {
  it('names every failed check as a sentence, in the language that the caller asks for', async () => {
    const viewer = await world.organization.user('Vera Viewer', 'Employee')
    const app = await world.app({ name: 'Desk', scopes: ['users'] })
    const token = await world.token(app.client, viewer)
    const answer = await world.call('GET /api/v2/oauth/clients', { token })
    expect(answer.status).toBe(403)
    const { code, messageParams, errors } = errorOf(answer)
    expect([code, messageParams]).toEqual([
      'app.not.authorized.for.scope',
      { scopes: 'oauth, oauth:readonly' },
    ])
    expect(errors.map((error) => [error.code, error.details[0]?.errorCode])).toEqual([
      ['app.not.authorized.for.scope', 'P2.4'],
      ['missing.permissions', 'P2.5'],
    ])
    expect(errors[0]?.errors.map(({ message }) => message)).toEqual([
      '`oauth` is neither requested nor granted',
      '`oauth:readonly` is neither requested nor granted',
    ])
    expect(answer.headers['www-authenticate']).toBe('Bearer error="insufficient_scope"')
    expect(answer.note).toMatchObject({ userId: viewer.id, refusal: 'app.not.authorized.for.scope' })
    const german = { token, headers: { 'accept-language': 'de-DE,de;q=0.9' } }
    const said = errorOf(await world.call('GET /api/v2/oauth/clients', german))
    expect(said.errors[0]?.message).not.toBe(errors[0]?.message)
    expect(said.message).toBe(errorOf(answer).message)
  })

  it('is missing.permissions for one, missing.any.permissions for one of several, and none with the permission', async () => {
    const app = await world.app({ name: 'Reports', scopes: ['oauth'] })
    const viewer = await world.organization.user('Rita Reports', 'Employee')
    const token = await world.token(app.client, viewer)
    const path = `/api/v2/oauth/clients/${app.client.id}/usage/summary`
    expect(refusalOf(await world.call('GET /api/v2/oauth/clients', { token })).slice(0, 2)).toEqual([
      403,
      'missing.permissions',
    ])
    const any = await world.call(`GET ${path}`, { token })
    expect(refusalOf(any).slice(0, 2)).toEqual([403, 'missing.any.permissions'])
    expect(errorOf(any).messageParams).toEqual({ permissions: 'oauth:client:view, usage:client:view' })
    await world.organization.newRole('Usage Reader', ['usage:client:view'])
    await world.organization.grant(viewer.id, 'Usage Reader')
    expect((await world.call(`GET ${path}`, { token })).status).toBe(200)
  })

  it('is not.authorized for an app that is limited to roles of others (P2.3)', async () => {
    const made = await world.organization.client({ name: 'Limited', scopes: ['oauth'] })
    const role = await world.organization.newRole('Pilots', ['oauth:client:view'])
    await world.organization.authorize(made.client.id, ['oauth'], { roleIds: [role.id] })
    const token = await world.token(made.client, admin)
    expect(refusalOf(await world.call('GET /api/v2/oauth/clients', { token })).slice(0, 2)).toEqual([
      403,
      'not.authorized',
    ])
    await world.organization.grant(admin.id, 'Pilots')
    expect((await world.call('GET /api/v2/oauth/clients', { token })).status).toBe(200)
  })

  it('is not.a.user where client credentials ask about the calling user (P2)', async () => {
    const { client } = await world.organization.service('Robot', 'Admin')
    const token = await world.token(client, null)
    expect(refusalOf(await world.call('GET /api/v2/users/me', { token })).slice(0, 2)).toEqual([
      400,
      'not.a.user',
    ])
    expect((await world.call('GET /api/v2/oauth/clients', { token })).status).toBe(200)
    expect((await world.call('GET /api/v2/tokens/me', { token })).status).toBe(200)
  })

  it('narrows to the scopes that the token carries (S1, P2.4)', async () => {
    const app = await world.app({ name: 'Narrow', scopes: ['oauth', 'users'] })
    const token = await world.token(app.client, admin, ['users'])
    expect(refusalOf(await world.call('GET /api/v2/oauth/scopes', { token })).slice(0, 2)).toEqual([
      403,
      'app.not.authorized.for.scope',
    ])
    const whole = await world.token(app.client, admin)
    expect((await world.call('GET /api/v2/oauth/scopes', { token: whole })).status).toBe(200)
  })
})

describe('a page of another origin (S2)', () => {
  const asks = (origin: string) => ({
    headers: {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'authorization',
    },
  })

  it('may ask first from the origin of a registered redirect URI, and from no other', async () => {
    await world.app({ name: 'Page', redirectUris: ['https://page.example.com/spa/', 'http://127.0.0.1/cb'] })
    for (const origin of ['https://page.example.com', 'http://127.0.0.1:51234', 'https://app.example.com']) {
      const answer = await world.call('OPTIONS /api/v2/users/me', asks(origin))
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([204, origin])
      expect(answer.headers['access-control-allow-headers']).toContain('Authorization')
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    }
    for (const origin of [
      'https://page.example.com.evil.example',
      'https://page.example.co',
      'http://page.example.com',
      'https://page.example.com:8443',
      'null',
      '*',
    ]) {
      const answer = await world.call('OPTIONS /api/v2/users/me', asks(origin))
      expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined])
    }
  })

  it('may read what is answered to a token of its own app only', async () => {
    const own = await world.app({
      name: 'Own page',
      scopes: ['oauth'],
      redirectUris: ['https://own.example.com/'],
    })
    const token = await world.token(own.client, admin)
    const from = async (origin: string, sent: string | undefined = token) => {
      const answer = await world.call('GET /api/v2/oauth/scopes', {
        ...(sent === '' ? {} : { token: sent }),
        headers: { origin },
      })
      return [answer.status, answer.headers['access-control-allow-origin'], answer.headers['vary']]
    }
    expect(await from('https://own.example.com')).toEqual([200, 'https://own.example.com', 'Origin'])
    expect(await from('https://app.example.com')).toEqual([200, undefined, 'Origin'])
    expect(await from('https://own.example.com', '')).toEqual([401, 'https://own.example.com', 'Origin'])
    expect(await from('https://evil.example', '')).toEqual([401, undefined, 'Origin'])
  })
})

describe('a fault (F4)', () => {
  it('leaves the process as a reference only', async () => {
    const { token } = await login()
    const { store } = world.context
    const broken: Store = {
      tokens: store.tokens,
      version: () => store.version(),
      read: () => Promise.reject(new Error('canary')),
      write: () => Promise.reject(new Error('canary')),
      subscribe: (listener) => store.subscribe(listener),
      close: () => Promise.resolve(),
    }
    const answer = await createPlatformApi({ ...world.context, store: broken }).answer(
      requestOf('GET /api/v2/oauth/clients', { token }),
    )
    expect(answer?.status).toBe(500)
    expect(answer?.body).not.toContain('canary')
    expect(JSON.parse(answer?.body ?? '')).toMatchObject({
      code: 'internal.server.error',
      messageParams: { reference: 'reference' },
    })
    expect(world.faults).toHaveLength(1)
  })
})
