import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CreatedClient, User } from '../../support/organization.ts'
import {
  CALLBACK,
  CHALLENGE,
  exchange,
  OAuthWorld,
  refusalOf,
  tokensOf,
  VERIFIER,
} from '../../support/oauth-world.ts'

let world: OAuthWorld
let app: CreatedClient
let other: CreatedClient
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app()
  other = await world.app({ name: 'Another' })
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const code = (wish: Parameters<OAuthWorld['code']>[2] = {}) => world.code(app.client.id, anna.id, wish)

describe('the authorization-code grant (RFC 6749 §4.1.3)', () => {
  it('exchanges a code for an access and a refresh token', async () => {
    const answer = await world.token(exchange(await code()), app)

    expect(answer.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/) as string,
      token_type: 'bearer',
      expires_in: 86_400,
      refresh_token: expect.stringMatching(/^[\w-]{43}$/) as string,
    })
    expect(answer.note).toMatchObject({ organizationId: world.organization.id, userId: anna.id })
    expect(await world.isActive(tokensOf(answer).accessToken, app)).toBe(true)
  })

  it('tells the scopes that the request had narrowed the grant to (S1)', async () => {
    const answer = await world.token(exchange(await code({ scopes: ['users:readonly'] })), app)

    expect(answer.json['scope']).toBe('users:readonly')
    expect(world.find(tokensOf(answer).accessToken)?.scopes).toEqual(['users:readonly'])
    expect(world.find(tokensOf(answer).refreshToken)?.scopes).toEqual(['users:readonly'])
  })

  it('takes a code for sixty seconds and not a moment longer (S3)', async () => {
    const [inTime, late] = [await code(), await code()]
    world.workspace.clock.advance(59_999)
    expect((await world.token(exchange(inTime), app)).status).toBe(200)
    world.workspace.clock.advance(1)

    expect(refusalOf(await world.token(exchange(late), app))).toEqual([
      400,
      'invalid_grant',
      'authorization code has expired',
    ])
  })

  it('takes a code once: a second use ends all that the first one led to (S3)', async () => {
    const text = await code()
    const first = tokensOf(await world.token(exchange(text), app))
    const second = tokensOf(
      await world.token({ grant_type: 'refresh_token', refresh_token: first.refreshToken }, app),
    )
    const stranger = tokensOf(await world.token(exchange(await code()), app))

    expect(refusalOf(await world.token(exchange(text), app))).toEqual([
      400,
      'invalid_grant',
      'authorization code was used before',
    ])
    for (const token of [first.accessToken, second.accessToken, second.refreshToken]) {
      expect(await world.isActive(token, app)).toBe(false)
    }
    expect(await world.isActive(stranger.accessToken, app)).toBe(true)
  })

  it('knows a second use for one, whatever else is wrong with it, and long after the code has ended', async () => {
    const [late, elsewhere] = [await code(), await code()]
    const tokens = [
      tokensOf(await world.token(exchange(late), app)),
      tokensOf(await world.token(exchange(elsewhere), app)),
    ]
    await world.token(exchange(elsewhere, 'https://evil.example/'), app)
    world.workspace.clock.advance('10h')
    await world.token(exchange(late), app)

    for (const { accessToken } of tokens) expect(await world.isActive(accessToken, app)).toBe(false)
  })

  it('gives one of two exchanges at once the tokens, and then neither keeps any', async () => {
    const text = await code()
    const answers = await Promise.all([world.token(exchange(text), app), world.token(exchange(text), app)])
    const granted = answers.filter(({ status }) => status === 200)

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400])
    for (const answer of granted) {
      expect(await world.isActive(tokensOf(answer).accessToken, app)).toBe(false)
    }
  })

  it('takes a code from the client only that it was issued to, and still from that one afterwards', async () => {
    const text = await code()

    expect(refusalOf(await world.token(exchange(text), other))).toEqual([
      400,
      'invalid_grant',
      'authorization code invalid',
    ])
    expect((await world.token(exchange(text), app)).status).toBe(200)
  })

  it.each([
    ['one that never was', 'no such code'],
    ['one with a character more', null],
  ])('refuses %s', async (_what, text) => {
    expect(refusalOf(await world.token(exchange(text ?? `${await code()}x`), app))).toEqual([
      400,
      'invalid_grant',
      'authorization code invalid',
    ])
  })

  it('takes no token for a code', async () => {
    const { accessToken, refreshToken } = await world.login(app, anna)

    expect((await world.token(exchange(accessToken), app)).json['error']).toBe('invalid_grant')
    expect((await world.token(exchange(refreshToken), app)).json['error']).toBe('invalid_grant')
  })

  it.each([
    ['another path', `${CALLBACK}/`],
    ['a query', `${CALLBACK}?a=1`],
    ['another case', CALLBACK.replace('callback', 'Callback')],
    ['another host', CALLBACK.replace('app.', 'evil.')],
  ])('takes the redirect URI of the request to the letter: not one with %s', async (_what, redirectUri) => {
    expect(refusalOf(await world.token(exchange(await code(), redirectUri), app))).toEqual([
      400,
      'invalid_grant',
      'redirect URI is not the one of the authorization request',
    ])
  })

  it('takes the port too of a loopback redirect URI that was used (RFC 8252 §7.3)', async () => {
    const redirectUri = 'http://127.0.0.1:4711/cb'

    const status = async (presented: string) =>
      (await world.token(exchange(await code({ redirectUri }), presented), app)).status
    expect(await status(redirectUri)).toBe(200)
    expect(await status('http://127.0.0.1:4712/cb')).toBe(400)
  })

  it.each(['code', 'redirect_uri'])('misses `%s`', async (name) => {
    const form = { ...exchange(await code()), [name]: '' }

    expect(refusalOf(await world.token(form, app))).toEqual([
      400,
      'invalid_request',
      `parameter \`${name}\` is missing`,
    ])
  })
})

describe('proof key for code exchange (RFC 7636)', () => {
  const withVerifier = async (
    verifier: string | null,
    challenge: string | null,
    as: CreatedClient | null,
  ) => {
    const form = exchange(await code({ codeChallenge: challenge }))
    const proof = verifier === null ? {} : { code_verifier: verifier }
    return world.token({ ...form, ...(as ? {} : { client_id: app.client.id }), ...proof }, as)
  }

  it('takes the verifier for the secret, and a right secret beside it', async () => {
    expect((await withVerifier(VERIFIER, CHALLENGE, null)).status).toBe(200)
    expect((await withVerifier(VERIFIER, CHALLENGE, app)).status).toBe(200)
  })

  it('refuses a wrong secret beside the right verifier', async () => {
    const answer = await withVerifier(VERIFIER, CHALLENGE, { ...app, secret: 'wrong' })

    expect(refusalOf(answer)).toEqual([401, 'invalid_client', 'authentication failed'])
  })

  it('refuses a wrong verifier, beside the right secret too', async () => {
    const wrong = VERIFIER.replace('d', 'e')

    for (const as of [null, app]) {
      expect(refusalOf(await withVerifier(wrong, CHALLENGE, as))).toEqual([
        400,
        'invalid_grant',
        'code verifier does not match the code challenge',
      ])
    }
  })

  it('takes no secret for the verifier', async () => {
    expect(refusalOf(await withVerifier(null, CHALLENGE, app))).toEqual([
      400,
      'invalid_grant',
      'parameter `code_verifier` is missing',
    ])
  })

  it('never takes the challenge itself, as `plain` would', async () => {
    expect((await withVerifier(CHALLENGE, CHALLENGE, null)).json['error']).toBe('invalid_grant')
    expect((await withVerifier(VERIFIER, VERIFIER, null)).json['error']).toBe('invalid_grant')
  })

  it('refuses a verifier for a code without a challenge: that is a downgrade (RFC 9700 §4.8.2)', async () => {
    expect(refusalOf(await withVerifier(VERIFIER, null, app))).toEqual([
      400,
      'invalid_grant',
      'authorization code was asked for without a code challenge',
    ])
  })

  it('takes a secret for a code without a challenge', async () => {
    expect((await withVerifier(null, null, app)).status).toBe(200)
    for (const verifier of [null, VERIFIER]) {
      expect(refusalOf(await withVerifier(verifier, null, null))).toEqual([
        400,
        'invalid_client',
        'authentication failed',
      ])
    }
  })

  it('refuses a malformed verifier', async () => {
    expect(refusalOf(await withVerifier('short', CHALLENGE, null))).toEqual([
      400,
      'invalid_request',
      'parameter `code_verifier` is malformed',
    ])
  })
})

describe('the refresh-token grant (RFC 6749 §6)', () => {
  const refresh = (token: string, more: Readonly<Record<string, string>> = {}) => ({
    grant_type: 'refresh_token',
    refresh_token: token,
    ...more,
  })

  it('rotates: each token is good for one use', async () => {
    const first = await world.login(app, anna)
    const answer = await world.token(refresh(first.refreshToken), app)
    const second = tokensOf(answer)

    expect(Object.keys(answer.json)).toEqual(['access_token', 'token_type', 'expires_in', 'refresh_token'])
    expect(second.refreshToken).not.toBe(first.refreshToken)
    expect(await world.isActive(first.refreshToken, app)).toBe(false)
    expect(await world.isActive(first.accessToken, app)).toBe(true)
    expect((await world.token(refresh(second.refreshToken), app)).status).toBe(200)
  })

  it('ends the whole family when a token is used again (S3, RFC 9700 §4.14.2)', async () => {
    const first = await world.login(app, anna)
    const second = tokensOf(await world.token(refresh(first.refreshToken), app))
    const stranger = await world.login(app, anna)

    expect(refusalOf(await world.token(refresh(first.refreshToken), app))).toEqual([
      400,
      'invalid_grant',
      'refresh token was used before',
    ])
    expect(refusalOf(await world.token(refresh(second.refreshToken), app))).toEqual([
      400,
      'invalid_grant',
      'refresh token has been revoked',
    ])
    expect(await world.isActive(first.accessToken, app)).toBe(false)
    expect(await world.isActive(second.accessToken, app)).toBe(false)
    expect((await world.token(refresh(stranger.refreshToken), app)).status).toBe(200)
  })

  it('takes a token for thirty days, and each rotation begins anew', async () => {
    const { clock } = world.workspace
    const [left, used] = [await world.login(app, anna), await world.login(app, anna)]
    clock.advance('29d')
    const next = tokensOf(await world.token(refresh(used.refreshToken), app))
    clock.advance('1d')

    expect(refusalOf(await world.token(refresh(left.refreshToken), app))).toEqual([
      400,
      'invalid_grant',
      'refresh token has expired',
    ])
    expect((await world.token(refresh(next.refreshToken), app)).status).toBe(200)
  })

  it('narrows the access token for once, never the login, and widens nothing', async () => {
    const both = ['users', 'analytics:readonly']
    const wide = await world.app({ name: 'Wide', scopes: [...both, 'routing'] })
    const login = await world.login(wide, anna, { scopes: both })
    const narrowed = await world.token(refresh(login.refreshToken, { scope: 'users:readonly' }), wide)
    expect(narrowed.json['scope']).toBe('users:readonly')
    const again = await world.token(refresh(tokensOf(narrowed).refreshToken), wide)
    expect(again.json['scope']).toBe(both.join(' '))

    for (const scope of ['routing', 'users routing', 'analytics', 'nothing']) {
      expect((await world.token(refresh(tokensOf(again).refreshToken, { scope }), wide)).json['error']).toBe(
        'invalid_scope',
      )
    }
    const last = tokensOf(again).refreshToken
    expect(refusalOf(await world.token(refresh(last, { scope: 'routing' }), wide))[2]).toBe(
      'scope `routing` is not held by this client',
    )
    // None of the refusals has used the token up.
    expect((await world.token(refresh(last), wide)).status).toBe(200)
  })

  it('refuses a malformed scope', async () => {
    const { refreshToken } = await world.login(app, anna)

    for (const scope of ['users  routing', ' users', 'us"ers', 'usärs']) {
      expect((await world.token(refresh(refreshToken, { scope }), app)).json['error']).toBe('invalid_scope')
    }
  })

  it('takes no secret where the code was exchanged by its verifier, and a secret elsewhere', async () => {
    const withPkce = await world.login(app, anna, { codeChallenge: CHALLENGE })
    const without = await world.login(app, anna)
    const named = { client_id: app.client.id }

    const next = tokensOf(await world.token(refresh(withPkce.refreshToken, named)))
    expect((await world.token(refresh(next.refreshToken, named))).status).toBe(200)
    expect(refusalOf(await world.token(refresh(without.refreshToken, named)))).toEqual([
      400,
      'invalid_client',
      'authentication failed',
    ])
  })

  it('takes a token from the client only that it was issued to, and ends nothing when another tries', async () => {
    const { refreshToken } = await world.login(app, anna)

    expect(refusalOf(await world.token(refresh(refreshToken), other))).toEqual([
      400,
      'invalid_grant',
      'refresh token invalid',
    ])
    expect((await world.token(refresh(refreshToken), app)).status).toBe(200)
    expect((await world.token(refresh(refreshToken), other)).status).toBe(400)
    expect(await world.isActive(refreshToken, app)).toBe(false)
  })

  it('takes neither an access token nor a code for a refresh token', async () => {
    const { accessToken } = await world.login(app, anna)

    expect((await world.token(refresh(accessToken), app)).json['error']).toBe('invalid_grant')
    expect((await world.token(refresh(await code()), app)).json['error']).toBe('invalid_grant')
    expect((await world.token({ grant_type: 'refresh_token' }, app)).json['error']).toBe('invalid_request')
  })
})
