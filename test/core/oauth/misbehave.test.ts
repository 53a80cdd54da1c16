import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { serverFaults, type ServerFault } from '../../../core/model/server-fault.ts'
import { SLOWNESS } from '../../../core/oauth/misbehave.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { basic, exchange, formHeaders, OAuthWorld, requestOf, refusalOf } from '../../support/oauth-world.ts'

let world: OAuthWorld
let app: CreatedClient
let service: CreatedClient
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app()
  service = await world.organization.service('Nightly Export', 'Employee')
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

beforeEach(() => {
  world.misbehaviour.fault = null
  world.delays.length = 0
  world.misbehaviour.seen.length = 0
})

const code = () => world.code(app.client.id, anna.id)
const liveTokens = () =>
  world.context.store.tokens.countLive(
    { organizationId: world.organization.id, clientId: app.client.id },
    world.workspace.clock.now().getTime(),
  )
const heard = (faulty: boolean, error: string | null, grantType = 'authorization_code') => ({
  kind: 'token_request',
  grantType,
  faulty,
  error,
})

describe('a token endpoint that misbehaves on request (L5)', () => {
  it('tells of every request of a client, with what came of it', async () => {
    const text = await code()
    await world.token(exchange(text), app)
    await world.token(exchange(text), app)
    await world.token({ grant_type: 'client_credentials' }, service)

    expect(world.misbehaviour.seen).toEqual([
      heard(false, null),
      heard(false, 'invalid_grant'),
      heard(false, null, 'client_credentials'),
    ])
  })

  it.each([
    ['expired_code', 'authorization code has expired'],
    ['replayed_code', 'authorization code was used before'],
  ] as const)('answers a good code as by `%s`, and the code is spent', async (fault, description) => {
    const text = await code()
    const live = liveTokens()
    world.misbehaviour.fault = fault

    expect(refusalOf(await world.token(exchange(text), app))).toEqual([400, 'invalid_grant', description])
    expect(liveTokens()).toBe(live)
    expect(world.misbehaviour.seen).toEqual([heard(true, 'invalid_grant')])
    world.misbehaviour.fault = null
    expect((await world.token(exchange(text), app)).json['error']).toBe('invalid_grant')
  })

  it.each(['expired_code', 'replayed_code'] as const)('leaves other grants alone by `%s`', async (fault) => {
    const { refreshToken } = await world.login(app, anna)
    world.misbehaviour.seen.length = 0
    world.misbehaviour.fault = fault
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken }

    expect((await world.token(form, app)).status).toBe(200)
    expect(world.misbehaviour.seen).toEqual([heard(false, null, 'refresh_token')])
  })

  it('answers late', async () => {
    world.misbehaviour.fault = 'slow_token'

    expect((await world.token(exchange(await code()), app)).status).toBe(200)
    expect(world.delays).toEqual([SLOWNESS])
    expect(world.misbehaviour.seen).toEqual([heard(true, null)])
  })

  it('breaks down, and the code is good for another attempt', async () => {
    const text = await code()
    world.misbehaviour.fault = 'token_500'
    const answer = await world.token(exchange(text), app)

    expect([answer.status, answer.body]).toEqual([500, 'Internal Server Error'])
    expect(world.misbehaviour.seen).toEqual([heard(true, 'server_error')])
    world.misbehaviour.fault = null
    expect((await world.token(exchange(text), app)).status).toBe(200)
  })

  it('answers JSON that breaks off', async () => {
    world.misbehaviour.fault = 'malformed_json'
    const body = new URLSearchParams({ ...exchange(await code()) }).toString()
    const headers = { ...formHeaders, authorization: basic(app.client.id, app.secret) }
    const answer = await world.server.answer(requestOf('/oauth/token', { method: 'POST', headers, body }))

    expect([answer?.status, answer?.headers['content-type']]).toEqual([
      200,
      'application/json; charset=utf-8',
    ])
    expect(() => JSON.parse(answer?.body ?? '{}') as unknown).toThrow(SyntaxError)
    expect(world.misbehaviour.seen).toEqual([heard(true, null)])
  })

  it('leaves `expires_in` out', async () => {
    world.misbehaviour.fault = 'no_expires_in'
    const { json } = await world.token(exchange(await code()), app)

    expect(Object.keys(json)).toEqual(['access_token', 'token_type', 'refresh_token'])
    expect(world.misbehaviour.seen).toEqual([heard(true, null)])
  })

  it.each(['malformed_json', 'no_expires_in', 'expired_code'] as const)(
    'leaves a refusal as it is by `%s`',
    async (fault) => {
      world.misbehaviour.fault = fault

      expect(refusalOf(await world.token(exchange('no such code'), app))).toEqual([
        400,
        'invalid_grant',
        'authorization code invalid',
      ])
      expect(world.misbehaviour.seen).toEqual([heard(false, 'invalid_grant')])
    },
  )

  const ofTheFrontChannel = serverFaults.filter(
    (fault: ServerFault) => !/code|token|json|expires/.test(fault),
  )
  it.each(ofTheFrontChannel)('leaves to the front channel what is its own: `%s`', async (fault) => {
    world.misbehaviour.fault = fault

    expect((await world.token(exchange(await code()), app)).status).toBe(200)
    expect(world.misbehaviour.seen).toEqual([heard(false, null)])
  })

  it('misbehaves towards clients only that have proven themselves', async () => {
    world.misbehaviour.fault = 'token_500'

    expect((await world.token(exchange(await code()), { ...app, secret: 'wrong' })).status).toBe(401)
    expect(world.misbehaviour.seen).toEqual([])
  })
})
