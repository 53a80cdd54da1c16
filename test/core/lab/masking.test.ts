import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MASK, SecretBook } from '../../../core/lab/secret-book.ts'
import { isSecretParameter } from '../../../core/lab/http-message.ts'
import { LabWorld, LOOPBACK } from '../../support/lab-world.ts'
import type { CreatedClient } from '../../support/organization.ts'
import { failureOf, valueOf } from '../../support/results.ts'

let world: LabWorld
let app: CreatedClient
let user: string

beforeAll(async () => {
  world = await LabWorld.open()
  app = await world.app()
  user = await world.administrator()
})
afterAll(() => world[Symbol.asyncDispose]())

/** Everything that anybody gets to see of a run without asking for its secrets. */
async function leaving(runId: string): Promise<string> {
  const { admin, lab } = world
  const told: unknown[] = []
  for (const language of ['en', 'de'] as const) {
    told.push(valueOf(await admin['lab.show']({ runId, language })))
    for (const format of ['json', 'har'] as const) {
      told.push(valueOf(await admin['lab.export']({ runId, format, language })).text)
    }
    for (const { number, sent } of lab.runs.get(runId)?.steps ?? []) {
      if (sent) told.push(valueOf(await admin['lab.curl']({ runId, step: number, language })).text)
    }
  }
  return JSON.stringify(told)
}

/** What went over the wire under a secret's name. */
async function secretsSent(): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  const collect = (parameters: URLSearchParams) => {
    for (const [name, value] of parameters) if (isSecretParameter(name)) found.add(value)
  }
  for (const { url, headers, body, answer } of world.exchanges) {
    collect(new URL(url).searchParams)
    collect(new URLSearchParams(body))
    const location = answer.headers.get('location')
    if (location !== null) collect(new URLSearchParams(location.replace(/^[^?#]*[?#]/, '')))
    const [, credentials] = headers.get('authorization')?.split(' ') ?? []
    if (credentials !== undefined) found.add(credentials)
    const text = await answer.clone().text()
    for (const [, value = ''] of text.matchAll(/"(?:access|refresh)_token":"([^"]+)/g)) found.add(value)
    for (const [, value = ''] of text.matchAll(/name="handle" value="([^"]+)/g)) found.add(value)
  }
  return found
}

async function runAndLook(client: CreatedClient, order: Parameters<LabWorld['start']>[1]) {
  world.exchanges.length = 0
  const { run, ended } = await world.start(client.client.id, { secret: client.secret, ...order })
  await ended
  const secrets = await secretsSent()
  const told = await leaving(run.id)
  return { run, secrets, leaked: [...secrets].filter((secret) => told.includes(secret)) }
}

describe('what leaves a run holds none of its secrets (L3, F4)', () => {
  const then = ['call', 'introspect', 'refresh', 'revoke'] as const
  const operation = 'GET /api/v2/users'

  it('after a code with a secret, and with PKCE', async () => {
    for (const pkce of [false, true]) {
      const { run, secrets, leaked } = await runAndLook(app, { user, pkce, operation, then: [...then] })
      expect(run.state).toBe('done')
      expect(secrets.size).toBeGreaterThan(6)
      expect(leaked).toEqual([])
    }
  })

  it('after an implicit token, and after an assertion', async () => {
    const { organization } = world
    const { admin, acting } = organization
    valueOf(await admin['identityProvider.createTest']({ acting }))
    const wall = await organization.client(
      { grantType: 'TOKEN', redirectUris: [LOOPBACK], scopes: ['users'] },
      true,
    )
    const bridge = await organization.client(
      { grantType: 'SAML2-BEARER', redirectUris: [], scopes: ['users'] },
      true,
    )
    for (const client of [wall, bridge]) {
      const { run, secrets, leaked } = await runAndLook(client, { user, operation, then: ['call'] })
      expect(run.state).toBe('done')
      expect(secrets.size).toBeGreaterThan(0)
      expect(leaked).toEqual([])
    }
  })

  it('where a call answers with a new secret, which is none that was known', async () => {
    const service = await world.organization.service('Rotor', 'Master Admin')
    const operation = `POST /api/v2/oauth/clients/${service.client.id}/secret`
    const { run } = await runAndLook(service, { operation, then: ['call'] })
    const body = JSON.parse((await world.exchanges.at(-1)?.answer.text()) ?? '{}') as {
      readonly secret?: string
    }
    expect([run.state, typeof body.secret]).toEqual(['done', 'string'])
    expect(await leaving(run.id)).not.toContain(body.secret)
  })

  it('where a server repeats everything that it was sent, in every sentence that it can', async () => {
    world.elsewhere.set('login.example.com', (_url, { headers, body }) => {
      const sent = `${new Headers(headers).get('authorization') ?? ''} ${typeof body === 'string' ? body : ''}`
      const secret = atob(new Headers(headers).get('authorization')?.slice(6) ?? '').split(':')[1] ?? ''
      const error = {
        error: `refused ${secret}`,
        error_description: `${sent} <${secret}> ${encodeURIComponent(secret)}`,
      }
      return Promise.resolve(Response.json(error, { status: 400, headers: { 'x-echo': sent } }))
    })
    const client = { ...app, secret: 'k4n4r1en & "vogel" <1>' }
    const target = { kind: 'endpoints', token: `https://login.example.com/token?echo=${MASK}` } as const
    const order = { grantType: 'client_credentials', target } as const
    const { run } = await runAndLook(client, order)
    expect(run.state).toBe('failed')
    const told = await leaving(run.id)
    for (const writing of ['k4n4r1en', 'vogel', 'azRuNHIxZW4']) expect(told).not.toContain(writing)
  })

  it('where the answer was cut off in the middle of a token', async () => {
    world.elsewhere.set('login.example.com', () =>
      Promise.resolve(
        new Response('{"token_type":"bearer","access_token":"half-a-canary-tok', {
          headers: { 'content-type': 'application/json' },
        }),
      ),
    )
    const target = { kind: 'endpoints', token: 'https://login.example.com/token' } as const
    const { run } = await runAndLook(app, { grantType: 'client_credentials', target })
    expect(await leaving(run.id)).not.toContain('half-a-canary')
  })
})

describe('a long answer', () => {
  it('is kept in part, without the secret at its edge', async () => {
    const canary = 'a-canary-that-stands-at-the-edge'
    const body = `${'x'.repeat(99_990)}${canary}${'y'.repeat(1_000)}`
    world.elsewhere.set('login.example.com', () => Promise.resolve(new Response(body)))
    const client = { ...app, secret: canary }
    const target = { kind: 'endpoints', token: 'https://login.example.com/token' } as const
    const { run } = await runAndLook(client, { grantType: 'client_credentials', target })
    const told = await leaving(run.id)
    expect(told).not.toContain('a-canary')
    expect(told.length).toBeLessThan(700_000)
  })
})

describe('a secret comes out', () => {
  it('by asking for one step, and not for the next one (L3)', async () => {
    const { run, secrets } = await runAndLook(app, { user })
    const step = run.steps.find(({ name }) => name === 'token_code')?.number ?? 0
    const { admin } = world
    const revealed = valueOf(await admin['lab.reveal']({ runId: run.id, step, language: 'en' }))
    const shown = [...(revealed.response?.body ?? []), ...(revealed.request?.body ?? [])]
    const secret = shown.filter(({ isSecret }) => isSecret)
    expect(secret.map(({ name }) => name).sort()).toEqual(['access_token', 'code', 'refresh_token'])
    expect(secret.every(({ value }) => secrets.has(value))).toBe(true)
    expect(
      valueOf(await admin['lab.show']({ runId: run.id, language: 'en' })).steps[step - 1]?.response?.body,
    ).toContainEqual({ name: 'access_token', value: MASK, isSecret: true })
    const missing = { runId: run.id, step: 99, language: 'en' } as const
    expect(failureOf(await admin['lab.reveal'](missing)).code).toBe('flow_step_not_found')
    expect(failureOf(await admin['lab.show']({ runId: 'gone', language: 'en' })).code).toBe(
      'flow_run_not_found',
    )
  })

  it('of the last twenty runs only', async () => {
    const { run } = await world.start(app.client.id, { user })
    for (let count = 0; count < 20; count++) await world.start(app.client.id, { user })
    expect(world.lab.runs.get(run.id)).toBe(undefined)
    expect(run.isOver).toBe(true)
  })
})

describe('the mask', () => {
  it('covers the longer secret first, and leaves words alone that are short', () => {
    const secrets = new SecretBook()
    secrets.keep('abc', 'canary', 'canary-and-more', null, '')
    expect(secrets.mask('abc canary-and-more canary')).toBe(`abc ${MASK} ${MASK}`)
  })
})

/** The parts of HTTP Archive 1.2 that a reader relies on. */
const named = z.strictObject({ name: z.string().min(1), value: z.string() })
const message = {
  httpVersion: z.string(),
  cookies: z.array(z.never()),
  headers: z.array(named),
  headersSize: z.int(),
  bodySize: z.int(),
}
const har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string(), version: z.string() }),
    comment: z.string(),
    entries: z
      .array(
        z.strictObject({
          startedDateTime: z.iso.datetime(),
          time: z.number().min(0),
          request: z.strictObject({
            ...message,
            method: z.string(),
            url: z.url(),
            queryString: z.array(named),
            postData: z
              .strictObject({ mimeType: z.string(), params: z.array(named), text: z.string() })
              .optional(),
          }),
          response: z.strictObject({
            ...message,
            status: z.int(),
            statusText: z.string(),
            content: z.strictObject({ size: z.int(), mimeType: z.string(), text: z.string() }),
            redirectURL: z.string(),
          }),
          cache: z.strictObject({}),
          timings: z.strictObject({ send: z.number(), wait: z.number(), receive: z.number() }),
          comment: z.string(),
        }),
      )
      .min(1),
  }),
})

describe('the copies of a run', () => {
  it('are a valid HTTP archive, and JSON (L3)', async () => {
    const { run } = await runAndLook(app, { user, operation: 'GET /api/v2/users', then: ['call'] })
    const copy = async (format: 'har' | 'json') =>
      valueOf(await world.admin['lab.export']({ runId: run.id, format, language: 'en' }))
    const { name, text } = await copy('har')
    expect(name).toBe('flow-2027-01-10T080000.har')
    const { entries } = har.parse(JSON.parse(text)).log
    expect(entries.map(({ request, response }) => `${request.method} ${String(response.status)}`)).toEqual([
      'GET 200',
      'GET 200',
      'POST 303',
      'GET 0',
      'POST 200',
      'GET 200',
    ])
    expect(JSON.parse((await copy('json')).text)).toMatchObject({ runId: run.id, state: 'done' })
  })

  it('are commands that send the same, with the secrets from the shell (L3)', async () => {
    const { run } = await runAndLook(app, { user, then: ['call'], scopes: ["users'; touch /tmp/x; '$(id)"] })
    const second = await runAndLook(app, { user, then: ['call'] })
    const curl = (runId: string, step: number) => world.admin['lab.curl']({ runId, step, language: 'en' })
    const commands: string[] = []
    for (const runId of [run.id, second.run.id]) {
      for (const { number, sent } of world.lab.runs.get(runId)?.steps ?? []) {
        if (sent) commands.push(valueOf(await curl(runId, number)).text)
      }
    }
    // `curl` is a function that writes each of its arguments on a line of its own.
    const script = ['curl() { printf "%s\\n" "$@"; echo; }', ...commands].join('\n')
    const env = {
      PATH: process.env['PATH'],
      CODE: 'the code',
      CLIENT_SECRET: 'the secret',
      ACCESS_TOKEN: 'the token',
      HANDLE: 'h',
    }
    const printed = execFileSync('bash', ['--norc', '-eu', '-c', script], { env, encoding: 'utf8' })
    const [metadata = [], request = []] = printed.split('\n\n').map((command) => command.split('\n'))
    expect(metadata).toEqual([
      '-sS',
      '-i',
      '-H',
      'accept: application/json',
      '-H',
      'user-agent: oauth4webapi/v3.8.8',
      'http://127.0.0.1:8484/.well-known/oauth-authorization-server',
    ])
    expect(request).toContain("scope=users'; touch /tmp/x; '$(id)")
    expect(request).toContain(`redirect_uri=${LOOPBACK}`)
    const token =
      printed
        .split('\n\n')
        .find((command) => command.includes('grant_type='))
        ?.split('\n') ?? []
    expect(token).toEqual(expect.arrayContaining(['-u', `${app.client.id}:the secret`, 'code=the code']))
    expect(printed).toContain('authorization: Bearer the token')
  })
})
