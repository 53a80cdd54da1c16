import type { OutputOf } from '../contract/contract.ts'
import type { Fetch, LocalServer, ServerLease } from '../lab/ports.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { LiveRecords } from '../organization/live-records.ts'
import type { Clock, Random, Store } from '../organization/ports.ts'
import { timeOf } from '../organization/record-event.ts'
import { fetchTrusting } from './fetch-trusting.ts'
import type { LocalCertificate } from './local-certificate.ts'
import {
  startOrganizationServer,
  type AnsweredRequest,
  type Answerer,
  type OrganizationServer,
} from './organization-server.ts'
import { PortUnavailableError, portFailure } from './port-unavailable.ts'
import { RequestLog } from './request-log.ts'
import { UsageCounter } from './usage-counter.ts'

type ServerStatus = OutputOf<'server.status'>

export interface LocalServerParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly live: LiveRecords
  /** The rooms that answer, in the order in which they are asked; made when the server starts for the first time. */
  answerers(limit: RateLimit): Promise<readonly Answerer[]>
  certificate(): Promise<LocalCertificate>
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
  recordFault(operation: string, cause: unknown): string
  /** The server was started or stopped, or answered requests: the last sequence number (topic `server`). */
  told(last: number): void
}

/** Requests a minute that one token may make, as the server was started; null does not limit (S5). */
export type RateLimit = () => number | null

interface Running {
  readonly server: OrganizationServer
  readonly certificate: LocalCertificate | undefined
  readonly since: string
  /** How many requests this process had answered before. */
  readonly before: number
}

interface StartWish {
  readonly port: number
  readonly https: boolean
  readonly rateLimit: number | null
}

/** The one organization server of this process: it runs or not, for a person or for the flows that lease it (S1). */
export class LocalOrganizationServer implements LocalServer {
  readonly requests: RequestLog
  readonly #parts: LocalServerParts
  readonly #usage: UsageCounter
  #answerers: Promise<readonly Answerer[]> | undefined
  #running: Running | undefined
  #rateLimit: number | null = null
  /** True where a person started it, so that it outlasts every lease. */
  #isWanted = false
  #leases = 0
  /** Starting and stopping wait for one another. */
  #turn: Promise<unknown> = Promise.resolve()
  #counted: Promise<void> = Promise.resolve()

  constructor(parts: LocalServerParts) {
    this.#parts = parts
    this.requests = new RequestLog(parts)
    this.#usage = new UsageCounter({
      tokens: parts.store.tokens,
      after: (milliseconds, work) => parts.after(milliseconds, work),
      failed: (cause) => parts.recordFault('usage count', cause),
    })
  }

  status(): ServerStatus {
    const running = this.#running
    return {
      running: running !== undefined,
      issuer: running?.server.issuer ?? null,
      port: running?.server.port ?? null,
      https: running?.certificate !== undefined,
      addresses: running?.server.addresses ?? [],
      since: running?.since ?? null,
      rateLimit: this.#rateLimit,
      certificate: running?.certificate
        ? { pem: running.certificate.certificate, fingerprint: running.certificate.fingerprint }
        : null,
      requests: this.requests.last - (running?.before ?? 0),
    }
  }

  /** Starts it for a person; one that runs already is theirs from now on, if it runs as they wish. */
  start(wish: StartWish): Promise<Result<ServerStatus>> {
    return this.#inTurn(async () => {
      const running = this.#running
      if (running) {
        const { server, certificate } = running
        const isSame =
          (wish.port === 0 || wish.port === server.port) && wish.https === (certificate !== undefined)
        if (!isSame) return fail({ code: 'server_running', value: server.issuer })
        this.#rateLimit = wish.rateLimit
      } else {
        const started = await this.#start(wish)
        if (!started.ok) return started
      }
      this.#isWanted = true
      this.#parts.told(this.requests.last)
      return ok(this.status())
    })
  }

  stop(): Promise<ServerStatus> {
    return this.#inTurn(async () => {
      await this.#stop()
      return this.status()
    })
  }

  issuer(): string | null {
    return this.#running?.server.issuer ?? null
  }

  lease(): Promise<Result<ServerLease>> {
    return this.#inTurn(async () => {
      const running = this.#running ? ok(this.#running) : await this.#start(anywhere)
      if (!running.ok) return running
      const { server, certificate } = running.value
      this.#leases++
      let isHeld = true
      return ok({
        issuer: server.issuer,
        fetch: certificate ? fetchTrusting(certificate.certificate) : plainFetch,
        release: async () => {
          if (!isHeld) return
          isHeld = false
          await this.#release()
        },
      })
    })
  }

  /** Answers what is in flight, stops, and writes the last counts. */
  async close(): Promise<void> {
    await this.stop()
    await this.#counted
    await this.#usage.flush()
  }

  #release(): Promise<void> {
    return this.#inTurn(async () => {
      this.#leases--
      if (this.#leases === 0 && !this.#isWanted) await this.#stop()
    })
  }

  async #start({ port, https, rateLimit }: StartWish): Promise<Result<Running>> {
    const { clock, random } = this.#parts
    const certificate = https ? await this.#parts.certificate() : undefined
    this.#answerers ??= this.#parts.answerers(() => this.#rateLimit)
    try {
      const server = await startOrganizationServer({
        port,
        https: certificate,
        answerers: await this.#answerers,
        now: () => clock().getTime(),
        correlationId: () => random.uuid(),
        recordFault: (operation, cause) => this.#parts.recordFault(operation, cause),
        answered: (request) => {
          this.#answered(request)
        },
      })
      this.#rateLimit = rateLimit
      this.#running = { server, certificate, since: clock().toISOString(), before: this.requests.last }
      return ok(this.#running)
    } catch (cause) {
      if (cause instanceof PortUnavailableError) return fail(portFailure(cause))
      throw cause
    }
  }

  async #stop(): Promise<void> {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    this.#isWanted = false
    this.#rateLimit = null
    await running.server.close()
    this.#parts.told(this.requests.last)
  }

  #answered(request: AnsweredRequest): void {
    this.requests.add(request)
    const { status, note } = request
    const { organizationId, clientId, operation } = note
    if (organizationId === null || clientId === null || operation === null) return
    // In the order of the answers, and each by the clock that its organization has at that moment (O7).
    this.#counted = this.#counted
      .then(() => this.#parts.live.organization(organizationId))
      .then((organization) => {
        if (!organization) return
        const day = timeOf(organization, this.#parts.clock).toISOString().slice(0, 10)
        this.#usage.count({ organizationId, clientId, day, operation, status })
      })
      .catch((cause: unknown) => {
        this.#parts.recordFault('usage count', cause)
      })
  }

  #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

const anywhere: StartWish = { port: 0, https: false, rateLimit: null }
const plainFetch: Fetch = (url, init) => fetch(url, init)
