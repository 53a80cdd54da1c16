import { createHash } from 'node:crypto'
import { asId, type ClientId, type UserId } from '../../core/model/brand.ts'
import type { HttpAnswer, HttpRequest } from '../../core/model/http-exchange.ts'
import type { IssuedCredential } from '../../core/model/issued-credential.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import { createAuthorizationServer, type AuthorizationServer } from '../../core/oauth/authorization-server.ts'
import { newCode } from '../../core/oauth/credentials.ts'
import type { OAuthContext } from '../../core/oauth/oauth-context.ts'
import { KeptLiveRecords } from '../../core/organization/kept-live-records.ts'
import { timeOf } from '../../core/organization/record-event.ts'
import { CatalogueShelf } from '../../core/organization/loaded-catalogue.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import type { CreatedClient, DraftWish, TestOrganization, User } from './organization.ts'
import { valueOf } from './results.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import { ScriptedMisbehaviour } from './scripted-misbehaviour.ts'

export const ISSUER = 'http://127.0.0.1:8484'
export const CALLBACK = 'https://app.example.com/callback'
/** The pair of RFC 7636 Appendix B. */
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
export const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: string
  readonly from?: string
}

/** An answer as an app reads it. */
export interface Received extends HttpAnswer {
  /** The JSON of the body; an empty object where there is none. */
  readonly json: Readonly<Record<string, unknown>>
}

export interface CodeWish {
  readonly codeChallenge?: string | null
  readonly redirectUri?: string
  readonly scopes?: readonly string[] | null
  /** Where the user logged in, if not in the world's own. */
  readonly organization?: TestOrganization
}

/** An organization whose authorization server is asked without a socket. */
export class OAuthWorld implements AsyncDisposable {
  readonly workspace: Workspace
  readonly organization: TestOrganization
  readonly context: OAuthContext
  readonly catalogues = new CatalogueShelf()
  readonly server: AuthorizationServer
  /** What the server waited for, in milliseconds. */
  readonly delays: number[] = []
  readonly misbehaviour = new ScriptedMisbehaviour()
  /** How the server misbehaves, for every client. */
  /** How many clients were looked up that are not there. */
  misses = 0

  private constructor(workspace: Workspace, organization: TestOrganization) {
    this.workspace = workspace
    this.organization = organization
    const clock = () => workspace.clock.now()
    const { store } = workspace
    const live = new KeptLiveRecords({ store, clock, catalogues: this.catalogues })
    this.context = {
      store,
      clock,
      random: new SeededRandom('credentials'),
      live: {
        organizations: () => live.organizations(),
        organization: (id) => live.organization(id),
        call: (about) => live.call(about),
        client: async (id) => {
          const found = await live.client(id)
          if (!found) this.misses++
          return found
        },
      },
      misbehaviour: this.misbehaviour,
      delay: (milliseconds) => {
        this.delays.push(milliseconds)
        return Promise.resolve()
      },
    }
    this.server = createAuthorizationServer(this.context)
  }

  static async open(): Promise<OAuthWorld> {
    const workspace = await openWorkspace()
    return new OAuthWorld(workspace, await workspace.organization({ name: 'Harbour Bank' }))
  }

  async ask(path: string, sent: Sent = {}): Promise<Received> {
    const answer = await this.server.answer(requestOf(path, sent))
    if (!answer) throw new Error(`nobody answers \`${path}\``)
    return { ...answer, json: jsonOf(answer) }
  }

  /** Sends a form to an endpoint, with Basic authentication where a client is given. */
  post(
    path: string,
    form: Readonly<Record<string, string>>,
    as: CreatedClient | null = null,
    sent: Sent = {},
  ): Promise<Received> {
    return this.ask(path, {
      method: 'POST',
      body: new URLSearchParams(form).toString(),
      ...sent,
      headers: {
        ...formHeaders,
        ...(as && { authorization: basic(as.client.id, as.secret) }),
        ...sent.headers,
      },
    })
  }

  token(form: Readonly<Record<string, string>>, as: CreatedClient | null = null, sent: Sent = {}) {
    return this.post('/oauth/token', form, as, sent)
  }

  /** A code as the front channel issues it to an app for a user. */
  async code(clientId: ClientId, userId: UserId, wish: CodeWish = {}): Promise<string> {
    const { codeChallenge = null, redirectUri = CALLBACK, scopes = null } = wish
    const { organization = this.organization } = wish
    const { id: organizationId } = organization
    const owner = await this.context.live.organization(organizationId)
    if (!owner) throw new Error('there is no such organization')
    const binding = { codeChallenge, redirectUri }
    const grant = { organizationId, clientId, userId, scopes, binding }
    const code = newCode(this.context.random, grant, timeOf(owner, this.context.clock).getTime())
    await this.context.store.tokens.write((unit) => {
      unit.put(code.record)
    })
    return code.text
  }

  /** The tokens of a finished login, as the token endpoint answers them. */
  async login(app: CreatedClient, user: User, wish: CodeWish = {}): Promise<Tokens> {
    const code = await this.code(app.client.id, user.id, wish)
    const form = exchange(code, wish.redirectUri)
    const answer = await this.token(wish.codeChallenge ? { ...form, code_verifier: VERIFIER } : form, app)
    return tokensOf(answer)
  }

  /** An authorized app that asks for these scopes. */
  app(draft: DraftWish = {}): Promise<CreatedClient> {
    return this.organization.client(draft, true)
  }

  find(text: string): IssuedCredential | undefined {
    return this.context.store.tokens.find(createHash('sha256').update(text).digest('base64url'))
  }

  /** Whether a token works for the app it was issued to. */
  async isActive(text: string, app: CreatedClient): Promise<boolean> {
    const answer = await this.post('/oauth/introspect', { token: text }, app)
    return answer.json['active'] === true
  }

  async revokeApp(clientId: ClientId): Promise<void> {
    const { admin, acting, id } = this.organization
    const authorization = await this.context.store.read((unit) => unit.authorizations.get(id, clientId))
    const { revision } = authorization ?? { revision: 0 }
    valueOf(await admin['app.revoke']({ acting, clientId, revision }))
  }

  /** Changes a client's record as no operation does. */
  put(client: OAuthClient): Promise<void> {
    return this.context.store.write((unit) => unit.put.client(this.organization.id, client))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.workspace[Symbol.asyncDispose]()
  }
}

export interface Tokens {
  readonly accessToken: string
  readonly refreshToken: string
}

export const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

export function basic(id: string, secret: string): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
}

export function exchange(code: string, redirectUri = CALLBACK): Readonly<Record<string, string>> {
  return { grant_type: 'authorization_code', code, redirect_uri: redirectUri }
}

export function tokensOf({ json, status }: Received): Tokens {
  const { access_token: accessToken, refresh_token: refreshToken } = json
  if (typeof accessToken !== 'string')
    throw new Error(`no token but ${String(status)} ${JSON.stringify(json)}`)
  return { accessToken, refreshToken: typeof refreshToken === 'string' ? refreshToken : '' }
}

/** A refusal as a test compares it: status, code and description. */
export function refusalOf({ status, json }: Received): readonly unknown[] {
  return [status, json['error'], json['error_description']]
}

export function requestOf(path: string, sent: Sent = {}): HttpRequest {
  const headers = new Map(Object.entries(sent.headers ?? {}))
  return {
    method: sent.method ?? 'GET',
    path,
    query: new URLSearchParams(sent.query ?? ''),
    header: (name) => headers.get(name),
    body: sent.body ?? '',
    remoteAddress: sent.from ?? '127.0.0.1',
    issuer: ISSUER,
    correlationId: asId('a correlation id'),
  }
}

function jsonOf({ headers, body }: HttpAnswer): Received['json'] {
  if (!headers['content-type']?.startsWith('application/json')) return {}
  const value: unknown = JSON.parse(body)
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
