import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { User } from '../../../../core/model/directory.ts'
import type { OAuthClient } from '../../../../core/model/oauth-client.ts'
import { FrontDesk, ISSUER, STATE, type Page } from '../../../support/front-desk.ts'

const FAILED = 'No active user of this organization has this address and password.'
const WANTED = 'Enter the password to go on.'

let desk: FrontDesk
let client: OAuthClient
let ada: User
let eve: User

beforeAll(async () => {
  desk = await FrontDesk.open()
  client = await desk.client({}, true)
  ada = await desk.user('ada@example.com')
  eve = await desk.user('eve@example.com', 'correct horse battery')
})
beforeEach(() => {
  desk.context.lastUsers.clear()
  desk.delays.length = 0
})

/** What a page shows, without the handle that every one has anew. */
function shown({ status, headers, body, handle }: Page): unknown {
  return { status, headers, body: body.replace(handle, '') }
}

describe('the login page (S1)', () => {
  it('names the app and its owner, and begins with the organization of the client', async () => {
    await desk.neighbour('Northwind')
    const { status, body } = await desk.begin(client)

    expect(status).toBe(200)
    expect(body).toContain('Agent Desktop of Harbour Bank asks you to log in.')
    expect(body).toContain(`<option value="${desk.organization.id}" selected>Harbour Bank</option>`)
    expect(body).toMatch(/<option value="[^"]+">Northwind<\/option>/)
    expect(body).not.toContain('name="password"')
  })

  it('names no owner of a built-in client, which is everybody’s (A6)', async () => {
    const [builtIn] = await desk.store.read((unit) => unit.clients.builtIn(desk.organization.id))
    if (!builtIn) throw new Error('there is no built-in client')
    const page = await desk.begin(builtIn)

    expect(page.body).toContain('Android Collaborate asks you to log in.')
    expect(page.body).toContain('<code>purecloud.collaborate.android:</code>')
    expect((await desk.logIn(page, ada)).location?.protocol).toBe('purecloud.collaborate.android:')
  })

  it('begins with the organization that `org` names, and says that it has no page of the provider', async () => {
    const { organization } = await desk.neighbour('Southwind')
    const { body } = await desk.begin(client, { org: 'southwind', provider: 'okta' })

    expect(body).toContain(`<option value="${organization.id}" selected>Southwind</option>`)
    expect(body).toContain('<code>okta</code>')
  })

  it('preselects whoever logged in to the organization last, until somebody logs out', async () => {
    expect((await desk.begin(client)).body).toContain('value=""')
    await desk.walk(client, ada)

    expect((await desk.begin(client)).body).toContain('value="ada@example.com"')
    await desk.send('/logout')
    expect((await desk.begin(client)).body).toContain('value=""')
  })

  it('preselects nobody for `prompt=login`, and whom `login_hint` names', async () => {
    await desk.walk(client, ada)

    expect((await desk.begin(client, { prompt: 'login' })).body).toContain('value=""')
    expect((await desk.begin(client, { login_hint: 'someone@else.example' })).body).toContain(
      'value="someone@else.example"',
    )
  })

  it('sets no cookie, ever (S1)', async () => {
    const page = await desk.begin(client)
    const answer = await desk.logIn(page, ada)

    expect([...Object.keys(page.headers), ...Object.keys(answer.headers)]).not.toContain('set-cookie')
  })

  it('warns of the implicit grant with the vendor’s end date (C2)', async () => {
    const implicit = await desk.client({ name: 'Wallboard', grantType: 'TOKEN', pkce: false }, true)

    expect((await desk.begin(implicit)).body).toContain('The vendor ends support on 31 March 2027')
    expect((await desk.begin(client)).body).not.toContain('implicit')
  })
})

describe('a login', () => {
  it('of a user without a password gives a code at once', async () => {
    const answer = await desk.walk(client, ada)

    expect(answer.status).toBe(303)
    expect(answer.inQuery).toEqual({ code: answer.inQuery['code'], state: STATE, iss: ISSUER })
    expect(answer.note).toMatchObject({
      clientId: client.id,
      userId: ada.id,
      organizationId: desk.organization.id,
    })
  })

  it('finds the user however the address is written', async () => {
    expect((await desk.walk(client, { email: '  ADA@Example.com ' })).status).toBe(303)
  })

  it('asks for a password where the user has one, and takes no other', async () => {
    const asked = await desk.walk(client, eve)
    expect(asked.status).toBe(200)
    expect(asked.body).toContain(WANTED)
    const wrong = await desk.logIn(asked, eve, 'correct horse batterY')
    expect(wrong.status).toBe(400)
    expect(wrong.body).toContain(FAILED)
    const right = await desk.logIn(wrong, eve, 'correct horse battery')

    expect(right.inQuery['code']).toBeDefined()
  })

  it('takes the password together with the address, for whoever needs no second page', async () => {
    const page = await desk.begin(client)

    expect((await desk.logIn(page, eve, 'correct horse battery')).status).toBe(303)
  })

  it('says the same of an unknown user, an inactive one and a wrong password', async () => {
    const nobody = { email: 'nobody@example.com' }
    const gone = await desk.user('gone@example.com', 'correct horse battery')
    const open = await desk.user('open@example.com')
    for (const user of [gone, open]) await desk.deactivateUser(user)
    for (const user of [nobody, gone, open]) {
      const asked = await desk.walk(client, user)
      const expected = shown(await desk.walk(client, { email: eve.email }))
      expect(JSON.stringify(shown(asked)).replace(user.email, eve.email)).toBe(JSON.stringify(expected))

      const failed = await desk.logIn(asked, user, 'correct horse battery')
      const wrong = await desk.logIn(await desk.walk(client, eve), eve, 'wrong')
      expect(JSON.stringify(shown(failed)).replace(user.email, eve.email)).toBe(JSON.stringify(shown(wrong)))
    }
  })

  it('waits longer and longer after the fifth failure, and not at all once it succeeded', async () => {
    const tom = await desk.user('tom@example.com', 'correct horse battery')
    const stubborn = async (password: string): Promise<Page> =>
      desk.logIn(await desk.begin(client), tom, password)
    for (let failures = 0; failures < 8; failures++) await stubborn('wrong')
    expect(desk.delays).toEqual([250, 500, 1_000])
    expect((await stubborn('correct horse battery')).status).toBe(303)
    await stubborn('wrong')

    expect(desk.delays).toEqual([250, 500, 1_000, 2_000])
  })

  it('asks again for an address that was left empty', async () => {
    const page = await desk.walk(client, { email: ' ' })

    expect(page.status).toBe(400)
    expect(page.body).toContain('Enter an e-mail address.')
  })

  it('starts over in an organization that is none of the server', async () => {
    const { handle } = await desk.begin(client)
    const page = await desk.post('login', [
      ['handle', handle],
      ['organization', 'x'],
      ['email', ada.email],
    ])

    expect([page.status, page.kind]).toEqual([200, 'login'])
  })

  it('gives an implicit client its token in the fragment, with everything that belongs to it', async () => {
    const implicit = await desk.client({ grantType: 'TOKEN', pkce: false, tokenDuration: '1h' }, true)
    const answer = await desk.walk(implicit, ada, { scope: 'oauth:readonly' })

    expect(answer.inQuery).toEqual({})
    expect(answer.inFragment).toEqual({
      access_token: answer.inFragment['access_token'],
      token_type: 'bearer',
      expires_in: '3600',
      scope: 'oauth:readonly',
      state: STATE,
      iss: ISSUER,
    })
    expect(desk.credential(answer.inFragment['access_token'])).toMatchObject({
      kind: 'access_token',
      clientId: implicit.id,
      userId: ada.id,
      scopes: ['oauth:readonly'],
    })
  })

  it('binds the code to client, user, redirect URI and challenge for 60 seconds (S3)', async () => {
    const { code } = (await desk.walk(client, ada)).inQuery
    const issued = desk.credential(code)

    expect(issued).toMatchObject({
      kind: 'authorization_code',
      clientId: client.id,
      userId: ada.id,
      scopes: null,
      binding: {
        redirectUri: client.redirectUris[0],
        codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      },
    })
    expect((issued?.expiresAt ?? 0) - (issued?.issuedAt ?? 0)).toBe(60_000)
  })

  it('narrows to what is granted, and refuses where nothing of it is (P2.4)', async () => {
    const narrow = await desk.client({ name: 'Narrow' })
    await desk.authorize(narrow, { scopes: ['oauth'] })
    const some = await desk.walk(narrow, ada, { scope: 'oauth:readonly conversations' })
    const none = await desk.walk(narrow, ada, { scope: 'conversations' })

    expect(desk.credential(some.inQuery['code'])?.scopes).toEqual(['oauth:readonly'])
    expect(none.inQuery).toMatchObject({ error: 'invalid_scope' })
  })

  it('reaches an app of another organization that is authorized here', async () => {
    const { organization } = await desk.neighbour('Eastwind')
    const { handle } = await desk.begin(client)
    const page = await desk.post('login', [
      ['handle', handle],
      ['organization', organization.id],
      ['email', 'admin@example.com'],
    ])

    expect(page.kind).toBe('consent')
    expect(page.body).toContain('Harbour Bank')
    expect(page.body).toContain('It is not authorized in Eastwind yet.')
  })
})

describe('a form', () => {
  it('works once', async () => {
    const page = await desk.begin(client)
    expect((await desk.logIn(page, ada)).status).toBe(303)
    const again = await desk.logIn(page, ada)

    expect(again).toMatchObject({ status: 400, kind: 'error', location: null })
    expect(again.body).toContain('A form works once, and for 10 minutes. Go back to the app and start again.')
  })

  it('works for ten minutes and no longer', async () => {
    const early = await desk.begin(client)
    desk.wait(599)
    expect((await desk.logIn(early, ada)).status).toBe(303)
    const late = await desk.begin(client)
    desk.wait(600)

    expect((await desk.logIn(late, ada)).kind).toBe('error')
  })

  it('gives way to later ones where far too many are open', async () => {
    const first = await desk.begin(client)
    const second = await desk.begin(client)
    for (let opened = 0; opened < 1_999; opened++) {
      desk.context.forms.issue({ kind: 'login', query: '', language: 'en' })
    }

    expect((await desk.logIn(first, ada)).kind).toBe('error')
    expect((await desk.logIn(second, ada)).status).toBe(303)
  })

  it('is checked against the client as it is when the form comes', async () => {
    const page = await desk.begin(client)
    await desk.change(client, { redirectUris: ['https://elsewhere.example.com/'] })

    expect(await desk.logIn(page, ada)).toMatchObject({ status: 400, kind: 'error', location: null })
  })

  it('is no form as JSON', async () => {
    const page = await desk.send('/oauth/authorize/login', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })

    expect([page.status, page.kind]).toEqual([415, 'error'])
  })
})

describe('the addresses of the front channel', () => {
  it.each([
    ['/oauth/authorize', 'POST', 'GET'],
    ['/oauth/authorize/login', 'GET', 'POST'],
    ['/oauth/authorize/consent', 'PUT', 'POST'],
    ['/logout', 'POST', 'GET'],
  ])('%s refuses %s and names %s', async (path, method, allow) => {
    const page = await desk.send(path, { method })

    expect([page.status, page.headers['allow']]).toEqual([405, allow])
  })
})
