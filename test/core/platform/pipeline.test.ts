import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlatformApi } from '../../../core/platform/platform-api.ts'
import type { Store } from '../../../core/organization/ports.ts'
import { errorOf, PlatformWorld, refusalOf, requestOf } from '../../support/platform-world.ts'

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
    expect(world.misbehaviour.seen.at(-1)).toEqual({
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
