import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PlatformWorld, refusalOf, type ApiAnswer } from '../../support/platform-world.ts'
import { valueOf } from '../../support/results.ts'

let world: PlatformWorld
let token: string

beforeAll(async () => {
  world = await PlatformWorld.open()
  ;({ token } = await world.admin())
})
afterAll(() => world[Symbol.asyncDispose]())

const call = (operation: string, body?: unknown) => world.call(operation, { token, body })
const codeOf = (answer: ApiAnswer) => refusalOf(answer).slice(0, 2)

describe('the authorizations on the wire (A1 to A5)', () => {
  it('begin with a client that nobody authorized, and end with one that was revoked', async () => {
    const { client } = await world.organization.client({ name: 'Wallboard', scopes: ['users', 'routing'] })
    const path = `/api/v2/oauth/authorizations/${client.id}`
    const before = await call(`GET ${path}`)
    expect(before.json).toMatchObject({
      client: { id: client.id, name: 'Wallboard', scope: ['users', 'routing'] },
      scope: [],
      roles: [],
      resourceOwner: { id: world.organization.id, name: 'Harbour Bank' },
      pending: false,
      state: 'Unauthorized',
      selfUri: path,
    })
    const whole = await call(`PUT ${path}`, {})
    expect(whole.json).toMatchObject({ state: 'Authorized', roles: [], pending: false })
    const role = await world.organization.role('Employee')
    const narrowed = await call(`PUT ${path}`, { scope: ['routing'], roles: [role.id] })
    expect(narrowed.json).toMatchObject({ state: 'Authorized', scope: ['routing'], roles: [role.id] })
    expect((await call(`PUT ${path}`, narrowed.json)).json).toEqual(narrowed.json)
    expect((await call(`GET ${path}`)).json).toEqual(narrowed.json)
    expect(codeOf(await call(`PUT ${path}`, { scope: ['oauth'] }))).toEqual([400, 'auth.invalid.scope'])
    expect(codeOf(await call(`PUT ${path}`, { scope: [] }))).toEqual([400, 'missing.client.scope'])
    expect(codeOf(await call(`PUT ${path}`, { state: 'Revoked' }))).toEqual([400, 'invalid.value'])
    const revoked = await call(`DELETE ${path}`)
    expect([revoked.status, revoked.body]).toEqual([200, ''])
    expect((await call(`GET ${path}`)).json).toMatchObject({ state: 'Revoked', scope: ['routing'] })
    expect(codeOf(await call(`DELETE ${path}`))).toEqual([409, 'request.conflict'])
    // A limit to roles outlasts a revocation, as on the consent page; saying so lifts it.
    expect((await call(`PUT ${path}`, {})).json).toMatchObject({ state: 'Authorized', roles: [role.id] })
    expect((await call(`PUT ${path}`, { roles: [] })).json).toMatchObject({ roles: [] })
  })

  it('are of known clients only, and of none that has its own roles (A2, A7)', async () => {
    expect(codeOf(await call('GET /api/v2/oauth/authorizations/nobody'))).toEqual([404, 'not.found'])
    expect(codeOf(await call('PUT /api/v2/oauth/authorizations/nobody', {}))).toEqual([404, 'not.found'])
    expect(codeOf(await call('DELETE /api/v2/oauth/authorizations/nobody'))).toEqual([404, 'not.found'])
    const { client } = await world.organization.service('Robot', 'Employee')
    const path = `/api/v2/oauth/authorizations/${client.id}`
    expect(codeOf(await call(`PUT ${path}`, { scope: ['users'] }))).toEqual([400, 'bad.grant.type'])
    expect(codeOf(await call(`DELETE ${path}`))).toEqual([404, 'not.found'])
  })

  it('are listed whole, those of other organizations’ clients too, and ended ones as revoked (A1)', async () => {
    const elsewhere = await world.workspace.organization({ name: 'Elsewhere' })
    const foreign = await elsewhere.client({ name: 'Guest app', scopes: ['users'] })
    await call(`PUT /api/v2/oauth/authorizations/${foreign.client.id}`, {})
    const boxed = await world.organization.client({ name: 'Boxed', scopes: ['users'] })
    const until = new Date(world.workspace.clock.now().getTime() + 60_000).toISOString()
    await world.organization.authorize(boxed.client.id, ['users'], { expiresAt: until })
    world.workspace.clock.advance('2 min')
    const { json } = await call('GET /api/v2/oauth/authorizations')
    const { entities, total, selfUri } = json as {
      total: number
      selfUri: string
      entities: readonly { client: { id: string; name: string }; state: string }[]
    }
    expect([total, selfUri]).toEqual([entities.length, '/api/v2/oauth/authorizations'])
    const stateOf = (name: string) => entities.find(({ client }) => client.name === name)?.state
    expect([stateOf('Guest app'), stateOf('Boxed'), stateOf('Architect')]).toEqual([
      'Authorized',
      'Revoked',
      'Authorized',
    ])
  })

  it('take oauth:client:authorize (O6)', async () => {
    const viewer = await world.organization.user('Vi Viewer', 'Employee')
    const app = await world.app({ name: 'Viewer', scopes: ['oauth'] })
    const weak = await world.token(app.client, viewer)
    for (const operation of ['GET', 'PUT', 'DELETE']) {
      const path = `${operation} /api/v2/oauth/authorizations/${app.client.id}`
      expect(codeOf(await world.call(path, { token: weak, body: {} }))).toEqual([403, 'missing.permissions'])
    }
  })
})

describe('the token of an app that stops being one', () => {
  const status = async (sent: string) => {
    const answer = await world.call('GET /api/v2/tokens/me', { token: sent })
    return answer.status === 200 ? [200] : [...codeOf(answer), refusalOf(answer)[2]]
  }
  const appWithToken = async (name: string) => {
    const { client } = await world.app({ name, scopes: ['user-basic-info'] })
    return { client, token: await world.token(client, { id: world.organization.administratorId }) }
  }

  it('stops with the revocation, says why, and stays dead when the app is authorized anew (A5)', async () => {
    const app = await appWithToken('Revoked')
    expect(await status(app.token)).toEqual([200])
    await call(`DELETE /api/v2/oauth/authorizations/${app.client.id}`)
    expect(await status(app.token)).toEqual([401, 'bad.credentials', [expect.stringContaining('revoked')]])
    world.workspace.clock.advance(1)
    await call(`PUT /api/v2/oauth/authorizations/${app.client.id}`, {})
    expect(await status(app.token)).toEqual([401, 'bad.credentials', []])
    const fresh = await world.token(app.client, { id: world.organization.administratorId })
    expect(await status(fresh)).toEqual([200])
  })

  it('lives through a deactivation, and one that is issued after it does not (C8, P2.1)', async () => {
    const app = await appWithToken('Deactivated')
    world.workspace.clock.advance('1 min')
    const body = { name: 'Deactivated', authorizedGrantType: 'CODE', state: 'inactive' }
    await call(`PUT /api/v2/oauth/clients/${app.client.id}`, body)
    expect(await status(app.token)).toEqual([200])
    world.workspace.clock.advance('1 min')
    const later = await world.token(app.client, { id: world.organization.administratorId })
    expect((await status(later)).slice(0, 2)).toEqual([401, 'bad.credentials'])
  })

  it('dies with a client that the vendor’s support disables (C8)', async () => {
    const app = await appWithToken('Disabled')
    const disabled = { ...app.client, state: { kind: 'disabled' as const } }
    await world.context.store.write((unit) => unit.put.client(world.organization.id, disabled))
    expect((await status(app.token)).slice(0, 2)).toEqual([401, 'bad.credentials'])
  })

  it('dies with a client that is removed (A8)', async () => {
    const app = await appWithToken('Removed')
    const path = `/api/v2/oauth/clients/${app.client.id}`
    await call(`PUT ${path}`, { name: 'Removed', authorizedGrantType: 'CODE', state: 'inactive' })
    expect(await status(app.token)).toEqual([200])
    expect((await call(`DELETE ${path}`)).status).toBe(200)
    expect((await status(app.token)).slice(0, 2)).toEqual([401, 'bad.credentials'])
  })

  it('dies with a user who is made inactive (P2.5)', async () => {
    const { client } = await world.app({ name: 'Of a leaver', scopes: ['user-basic-info'] })
    const leaver = await world.organization.user('Leo Leaver', 'Employee')
    const its = await world.token(client, leaver)
    expect(await status(its)).toEqual([200])
    const { admin, acting } = world.organization
    valueOf(await admin['user.setState']({ acting, userId: leaver.id, state: 'inactive' }))
    expect((await status(its)).slice(0, 2)).toEqual([401, 'bad.credentials'])
  })
})
