import { CHALLENGE, VERIFIER } from '../../../support/oauth-world.ts'
import { REDIRECT, send, type Exchange, type Part, type Subject } from '../../../support/oauth-subjects.ts'

type Form = Readonly<Record<string, string>>

/** One run of the script at one server. */
export class Visit {
  readonly subject: Subject

  constructor(subject: Subject) {
    this.subject = subject
  }

  id(part: Part): string {
    return this.subject.credentials(part).id
  }

  /** With Basic, or as the client that only names itself in the form. */
  token(form: Form, as: Part | null): Promise<Exchange> {
    return this.#send('token', form, as)
  }

  async code(part: Part, challenge: string | null = null): Promise<Form> {
    const code = await this.subject.code(part, challenge)
    return { grant_type: 'authorization_code', code, redirect_uri: REDIRECT }
  }

  async login(part: Part = 'app'): Promise<{ readonly access: string; readonly refresh: string }> {
    const { json } = await this.token(await this.code(part), part)
    return { access: String(json['access_token']), refresh: String(json['refresh_token']) }
  }

  refresh(token: unknown, more: Form = {}): Promise<Exchange> {
    return this.token({ grant_type: 'refresh_token', refresh_token: String(token), ...more }, 'app')
  }

  revoke(token: string, as: Part | null = 'app', more: Form = {}): Promise<Exchange> {
    return this.#send('revocation', { token, ...more }, as)
  }

  introspect(token: unknown, as: Part | null = 'app', more: Form = {}): Promise<Exchange> {
    return this.#send('introspection', { token: String(token), ...more }, as)
  }

  #send(endpoint: 'token' | 'revocation' | 'introspection', form: Form, as: Part | null): Promise<Exchange> {
    return send(this.subject, endpoint, form, as && this.subject.credentials(as))
  }
}

/** What an answer means to an app: what it was granted or told, or the code of the refusal. */
export function verdictOf({ status, json }: Exchange): string {
  if (typeof json['error'] === 'string') return `${String(status)} ${json['error']}`
  if (typeof json['active'] === 'boolean') return json['active'] ? 'active' : 'not active'
  const granted = ['access_token', 'refresh_token', 'scope'].filter((name) => name in json)
  return [String(status), ...granted].join(' ')
}

type Step = readonly [name: string, step: (visit: Visit) => Promise<Exchange>]

const clientCredentials = { grant_type: 'client_credentials' }

/** Requests to the endpoints that an app calls itself. */
export const script: readonly Step[] = [
  // Client credentials and client authentication
  ['client credentials by Basic', (visit) => visit.token(clientCredentials, 'service')],
  [
    'client credentials with the same client_id beside Basic',
    (visit) => visit.token({ ...clientCredentials, client_id: visit.id('service') }, 'service'),
  ],
  [
    'client credentials by the body',
    (visit) => {
      const { id, secret } = visit.subject.credentials('service')
      return visit.token({ ...clientCredentials, client_id: id, client_secret: secret }, null)
    },
  ],
  [
    'another client_id beside Basic',
    (visit) => visit.token({ ...clientCredentials, client_id: visit.id('app') }, 'service'),
  ],
  [
    'Basic and a secret in the body',
    (visit) => {
      const { secret } = visit.subject.credentials('service')
      return visit.token({ ...clientCredentials, client_secret: secret }, 'service')
    },
  ],
  [
    'a wrong secret by Basic',
    ({ subject }) =>
      send(subject, 'token', clientCredentials, { ...subject.credentials('service'), secret: 'wrong' }),
  ],
  [
    'a wrong secret in the body',
    (visit) =>
      visit.token({ ...clientCredentials, client_id: visit.id('service'), client_secret: 'wrong' }, null),
  ],
  ['an unknown client', (visit) => visit.token({ ...clientCredentials, client_id: 'nobody' }, null)],
  [
    'a client without proof',
    (visit) => visit.token({ ...clientCredentials, client_id: visit.id('service') }, null),
  ],
  ['nobody', (visit) => visit.token(clientCredentials, null)],
  ['no grant type', (visit) => visit.token({}, 'service')],
  ['an unknown grant type', (visit) => visit.token({ grant_type: 'password' }, 'service')],
  ['a grant type that the client may not use', (visit) => visit.token(clientCredentials, 'app')],
  [
    'a parameter twice',
    ({ subject }) =>
      send(
        subject,
        'token',
        'grant_type=client_credentials&grant_type=client_credentials',
        subject.credentials('service'),
      ),
  ],
  [
    'a scope that nobody knows',
    (visit) => visit.token({ ...clientCredentials, scope: 'nonsense' }, 'service'),
  ],
  // Authorization code
  ['a code', async (visit) => visit.token(await visit.code('app'), 'app')],
  ['no code', (visit) => visit.token({ grant_type: 'authorization_code', redirect_uri: REDIRECT }, 'app')],
  [
    'no redirect URI',
    async (visit) => visit.token({ ...(await visit.code('app')), redirect_uri: '' }, 'app'),
  ],
  [
    'another redirect URI',
    async (visit) => visit.token({ ...(await visit.code('app')), redirect_uri: `${REDIRECT}/` }, 'app'),
  ],
  ['a code that never was', async (visit) => visit.token({ ...(await visit.code('app')), code: 'x' }, 'app')],
  ['another client’s code', async (visit) => visit.token(await visit.code('another'), 'app')],
  [
    'a code twice',
    async (visit) => {
      const code = await visit.code('app')
      await visit.token(code, 'app')
      return visit.token(code, 'app')
    },
  ],
  [
    'the access token of a code that was used twice',
    async (visit) => {
      const code = await visit.code('app')
      const { json } = await visit.token(code, 'app')
      await visit.token(code, 'app')
      return visit.introspect(json['access_token'])
    },
  ],
  [
    'the refresh token of a code that was used twice',
    async (visit) => {
      const code = await visit.code('app')
      const { json } = await visit.token(code, 'app')
      await visit.token(code, 'app')
      return visit.refresh(json['refresh_token'])
    },
  ],
  [
    'a code without PKCE by the client’s name alone',
    async (visit) => {
      return visit.token({ ...(await visit.code('app')), client_id: visit.id('app') }, null)
    },
  ],
  // PKCE
  [
    'a verifier and a secret',
    async (visit) => visit.token({ ...(await visit.code('app', CHALLENGE)), code_verifier: VERIFIER }, 'app'),
  ],
  [
    'a verifier without a secret',
    async (visit) => {
      const form = { ...(await visit.code('native', CHALLENGE)), code_verifier: VERIFIER }
      return visit.token({ ...form, client_id: visit.id('native') }, null)
    },
  ],
  [
    'a verifier without a secret, of a client that has one',
    async (visit) => {
      const form = { ...(await visit.code('app', CHALLENGE)), code_verifier: VERIFIER }
      return visit.token({ ...form, client_id: visit.id('app') }, null)
    },
  ],
  ['no verifier', async (visit) => visit.token(await visit.code('app', CHALLENGE), 'app')],
  [
    'a wrong verifier',
    async (visit) =>
      visit.token({ ...(await visit.code('app', CHALLENGE)), code_verifier: 'x'.repeat(43) }, 'app'),
  ],
  [
    'a malformed verifier',
    async (visit) => visit.token({ ...(await visit.code('app', CHALLENGE)), code_verifier: 'short' }, 'app'),
  ],
  [
    'the challenge for the verifier',
    async (visit) =>
      visit.token({ ...(await visit.code('app', CHALLENGE)), code_verifier: CHALLENGE }, 'app'),
  ],
  [
    'a verifier for a code without challenge',
    async (visit) => visit.token({ ...(await visit.code('app')), code_verifier: VERIFIER }, 'app'),
  ],
  // Refresh
  ['a refresh token', async (visit) => visit.refresh((await visit.login()).refresh)],
  ['no refresh token', (visit) => visit.token({ grant_type: 'refresh_token' }, 'app')],
  ['a refresh token that never was', (visit) => visit.refresh('x')],
  ['an access token for a refresh token', async (visit) => visit.refresh((await visit.login()).access)],
  ['another client’s refresh token', async (visit) => visit.refresh((await visit.login('another')).refresh)],
  [
    'a refresh token twice',
    async (visit) => {
      const { refresh } = await visit.login()
      await visit.refresh(refresh)
      return visit.refresh(refresh)
    },
  ],
  [
    'the next refresh token after the first one was used twice',
    async (visit) => {
      const { refresh } = await visit.login()
      const { json } = await visit.refresh(refresh)
      await visit.refresh(refresh)
      return visit.refresh(json['refresh_token'])
    },
  ],
  [
    'the access token after a refresh token was used twice',
    async (visit) => {
      const { access, refresh } = await visit.login()
      await visit.refresh(refresh)
      await visit.refresh(refresh)
      return visit.introspect(access)
    },
  ],
  ['a narrower scope', async (visit) => visit.refresh((await visit.login()).refresh, { scope: 'users' })],
  ['a wider scope', async (visit) => visit.refresh((await visit.login()).refresh, { scope: 'users oauth' })],
  [
    'the readonly form of a scope that is held',
    async (visit) => visit.refresh((await visit.login()).refresh, { scope: 'users:readonly' }),
  ],
  // Introspection
  ['introspection of an access token', async (visit) => visit.introspect((await visit.login()).access)],
  ['introspection of a refresh token', async (visit) => visit.introspect((await visit.login()).refresh)],
  [
    'introspection of a refresh token that was used',
    async (visit) => {
      const { refresh } = await visit.login()
      await visit.refresh(refresh)
      return visit.introspect(refresh)
    },
  ],
  ['introspection of nothing that is known', (visit) => visit.introspect('x')],
  ['introspection of a code', async (visit) => visit.introspect((await visit.code('app'))['code'])],
  [
    'introspection of another client’s token',
    async (visit) => visit.introspect((await visit.login('another')).access),
  ],
  ['introspection without a token', (visit) => visit.introspect('')],
  [
    'introspection without a secret',
    async (visit) => visit.introspect('x', null, { client_id: visit.id('app') }),
  ],
  [
    'introspection by a client that has no secret',
    async (visit) => visit.introspect('x', null, { client_id: visit.id('native') }),
  ],
  [
    'introspection with a wrong hint',
    async (visit) =>
      visit.introspect((await visit.login()).access, 'app', { token_type_hint: 'refresh_token' }),
  ],
  // Revocation
  ['revocation of an access token', async (visit) => visit.revoke((await visit.login()).access)],
  [
    'a revoked access token',
    async (visit) => {
      const { access } = await visit.login()
      await visit.revoke(access)
      return visit.introspect(access)
    },
  ],
  [
    'the refresh token beside a revoked access token',
    async (visit) => {
      const { access, refresh } = await visit.login()
      await visit.revoke(access)
      return visit.refresh(refresh)
    },
  ],
  [
    'the access token beside a revoked refresh token',
    async (visit) => {
      const { access, refresh } = await visit.login()
      await visit.revoke(refresh)
      return visit.introspect(access)
    },
  ],
  [
    'a revoked refresh token',
    async (visit) => {
      const { refresh } = await visit.login()
      await visit.revoke(refresh)
      return visit.refresh(refresh)
    },
  ],
  ['revocation of nothing that is known', (visit) => visit.revoke('x')],
  ['revocation with an unknown hint', (visit) => visit.revoke('x', 'app', { token_type_hint: 'nonsense' })],
  [
    'revocation of another client’s token',
    async (visit) => visit.revoke((await visit.login('another')).access),
  ],
  ['revocation without a token', (visit) => visit.revoke('')],
  [
    'revocation by a client that has no secret',
    async (visit) => visit.revoke('x', null, { client_id: visit.id('native') }),
  ],
  [
    'revocation with a wrong secret',
    ({ subject }) =>
      send(subject, 'revocation', { token: 'x' }, { ...subject.credentials('app'), secret: 'wrong' }),
  ],
]
