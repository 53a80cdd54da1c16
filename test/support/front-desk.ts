import { createHash, scryptSync } from 'node:crypto'
import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import { asId, type RoleId } from '../../core/model/brand.ts'
import type { Organization, User } from '../../core/model/directory.ts'
import type { HttpAnswer, HttpRequest } from '../../core/model/http-exchange.ts'
import type { IssuedCredential } from '../../core/model/issued-credential.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { Result } from '../../core/model/result.ts'
import { answerFrontChannel } from '../../core/oauth/authorize/front-channel.ts'
import {
  frontChannelContext,
  type FrontChannelContext,
} from '../../core/oauth/authorize/front-channel-context.ts'
import { authorizeApp, revokeApp, type AuthorizationTerms } from '../../core/organization/authorizations.ts'
import { createClient, type ClientContext } from '../../core/organization/clients.ts'
import type { Acting } from '../../core/organization/context.ts'
import { KeptLiveRecords } from '../../core/organization/kept-live-records.ts'
import { CatalogueShelf } from '../../core/organization/loaded-catalogue.ts'
import { createOrganization } from '../../core/organization/organizations.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import { createUser, grantRole, setUserState } from '../../core/organization/users.ts'
import { MemoryStore } from './memory-store.ts'
import { ScriptedMisbehaviour } from './scripted-misbehaviour.ts'

/** Where the app of a test listens. */
export const CALLBACK = 'https://app.example.com/callback'
/** Of RFC 7636 Appendix B. */
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
export const STATE = 'a-state-of-the-app'

export type Draft = Parameters<typeof createClient>[2]['draft']
export type Form = readonly (readonly [name: string, value: string])[]

/** What a browser sends. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: string
}

export const ISSUER = 'http://127.0.0.1:8484'

/** An answer as a browser reads it; `body` is without its stylesheet and layout. */
export interface Page extends HttpAnswer {
  /** What the page is; null where there is none. */
  readonly kind: string | null
  /** The handle in its form; empty where it has none. */
  readonly handle: string
  /** Where the browser is sent on; null where it stays. */
  readonly location: URL | null
  /** What the app is sent in the query and in the fragment. */
  readonly inQuery: Readonly<Record<string, string>>
  readonly inFragment: Readonly<Record<string, string>>
}

interface StoppedClock {
  now: number
}

/** An organization in memory, whose front channel a test walks through as a browser does. */
export class FrontDesk {
  readonly store: MemoryStore
  readonly context: FrontChannelContext
  readonly organization: Organization
  readonly administrator: User
  /** What the server waited for, in milliseconds. */
  readonly delays: number[] = []
  readonly misbehaviour = new ScriptedMisbehaviour()
  readonly #clock: StoppedClock
  readonly #use: ClientContext & { readonly store: MemoryStore; readonly clock: () => Date }

  private constructor(
    made: { readonly organization: Organization; readonly administrator: User },
    machine: { readonly store: MemoryStore; readonly clock: StoppedClock; readonly use: ClientContext },
  ) {
    this.organization = made.organization
    this.administrator = made.administrator
    this.#clock = machine.clock
    this.store = machine.store
    this.#use = { ...machine.use, store: machine.store }
    const { store, clock, catalogues } = this.#use
    this.context = frontChannelContext({
      ...this.#use,
      random: new SeededRandom('front channel'),
      live: new KeptLiveRecords({ store, clock, catalogues }),
      misbehaviour: this.misbehaviour,
      delay: (milliseconds) => {
        this.delays.push(milliseconds)
        return Promise.resolve()
      },
    })
  }

  static async open(name = 'Harbour Bank'): Promise<FrontDesk> {
    const store = new MemoryStore()
    const clock = { now: Date.parse('2027-01-10T08:00:00.000Z') }
    const use = {
      store,
      clock: () => new Date(clock.now),
      random: new SeededRandom(name),
      catalogues: new CatalogueShelf(),
    }
    return new FrontDesk(await newOrganization(use, name), { store, clock, use })
  }

  /** Another organization of the same workspace. */
  neighbour(name: string): Promise<{ readonly organization: Organization; readonly administrator: User }> {
    return newOrganization(this.#use, name)
  }

  /** Moves the machine's clock. */
  wait(seconds: number): void {
    this.#clock.now += seconds * 1_000
  }

  /** The moment so many seconds from now. */
  in(seconds: number): string {
    return new Date(this.#clock.now + seconds * 1_000).toISOString()
  }

  get acting(): Acting {
    return { organizationId: this.organization.id, userId: this.administrator.id, language: 'en' }
  }

  /** A code client with PKCE that nobody has authorized, where nothing else is asked for. */
  async client(draft: Partial<Draft> = {}, authorize = false): Promise<OAuthClient> {
    const whole: Draft = {
      name: 'Agent Desktop',
      description: '',
      contact: '',
      environment: 'test',
      grantType: 'CODE',
      pkce: true,
      tokenDuration: '1d',
      redirectUris: [CALLBACK],
      scopes: ['users:readonly', 'oauth', 'conversations'],
      roleGrants: [],
      addressRanges: [],
      ...draft,
    }
    return valueOf(await createClient(this.#use, this.acting, { draft: whole, authorize })).client
  }

  /** A user without roles, who may decide about nothing. A password is hashed so that trying it costs a test no time. */
  async user(email: string, password: string | null = null): Promise<User> {
    const user = valueOf(await createUser(this.#use, this.acting, { email, name: '' }))
    if (password === null) return user
    const passwordChangedAt = '2027-01-10T08:00:00.000Z'
    const withPassword = { ...user, passwordChangedAt, revision: user.revision + 1 }
    const hash = scryptSync(password, Buffer.alloc(16), 32, { N: 16, r: 8, p: 1 }).toString('hex')
    await this.store.write(async (unit) => {
      await unit.put.user(this.organization.id, withPassword)
      const cheap = { algorithm: 'scrypt' as const, parameters: 'N=16,r=8,p=1', salt: '00'.repeat(16), hash }
      await unit.put.secret(user.id, cheap)
    })
    return withPassword
  }

  async roleId(name: string): Promise<RoleId> {
    const roles = await this.store.read((unit) => unit.roles.all(this.organization.id))
    const role = roles.find((held) => held.name === name)
    if (!role) throw new Error(`there is no role \`${name}\``)
    return role.id
  }

  async give(user: User, role: string): Promise<User> {
    const giving = { userId: user.id, roleId: await this.roleId(role), divisionId: '*' as const }
    return valueOf(await grantRole(this.#use, this.acting, giving))
  }

  async authorize(client: OAuthClient, terms: Partial<AuthorizationTerms> = {}): Promise<AppAuthorization> {
    const whole = { scopes: client.scopes, roleIds: [], reason: '', ticket: '', expiresAt: null, ...terms }
    return valueOf(await authorizeApp(this.#use, this.acting, { clientId: client.id, ...whole }))
  }

  async revoke(client: OAuthClient): Promise<void> {
    const revision = (await this.authorization(client))?.revision ?? 0
    valueOf(await revokeApp(this.#use, this.acting, { clientId: client.id, revision }))
  }

  authorization(client: OAuthClient): Promise<AppAuthorization | undefined> {
    return this.store.read((unit) => unit.authorizations.get(this.organization.id, client.id))
  }

  /** Puts a client in the place of its former record, whatever the rules for that are. */
  async change(client: OAuthClient, changes: Partial<OAuthClient>): Promise<void> {
    await this.store.write((unit) => unit.put.client(this.organization.id, { ...client, ...changes }))
  }

  /** Deactivates a client for the seven days in which it can be restored (C8). */
  deactivate(client: OAuthClient): Promise<void> {
    const removalAt = new Date(this.#clock.now + 7 * 86_400_000).toISOString()
    return this.change(client, { state: { kind: 'inactive', removalAt } })
  }

  async deactivateUser(user: User): Promise<void> {
    valueOf(await setUserState(this.#use, this.acting, { userId: user.id, state: 'inactive' }))
  }

  /** The record of a code or token. */
  credential(text: string | undefined): IssuedCredential | undefined {
    return this.store.tokens.find(
      createHash('sha256')
        .update(text ?? '')
        .digest('base64url'),
    )
  }

  async send(path: string, sent: Sent = {}): Promise<Page> {
    const answer = await answerFrontChannel(this.context, requestOf(path, sent))
    if (!answer) throw new Error(`nobody answers \`${path}\``)
    return readPage(answer)
  }

  /** Sends the browser to the authorization endpoint; a parameter that is null is left out. */
  begin(
    client: OAuthClient,
    changes: Readonly<Record<string, string | null>> = {},
    sent: Sent = {},
  ): Promise<Page> {
    return this.send('/oauth/authorize', { query: queryOf(client, changes), ...sent })
  }

  post(page: 'login' | 'consent', form: Form, sent: Sent = {}): Promise<Page> {
    const body = new URLSearchParams(form.map(([name, value]) => [name, value])).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...sent.headers }
    return this.send(`/oauth/authorize/${page}`, { method: 'POST', body, ...sent, headers })
  }

  /** Fills in the login form of a page. */
  logIn(page: Page, user: Pick<User, 'email'>, password: string | null = null): Promise<Page> {
    const form: Form = [
      ['handle', page.handle],
      ['organization', this.organization.id],
      ['email', user.email],
      ...(password === null ? [] : [['password', password] as const]),
    ]
    return this.post('login', form)
  }

  /** The same from the start. */
  async walk(
    client: OAuthClient,
    user: Pick<User, 'email'>,
    changes: Readonly<Record<string, string | null>> = {},
  ) {
    return this.logIn(await this.begin(client, changes), user)
  }
}

/** The query of an authorization request that every check passes. */
export function queryOf(client: OAuthClient, changes: Readonly<Record<string, string | null>> = {}): string {
  const isImplicit = client.grantType === 'implicit'
  const pkce = client.pkce && !isImplicit ? { code_challenge: CHALLENGE, code_challenge_method: 'S256' } : {}
  const whole: Record<string, string | null> = {
    client_id: client.id,
    redirect_uri: client.redirectUris[0] ?? CALLBACK,
    response_type: isImplicit ? 'token' : 'code',
    state: STATE,
    ...pkce,
    ...changes,
  }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(whole)) if (value !== null) query.set(name, value)
  return query.toString()
}

async function newOrganization(use: ClientContext, name: string) {
  const wish = {
    name,
    region: 'mypurecloud.com',
    adminEmail: 'admin@example.com',
    adminName: 'Maya Lindqvist',
  }
  const follow = { signal: new AbortController().signal, onProgress: () => undefined }
  return valueOf(await createOrganization(use, { ...wish, sample: null }, follow))
}

function requestOf(path: string, sent: Sent): HttpRequest {
  const headers = new Map(Object.entries(sent.headers ?? {}))
  return {
    method: sent.method ?? 'GET',
    path,
    query: new URLSearchParams(sent.query ?? ''),
    header: (name) => headers.get(name),
    body: sent.body ?? '',
    remoteAddress: '127.0.0.1',
    issuer: ISSUER,
    correlationId: 'a correlation id',
  }
}

function readPage(answer: HttpAnswer): Page {
  const { headers } = answer
  const body = withoutLayout(answer.body)
  const location = headers['location'] === undefined ? null : new URL(headers['location'])
  return {
    ...answer,
    body,
    kind: /data-page="([a-z-]+)"/.exec(body)?.[1] ?? null,
    handle: /name="handle" value="([^"]+)"/.exec(body)?.[1] ?? '',
    location,
    inQuery: Object.fromEntries(location?.searchParams ?? []),
    inFragment: Object.fromEntries(new URLSearchParams(location?.hash.slice(1) ?? '')),
  }
}

/** The HTML without its stylesheet and the white space that only lays out its source. */
function withoutLayout(body: string): string {
  return body
    .replace(/<style>.*<\/style>/s, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(' >', '>')
}

function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`refused with ${JSON.stringify(result.failure)}`)
  return result.value
}

/** An id of nothing. */
export const nobodysId = asId<OAuthClient['id']>('00000000-0000-4000-8000-000000000000')
