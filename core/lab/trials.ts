import type { z } from 'zod'
import type { trial } from '../contract/lab.ts'
import type { ClientId } from '../model/brand.ts'
import type { Evidence } from '../model/decision.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { AppEvent, Misbehaviour, ServerFault } from '../model/server-fault.ts'
import type { Clock } from '../organization/ports.ts'
import { say, sayByKey, type Language } from '../wording/say.ts'
import { judgeTrial, trialClauses, WINDOW, type Judgement, type SeenEvent } from './judge-trial.ts'

export type TrialView = z.input<typeof trial>

/** Of one trial; what happens later does not change what was seen. */
const MOST_EVENTS = 200
/** Trials that are listed, the latest of each client and fault. */
const MOST_TRIALS = 100

/** A timer may come a moment early by the clock. */
const MARGIN = 50

interface Trial {
  readonly client: OAuthClient
  readonly fault: ServerFault
  readonly armedAt: number
  readonly seen: readonly SeenEvent[]
  readonly judgement: Judgement
  readonly isArmed: boolean
}

interface TrialPorts {
  readonly clock: Clock
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
  /** A trial has moved on. */
  moved(): void
}

/**
 * The negative tests: arms one fault at a time for a client, hears what its app does, and judges it. The server behaves again
 * as soon as the verdict is in (L5).
 */
export class Trials implements Misbehaviour {
  readonly #ports: TrialPorts
  /** By client and fault, the latest last. */
  readonly #trials = new Map<string, Trial>()
  /** INVARIANT: exactly the clients that have an armed trial. */
  readonly #armed = new Map<ClientId, string>()
  readonly #timers = new Set<() => void>()

  constructor(ports: TrialPorts) {
    this.#ports = ports
  }

  faultFor(clientId: ClientId): ServerFault | null {
    return this.#armedTrial(clientId)?.fault ?? null
  }

  saw(clientId: ClientId, event: AppEvent): void {
    const trial = this.#armedTrial(clientId)
    if (!trial || trial.seen.length >= MOST_EVENTS) return
    const at = this.#ports.clock().getTime()
    this.#judge({ ...trial, seen: [...trial.seen, { at, event }] }, at)
    this.#judgeLater()
  }

  arm(client: OAuthClient, fault: ServerFault, language: Language): TrialView {
    this.disarm(client.id)
    const key = keyOf(client.id, fault)
    this.#trials.delete(key)
    this.#armed.set(client.id, key)
    const armedAt = this.#ports.clock().getTime()
    const judgement = { state: 'armed', verdict: null, finding: null } as const
    const trial: Trial = { client, fault, armedAt, seen: [], judgement, isArmed: true }
    this.#put(trial)
    const [oldest] = this.#trials.keys()
    if (this.#trials.size > MOST_TRIALS && oldest !== undefined) this.#trials.delete(oldest)
    return view(trial, language)
  }

  /** Ends the misbehaviour; a trial without a verdict stays open. */
  disarm(clientId: ClientId): void {
    const trial = this.#armedTrial(clientId)
    if (!trial) return
    const finding: Evidence = { key: 'trial.finding.ended', params: {} }
    this.#put({ ...trial, judgement: { state: 'judged', verdict: 'open', finding }, isArmed: false })
  }

  /** The latest trial of each client and fault, the latest first. */
  list(language: Language): readonly TrialView[] {
    this.#judgeAll()
    return [...this.#trials.values()].reverse().map((trial) => view(trial, language))
  }

  close(): void {
    for (const stop of this.#timers) stop()
    this.#timers.clear()
    this.#armed.clear()
  }

  #armedTrial(clientId: ClientId): Trial | undefined {
    const key = this.#armed.get(clientId)
    return key === undefined ? undefined : this.#trials.get(key)
  }

  #judgeAll(): void {
    const now = this.#ports.clock().getTime()
    for (const trial of this.#trials.values()) if (trial.isArmed) this.#judge(trial, now)
  }

  #judge(trial: Trial, now: number): void {
    const { client, fault, seen } = trial
    const judgement = judgeTrial({ fault, grantType: client.grantType, seen }, now)
    this.#put({ ...trial, judgement, isArmed: judgement.state !== 'judged' })
  }

  #put(trial: Trial): void {
    const key = keyOf(trial.client.id, trial.fault)
    const former = this.#trials.get(key)
    this.#trials.set(key, trial)
    if (!trial.isArmed) this.#armed.delete(trial.client.id)
    const isSame = former?.seen === trial.seen && former.judgement.state === trial.judgement.state
    if (!isSame) this.#ports.moved()
  }

  /** A verdict that rests on nothing happening is in once the window is over. */
  #judgeLater(): void {
    const stop = this.#ports.after(WINDOW + MARGIN, () => {
      this.#timers.delete(stop)
      this.#judgeAll()
    })
    this.#timers.add(stop)
  }
}

function keyOf(clientId: ClientId, fault: ServerFault): string {
  return `${clientId} ${fault}`
}

function view({ client, fault, armedAt, seen, judgement }: Trial, language: Language): TrialView {
  const { state, verdict, finding } = judgement
  return {
    clientId: client.id,
    clientName: client.name,
    fault,
    armedAt: new Date(armedAt).toISOString(),
    state,
    verdict,
    title: say(language, `trial.title.${fault}`),
    expectation: say(language, `trial.expectation.${fault}`),
    finding: finding && sayByKey(language, finding.key, finding.params),
    clause: trialClauses[fault],
    seen: seen.map(({ at, event }) => ({
      at: new Date(at).toISOString(),
      what: describeEvent(event, language),
    })),
  }
}

function describeEvent(event: AppEvent, language: Language): string {
  switch (event.kind) {
    case 'authorization_request':
      return say(language, 'trial.event.authorization_request', {
        state: say(language, event.hasState ? 'trial.event.with_state' : 'trial.event.without_state'),
        pkce: say(language, event.usesPkce ? 'trial.event.with_pkce' : 'trial.event.without_pkce'),
      })
    case 'authorization_response':
      if (event.error !== null) {
        return say(language, 'trial.event.authorization_error', { error: event.error.slice(0, 100) })
      }
      return say(language, event.faulty ? 'trial.event.faulty_response' : 'trial.event.response')
    case 'token_request': {
      const params = { grantType: event.grantType.slice(0, 100), error: event.error?.slice(0, 100) ?? '' }
      if (event.error !== null) return say(language, 'trial.event.token_refused', params)
      return say(language, event.faulty ? 'trial.event.faulty_token' : 'trial.event.token', params)
    }
    case 'call':
      return say(language, 'trial.event.call', { operation: event.operation, status: String(event.status) })
  }
}
