import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ANSWER_PATIENCE } from '../../../core/lab/recording-fetch.ts'
import { viewRun, type FlowRunView } from '../../../core/lab/run-view.ts'
import type { CreatedClient } from '../../support/organization.ts'
import { checksOf, ISSUER, LabWorld, LOOPBACK } from '../../support/lab-world.ts'
import { failureOf, valueOf } from '../../support/results.ts'

let world: LabWorld
let user: string
let app: CreatedClient
let service: CreatedClient

beforeAll(async () => {
  world = await LabWorld.open()
  user = await world.administrator()
  app = await world.app()
  service = await world.organization.service('Sync', 'Admin')
})
afterAll(() => world[Symbol.asyncDispose]())

const steps = (run: FlowRunView) =>
  run.steps.map(({ channel, title, state }) => [channel, title, state].join(' '))
const operation = 'GET /api/v2/users'

describe('a run against the local server (L1)', () => {
  it('takes an authorization code through login, token, call, introspection, refresh and revocation', async () => {
    const run = await world.run(app, {
      user,
      operation,
      then: ['call', 'introspect', 'refresh', 'call', 'revoke'],
    })
    expect([run.failure, run.state]).toEqual([null, 'done'])
    expect(steps(run)).toEqual([
      'back Server metadata done',
      'front Authorization request done',
      'front Login done',
      'front Authorization response done',
      'back Code for token done',
      'back Call done',
      'back Introspection done',
      'back Refresh done',
      'back Call done',
      'back Revocation done',
    ])
    expect(run.result).toEqual({
      scopes: { requested: ['users'], granted: ['users'], used: ['users'] },
      expiresIn: 86_400,
      hasRefreshToken: true,
    })
    expect(checksOf(run)).toEqual({
      pkce: 'not_applicable',
      redirect: 'passed',
      state: 'passed',
      iss: 'passed',
      scope: 'passed',
      duration: 'passed',
      used_scopes: 'passed',
    })
    expect(run.steps.every(({ clause }) => /^RFC \d{4} §/.test(clause))).toBe(true)
    expect(run.steps.every(({ duration }) => duration !== null)).toBe(true)
  })

  it('sends the verifier instead of the secret with PKCE (RFC 7636 §4.5)', async () => {
    world.exchanges.length = 0
    const { run, ended } = await world.start(app.client.id, { pkce: true, user })
    await ended
    expect(run.state).toBe('done')
    const exchange = world.exchanges.find(({ url }) => url === `${ISSUER}/oauth/token`)
    expect(exchange?.headers.has('authorization')).toBe(false)
    expect([...new URLSearchParams(exchange?.body).keys()].sort()).toEqual([
      'client_id',
      'code',
      'code_verifier',
      'grant_type',
      'redirect_uri',
    ])
    expect(checksOf(viewRun(run, 'en'))).toMatchObject({ pkce: 'passed' })
  })

  it('ends where a code without PKCE has no secret, before anybody logs in', async () => {
    const { run, ended } = await world.start(app.client.id, { user })
    await ended
    const { failure, steps: done } = viewRun(run, 'de')
    expect(failure).toBe(
      'das Secret von Agent Desktop wird gebraucht; es ist weder eingegeben noch im Schlüsselbund',
    )
    expect(done).toHaveLength(1)
  })

  it('takes the secret from the keychain (L1)', async () => {
    const { admin, acting } = world.organization
    const { client, secret } = service
    valueOf(await admin['secret.keep']({ acting, clientId: client.id, secret }))
    const { run, ended } = await world.start(client.id, { then: ['call', 'revoke'] })
    await ended
    expect(viewRun(run, 'en')).toMatchObject({ state: 'done', failure: null, result: { scopes: null } })
  })

  it('gets a token in the fragment for an implicit client', async () => {
    const wall = await world.organization.client(
      { name: 'Wall', grantType: 'TOKEN', redirectUris: ['https://wall.example.com/'], scopes: ['users'] },
      true,
    )
    const run = await world.run(wall, { user, operation, then: ['call'] })
    expect([run.failure, run.state]).toEqual([null, 'done'])
    expect(run.result).toMatchObject({ expiresIn: 86_400, hasRefreshToken: false })
  })

  it('has the test provider sign an assertion for a SAML2 bearer client (RFC 7522)', async () => {
    const { admin, acting } = world.organization
    valueOf(await admin['identityProvider.createTest']({ acting }))
    const draft = { name: 'Bridge', grantType: 'SAML2-BEARER', redirectUris: [], scopes: ['users'] }
    const bridge = await world.organization.client(draft, true)
    const run = await world.run(bridge, { user, operation, then: ['call'] })
    expect([run.failure, run.state]).toEqual([null, 'done'])
    expect(steps(run)).toContain('local Assertion done')
    expect((await world.run(bridge)).failure).toBe(
      'an assertion is needed, or a user for whom the test provider signs one',
    )
    const refused = await world.run(bridge, { assertion: '<Assertion/>' })
    expect(refused.failure).toMatch(/^the server refused with status 400: `invalid_grant`, /)
  })

  it('answers the consent page for a user who may, and stops where an administrator is required (A3)', async () => {
    const unknown = await world.organization.client({ redirectUris: [LOOPBACK] })
    const clerk = await world.organization.user('Clara Clerk', 'Employee')
    const stopped = await world.run(unknown, { user: clerk.email })
    expect(stopped.state).toBe('failed')
    expect(stopped.failure).toMatch(/^an administrator is required: /)
    const allowed = await world.run(unknown, { user })
    expect([allowed.failure, allowed.state]).toEqual([null, 'done'])
    expect(steps(allowed)).toContain('front Consent done')
    expect((await world.run(unknown, { user: clerk.email })).state).toBe('done')
  })

  it('fills in a password where the user has one, and tells a missing one', async () => {
    const { admin, acting } = world.organization
    const guard = await world.organization.user('Gwen Guard', 'Employee')
    const password = 'correct horse battery'
    valueOf(await admin['user.setPassword']({ acting, userId: guard.id, password }))
    expect((await world.run(app, { user: guard.email, password })).state).toBe('done')
    expect((await world.run(app, { user: guard.email })).failure).toMatch(
      /^the login page asks for a password/,
    )
  })

  it('says at which character a redirect URI differs, and what the server says to it (L4)', async () => {
    const run = await world.run(app, { user, redirectUri: 'http://127.0.0.1/callbacks' })
    expect(run.checks.find(({ name }) => name === 'redirect')).toMatchObject({
      result: 'failed',
      evidence:
        '`http://127.0.0.1/callbacks` differs from the registered `http://127.0.0.1/callback` at character 26: `s` instead of ``',
    })
    expect(run.failure).toMatch(/^the server shows an error: /)
  })

  it('reports a denied call and still carries out what was to follow', async () => {
    const run = await world.run(service, { operation: 'GET /api/v2/users/me', then: ['call', 'revoke'] })
    expect(run.state).toBe('failed')
    expect(run.failure).toBe('`GET /api/v2/users/me` was answered with status 400 not.a.user')
    expect(steps(run).at(-1)).toBe('back Revocation done')
  })

  it('needs the permission to see the client (O6), and a client that is there', async () => {
    const clerk = await world.organization.user('Karl Clerk', 'Employee')
    const acting = { ...world.organization.as(clerk), language: 'en' as const }
    const order = { clientId: app.client.id, target: { kind: 'local' }, then: [], scopes: [] } as const
    const start = (as: typeof acting, clientId: string) =>
      world.admin['lab.start']({ ...order, acting: as, clientId })
    expect(failureOf(await start(acting, app.client.id)).code).toBe('permission_missing')
    expect(failureOf(await start(world.acting, 'nobody')).code).toBe('client_not_found')
  })
})

describe('a run through the browser (L2)', () => {
  it('tells of some knocks at its port and not of each, as anybody may knock', async () => {
    world.browser = (wish) => {
      for (let knock = 0; knock < 500; knock++) wish.onRefused('state_differs')
      return { kind: 'received', parameters: new URLSearchParams({ error: 'access_denied', iss: ISSUER }) }
    }
    const { run, ended } = await world.start(app.client.id, { pkce: true })
    await ended
    const knocks = steps(viewRun(run, 'en')).filter((step) => step.includes('another state'))
    expect(knocks).toHaveLength(20)
  })

  it('opens the address, waits, and goes on with what came back', async () => {
    world.opened.length = 0
    world.browser = (wish) => {
      const { state, redirectUri } = wish
      expect(redirectUri).toBe('http://127.0.0.1:53219/callback')
      wish.onRefused('state_differs')
      return {
        kind: 'received',
        parameters: new URLSearchParams({ error: 'access_denied', state: state ?? '', iss: ISSUER }),
      }
    }
    const { run, ended } = await world.start(app.client.id, { pkce: true, scopes: ['users:readonly'] })
    await ended
    const [address = ''] = world.opened
    const sent = new URL(address).searchParams
    expect(Object.fromEntries(sent)).toMatchObject({
      client_id: app.client.id,
      redirect_uri: 'http://127.0.0.1:53219/callback',
      response_type: 'code',
      scope: 'users:readonly',
      code_challenge_method: 'S256',
    })
    const view = viewRun(run, 'en')
    expect(view.failure).toBe('the authorization was refused: `access_denied`')
    expect(steps(view)).toEqual([
      'back Server metadata done',
      'front Authorization request done',
      'front A response with another state failed',
      'front Authorization refused failed',
    ])
  })

  it('tells a browser that did not come, and one that nobody can listen for', async () => {
    world.browser = () => ({ kind: 'timed_out' })
    const { run, ended } = await world.start(app.client.id, { pkce: true, patience: 30 })
    await ended
    expect(viewRun(run, 'en')).toMatchObject({
      state: 'timed_out',
      failure: 'the browser did not come back within 30 seconds',
    })
    const far = await world.organization.client()
    expect((await world.run(far)).failure).toMatch(/^no redirect URI of Agent Desktop leads to this machine/)
  })

  it('is cancelled while it waits, at once and for good', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    world.browser = () =>
      new Promise(() => {
        resolve(undefined)
      })
    const { run } = await world.start(app.client.id, { pkce: true })
    await promise
    expect(valueOf(await world.admin['lab.show']({ runId: run.id, language: 'en' })).state).toBe(
      'waiting_for_browser',
    )
    const cancelled = valueOf(await world.admin['lab.cancel']({ runId: run.id, language: 'de' }))
    expect(cancelled).toMatchObject({
      state: 'cancelled',
      failure: 'der Lauf wurde abgebrochen',
      waitsUntil: null,
    })
    expect(cancelled.steps.some(({ state }) => state === 'running')).toBe(false)
  })
})

describe('a run against a server elsewhere (L1)', () => {
  const token = 'https://login.example.com/token'
  const order = { target: { kind: 'endpoints', token }, secret: 'a secret of theirs' } as const
  const answering = (body: BodyInit | null, init: ResponseInit = {}) => {
    const headers = { 'content-type': 'application/json' }
    world.elsewhere.set('login.example.com', () => Promise.resolve(new Response(body, { headers, ...init })))
  }
  const failureFor = async () => (await world.run(service, order)).failure

  it('takes endpoints as they are given', async () => {
    answering(JSON.stringify({ access_token: 'theirs', token_type: 'Bearer', expires_in: 60 }))
    const run = await world.run(service, order)
    expect([run.failure, run.state, run.issuer]).toEqual([null, 'done', null])
    expect(run.checks.find(({ name }) => name === 'duration')?.evidence).toBe(
      'the token lives 1 min, and the client is registered for 1 d',
    )
  })

  it('reads metadata, and wants it to name the issuer that was asked (RFC 8414 §3.3)', async () => {
    const metadata = { issuer: 'https://login.example.com', token_endpoint: token }
    world.elsewhere.set('login.example.com', (url) =>
      Promise.resolve(
        Response.json(
          url === token
            ? { access_token: 'theirs', token_type: 'bearer' }
            : url.endsWith('/.well-known/oauth-authorization-server') && metadata,
        ),
      ),
    )
    const target = { kind: 'metadata', issuer: 'https://login.example.com/' } as const
    const run = await world.run(service, { ...order, target })
    expect([run.failure, run.state, run.issuer]).toEqual([null, 'done', 'https://login.example.com'])
    expect(checksOf(run)).toMatchObject({ duration: 'failed' })
    metadata.issuer = 'https://attacker.example.com'
    expect((await world.run(service, { ...order, target })).failure).toBe(
      'the metadata names another issuer than the one that was asked',
    )
  })

  it.each([
    [
      'http://login.example.com/token',
      '`login.example.com` is not on this machine, so that it must be reached by https',
    ],
    ['file:///etc/passwd', '`` must be reached by https'],
    ['https://someone:word@login.example.com/', 'an address of the server cannot be read'],
    ['nonsense', 'an address of the server cannot be read'],
    ['https://nobody.example.com/token', '`nobody.example.com` does not answer'],
  ])('does not send a secret to %s', async (address, sentence) => {
    answering('{}')
    const target = { kind: 'endpoints', token: address } as const
    expect((await world.run(service, { ...order, target })).failure).toBe(sentence)
  })

  it('never follows a redirect, and reads no answer that is too long', async () => {
    answering(null, { status: 307, headers: { location: 'https://attacker.example.com/' } })
    expect(await failureFor()).toBe('the server answered with status 307 and nothing that the protocol knows')
    answering('x'.repeat(1_048_577))
    expect(await failureFor()).toBe('the answer of `login.example.com` is longer than 1 MB')
  })

  it('gives up on an answer that does not come', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    world.elsewhere.set('login.example.com', (_url, { signal }) => {
      resolve(undefined)
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
      })
    })
    const running = world.run(service, order)
    await promise
    world.fire(ANSWER_PATIENCE)
    expect((await running).failure).toBe('`login.example.com` did not answer within 30 seconds')
  })

  it.each<readonly [unknown, string | null, number]>([
    [{ access_token: 'theirs', token_type: 'Bearer', expires_in: 3.7 }, null, 200],
    [{ access_token: 'theirs', token_type: 'Bearer', expires_in: 1e300 }, null, 200],
    [{ access_token: 'theirs', token_type: 'Bearer', scope: '{client} `${x}`' }, null, 200],
    [
      { access_token: 'theirs', token_type: 'Bearer', expires_in: -1 },
      'the server’s answer is not what the protocol asks for: "response" body "expires_in" property must be a non-negative number',
      200,
    ],
    [{ access_token: 'theirs', token_type: 'mac' }, 'the server’s token is not a bearer token', 200],
    [
      { access_token: 5 },
      'the server’s answer is not what the protocol asks for: "response" body "access_token" property must be a string',
      200,
    ],
    [
      null,
      'the server’s answer is not what the protocol asks for: "response" body must be a top level object',
      200,
    ],
    [
      { error: '{status}', error_description: '`{error}` $& $1' },
      'the server refused with status 400: `{status}`, {error} $& $1',
      400,
    ],
    [{ error: 5 }, 'the server answered with status 400 and nothing that the protocol knows', 400],
  ])('takes %j for what it is', async (answer, failure, status) => {
    answering(JSON.stringify(answer), { status })
    const { run, ended } = await world.start(service.client.id, order)
    await ended
    expect(valueOf(await world.admin['lab.show']({ runId: run.id }))).toMatchObject({ failure })
  })

  it('is cancelled in the middle of a request, and begins no other one', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    world.elsewhere.set('login.example.com', (_url, { signal }) => {
      resolve(undefined)
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
      })
    })
    const { run, ended } = await world.start(service.client.id, { ...order, then: ['introspect', 'revoke'] })
    await promise
    valueOf(await world.admin['lab.cancel']({ runId: run.id }))
    await ended
    expect([run.state, run.steps.map(({ state }) => state)]).toEqual(['cancelled', ['failed']])
    expect(world.timers.size).toBe(0)
  })

  it('sends a token to no other host than the one it is for', async () => {
    answering(JSON.stringify({ access_token: 'theirs', token_type: 'Bearer' }))
    const run = await world.run(service, {
      ...order,
      then: ['call'],
      operation: 'GET https://attacker.example.com/',
    })
    expect(run.failure).toBe('the token is not sent to `attacker.example.com`, which did not issue it')
  })

  it('completes no pages but those of the local server for a user', async () => {
    answering('{}')
    const run = await world.run(app, { ...order, user })
    expect(run.failure).toMatch(/^only the local server’s pages are completed for a user/)
  })
})
