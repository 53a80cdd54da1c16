import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { valueOf } from '../../support/results.ts'
import type { CreatedClient, User } from '../../support/organization.ts'
import { CHALLENGE, exchange, OAuthWorld, refusalOf, tokensOf, VERIFIER } from '../../support/oauth-world.ts'

let world: OAuthWorld
let app: CreatedClient
let anna: User

beforeAll(async () => {
  world = await OAuthWorld.open()
  app = await world.app()
  anna = await world.organization.user('Anna Berg', 'Employee')
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const code = (wish: Parameters<OAuthWorld['code']>[2] = {}) => world.code(app.client.id, anna.id, wish)

describe('a token for a user (P2.2, P2.3, P2.5)', () => {
  /** What both grants answer to one who logged in while all was well. */
  const afterwards = async (client: CreatedClient, user: User, change: () => Promise<unknown>) => {
    const { refreshToken } = await world.login(client, user)
    const text = await world.code(client.client.id, user.id)
    await change()
    const byCode = await world.token(exchange(text), client)
    const byToken = await world.token({ grant_type: 'refresh_token', refresh_token: refreshToken }, client)
    expect(refusalOf(byToken)).toEqual(refusalOf(byCode))
    return refusalOf(byCode)
  }

  it('is refused once the app was revoked (A5)', async () => {
    const revoked = await world.app({ name: 'Revoked' })

    expect(await afterwards(revoked, anna, () => world.revokeApp(revoked.client.id))).toEqual([
      400,
      'invalid_grant',
      'client is not authorized in this organization',
    ])
  })

  it('is refused for a login from before, once the app was authorized anew (A5)', async () => {
    const revived = await world.app({ name: 'Revived' })
    const refusal = await afterwards(revived, anna, async () => {
      await world.revokeApp(revived.client.id)
      world.workspace.clock.advance(1_000)
      await world.organization.authorize(revived.client.id, ['users:readonly'])
    })

    expect(refusal).toEqual([400, 'invalid_grant', 'the authorization that this follows from was revoked'])
    expect((await world.login(revived, anna)).accessToken).not.toBe('')
  })

  it('is refused also after the clock is reset under which the app was authorized anew (A5, O7)', async () => {
    const { acting } = world.organization
    const revived = await world.app({ name: 'Revived ahead' })
    const refusal = await afterwards(revived, anna, async () => {
      valueOf(
        await world.workspace.admin['clock.advance']({ acting, advance: '30s', confirmRemovals: false }),
      )
      await world.revokeApp(revived.client.id)
      await world.organization.authorize(revived.client.id, ['users:readonly'])
      world.workspace.clock.advance(1_000)
      valueOf(await world.workspace.admin['clock.reset']({ acting }))
    })

    expect(refusal).toEqual([400, 'invalid_grant', 'the authorization that this follows from was revoked'])
    const { refreshToken } = await world.login(revived, anna)
    world.workspace.clock.advance('4h')
    const later = await world.token({ grant_type: 'refresh_token', refresh_token: refreshToken }, revived)
    expect(tokensOf(later).accessToken).not.toBe('')
  })

  it('is refused once a time-boxed approval has ended (A1)', async () => {
    const boxed = await world.organization.client({ name: 'Boxed' })
    const expiresAt = new Date(world.workspace.clock.now().getTime() + 30_000).toISOString()
    await world.organization.authorize(boxed.client.id, ['users:readonly'], { expiresAt })

    const refusal = await afterwards(boxed, anna, () => {
      world.workspace.clock.advance(30_000)
      return Promise.resolve()
    })
    expect(refusal[2]).toBe('client is not authorized in this organization')
  })

  it('is refused for a user without a role that the app is limited to, and given with it', async () => {
    const limited = await world.organization.client({ name: 'Limited' })
    const role = await world.organization.role('Admin')
    await world.organization.authorize(limited.client.id, ['users:readonly'], { roleIds: [role.id] })
    const ben = await world.organization.user('Ben Cole', 'Admin')
    const asAnna = await world.code(limited.client.id, anna.id)
    const asBen = await world.code(limited.client.id, ben.id)

    expect(refusalOf(await world.token(exchange(asAnna), limited))).toEqual([
      400,
      'invalid_grant',
      'user holds no role that may use this client',
    ])
    expect((await world.token(exchange(asBen), limited)).status).toBe(200)
  })

  it('is refused for a user who is not active any more, also before their tokens were ended', async () => {
    const carl = await world.organization.user('Carl Dorn', 'Employee')
    const inactive = { ...carl, state: 'inactive' as const, revision: carl.revision + 1 }
    const deactivate = () =>
      world.context.store.write((unit) => unit.put.user(world.organization.id, inactive))

    expect(await afterwards(app, carl, deactivate)).toEqual([400, 'invalid_grant', 'user is not active'])
  })

  it('is refused after a user was made inactive, and stays so once they are active again', async () => {
    const { admin, acting } = world.organization
    const dora = await world.organization.user('Dora Ernst', 'Employee')
    const { refreshToken } = await world.login(app, dora)
    const text = await world.code(app.client.id, dora.id)
    for (const state of ['inactive', 'active'] as const)
      valueOf(await admin['user.setState']({ acting, userId: dora.id, state }))
    const refused = [
      await world.token(exchange(text), app),
      await world.token({ grant_type: 'refresh_token', refresh_token: refreshToken }, app),
    ]
    expect(refused.map((answer) => refusalOf(answer).slice(0, 2))).toEqual([
      [400, 'invalid_grant'],
      [400, 'invalid_grant'],
    ])
    const anew = await world.code(app.client.id, dora.id)
    expect((await world.token(exchange(anew), app)).status).toBe(200)
  })

  it('is refused once the client has another grant type', async () => {
    const changed = await world.app({ name: 'Changed' })
    const { refreshToken } = await world.login(changed, anna)
    await world.put({ ...changed.client, grantType: 'implicit' })

    expect(
      (await world.token({ grant_type: 'refresh_token', refresh_token: refreshToken }, changed)).json[
        'error'
      ],
    ).toBe('unauthorized_client')
  })
})

describe('the organization of a token (S1)', () => {
  it('is the one where the user logged in, which may have authorized an app of another (A2)', async () => {
    const elsewhere = await world.workspace.organization({ name: 'Elsewhere' })
    const dora = await elsewhere.user('Dora Eck', 'Employee')
    const wish = { organization: elsewhere }
    const early = await world.code(app.client.id, dora.id, wish)
    expect(refusalOf(await world.token(exchange(early), app))[2]).toBe(
      'client is not authorized in this organization',
    )
    await elsewhere.authorize(app.client.id, ['users:readonly'])
    const answer = await world.token(exchange(await world.code(app.client.id, dora.id, wish)), app)

    expect(answer.note).toMatchObject({ organizationId: elsewhere.id, userId: dora.id })
    expect(world.find(tokensOf(answer).accessToken)?.organizationId).toBe(elsewhere.id)
  })

  it('has a clock of its own, by which codes and tokens end (O7)', async () => {
    const ahead = await world.workspace.organization({ name: 'Ahead' })
    const eva = await ahead.user('Eva Falk', 'Employee')
    await ahead.authorize(app.client.id, ['users:readonly'])
    const wish = { organization: ahead }
    const [used, left] = [
      await world.code(app.client.id, eva.id, wish),
      await world.code(app.client.id, eva.id, wish),
    ]
    const { accessToken } = tokensOf(await world.token(exchange(used), app))
    const elsewhere = await code()
    await ahead.moveClock('1h')

    expect(refusalOf(await world.token(exchange(left), app))[2]).toBe('authorization code has expired')
    expect((await world.token(exchange(elsewhere), app)).status).toBe(200)
    expect(await world.isActive(accessToken, app)).toBe(true)
    await ahead.moveClock('23h')
    expect(await world.isActive(accessToken, app)).toBe(false)
  })

  it('gives a built-in client, which has no secret, a token by its verifier only (A6)', async () => {
    const builtIn = await world.context.store.read((unit) => unit.clients.builtIn(world.organization.id))
    const [architect] = builtIn.filter(({ grantType }) => grantType === 'authorization_code')
    if (!architect) throw new Error('there is no built-in client')
    const ask = async (challenge: string | null, proof: Readonly<Record<string, string>>) => {
      const text = await world.code(architect.id, anna.id, { codeChallenge: challenge })
      return world.token({ ...exchange(text), client_id: architect.id, ...proof })
    }

    expect((await ask(CHALLENGE, { code_verifier: VERIFIER })).status).toBe(200)
    for (const refused of [
      await ask(null, {}),
      await ask(CHALLENGE, { code_verifier: VERIFIER, client_secret: 'any' }),
      await ask(null, { client_secret: '' }),
    ]) {
      expect(refusalOf(refused)).toEqual([400, 'invalid_client', 'authentication failed'])
    }
  })
})
