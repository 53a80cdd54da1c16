import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type {
  ListenerWish,
  OpenedListener,
  RedirectListener,
  RedirectOutcome,
  RefusedRedirect,
} from '../lab/ports.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { readBody, readTarget } from './http-adapter.ts'
import { isMissingAddress, listenOn, listenOnLoopback, type Listening } from './listen.ts'
import type { LocalCertificate } from './local-certificate.ts'
import { PortUnavailableError, portFailure } from './port-unavailable.ts'
import { redirectPage, redirectPageHeaders, type RedirectPage } from './redirect-page.ts'

interface Surroundings {
  /** The certificate for a redirect URI with https. */
  certificate(): Promise<LocalCertificate>
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
}

/** How long a request may take to arrive, in milliseconds, and how many may come at once. */
const REQUEST_PATIENCE = 10_000
const MOST_CONNECTIONS = 64
/** The longest authorization response. */
const RESPONSE_LIMIT = 64 * 1024

/** Listens for the redirects of flows, each on a port of its own (L2, RFC 8252 §7.3). */
export function createRedirectListener(surroundings: Surroundings): RedirectListener {
  return { open: (wish) => open(wish, surroundings) }
}

async function open(wish: ListenerWish, surroundings: Surroundings): Promise<Result<OpenedListener>> {
  const place = readPlace(wish.redirectUri)
  if (!place)
    return fail({ code: 'redirect_not_loopback', field: 'redirectUri', value: wish.redirectUri, rule: 'L2' })
  const tls = place.isHttps ? await surroundings.certificate() : undefined
  const settings = {
    headersTimeout: REQUEST_PATIENCE,
    requestTimeout: REQUEST_PATIENCE,
    connectionsCheckingInterval: REQUEST_PATIENCE / 2,
    maxHeaderSize: RESPONSE_LIMIT,
    requireHostHeader: false,
  }
  const create = (): Server => {
    const server = tls
      ? createTlsServer({ ...settings, cert: tls.certificate, key: tls.key })
      : createServer(settings)
    server.maxConnections = MOST_CONNECTIONS
    return server
  }
  try {
    const { port, servers } = await listenAt(place.host, create, wish.port)
    return ok(new Waiting(wish, { ...place, port, servers, surroundings }))
  } catch (cause) {
    if (cause instanceof PortUnavailableError) return fail(portFailure(cause))
    if (!isMissingAddress(cause)) throw cause
    return fail({ code: 'loopback_missing', field: 'redirectUri', value: place.host, rule: 'L2' })
  }
}

/** An address literal is listened on alone; the name, which may mean either, on both. */
async function listenAt(
  host: string,
  create: () => Server,
  port: number,
): Promise<Pick<Listening<Server>, 'port' | 'servers'>> {
  if (host === 'localhost') return listenOnLoopback(create, port)
  const server = create()
  return { port: await listenOn(server, port, host === '127.0.0.1' ? host : '::1'), servers: [server] }
}

interface Place {
  readonly isHttps: boolean
  readonly host: string
  readonly path: string
  /** The redirect URI as it is written, with another port. */
  at(port: number): string
}

function readPlace(redirectUri: string): Place | undefined {
  const match = /^(https?):\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d{1,5})?((?:[/?].*)?)$/i.exec(redirectUri)
  if (!match || !URL.canParse(redirectUri)) return undefined
  const [, scheme = '', host = '', written, rest = ''] = match
  const isHttps = scheme.toLowerCase() === 'https'
  return {
    isHttps,
    host: host.toLowerCase(),
    path: rest.split('?', 1)[0] || '/',
    at: (port) => {
      const isImplied = written === undefined && port === (isHttps ? 443 : 80)
      return isImplied ? redirectUri : `${scheme}://${host}:${String(port)}${rest}`
    },
  }
}

interface Opened extends Place {
  readonly port: number
  readonly servers: readonly Server[]
  readonly surroundings: Surroundings
}

/** One flow's wait for its redirect. What does not belong to it neither ends it nor learns anything. */
class Waiting implements OpenedListener {
  readonly redirectUri: string
  readonly received: Promise<RedirectOutcome>
  readonly #wish: ListenerWish
  readonly #opened: Opened
  /** As a browser writes it: without the port where that is the scheme's own. */
  readonly #host: string
  readonly #origin: string
  readonly #stopTimer: () => void
  #settle: (outcome: RedirectOutcome) => void = () => undefined
  #closed: Promise<void> | undefined
  #isDone = false

  constructor(wish: ListenerWish, opened: Opened) {
    this.#wish = wish
    this.#opened = opened
    this.redirectUri = opened.at(opened.port)
    const { host, origin } = new URL(this.redirectUri)
    this.#host = host
    this.#origin = origin
    this.received = new Promise((resolve) => {
      this.#settle = resolve
    })
    this.#stopTimer = opened.surroundings.after(wish.patience, () => {
      void this.#end({ kind: 'timed_out' })
    })
    for (const server of opened.servers) {
      server.on('request', (message, response) => {
        void this.#answer(message, response)
      })
    }
  }

  close(): Promise<void> {
    return this.#end({ kind: 'closed' })
  }

  /** Frees the port; whatever was told before stays the outcome. */
  #end(outcome: RedirectOutcome): Promise<void> {
    this.#stopTimer()
    this.#settle(outcome)
    this.#closed ??= Promise.all(this.#opened.servers.map(closeNow)).then(() => undefined)
    return this.#closed
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const verdict = await this.#judge(message)
    const { status, page, received, refused } = verdict
    if (received) {
      this.#isDone = true
      // The page reaches the browser before the port is freed.
      response.once('close', () => {
        void this.#end({ kind: 'received', parameters: received })
      })
    }
    const body = redirectPage(page, this.#wish.language)
    response.writeHead(status, {
      ...redirectPageHeaders(page),
      ...(status === 405 && { allow: this.#wish.responseMode === 'query' ? 'GET' : 'GET, POST' }),
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
    })
    response.end(body)
    if (refused && !this.#isDone) this.#wish.onRefused(refused)
  }

  async #judge(message: IncomingMessage): Promise<Verdict> {
    const asked = readTarget(message, (host) => host.toLowerCase() === this.#host)
    if (!('target' in asked) || asked.host !== this.#host) return { status: 421, page: 'elsewhere' }
    const { target } = asked
    const mark = target.indexOf('?')
    const path = mark < 0 ? target : target.slice(0, mark)
    if (path !== this.#opened.path) return { status: 404, page: 'elsewhere' }
    const { method } = message
    if (this.#wish.responseMode === 'query') {
      return method === 'GET' ? this.#weigh(mark < 0 ? '' : target.slice(mark + 1)) : wrongMethod
    }
    if (method === 'GET') return { status: 200, page: 'fragment' }
    if (method !== 'POST') return wrongMethod
    // Only the page that was served here may bring the fragment.
    if (message.headers.origin !== this.#origin) return { status: 403, page: 'refused' }
    const fragment = await readBody(message, RESPONSE_LIMIT)
    return typeof fragment === 'string' ? this.#weigh(fragment) : { status: 400, page: 'refused' }
  }

  /** Takes the response that is waited for, once; anything else is shown the same page and changes nothing. */
  #weigh(text: string): Verdict {
    const parameters = new URLSearchParams(text)
    if (this.#isDone || !isResponse(parameters)) return { status: 400, page: 'refused' }
    const refused = this.#findFault(parameters)
    if (refused) return { status: 400, page: 'refused', refused }
    return { status: 200, page: 'received', received: parameters }
  }

  #findFault(parameters: URLSearchParams): RefusedRedirect | undefined {
    const names = [...parameters.keys()]
    if (new Set(names).size < names.length) return 'parameters_repeated'
    const state = parameters.get('state')
    if (this.#wish.state === null) return state === null ? undefined : 'state_differs'
    if (state === null) return 'state_missing'
    return isSame(state, this.#wish.state) ? undefined : 'state_differs'
  }
}

/** What a request gets to see, and what comes of it. */
interface Verdict {
  readonly status: number
  readonly page: RedirectPage
  readonly received?: URLSearchParams
  readonly refused?: RefusedRedirect
}

const wrongMethod: Verdict = { status: 405, page: 'refused', refused: 'method' }

/** A success or an error response (RFC 6749 §4.1.2, §4.2.2); browsers ask for more than is meant. */
function isResponse(parameters: URLSearchParams): boolean {
  return ['code', 'access_token', 'error'].some((name) => parameters.has(name))
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function closeNow(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
    server.closeAllConnections()
  })
}
