import { newAccessToken, newFamily } from '../../core/oauth/credentials.ts'
import type { HttpAnswer, HttpRequest } from '../../core/model/http-exchange.ts'
import type { UserId } from '../../core/model/brand.ts'
import { KeptLiveRecords } from '../../core/organization/kept-live-records.ts'
import { CatalogueShelf } from '../../core/organization/loaded-catalogue.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import { timeOf } from '../../core/organization/record-event.ts'
import { createPlatformApi, type PlatformApi } from '../../core/platform/platform-api.ts'
import type { PlatformContext } from '../../core/platform/platform-context.ts'
import { storeFailure } from '../../core/store/store-error.ts'
import type { Client, CreatedClient, DraftWish, TestOrganization } from './organization.ts'
import { openWorkspace, type Workspace } from './workspace.ts'
import { ScriptedMisbehaviour } from './scripted-misbehaviour.ts'

export interface ApiSent {
  readonly token?: string
  /** Sent as JSON. */
  readonly body?: unknown
  /** Sent as it is, in the place of `body`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** An answer as an app reads it. */
export interface ApiAnswer extends HttpAnswer {
  /** Undefined where there is no body. */
  readonly json: unknown
}

/** What an error body says, as tests compare it. */
export interface ApiError {
  readonly message: string
  readonly code: string
  readonly status: number
  readonly messageWithParams?: string
  readonly messageParams: Readonly<Record<string, string>>
  readonly contextId: string
  readonly details: readonly { readonly errorCode: string; readonly fieldName: string }[]
  readonly errors: readonly ApiError[]
}

/** An organization whose Platform API is asked without a socket. */
export class PlatformWorld implements AsyncDisposable {
  readonly workspace: Workspace
  readonly organization: TestOrganization
  readonly context: PlatformContext
  readonly api: PlatformApi
  readonly misbehaviour = new ScriptedMisbehaviour()
  readonly faults: unknown[] = []
  rateLimit: number | null = null
  readonly #random = new SeededRandom('tokens')

  private constructor(workspace: Workspace, organization: TestOrganization) {
    this.workspace = workspace
    this.organization = organization
    const catalogues = new CatalogueShelf()
    const clock = () => workspace.clock.now()
    const { store, keychain } = workspace
    this.context = {
      store,
      clock,
      keychain,
      catalogues,
      random: new SeededRandom('platform'),
      live: new KeptLiveRecords({ store, clock, catalogues }),
      misbehaviour: this.misbehaviour,
      rateLimit: () => this.rateLimit,
      refusalFor: storeFailure,
      recordFault: (_operation, cause) => {
        this.faults.push(cause)
        return 'reference'
      },
    }
    this.api = createPlatformApi(this.context)
  }

  static async open(): Promise<PlatformWorld> {
    const workspace = await openWorkspace()
    return new PlatformWorld(workspace, await workspace.organization({ name: 'Harbour Bank' }))
  }

  /** Calls an operation, such as `GET /api/v2/users?pageSize=1`. */
  async call(operation: string, sent: ApiSent = {}): Promise<ApiAnswer> {
    const answer = await this.api.answer(requestOf(operation, sent))
    if (!answer) throw new Error(`nobody answers \`${operation}\``)
    return { ...answer, json: answer.body === '' ? undefined : (JSON.parse(answer.body) as unknown) }
  }

  /** A token as the authorization server issues it to an app for a user, or to a client for itself. */
  async token(
    client: Pick<Client, 'id' | 'tokenDuration'>,
    user: { readonly id: UserId } | null,
    scopes: readonly string[] | null = null,
  ): Promise<string> {
    const live = await this.context.live.organization(this.organization.id)
    if (!live) throw new Error('there is no organization')
    const grant = {
      organizationId: this.organization.id,
      clientId: client.id,
      userId: user?.id ?? null,
      scopes,
      familyId: newFamily(this.#random),
    }
    const life = { now: timeOf(live, this.context.clock).getTime(), duration: client.tokenDuration }
    const made = newAccessToken(this.#random, grant, life)
    await this.context.store.tokens.write((unit) => {
      unit.put(made.record)
    })
    return made.text
  }

  /** An authorized app with these scopes, and a token of it for the first administrator. */
  async admin(
    scopes: readonly string[] = ['oauth'],
  ): Promise<{ readonly app: CreatedClient; readonly token: string }> {
    const app = await this.app({ name: 'Console', scopes })
    return { app, token: await this.token(app.client, { id: this.organization.administratorId }) }
  }

  /** An authorized app. */
  app(draft: DraftWish = {}): Promise<CreatedClient> {
    return this.organization.client(draft, true)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.workspace[Symbol.asyncDispose]()
  }
}

export function requestOf(operation: string, sent: ApiSent = {}): HttpRequest {
  const [method = '', target = ''] = operation.split(' ')
  const [path = '', query = ''] = target.split('?')
  const body = sent.text ?? (sent.body === undefined ? '' : JSON.stringify(sent.body))
  const headers = new Map(
    Object.entries({
      // As the vendor's library sends it, with a body or without one.
      'content-type': 'application/json',
      ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
      ...sent.headers,
    }),
  )
  return {
    method,
    path,
    query: new URLSearchParams(query),
    header: (name) => headers.get(name),
    body,
    remoteAddress: '127.0.0.1',
    issuer: 'http://127.0.0.1:8484',
    correlationId: 'a-correlation-id',
  }
}

/** The error body of an answer. */
export function errorOf({ json }: ApiAnswer): ApiError {
  // Only ever used where the test goes on to compare what it says.
  return json as ApiError
}

/** A refusal as tests compare it: status, code, and the sentences of its reasons. */
export function refusalOf(answer: ApiAnswer): readonly unknown[] {
  const { code, errors } = errorOf(answer)
  return [answer.status, code, errors.map(({ message }) => message)]
}
