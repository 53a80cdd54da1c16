import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlatformWorld, refusalOf } from '../../support/platform-world.ts'
import { valueOf } from '../../support/results.ts'

let world: PlatformWorld

beforeAll(async () => {
  world = await PlatformWorld.open()
})
afterAll(() => world[Symbol.asyncDispose]())

const status = async (token: string) => (await world.call('HEAD /api/v2/tokens/me', { token })).status

describe('a token about itself (S5)', () => {
  it('tells its organization, its client and the scopes that it is good for', async () => {
    const made = await world.organization.client({
      name: 'Desk',
      scopes: ['user-basic-info', 'users', 'routing'],
    })
    await world.organization.authorize(made.client.id, ['user-basic-info', 'users'])
    const user = { id: world.organization.administratorId }
    const { json } = await world.call('GET /api/v2/tokens/me', {
      token: await world.token(made.client, user),
    })
    const organization = { id: world.organization.id, name: 'Harbour Bank' }
    expect(json).toMatchObject({
      organization,
      homeOrganization: organization,
      authorizedScope: ['users', 'user-basic-info'],
      OAuthClient: { id: made.client.id, name: 'Desk', authorizedGrantType: 'CODE', organization },
    })
    expect(json).not.toHaveProperty('dateTokenIdles')
    const narrowed = await world.token(made.client, user, ['user-basic-info', 'users:readonly', 'routing'])
    expect((await world.call('GET /api/v2/tokens/me', { token: narrowed })).json).toMatchObject({
      authorizedScope: ['user-basic-info', 'users:readonly'],
    })
  })

  it('names the organization that the client belongs to, and the one that it works in (A2, A6)', async () => {
    const elsewhere = await world.workspace.organization({ name: 'Elsewhere' })
    const { client } = await elsewhere.client({ name: 'Guest', scopes: ['user-basic-info'] })
    await world.organization.authorize(client.id, ['user-basic-info'])
    const user = { id: world.organization.administratorId }
    const show = async (token: string) => (await world.call('GET /api/v2/tokens/me', { token })).json
    expect(await show(await world.token(client, user))).toMatchObject({
      organization: { name: 'Harbour Bank' },
      OAuthClient: { name: 'Guest', organization: { id: elsewhere.id, name: 'Elsewhere' } },
    })
    const [builtIn] = await world.context.store.read((unit) => unit.clients.builtIn(world.organization.id))
    if (!builtIn) throw new Error('no client is built in')
    expect(await show(await world.token(builtIn, user))).toMatchObject({
      OAuthClient: { id: builtIn.id, organization: { id: 'purecloud-builtin' } },
    })
  })

  it('is answered without a body to HEAD, as long as it lives', async () => {
    const { token } = await world.admin(['user-basic-info'])
    const head = await world.call('HEAD /api/v2/tokens/me', { token })
    expect([head.status, head.body]).toEqual([200, ''])
    const ended = await world.call('DELETE /api/v2/tokens/me', { token })
    expect([ended.status, ended.body]).toEqual([200, ''])
    expect(await status(token)).toBe(401)
  })

  it('tells when it idles, where it does (S4)', async () => {
    const { token } = await world.admin(['user-basic-info'])
    const { admin, acting } = world.organization
    valueOf(await admin['organization.configure']({ acting, settings: { hipaa: true } }))
    const { json } = await world.call('GET /api/v2/tokens/me', { token })
    expect(json).toMatchObject({ dateTokenIdles: '2027-01-10T08:15:00.000Z' })
    valueOf(await admin['organization.configure']({ acting, settings: { hipaa: false } }))
  })
})

describe('the tokens of a user', () => {
  it('end all at once, in the history too, by someone who may do that', async () => {
    const { client } = await world.app({ name: 'Of many', scopes: ['user-basic-info'] })
    const user = await world.organization.user('Una User', 'Employee')
    const other = await world.organization.user('Otto Other', 'Employee')
    const tokens = [await world.token(client, user), await world.token(client, user)]
    const others = await world.token(client, other)
    const path = `DELETE /api/v2/tokens/${user.id}`
    expect(refusalOf(await world.call(path, { token: others })).slice(0, 2)).toEqual([
      403,
      'missing.permissions',
    ])
    const { token } = await world.admin(['user-basic-info'])
    const ended = await world.call(path, { token })
    expect([ended.status, ended.body]).toEqual([204, ''])
    expect(await Promise.all(tokens.map(status))).toEqual([401, 401])
    expect([await status(others), await status(token)]).toEqual([200, 200])
    expect((await world.organization.events()).at(-1)).toMatchObject({
      action: 'user.end_tokens',
      target: { id: user.id },
    })
    const nobody = await world.call('DELETE /api/v2/tokens/nobody', { token })
    expect(refusalOf(nobody).slice(0, 2)).toEqual([404, 'not.found'])
  })
})

describe('the idle timeout of an organization (S4)', () => {
  const put = async (body: unknown) => {
    const { token } = await world.admin(['authorization'])
    return world.call('PUT /api/v2/tokens/timeout', { token, body })
  }
  const hipaa = async (value: boolean) => {
    const { admin, acting } = world.organization
    valueOf(await admin['organization.configure']({ acting, settings: { hipaa: value } }))
  }

  it('is off until it is set, within the vendor’s bounds', async () => {
    const { token } = await world.admin(['organization:readonly'])
    const show = async () => (await world.call('GET /api/v2/tokens/timeout', { token })).json
    expect(await show()).toEqual({ idleTokenTimeoutSeconds: 28_800, enableIdleTokenTimeout: false })
    const set = { idleTokenTimeoutSeconds: 300, enableIdleTokenTimeout: true }
    expect((await put(set)).json).toEqual(set)
    expect(await show()).toEqual(set)
    expect((await put(set)).json).toEqual(set)
    for (const idleTokenTimeoutSeconds of [299, 28_801, 300.5]) {
      expect(refusalOf(await put({ idleTokenTimeoutSeconds })).slice(0, 2)).toEqual([
        400,
        'token.timeout.exceeded',
      ])
    }
    expect((await put({ idleTokenTimeoutSeconds: 28_800 })).status).toBe(200)
    expect((await put({ enableIdleTokenTimeout: false })).json).toMatchObject({
      enableIdleTokenTimeout: false,
    })
  })

  it('is at most 15 minutes under HIPAA, which also cuts a longer one short', async () => {
    await put({ idleTokenTimeoutSeconds: 3_600 })
    await hipaa(true)
    const { token } = await world.admin(['organization'])
    const shown = await world.call('GET /api/v2/tokens/timeout', { token })
    expect(shown.json).toEqual({ idleTokenTimeoutSeconds: 900, enableIdleTokenTimeout: true })
    const refused = await put({ idleTokenTimeoutSeconds: 901 })
    expect(refusalOf(refused).slice(0, 2)).toEqual([400, 'token.timeout.exceeded.hipaa'])
    expect((await put({ idleTokenTimeoutSeconds: 900 })).status).toBe(200)
    expect((await put({ enableIdleTokenTimeout: false })).json).toEqual({
      idleTokenTimeoutSeconds: 900,
      enableIdleTokenTimeout: true,
    })
    await hipaa(false)
  })

  it('is set by administrators of the organization only (O6)', async () => {
    const viewer = await world.organization.user('Vic Viewer', 'Employee')
    const { client } = await world.app({ name: 'Clock', scopes: ['authorization'] })
    const token = await world.token(client, viewer)
    const refused = await world.call('PUT /api/v2/tokens/timeout', {
      token,
      body: { idleTokenTimeoutSeconds: 600 },
    })
    expect(refusalOf(refused).slice(0, 2)).toEqual([403, 'missing.permissions'])
  })
})
