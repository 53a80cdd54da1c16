import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../../../core/model/directory.ts'
import { CALLBACK, FrontDesk, ISSUER, STATE, type Page } from '../../../support/front-desk.ts'

let desk: FrontDesk
let ada: User
let clients = 0

beforeAll(async () => {
  desk = await FrontDesk.open()
  ada = await desk.user('ada@example.com')
})
beforeEach(() => {
  desk.misbehaviour.fault = null
  desk.misbehaviour.seen.length = 0
})

const newClient = (draft = {}) => desk.client({ name: `Desktop ${String(++clients)}`, ...draft })
const decide = (page: Page, decision: 'allow' | 'deny', scopes: readonly string[] = []) =>
  desk.post('consent', [
    ['handle', page.handle],
    ['decision', decision],
    ...scopes.map((scope) => ['scope', scope] as const),
  ])
const checkedOf = ({ body }: Page) =>
  [...body.matchAll(/name="scope" value="([^"]+)" checked/g)].map(([, scope]) => scope)
/** Of the events of the organization, the newest first. */
const actions = async () => {
  const query = { target: null, before: null, limit: 3 }
  const events = await desk.store.read((unit) => unit.events.page(desk.organization.id, query))
  return events.map(({ action, actor, target }) => [action, actor.name, target.name])
}

describe('an app that nobody has authorized, opened by somebody who may authorize it (A3)', () => {
  it('shows who asks for what: every requested scope in plain words, the riskiest first, all checked', async () => {
    const client = await newClient({ description: 'Beside a call.' })
    const page = await desk.walk(client, desk.administrator)

    expect([page.status, page.kind, page.location]).toEqual([200, 'consent', null])
    expect(checkedOf(page)).toEqual(['oauth', 'conversations', 'users:readonly'])
    for (const words of [
      client.name,
      client.id,
      'Beside a call.',
      'Harbour Bank',
      'Maya Lindqvist (admin@example.com)',
      'Changes privileges',
      'Create and change OAuth clients, with their secrets, and authorize applications',
      'See users and their profiles',
      'app.example.com',
    ])
      expect(page.body).toContain(words)
    expect(await desk.authorization(client)).toBeUndefined()
  })

  it('is authorized with the scopes that are left checked, and gets its code at once', async () => {
    const client = await newClient()
    const page = await desk.walk(client, desk.administrator)
    const answer = await decide(page, 'allow', ['users:readonly', 'conversations'])

    expect(answer.status).toBe(303)
    expect(answer.inQuery).toEqual({ code: answer.inQuery['code'], state: STATE, iss: ISSUER })
    expect(await desk.authorization(client)).toMatchObject({
      state: 'authorized',
      scopes: ['conversations', 'users:readonly'],
      createdBy: { name: 'Maya Lindqvist' },
    })
    expect((await actions())[0]).toEqual(['app.authorize', 'Maya Lindqvist', client.name])
  })

  it('is not authorized with no scope, nor with one that it does not request (A2, A4)', async () => {
    const client = await newClient()
    const none = await decide(await desk.walk(client, desk.administrator), 'allow')
    expect([none.status, none.kind]).toEqual([400, 'consent'])
    expect(none.body).toContain('Check at least one scope, or deny.')
    const foreign = await decide(none, 'allow', ['routing', 'conversations'])
    expect([foreign.status, foreign.kind]).toEqual([400, 'consent'])
    expect(foreign.body).toContain('routing')
    expect(checkedOf(foreign)).toEqual(['conversations'])

    expect(await desk.authorization(client)).toBeUndefined()
    expect((await decide(foreign, 'allow', ['conversations'])).inQuery['code']).toBeDefined()
  })

  it('is told access_denied where the person denies, or says nothing, and nothing is left behind', async () => {
    const client = await newClient()
    for (const form of [[['decision', 'deny']], [], [['decision', 'ALLOW']]] as const) {
      const { handle } = await desk.walk(client, desk.administrator)
      const answer = await desk.post('consent', [['handle', handle], ['scope', 'oauth'], ...form])

      expect(answer.inQuery).toEqual({
        error: 'access_denied',
        error_description: 'user denied the request',
        state: STATE,
        iss: ISSUER,
      })
    }
    expect(await desk.authorization(client)).toBeUndefined()
  })

  it('says that scopes are not enforced where they are not (O2)', async () => {
    const { organization } = desk
    const settings = { ...organization.settings, enforceScopes: false }
    const client = await newClient()
    expect((await desk.walk(client, desk.administrator)).body).not.toContain('enforcement')
    await desk.store.write((unit) => unit.put.organization({ ...organization, settings }))
    const page = await desk.walk(client, desk.administrator)
    await desk.store.write((unit) => unit.put.organization(organization))

    expect(page.body).toContain('Scope enforcement is off in Harbour Bank')
  })

  it('is shown with the scopes it had, and keeps its limit to roles, after a revocation (A5)', async () => {
    const client = await newClient()
    const roleId = await desk.roleId('Master Admin')
    await desk.authorize(client, { scopes: ['users:readonly'], roleIds: [roleId] })
    await desk.revoke(client)
    const page = await desk.walk(client, desk.administrator)
    expect(page.body).toContain('Revoked by Maya Lindqvist on 10 Jan 2027, 08:00 UTC.')
    expect(page.body).toContain('Only holders of these roles can use it: Master Admin.')
    expect(checkedOf(page)).toEqual(['users:readonly'])
    await decide(page, 'allow', ['users:readonly'])

    expect(await desk.authorization(client)).toMatchObject({ state: 'authorized', roleIds: [roleId] })
  })

  it('is refused where the person who decides was deactivated in between', async () => {
    const boss = await desk.give(await desk.user('boss@example.com'), 'Master Admin')
    const client = await newClient()
    const page = await desk.walk(client, boss)
    await desk.deactivateUser(boss)

    expect(await decide(page, 'allow', ['oauth'])).toMatchObject({ kind: 'error', location: null })
    expect(await desk.authorization(client)).toBeUndefined()
  })
})

describe('an app that nobody has authorized, opened by anybody else (A3)', () => {
  it('leaves a pending request with what it asks for, who asked and when, once', async () => {
    const client = await newClient()
    const page = await desk.walk(client, ada)
    expect([page.status, page.kind, page.location]).toEqual([403, 'administrator-required', null])
    expect(page.body).toContain('Requested by Ada on 10 Jan 2027, 08:00 UTC.')
    expect(page.body).toContain('OAuth &gt; Client &gt; Authorize')
    const pending = await desk.authorization(client)
    expect(pending).toMatchObject({
      state: 'pending',
      scopes: ['oauth', 'conversations', 'users:readonly'],
      createdBy: { id: ada.id, name: 'Ada' },
      createdAt: '2027-01-10T08:00:00.000Z',
    })
    expect((await actions())[0]).toEqual(['app.request', 'Ada', client.name])
    await desk.walk(client, ada)

    expect(await desk.authorization(client)).toEqual(pending)
  })

  it('leads back to the app with access_denied, and can allow nothing', async () => {
    const client = await newClient()
    const answer = await decide(await desk.walk(client, ada), 'allow', ['oauth'])

    expect(answer.inQuery).toEqual({
      error: 'access_denied',
      error_description: 'an administrator has to authorize the application first',
      state: STATE,
      iss: ISSUER,
    })
    expect((await desk.authorization(client))?.state).toBe('pending')
  })

  it('becomes authorized by an administrator, on this page or in the view, and then lets the user in', async () => {
    const client = await newClient()
    await desk.walk(client, ada)
    const page = await desk.walk(client, desk.administrator)
    expect(page.body).toContain('Ada asked for it on 10 Jan 2027, 08:00 UTC.')
    await desk.authorize(client, { scopes: ['users:readonly'] })

    expect(await desk.authorization(client)).toMatchObject({ state: 'authorized', revision: 2 })
    expect((await desk.walk(client, ada)).inQuery['code']).toBeDefined()
    expect((await decide(page, 'allow', ['oauth'])).inQuery['code']).toBeDefined()
    expect((await desk.authorization(client))?.scopes).toEqual(['users:readonly'])
  })

  it('stays listed as revoked where an administrator revoked it (A5)', async () => {
    const client = await newClient()
    await desk.authorize(client)
    await desk.revoke(client)
    const page = await desk.walk(client, ada)

    expect(page.kind).toBe('administrator-required')
    expect(page.body).toContain('It was revoked by Maya Lindqvist on 10 Jan 2027, 08:00 UTC.')
    expect((await desk.authorization(client))?.state).toBe('revoked')
  })

  it('becomes pending again where its approval ended by itself (A1)', async () => {
    const client = await newClient()
    await desk.authorize(client, { expiresAt: desk.in(3_600) })
    expect((await desk.walk(client, ada)).inQuery['code']).toBeDefined()
    desk.wait(3_600)

    expect((await desk.walk(client, ada)).kind).toBe('administrator-required')
    expect((await desk.authorization(client))?.state).toBe('pending')
  })
})

describe('an app that is limited to roles (P2.3)', () => {
  it('is closed to a user who holds none of them, and open to one who does', async () => {
    const client = await newClient()
    await desk.authorize(client, { roleIds: [await desk.roleId('SCIM Integration')] })
    const page = await desk.walk(client, ada)
    expect([page.status, page.kind, page.location]).toEqual([403, 'role-required', null])
    expect(page.body).toContain('In Harbour Bank it is limited to roles, and Ada holds none of them.')
    expect(page.body).toContain('SCIM Integration')
    expect((await decide(page, 'allow')).inQuery).toMatchObject({
      error: 'access_denied',
      error_description: 'user holds none of the roles that the application is limited to',
    })
    const bob = await desk.give(await desk.user('bob@example.com'), 'SCIM Integration')

    expect((await desk.walk(client, bob)).inQuery['code']).toBeDefined()
  })
})

describe('a negative test (L5)', () => {
  const faulty = (error: string | null = null) => ({ kind: 'authorization_response', faulty: true, error })

  it.each([
    ['wrong_state', { state: 'not-the-state-that-you-sent', iss: ISSUER }],
    ['missing_state', { iss: ISSUER }],
    ['wrong_iss', { state: STATE, iss: 'https://login.attacker.example' }],
    ['missing_iss', { state: STATE }],
    ['altered_redirect', { state: STATE, iss: ISSUER }],
  ] as const)('%s answers with a code and just that wrong', async (fault, rest) => {
    const client = await desk.client({ name: fault }, true)
    desk.misbehaviour.fault = fault
    const { location, inQuery } = await desk.walk(client, ada)

    expect(inQuery).toEqual({ code: inQuery['code'], ...rest })
    const path = fault === 'altered_redirect' ? '/callback/altered' : '/callback'
    expect(location?.pathname).toBe(path)
    expect(desk.misbehaviour.seen.at(-1)).toEqual(faulty())
  })

  it('answers an error instead of a code', async () => {
    const client = await desk.client({ name: 'errors' }, true)
    desk.misbehaviour.fault = 'access_denied'
    expect((await desk.walk(client, ada)).inQuery).toMatchObject({ error: 'access_denied', state: STATE })
    expect(desk.misbehaviour.seen.at(-1)).toEqual(faulty('access_denied'))
    desk.misbehaviour.fault = 'temporarily_unavailable'
    expect((await desk.begin(client)).inQuery).toMatchObject({
      error: 'temporarily_unavailable',
      state: STATE,
    })

    expect(desk.misbehaviour.seen.at(-1)).toEqual(faulty('temporarily_unavailable'))
  })

  it('is no fault where nothing is missing: an app that sent no state misses none', async () => {
    const client = await desk.client({ name: 'stateless' }, true)
    desk.misbehaviour.fault = 'missing_state'
    await desk.walk(client, ada, { state: null })

    expect(desk.misbehaviour.seen.at(-1)).toEqual({
      kind: 'authorization_response',
      faulty: false,
      error: null,
    })
  })
})

describe('a logout', () => {
  it('leads on to a registered redirect URI, and to no other', async () => {
    const client = await newClient()
    const logout = (changes: Record<string, string>) =>
      desk.send('/logout', { query: new URLSearchParams({ client_id: client.id, ...changes }).toString() })

    expect(await logout({ redirect_uri: CALLBACK })).toMatchObject({
      status: 303,
      location: new URL(CALLBACK),
    })
    for (const uri of ['https://evil.example/', `${CALLBACK}/`, 'javascript:alert(1)']) {
      const page = await logout({ redirect_uri: uri })
      expect(page).toMatchObject({ status: 400, kind: 'logout', location: null })
      expect(page.body).toContain('which is not registered for it')
    }
    expect(await logout({ client_id: 'nobody', redirect_uri: CALLBACK })).toMatchObject({
      status: 400,
      location: null,
    })
    expect(await logout({})).toMatchObject({ status: 200, kind: 'logout' })
    expect(await desk.send('/logout')).toMatchObject({ status: 200, kind: 'logout' })
  })
})
