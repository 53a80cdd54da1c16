import type { z } from 'zod'
import { createClient } from '../../core/contract/client.ts'
import type { AdminClient } from '../../core/contract/contract.ts'
import { dispatch } from '../../core/contract/dispatch.ts'
import { labContract } from '../../core/contract/lab.ts'
import { FlowRuns } from '../../core/lab/flow-runs.ts'
import { labOperations, type Lab } from '../../core/lab/lab-operations.ts'
import type { Fetch, ListenerWish, RedirectOutcome } from '../../core/lab/ports.ts'
import type { FlowRun } from '../../core/lab/flow-run.ts'
import { viewRun, type FlowRunView } from '../../core/lab/run-view.ts'
import { startRun } from '../../core/lab/start-run.ts'
import { Trials } from '../../core/lab/trials.ts'
import type { HttpAnswer, HttpRequest } from '../../core/model/http-exchange.ts'
import { ok } from '../../core/model/result.ts'
import { createAuthorizationServer } from '../../core/oauth/authorization-server.ts'
import { inspectRequest } from '../../core/oauth/authorize/inspect-request.ts'
import { signForUser } from '../../core/oauth/saml/sign-for-user.ts'
import { KeptLiveRecords } from '../../core/organization/kept-live-records.ts'
import { CatalogueShelf } from '../../core/organization/loaded-catalogue.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import { createPlatformApi } from '../../core/platform/platform-api.ts'
import type { CreatedClient, DraftWish, TestOrganization } from './organization.ts'
import { valueOf } from './results.ts'
import { openWorkspace, type Workspace } from './workspace.ts'

export const ISSUER = 'http://127.0.0.1:8484'
export const LOOPBACK = 'http://127.0.0.1/callback'

type Order = Omit<z.input<(typeof labContract)['lab.start']['input']>, 'acting' | 'clientId'>

/** One exchange as it really went, for tests that know what must stay secret. */
export interface Exchange {
  readonly url: string
  readonly headers: Headers
  readonly body: string
  readonly answer: Response
}

/** An organization and its lab; the server is asked without a socket, and time stands still. */
export class LabWorld implements AsyncDisposable {
  readonly workspace: Workspace
  readonly organization: TestOrganization
  readonly lab: Lab
  /** The lab's operations beside all others, as a screen calls them. */
  readonly admin: AdminClient
  readonly exchanges: Exchange[] = []
  /** Servers elsewhere, by host. */
  readonly elsewhere = new Map<string, Fetch>()
  readonly opened: string[] = []
  readonly moved: string[] = []
  /** What was to happen later, with its delay in milliseconds. */
  readonly timers = new Set<{ readonly milliseconds: number; readonly work: () => void }>()
  /** What the listener is told once it is open. */
  browser: (wish: ListenerWish) => Promise<RedirectOutcome> | RedirectOutcome = () => ({ kind: 'closed' })
  released = 0

  private constructor(workspace: Workspace, organization: TestOrganization) {
    this.workspace = workspace
    this.organization = organization
    const { store, keychain } = workspace
    const clock = () => workspace.clock.now()
    const catalogues = new CatalogueShelf()
    const random = new SeededRandom('a lab')
    const after = (milliseconds: number, work: () => void) => {
      const timer = { milliseconds, work }
      this.timers.add(timer)
      return () => {
        this.timers.delete(timer)
      }
    }
    const moved = (runId: string) => {
      this.moved.push(runId)
    }
    const recordFault = (operation: string, cause: unknown) => {
      throw new Error(`fault in ${operation}`, { cause })
    }
    const trials = new Trials({
      clock,
      after,
      moved: () => {
        moved('')
      },
    })
    const live = new KeptLiveRecords({ store, clock, catalogues })
    const context = { store, clock, random, keychain, catalogues, live, misbehaviour: trials, recordFault }
    const rooms = [
      createAuthorizationServer({ ...context, delay: () => Promise.resolve() }),
      createPlatformApi({ ...context, rateLimit: () => null, refusalFor: () => undefined }),
    ]
    const answer = async (request: HttpRequest): Promise<HttpAnswer> => {
      for (const room of rooms) {
        const answered = await room.answer(request)
        if (answered) return answered
      }
      throw new Error(`nobody answers \`${request.path}\``)
    }
    const fetch = this.#recorded((url, init) => askInMemory(answer, url, init))
    this.lab = {
      ...context,
      trials,
      after,
      moved,
      inspectRequest,
      runs: new FlowRuns(),
      version: '1.2.3',
      listener: {
        open: (wish) => {
          const redirectUri = wish.redirectUri.replace(/^(https?:\/\/[^/]+)/, '$1:53219')
          // A browser comes once the listener's user waits.
          const waiting = new Promise((resolve) => setImmediate(resolve))
          const received = waiting.then(() => this.browser({ ...wish, redirectUri }))
          return Promise.resolve(ok({ redirectUri, received, close: () => Promise.resolve() }))
        },
      },
      browser: {
        open: (url) => {
          this.opened.push(url)
          return Promise.resolve(ok(null))
        },
      },
      localServer: {
        issuer: () => ISSUER,
        lease: () => {
          const release = () => {
            this.released++
            return Promise.resolve()
          }
          return Promise.resolve(ok({ issuer: ISSUER, fetch, release }))
        },
      },
      fetch: this.#recorded((url, init) => {
        const server = this.elsewhere.get(new URL(url).host)
        return server ? server(url, init) : Promise.reject(new TypeError('fetch failed'))
      }),
      signAssertion: (acting, wish) => signForUser(context, acting, wish),
    }
    const { dispatcher } = workspace.grantdesk
    const api = { ...dispatcher.api, ...labOperations(this.lab) }
    this.admin = createClient((name, input) => dispatch({ ...dispatcher, api }, name, input))
  }

  static async open(): Promise<LabWorld> {
    const workspace = await openWorkspace()
    return new LabWorld(workspace, await workspace.organization({ name: 'Harbour Bank' }))
  }

  get acting() {
    return { ...this.organization.acting, language: 'en' as const }
  }

  /** Starts a run; `ended` is when it is over. */
  async start(
    clientId: string,
    order: Order = {},
  ): Promise<{ readonly run: FlowRun; readonly ended: Promise<void> }> {
    const {
      acting,
      clientId: id,
      ...wish
    } = labContract['lab.start'].input.parse({
      acting: this.acting,
      clientId,
      ...order,
    })
    const started = await startRun(this.lab, this.lab.runs, { acting, clientId: id, wish })
    if (!started.ok) throw new Error(started.failure.code)
    return started.value
  }

  /** Runs a flow to its end. */
  async run({ client, secret }: CreatedClient, order: Order = {}): Promise<FlowRunView> {
    const { run, ended } = await this.start(client.id, { secret, ...order })
    await ended
    return viewRun(run, 'en')
  }

  /** An authorized code client with a loopback redirect. */
  app(draft: DraftWish = {}): Promise<CreatedClient> {
    return this.organization.client({ redirectUris: [LOOPBACK], scopes: ['users'], ...draft }, true)
  }

  async administrator(): Promise<string> {
    const { admin, id, administratorId } = this.organization
    return valueOf(await admin['user.show']({ organizationId: id, user: administratorId })).email
  }

  /** Runs what was to happen after so many milliseconds. */
  fire(milliseconds: number): void {
    for (const timer of [...this.timers]) {
      if (timer.milliseconds !== milliseconds) continue
      this.timers.delete(timer)
      timer.work()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.lab.runs.close()
    this.lab.trials.close()
    await this.workspace[Symbol.asyncDispose]()
  }

  #recorded(fetch: Fetch): Fetch {
    return async (url, init) => {
      const answer = await fetch(url, init)
      const body = typeof init.body === 'string' ? init.body : ''
      this.exchanges.push({ url, headers: new Headers(init.headers), body, answer: answer.clone() })
      return answer
    }
  }
}

async function askInMemory(
  answer: (request: HttpRequest) => Promise<HttpAnswer>,
  address: string,
  init: RequestInit,
): Promise<Response> {
  const url = new URL(address)
  const headers = new Headers(init.headers)
  const answered = await answer({
    method: init.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    header: (name) => headers.get(name) ?? undefined,
    body: typeof init.body === 'string' ? init.body : '',
    remoteAddress: '127.0.0.1',
    issuer: ISSUER,
    correlationId: 'a correlation id',
  })
  init.signal?.throwIfAborted()
  return new Response(answered.body === '' ? null : answered.body, {
    status: answered.status,
    headers: answered.headers,
  })
}

/** The checks of a run by name and result. */
export function checksOf({ checks }: FlowRunView): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ name, result }) => [name, result]))
}
