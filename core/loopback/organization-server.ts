import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { Duplex } from 'node:stream'
import type { HttpAnswer, HttpRequest, RequestNote } from '../model/http-exchange.ts'
import { NodeRequest, readBody, readTarget, refuseBody, writeAnswer } from './http-adapter.ts'
import { listenOnLoopback } from './listen.ts'
import {
  answerRefusal,
  faulty,
  nothingHere,
  wrongHost,
  wrongMethod,
  type ServerRefusal,
} from './server-refusal.ts'

/** One room that answers requests; undefined where the path is none of its own. */
export interface Answerer {
  answer(request: HttpRequest): Promise<HttpAnswer | undefined>
}

/** A request that was answered: nothing of its query, headers or body is in it (F4). */
export interface AnsweredRequest {
  /** Milliseconds since 1970, by the machine's clock. */
  readonly at: number
  readonly method: string
  readonly path: string
  readonly status: number
  /** Milliseconds. */
  readonly duration: number
  readonly correlationId: string
  readonly note: RequestNote
}

export interface OrganizationServerOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** The certificate and its key in PEM; without them, http. */
  readonly https?: { readonly certificate: string; readonly key: string } | undefined
  /** Asked in this order; what nobody answers is a 404. */
  readonly answerers: readonly Answerer[]
  readonly now: () => number
  readonly correlationId: () => string
  /** Hears of every answer once it was handed to the system; must neither throw nor wait. */
  readonly answered?: (request: AnsweredRequest) => void
  /** Writes a fault down and answers a reference to it. */
  readonly recordFault: (operation: string, cause: unknown) => string
  /** Milliseconds that a request may take to arrive; its headers may take half of it. */
  readonly patience?: number
  /** Milliseconds that requests in flight may take once the server closes. */
  readonly grace?: number
}

export interface OrganizationServer {
  /** Such as `http://127.0.0.1:8484`. */
  readonly issuer: string
  readonly port: number
  readonly addresses: readonly string[]
  /** Takes no new request, answers those in flight, and frees the port. */
  close(): Promise<void>
}

const DEFAULT_PATIENCE = 30_000
const DEFAULT_GRACE = 3_000
/** How often Node looks for requests that take too long, in milliseconds. */
const CHECK_INTERVAL = 5_000
const KEEP_ALIVE = 65_000
/** An authorization request with every scope of the catalogue, and room to spare. */
const HEADER_LIMIT = 32 * 1024

const spoken: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

/**
 * The server of all local organizations: 127.0.0.1 and [::1], answering to its own names only (S1). It knows HTTP; what is
 * answered is the rooms' affair.
 */
export async function startOrganizationServer(
  options: OrganizationServerOptions,
): Promise<OrganizationServer> {
  const patience = options.patience ?? DEFAULT_PATIENCE
  const settings = {
    headersTimeout: patience / 2,
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL, patience),
    keepAliveTimeout: KEEP_ALIVE,
    maxHeaderSize: HEADER_LIMIT,
    // A missing Host is answered here, as any other wrong one.
    requireHostHeader: false,
    insecureHTTPParser: false,
    noDelay: true,
  }
  const { https } = options
  const listening = await listenOnLoopback<Server>(
    () =>
      https
        ? createTlsServer({ ...settings, cert: https.certificate, key: https.key, minVersion: 'TLSv1.2' })
        : createServer(settings),
    options.port,
  )
  const { port, addresses, servers } = listening
  const scheme = https ? 'https' : 'http'
  const exchange = new Exchanges(options, { scheme, port })
  for (const server of servers) serve(server, exchange)
  return {
    issuer: exchange.issuer,
    port,
    addresses,
    close: async () => {
      exchange.isClosing = true
      await Promise.all(servers.map((server) => close(server, options.grace ?? DEFAULT_GRACE)))
    },
  }
}

function serve(server: Server, exchanges: Exchanges): void {
  const answer = (message: IncomingMessage, response: ServerResponse) => {
    void exchanges.answer(message, response)
  }
  server.on('request', answer)
  // Continues only once the body is wanted.
  server.on('checkContinue', answer)
  server.on('checkExpectation', answer)
  // Nobody tunnels through here; without a listener the connection would just end.
  server.on('connect', (_message: IncomingMessage, socket: Duplex) => {
    endPlainly(socket, '405 Method Not Allowed', exchanges.newId())
  })
  server.on('clientError', (cause: NodeJS.ErrnoException, socket: Duplex) => {
    if (cause.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy()
      return
    }
    endPlainly(socket, statusOf[cause.code ?? ''] ?? '400 Bad Request', exchanges.newId())
  })
}

const statusOf: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Answers what Node could not read as a request, and ends the connection. */
function endPlainly(socket: Duplex, status: string, correlationId: string): void {
  socket.on('error', () => socket.destroy())
  const head = [`HTTP/1.1 ${status}`, `ININ-Correlation-Id: ${correlationId}`, 'Content-Length: 0']
  socket.end(`${head.join('\r\n')}\r\nConnection: close\r\n\r\n`, () => socket.destroy())
}

/** Takes requests as they come and sees that each is answered, whatever happens. */
class Exchanges {
  readonly issuer: string
  isClosing = false
  readonly #options: OrganizationServerOptions
  readonly #hosts: ReadonlySet<string>

  constructor(
    options: OrganizationServerOptions,
    at: { readonly scheme: 'http' | 'https'; readonly port: number },
  ) {
    this.#options = options
    // As a browser writes it: without the port where that is the scheme's own.
    this.issuer = new URL(`${at.scheme}://127.0.0.1:${String(at.port)}`).origin
    const names = ['127.0.0.1', '[::1]', 'localhost']
    this.#hosts = new Set(
      names.flatMap((name) => [
        `${name}:${String(at.port)}`,
        new URL(`${at.scheme}://${name}:${String(at.port)}`).host,
      ]),
    )
  }

  newId(): string {
    return this.#options.correlationId()
  }

  async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const begun = performance.now()
    const at = this.#options.now()
    const correlationId = this.newId()
    const asked = readTarget(message, (host) => this.#hosts.has(host.toLowerCase()))
    const target = 'target' in asked ? asked.target : '/'
    const request = new NodeRequest(message, { issuer: this.issuer, correlationId, target })
    const refusal = 'target' in asked ? this.#refuse(message, asked.host) : asked
    let answer = refusal ? this.#refusalFor(request, refusal) : undefined
    try {
      answer ??= await this.#ask(request, message, response)
      if (!answer) return
      this.#write(message, response, { answer, correlationId })
    } catch (cause) {
      answer = this.#refusalFor(request, faulty(this.#options.recordFault('organization server', cause)))
      if (response.headersSent) response.destroy()
      else this.#write(message, response, { answer, correlationId })
    }
    this.#options.answered?.({
      at,
      method: request.method,
      path: request.path,
      status: answer.status,
      duration: performance.now() - begun,
      correlationId,
      note: answer.note,
    })
  }

  #refuse(message: IncomingMessage, host: string): ServerRefusal | undefined {
    if (!this.#hosts.has(host)) return wrongHost
    if (!spoken.has(message.method ?? '')) return wrongMethod
    const { expect } = message.headers
    if (expect !== undefined && expect.toLowerCase() !== '100-continue') return expectationFailed
    return refuseBody(message)
  }

  /** What the rooms say; undefined where the caller went away before the request had arrived. */
  async #ask(
    request: NodeRequest,
    message: IncomingMessage,
    response: ServerResponse,
  ): Promise<HttpAnswer | undefined> {
    if (message.headers.expect !== undefined) response.writeContinue()
    const body = readBody(message)
    const read = typeof body === 'string' ? body : await body
    if (read === undefined) return undefined
    if (typeof read !== 'string') return this.#refusalFor(request, read)
    request.body = read
    for (const room of this.#options.answerers) {
      const answer = await room.answer(request)
      if (answer) return answer
    }
    return this.#refusalFor(request, nothingHere)
  }

  #refusalFor(request: NodeRequest, refusal: ServerRefusal): HttpAnswer {
    return answerRefusal(refusal, request.path, request.correlationId)
  }

  #write(
    message: IncomingMessage,
    response: ServerResponse,
    { answer, correlationId }: { readonly answer: HttpAnswer; readonly correlationId: string },
  ): void {
    // Whether a body still comes after `Expect` is the caller's choice, so nothing can follow on the connection.
    const closes = this.isClosing || message.headers.expect !== undefined
    writeAnswer(response, answer, { correlationId, closes })
  }
}

const expectationFailed: ServerRefusal = {
  status: 417,
  code: 'expectation.failed',
  error: 'invalid_request',
  message: 'only 100-continue can be expected here',
}

/** Idle connections end at once, those in flight after their answer, and whatever is left then without one. */
function close(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections()
    }, grace)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
