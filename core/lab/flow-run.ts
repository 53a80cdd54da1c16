import type { ClientId } from '../model/brand.ts'
import type { Check, Evidence } from '../model/decision.ts'
import type { Failure } from '../model/failure.ts'
import type { GrantType } from '../model/grant-type.ts'
import type { Clock } from '../organization/ports.ts'
import {
  readRedirect,
  readRequest,
  readResponse,
  type HttpMessage,
  type ReceivedResponse,
  type SentRequest,
} from './http-message.ts'
import { SecretBook } from './secret-book.ts'

/** Through the browser, between app and server, or inside Grantdesk. */
export type Channel = 'front' | 'back' | 'local'

/** What is about to happen: `name` is that of its title and its sentence in `core/wording`. */
export interface StepPlan {
  readonly channel: Channel
  readonly name: string
  readonly clause: string
  readonly params?: Evidence['params']
}

/** One step of a run, with the real values; only what `run-view.ts` makes of it may leave. */
export interface Step extends StepPlan {
  readonly number: number
  readonly at: Date
  readonly endedAt: Date | null
  readonly state: 'running' | 'done' | 'failed'
  readonly request: HttpMessage | null
  readonly response: HttpMessage | null
  /** As they went over the wire, for the copy as curl. */
  readonly sent: SentRequest | null
}

export type RunState = 'running' | 'waiting_for_browser' | 'done' | 'failed' | 'cancelled' | 'timed_out'

export interface RunResult {
  readonly scopes: {
    readonly requested: readonly string[] | null
    readonly granted: readonly string[] | null
    readonly used: readonly string[]
  } | null
  readonly expiresIn: number | null
  readonly hasRefreshToken: boolean
}

/** Why a run ended early: one of the lab's own sentences, or a refusal of another room. */
export type RunFailure =
  | { readonly kind: 'lab'; readonly reason: Evidence }
  | { readonly kind: 'refusal'; readonly failure: Failure }

/** Ends a run from within: thrown by any step, caught once by the runner. */
export class RunEnded extends Error {
  readonly state: 'failed' | 'timed_out' | 'cancelled'
  readonly failure: RunFailure

  constructor(failure: RunFailure, state: 'failed' | 'timed_out' | 'cancelled' = 'failed') {
    super(failure.kind === 'lab' ? failure.reason.key : failure.failure.code)
    this.name = 'RunEnded'
    this.state = state
    this.failure = failure
  }
}

/** Ends the run with one of the lab's sentences, such as `no_secret`. */
export function runFailed(reason: string, params: Evidence['params'] = {}): RunEnded {
  return new RunEnded({ kind: 'lab', reason: { key: `lab.failure.${reason}`, params } })
}

/** Ends the run with a refusal of another room, such as a port that is taken. */
export function runRefused(failure: Failure): RunEnded {
  return new RunEnded({ kind: 'refusal', failure })
}

/** One flow from its start to its end, in memory only: its secrets live and end with it (F4). */
export class FlowRun {
  readonly id: string
  readonly clientId: ClientId
  readonly clientName: string
  readonly grantType: GrantType
  readonly startedAt: Date
  readonly secrets = new SecretBook()
  issuer: string | null = null
  authorizeUrl: string | null = null
  redirectUri: string | null = null
  waitsUntil: Date | null = null
  result: RunResult | null = null
  readonly #clock: Clock
  readonly #moved: (runId: string) => void
  readonly #steps: Step[] = []
  readonly #checks: Check[] = []
  readonly #cancellation = new AbortController()
  #state: RunState = 'running'
  #failure: RunFailure | null = null

  constructor(
    about: Pick<FlowRun, 'id' | 'clientId' | 'clientName' | 'grantType'>,
    ports: { readonly clock: Clock; readonly moved: (runId: string) => void },
  ) {
    this.id = about.id
    this.clientId = about.clientId
    this.clientName = about.clientName
    this.grantType = about.grantType
    this.startedAt = ports.clock()
    this.#clock = ports.clock
    this.#moved = ports.moved
  }

  get state(): RunState {
    return this.#state
  }

  get failure(): RunFailure | null {
    return this.#failure
  }

  get steps(): readonly Step[] {
    return this.#steps
  }

  get checks(): readonly Check[] {
    return this.#checks
  }

  /** Aborts with the run, for whatever waits. */
  get signal(): AbortSignal {
    return this.#cancellation.signal
  }

  get isOver(): boolean {
    return this.#state !== 'running' && this.#state !== 'waiting_for_browser'
  }

  /** Opens a step; answers its number. */
  begin(plan: StepPlan, request: SentRequest | null = null): number {
    this.#steps.push({
      ...plan,
      number: this.#steps.length + 1,
      at: this.#clock(),
      endedAt: null,
      state: 'running',
      request: request && readRequest(request, this.secrets),
      response: null,
      sent: request,
    })
    this.#tell()
    return this.#steps.length
  }

  /** Closes a step with what came of it. */
  end(number: number, state: 'done' | 'failed', response: ReceivedResponse | null = null): void {
    this.#change(number, {
      state,
      endedAt: this.#clock(),
      ...(response ? { response: readResponse(response, this.secrets) } : {}),
    })
  }

  /** Notes what the browser brought back as a step of its own. */
  received(plan: StepPlan, uri: string, parameters: URLSearchParams): void {
    const number = this.begin(plan)
    const isError = parameters.has('error')
    this.#change(number, {
      request: readRedirect(uri, parameters, this.secrets),
      state: isError ? 'failed' : 'done',
      endedAt: this.#clock(),
    })
  }

  /** A step that is over as soon as it is told, such as something that was refused. */
  note(plan: StepPlan, state: 'done' | 'failed' = 'done'): void {
    this.end(this.begin(plan), state)
  }

  /** Notes a check; what is checked again, such as after a refresh, stands once, and what failed stays. */
  check(name: string, clause: string, result: Check['result'], evidence: Evidence): void {
    const check = { name, rule: clause, result, evidence, children: [] }
    const former = this.#checks.findIndex((other) => other.name === name)
    if (former < 0) this.#checks.push(check)
    else if (this.#checks[former]?.result !== 'failed') this.#checks[former] = check
    this.#tell()
  }

  waitForBrowser(until: Date): void {
    if (this.isOver) return
    this.#state = 'waiting_for_browser'
    this.waitsUntil = until
    this.#tell()
  }

  goOn(): void {
    if (this.isOver) return
    this.#state = 'running'
    this.waitsUntil = null
    this.#tell()
  }

  /** Ends the run once; what is still open has failed. */
  finish(state: 'done' | 'failed' | 'cancelled' | 'timed_out', failure: RunFailure | null = null): void {
    if (this.isOver) return
    this.#state = state
    this.#failure = failure
    this.waitsUntil = null
    for (const { number, state: stepState } of this.#steps) {
      if (stepState === 'running') this.#change(number, { state: 'failed', endedAt: this.#clock() })
    }
    this.#tell()
  }

  /** Stops whatever the run waits for. */
  cancel(): void {
    this.finish('cancelled', { kind: 'lab', reason: { key: 'lab.failure.cancelled', params: {} } })
    this.#cancellation.abort()
  }

  #change(number: number, change: Partial<Step>): void {
    const step = this.#steps[number - 1]
    if (!step) throw new Error(`run ${this.id} has no step ${String(number)}`)
    this.#steps[number - 1] = { ...step, ...change }
    this.#tell()
  }

  #tell(): void {
    this.#moved(this.id)
  }
}
