import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import {
  CALLBACK,
  CHALLENGE,
  FrontDesk,
  ISSUER,
  nobodysId,
  queryOf,
  STATE,
} from '../../../support/front-desk.ts'

let desk: FrontDesk
let client: OAuthClient
let plain: OAuthClient
let implicit: OAuthClient
let saml: OAuthClient

beforeAll(async () => {
  desk = await FrontDesk.open()
  client = await desk.client()
  plain = await desk.client({ pkce: false, redirectUris: [CALLBACK, 'http://127.0.0.1/callback?app=1'] })
  implicit = await desk.client({ grantType: 'TOKEN', pkce: false })
  saml = await desk.client({ grantType: 'SAML2-BEARER', pkce: false })
})
beforeEach(() => {
  desk.misbehaviour.seen.length = 0
})

type Changes = Readonly<Record<string, string | null>>
const withName = (name: string) => ({ refusal: name })

describe('a request whose client and redirect URI are not proven (RFC 6749 §4.1.2.1)', () => {
  it.each<readonly [string, Changes, string, string]>([
    [
      'has no client',
      { client_id: null },
      'invalid_request',
      'The parameter <code>client_id</code> is missing.',
    ],
    [
      'has an empty client',
      { client_id: '' },
      'invalid_request',
      'The parameter <code>client_id</code> is missing.',
    ],
    [
      'names no client',
      { client_id: nobodysId },
      'invalid_client',
      `There is no client <code>${nobodysId}</code>.`,
    ],
    [
      'has no redirect URI',
      { redirect_uri: null },
      'invalid_request',
      '<code>redirect_uri</code> is missing',
    ],
    [
      'has another redirect URI',
      { redirect_uri: 'https://evil.example/' },
      'invalid_request',
      'differs at character 9',
    ],
    [
      'goes on after the redirect URI',
      { redirect_uri: `${CALLBACK}/x` },
      'invalid_request',
      'differs at character 33',
    ],
    [
      'has a redirect URI of another case',
      { redirect_uri: CALLBACK.replace('app', 'App') },
      'invalid_request',
      'differs',
    ],
    [
      'has a redirect URI with a line break',
      { redirect_uri: `${CALLBACK}\r\nX: y` },
      'invalid_request',
      'cannot stand there',
    ],
  ])('is shown where it %s, and redirected nowhere', async (_what, changes, code, sentence) => {
    const page = await desk.begin(client, changes)

    expect(page).toMatchObject({ status: 400, kind: 'error', location: null, note: withName(code) })
    expect(page.body).toContain(sentence)
  })

  it('is shown where it names two clients or two redirect URIs', async () => {
    for (const name of ['client_id', 'redirect_uri']) {
      const page = await desk.send('/oauth/authorize', { query: `${queryOf(client)}&${name}=x` })

      expect(page).toMatchObject({ status: 400, location: null, note: withName('invalid_request') })
    }
  })

  it('marks the first character that differs, in the presented URI and in the closest registered one (C4)', async () => {
    const { body } = await desk.begin(client, { redirect_uri: 'https://app.example.com/callbeck' })

    expect(body).toContain('<code>https://app.example.com/callb<mark>e</mark>ck</code>')
    expect(body).toContain('<code>https://app.example.com/callb<mark>a</mark>ck</code>')
  })

  it('is shown for a grant type that uses no redirect URI, though one is kept (C4)', async () => {
    expect(saml.redirectUris).toEqual([CALLBACK])
    const page = await desk.begin(saml)

    expect(page).toMatchObject({ status: 400, location: null, note: withName('unauthorized_client') })
  })

  it('passes with any port of a loopback redirect URI, and with no other difference (C4, RFC 8252 §7.3)', async () => {
    const ask = (redirectUri: string) => desk.begin(plain, { redirect_uri: redirectUri })

    expect((await ask('http://127.0.0.1:49152/callback?app=1')).kind).toBe('login')
    expect((await ask('http://127.0.0.1:49152/callback?app=2')).kind).toBe('error')
    expect((await ask('http://localhost:49152/callback?app=1')).kind).toBe('error')
  })
})

describe('a request whose client and redirect URI are proven', () => {
  const refused = (code: string, description: string) => ({
    error: code,
    error_description: description,
    state: STATE,
    iss: ISSUER,
  })

  it.each<readonly [string, Changes, string, string]>([
    [
      'without a response type',
      { response_type: null },
      'invalid_request',
      'parameter `response_type` is missing',
    ],
    [
      'for anything else',
      { response_type: 'code token' },
      'unsupported_response_type',
      'parameter `response_type` must be `code` or `token`',
    ],
    [
      'without a challenge, which it is registered for',
      { code_challenge: null, code_challenge_method: null },
      'invalid_request',
      'client is registered for PKCE, and `code_challenge` is missing',
    ],
    [
      'with a challenge without a method',
      { code_challenge_method: null },
      'invalid_request',
      'without `code_challenge_method` it is `plain`, which is refused; send `S256`',
    ],
    [
      'with the method `plain`',
      { code_challenge_method: 'plain' },
      'invalid_request',
      '`code_challenge_method` must be `S256`',
    ],
    [
      'with a method in lower case',
      { code_challenge_method: 's256' },
      'invalid_request',
      '`code_challenge_method` must be `S256`',
    ],
    [
      'with a method alone',
      { code_challenge: null },
      'invalid_request',
      '`code_challenge_method` came without `code_challenge`',
    ],
    [
      'with a challenge that is too short',
      { code_challenge: CHALLENGE.slice(1) },
      'invalid_request',
      '`code_challenge` must be 43 characters of base64url',
    ],
    [
      'with a challenge that is too long',
      { code_challenge: `${CHALLENGE}A` },
      'invalid_request',
      '`code_challenge` must be 43 characters of base64url',
    ],
    [
      'with a challenge that is no base64url',
      { code_challenge: CHALLENGE.replace('-', '+') },
      'invalid_request',
      '`code_challenge` must be 43 characters of base64url',
    ],
    ['with a wider scope', { scope: 'users' }, 'invalid_scope', 'scope `users` is not held by this client'],
    [
      'with one foreign scope among others',
      { scope: 'oauth routing' },
      'invalid_scope',
      'scope `routing` is not held by this client',
    ],
    ['with a scope in quotes', { scope: '"oauth"' }, 'invalid_scope', 'parameter `scope` is malformed'],
    [
      'with two spaces in the scope',
      { scope: 'oauth  users:readonly' },
      'invalid_scope',
      'parameter `scope` is malformed',
    ],
    [
      'without a page',
      { prompt: 'none' },
      'login_required',
      'no session is ever kept, so `prompt=none` cannot be fulfilled',
    ],
    [
      'with an unknown prompt',
      { prompt: 'create' },
      'invalid_request',
      'parameter `prompt` has an unknown value',
    ],
    [
      'with `org` alone',
      { org: 'Harbour Bank' },
      'invalid_request',
      '`org` and `provider` must be sent together',
    ],
    [
      'with `provider` alone',
      { provider: 'okta' },
      'invalid_request',
      '`org` and `provider` must be sent together',
    ],
    [
      'with an unknown `org`',
      { org: 'Atlantis', provider: 'okta' },
      'invalid_request',
      'parameter `org` names no organization of this server',
    ],
    [
      'with a `target` that is too long',
      { target: 'x'.repeat(2_049) },
      'invalid_request',
      'the parameter `target` is longer than 2,048 characters',
    ],
  ])('is refused at the app %s, with state and iss', async (_what, changes, code, description) => {
    const answer = await desk.begin(client, changes)

    expect(answer).toMatchObject({ status: 303, body: '', note: { clientId: client.id, refusal: code } })
    expect(answer.location?.href.startsWith(`${CALLBACK}?`)).toBe(true)
    expect(answer.inQuery).toEqual(refused(code, description))
  })

  it.each<readonly [string, Changes]>([
    ['a narrower scope', { scope: 'oauth:readonly' }],
    ['an empty scope, which is none', { scope: '' }],
    ['`prompt=login`', { prompt: 'login' }],
    ['`org` and `provider` together', { org: 'harbour bank', provider: 'okta' }],
    ['a target', { target: 'x'.repeat(2_048) }],
    ['a state of 4,096 characters', { state: 'x'.repeat(4_096) }],
    ['a parameter that nobody knows', { nonce: 'n' }],
  ])('goes on to the login with %s', async (_what, changes) => {
    expect(await desk.begin(client, changes)).toMatchObject({ status: 200, kind: 'login', location: null })
  })

  it('is refused with a parameter twice, known or not (RFC 6749 §3.1)', async () => {
    for (const name of ['scope', 'response_type', 'code_challenge', 'nonce']) {
      const query = `${queryOf(client, { scope: 'oauth', nonce: 'n' })}&${name}=x`
      const { inQuery } = await desk.send('/oauth/authorize', { query })

      expect(inQuery).toEqual(refused('invalid_request', `the parameter \`${name}\` appears more than once`))
    }
  })

  it('gets no state back that comes twice, is too long, or cannot be repeated as it came', async () => {
    const twice = await desk.send('/oauth/authorize', { query: `${queryOf(client)}&state=other` })
    const long = await desk.begin(client, { state: 'x'.repeat(4_097) })
    const broken = await desk.send('/oauth/authorize', {
      query: `${queryOf(client, { state: null })}&state=%ff`,
    })

    expect(twice.inQuery).toEqual({
      error: 'invalid_request',
      error_description: 'the parameter `state` appears more than once',
      iss: ISSUER,
    })
    expect(long.inQuery).toMatchObject({ error: 'invalid_request', iss: ISSUER })
    expect(long.inQuery).not.toHaveProperty('state')
    expect(broken.inQuery).toMatchObject({ error: 'invalid_request', iss: ISSUER })
    expect(broken.inQuery).not.toHaveProperty('state')
  })

  it('needs no challenge where the client is not registered for PKCE, and is held to the one it sends', async () => {
    expect((await desk.begin(plain)).kind).toBe('login')
    expect(
      (await desk.begin(plain, { code_challenge: 'short', code_challenge_method: 'S256' })).inQuery,
    ).toMatchObject({
      error: 'invalid_request',
    })
  })

  it('is answered in the fragment where a token was asked for (RFC 6749 §4.2.2.1)', async () => {
    const answer = await desk.begin(implicit, { scope: 'routing' })

    expect(answer.inQuery).toEqual({})
    expect(answer.inFragment).toEqual(refused('invalid_scope', 'scope `routing` is not held by this client'))
  })

  it('may ask only for what its grant type gives (RFC 9700 §2.1.2)', async () => {
    const token = await desk.begin(client, { response_type: 'token' })
    const code = await desk.begin(implicit, { response_type: 'code' })

    expect(token.inFragment).toMatchObject({
      error: 'unauthorized_client',
      error_description: 'client has the grant type `CODE` and may not ask for a `token`',
    })
    expect(code.inQuery).toMatchObject({
      error: 'unauthorized_client',
      error_description: 'client has the grant type `TOKEN` and may not ask for a `code`',
    })
  })

  it('is refused for a deactivated client, and shown once that is gone (C8)', async () => {
    const leaving = await desk.client({ name: 'Old Dashboard' })
    desk.wait(31 * 86_400)
    await desk.deactivate(leaving)

    expect((await desk.begin(leaving)).inQuery).toEqual(refused('unauthorized_client', 'client is inactive'))
    desk.wait(8 * 86_400)
    expect(await desk.begin(leaving)).toMatchObject({
      status: 400,
      location: null,
      note: withName('invalid_client'),
    })
  })

  it('keeps what a redirect URI says itself (RFC 6749 §3.1.2)', async () => {
    const answer = await desk.begin(plain, {
      redirect_uri: 'http://127.0.0.1:8080/callback?app=1',
      scope: 'routing',
    })

    expect(
      answer.location?.href.startsWith('http://127.0.0.1:8080/callback?app=1&error=invalid_scope&'),
    ).toBe(true)
  })

  it('is told to whoever watches the app (L5)', async () => {
    await desk.begin(client)
    await desk.begin(plain, { state: null, scope: 'routing' })
    await desk.begin(plain, { client_id: nobodysId })

    expect(desk.misbehaviour.seen).toEqual([
      { kind: 'authorization_request', hasState: true, usesPkce: true },
      { kind: 'authorization_request', hasState: false, usesPkce: false },
      { kind: 'authorization_response', faulty: false, error: 'invalid_scope' },
    ])
  })
})
