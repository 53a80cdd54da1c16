import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownOperations } from '../../../core/catalogue/own-catalogue.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import type { CreatedClient, TestOrganization } from '../../support/organization.ts'
import { valueOf } from '../../support/results.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

const canary = 'c4narYc4narYc4narYc4narYc4narYc4narYc4narYc'
const ROUNDS = 400

let workspace: Workspace
let scene: TestOrganization
let service: CreatedClient
let app: CreatedClient
/** What may be changed and removed on the way. */
let victim: CreatedClient
let issuer = ''
let token = ''

beforeAll(async () => {
  workspace = await openWorkspace()
  scene = await workspace.organization()
  service = await scene.service('Nightly Export', 'Master Admin')
  app = await scene.client({}, true)
  victim = await scene.service('Victim', 'Employee')
  issuer = valueOf(await workspace.admin['server.start']({ port: 0 })).issuer ?? ''
  await issueToken()
})
afterAll(() => workspace[Symbol.asyncDispose]())

async function issueToken(): Promise<void> {
  const answer = await fetch(`${issuer}/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(service) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  token = ((await answer.json()) as { access_token: string }).access_token
}

function basic({ client, secret }: CreatedClient): string {
  return `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`
}

/** Chooses as the seed has it, so that a failure can be repeated. */
class Dice {
  readonly #random: SeededRandom
  constructor(seed: string) {
    this.#random = new SeededRandom(seed)
  }
  below(limit: number): number {
    const [high = 0, low = 0] = this.#random.bytes(2)
    return (high * 256 + low) % limit
  }
  one<Value>(values: readonly Value[]): Value {
    const chosen = values[this.below(values.length)]
    if (chosen === undefined) throw new Error('nothing to choose from')
    return chosen
  }
  some<Value>(values: readonly Value[]): readonly Value[] {
    return values.filter(() => this.below(2) === 0)
  }
}

const endpoints = [
  '/oauth/authorize',
  '/oauth/authorize/login',
  '/oauth/authorize/consent',
  '/oauth/token',
  '/oauth/token',
  '/oauth/revoke',
  '/oauth/introspect',
  '/.well-known/oauth-authorization-server',
  '/logout',
]
const secrets = [
  'code',
  'code_verifier',
  'refresh_token',
  'token',
  'assertion',
  'password',
  'client_secret',
  'access_token',
]
const grants = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'password',
]
const rubbish = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '*',
  '../..',
  '%00',
  '\u0000',
  '\ud800',
  '𝄞é',
  "' or 1=1 --",
  '<script>alert(1)</script>',
  '{}',
  '[]',
  '1e999',
  '2027-99-99',
  'x'.repeat(5_000),
  'http://127.0.0.1:1/\r\nX: y',
]
const bodies: readonly unknown[] = [
  null,
  7,
  'text',
  [],
  {},
  { id: 7 },
  { name: null, scope: {}, roleIds: 'x', divisions: [7] },
  { name: 'x'.repeat(20_000), authorizedGrantType: 'CODE', accessTokenValiditySeconds: -1 },
  JSON.parse('{"__proto__":{"admin":true},"constructor":7}'),
  [[[[[[]]]]]],
  { state: 'inactive', registeredRedirectUri: ['javascript:alert(1)'], version: 1e999 },
]

interface Shot {
  readonly path: string
  readonly init: RequestInit
}

/** A request to the authorization server: right names with wrong values, and a canary in the place of every secret. */
function oauthShot(dice: Dice): Shot {
  const known = {
    client_id: dice.one([app.client.id, service.client.id, 'nobody']),
    redirect_uri: app.client.redirectUris[0] ?? '',
  }
  const fields = new URLSearchParams(dice.some(Object.entries(known)) as [string, string][])
  for (const name of dice.some(secrets)) fields.append(name, canary)
  if (dice.below(2) === 0) fields.append('grant_type', dice.one([...grants, ...rubbish]))
  for (const name of dice.some([
    'response_type',
    'scope',
    'state',
    'code_challenge',
    'code_challenge_method',
    'org',
    'prompt',
    'token_type_hint',
    'orgName',
    'request',
    'choice',
  ])) {
    fields.append(name, dice.one(['code', 'token', 'users', 'S256', 'plain', ...rubbish]))
  }
  const path = dice.one(endpoints)
  const method = dice.one(
    path.startsWith('/oauth/') && path !== '/oauth/authorize'
      ? ['POST', 'POST', 'POST', 'GET', 'OPTIONS', 'PUT']
      : ['GET', 'GET', 'POST', 'HEAD', 'DELETE'],
  )
  // Of the right client only: guesses at a secret are slowed down, which is a test of its own.
  const authorization = dice.one([basic(service), basic(app), 'Basic !!!', `Bearer ${canary}`, 'Basic', ''])
  const headers = {
    ...(authorization !== '' && { authorization }),
    origin: dice.one([issuer, 'null', 'http://evil.example']),
  }
  if (method === 'GET' || method === 'HEAD')
    return { path: `${path}?${fields.toString()}`, init: { method, headers } }
  const type = dice.one([
    'application/x-www-form-urlencoded',
    'application/x-www-form-urlencoded',
    'application/json',
    'text/plain',
  ])
  const body = dice.one([fields.toString(), fields.toString(), `${canary}=${canary}&%%%`, ''])
  return { path, init: { method, headers: { ...headers, 'content-type': type }, body } }
}

/** A request to the Platform API: every operation that there is, with rubbish in its places. */
function platformShot(dice: Dice): Shot {
  const operation = dice.one(ownOperations)
  const ids = [victim.client.id, scene.id, scene.administratorId, ...rubbish]
  const path = operation.path.replaceAll(/\{\w+\}/g, () =>
    encodeURIComponent(dice.one(ids).replace('\ud800', '')),
  )
  const query = new URLSearchParams()
  for (const name of dice.some(['pageSize', 'pageNumber', 'expand', 'id', 'sortOrder', 'interval', 'days'])) {
    query.append(name, dice.one(rubbish))
  }
  const { method } = operation
  const authorization = dice.one([
    `Bearer ${token}`,
    `Bearer ${token}`,
    `Bearer ${token}`,
    `Bearer ${canary}`,
    '',
  ])
  const headers = {
    ...(authorization !== '' && { authorization }),
    'content-type': 'application/json',
    cookie: `s=${canary}`,
  }
  const body = dice.one([...bodies.map((one) => JSON.stringify(one)), '', '{"a":', canary])
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return { path: `${path}?${query.toString()}`, init: { method, headers, ...(hasBody && { body }) } }
}

describe('requests that nobody would send', () => {
  it('are answered without a fault, and nothing secret of them is told again (F4)', async () => {
    const dice = new Dice('a fuzz')
    const wrong: unknown[] = []
    const statuses = new Map<string, number>()
    for (let round = 0; round < ROUNDS; round++) {
      const { path, init } = dice.below(2) === 0 ? oauthShot(dice) : platformShot(dice)
      const answer = await fetch(`${issuer}${path}`, { ...init, redirect: 'manual' })
      const text = `${await answer.text()}\n${JSON.stringify([...answer.headers])}`
      statuses.set(String(answer.status), (statuses.get(String(answer.status)) ?? 0) + 1)
      // It ended its own token.
      if (answer.status === 401) await issueToken()
      const isFault = answer.status >= 500 && answer.status !== 501
      if (isFault || text.includes(canary) || text.includes(service.secret))
        wrong.push([round, init, path, answer.status, text.slice(0, 300)])
      if (answer.headers.get('inin-correlation-id') === null) wrong.push([round, path, 'no correlation id'])
    }
    expect(wrong).toEqual([])
    // It got further than the first check.
    for (const status of ['200', '400', '401', '404']) expect(statuses.get(status)).toBeGreaterThan(9)
    const { requests } = valueOf(await workspace.admin['server.requests']({ limit: 1_000 }))
    expect(requests.length).toBeGreaterThan(ROUNDS)
    const told = JSON.stringify([requests, workspace.log])
    for (const secret of [canary, token, service.secret, app.secret]) expect(told).not.toContain(secret)
    expect(workspace.log).toEqual([])
  })
})
