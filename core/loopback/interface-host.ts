import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dispatch, type Served } from '../contract/dispatch.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { LoopbackSessions } from './loopback-sessions.ts'
import { readPageFile } from './page-files.ts'
import { streamTopics } from './topic-stream.ts'

export interface InterfaceHostOptions {
  readonly grantdesk: Served
  /** Where the built renderer lies. */
  readonly rendererDirectory: string
  /** 0 takes any free port. */
  readonly port: number
  /** Stops by itself after this many milliseconds without a request or an open page (B6). */
  readonly idleAfter?: number
  /** Takes one line without a secret in it. */
  log(line: string): void
}

export interface InterfaceHost {
  /** What a person opens; it carries the one-time code in its fragment, which browsers send to nobody. */
  readonly address: string
  readonly origin: string
  /** Settles when the host has stopped, by `close` or because nobody used it. */
  readonly stopped: Promise<void>
  close(): Promise<void>
}

/** A catalogue of 40 MB grows when it is written as a JSON string. */
const MAX_BODY = 96 * 1024 * 1024
const DEFAULT_IDLE = 12 * 3_600_000

/** Serves the interface on 127.0.0.1 only, to whoever holds the one-time code (B1 to B6). */
export async function startInterfaceHost(options: InterfaceHostOptions): Promise<InterfaceHost> {
  if (process.getuid?.() === 0) {
    options.log('the interface host runs as root; an ordinary user is enough and safer')
  }
  const server = createServer()
  const port = await listen(server, options.port)
  const origin = `http://127.0.0.1:${String(port)}`
  const sessions = new LoopbackSessions()
  const idle = new IdleWatch(options.idleAfter ?? DEFAULT_IDLE)
  const answer = getRequestListener(buildApp(options, { origin, sessions, idle }).fetch)
  server.on('request', (request, response) => {
    void answer(request, response)
  })

  const stopped = new Promise<void>((resolve) => {
    server.once('close', resolve)
  })
  const close = async (): Promise<void> => {
    idle.stop()
    server.close()
    server.closeAllConnections()
    await stopped
  }
  idle.start(() => {
    options.log('nobody used the interface host, so it stops')
    void close()
  })
  return { address: `${origin}/#code=${sessions.issueCode()}`, origin, stopped, close }
}

interface Surroundings {
  readonly origin: string
  readonly sessions: LoopbackSessions
  readonly idle: IdleWatch
}

function buildApp(options: InterfaceHostOptions, { origin, sessions, idle }: Surroundings): Hono {
  const { dispatcher } = options.grantdesk
  const app = new Hono()

  app.use(async (context, next) => {
    idle.touch()
    await next()
    protectAnswer(context)
  })
  app.use(onlyOwnHost(origin))
  app.use(onlyOwnPage(origin))
  app.use(
    bodyLimit({ maxSize: MAX_BODY, onError: (context) => refuse(context, 413, 'the body is too large') }),
  )

  app.post('/session', async (context) => {
    const body = await readJson(context)
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
    const token = typeof code === 'string' ? sessions.exchange(code) : undefined
    return token === undefined
      ? refuse(context, 401, 'the one-time code is spent or wrong')
      : context.json({ token })
  })

  const withSession: MiddlewareHandler = async (context, next) => {
    const token = /^Bearer ([\w-]+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === undefined || !sessions.isOpen(token)) return refuse(context, 401, 'there is no session')
    await next()
    return undefined
  }

  app.post('/admin/:operation', withSession, async (context) => {
    const input = await readJson(context)
    if (input === undefined) return refuse(context, 415, 'the body is not JSON')
    return context.json(await dispatch(dispatcher, context.req.param('operation'), input))
  })

  app.get('/topics', withSession, (context) => {
    const stream = streamTopics(options.grantdesk, {
      onOpen: () => idle.hold(),
      signal: context.req.raw.signal,
    })
    return context.body(stream, 200, { 'content-type': 'application/x-ndjson' })
  })

  app.get('*', async (context) => {
    const nonce = randomBytes(16).toString('base64')
    const file = await readPageFile(options.rendererDirectory, context.req.path, nonce)
    if (!file) return refuse(context, 404, 'there is no such file')
    context.header('content-security-policy', contentSecurityPolicy(nonce))
    return context.body(file.content, 200, { 'content-type': file.type })
  })

  app.notFound((context) => refuse(context, 404, 'there is nothing here'))
  app.onError((cause, context) => {
    const reference = dispatcher.recordFault('interface host', cause)
    return refuse(context, 500, `something went wrong; the log has the details under ${reference}`)
  })
  return app
}

/** A name that was rebound to this address still carries its own name in `Host` (B2). */
function onlyOwnHost(origin: string): MiddlewareHandler {
  const host = new URL(origin).host
  return async (context, next) => {
    if (context.req.header('host') !== host) return refuse(context, 421, `this host answers to ${host} only`)
    await next()
    return undefined
  }
}

/** Only the page that this host served may call it (B3). */
function onlyOwnPage(origin: string): MiddlewareHandler {
  return async (context, next) => {
    const reads = context.req.method === 'GET' || context.req.method === 'HEAD'
    const from = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const isForeign = reads ? from !== undefined && from !== origin : from !== origin
    const isFromElsewhere = site !== undefined && site !== 'same-origin' && !(reads && site === 'none')
    if (isForeign || isFromElsewhere) return refuse(context, 403, 'only its own page may call this host')
    await next()
    return undefined
  }
}

/** No answer may be framed, sniffed, cached, or read by another origin (B5). */
function protectAnswer(context: Context): void {
  const headers = context.res.headers
  if (!headers.has('content-security-policy')) {
    headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  }
  headers.set('x-frame-options', 'DENY')
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('cache-control', 'no-store')
}

type RefusalStatus = 401 | 403 | 404 | 413 | 415 | 421 | 500

function refuse(context: Context, status: RefusalStatus, message: string): Response {
  return context.json({ error: message }, status)
}

/** The parsed JSON body, or undefined if it is none. */
async function readJson(context: Context): Promise<unknown> {
  if (!/^application\/json(;|$)/i.test(context.req.header('content-type') ?? '')) return undefined
  try {
    return (await context.req.json()) as unknown
  } catch (cause) {
    // Only a body that is no JSON is the caller's; anything else is a fault and goes on.
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const taken = cause.code === 'EADDRINUSE'
      reject(taken ? new PortTakenError(port, cause) : cause)
    })
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'))
      else resolve(address.port)
    })
  })
}

/** The asked-for port is in use. */
export class PortTakenError extends Error {
  constructor(port: number, cause: unknown) {
    super(`port ${String(port)} on 127.0.0.1 is in use by another process`, { cause })
    this.name = 'PortTakenError'
  }
}

/** Stops a host that nobody uses; an open page holds it open (B6). */
class IdleWatch {
  readonly #after: number
  #held = 0
  #timer: NodeJS.Timeout | undefined
  #onIdle: () => void = () => undefined

  constructor(after: number) {
    this.#after = after
  }

  start(onIdle: () => void): void {
    this.#onIdle = onIdle
    this.touch()
  }

  touch(): void {
    clearTimeout(this.#timer)
    if (this.#held > 0) return
    this.#timer = setTimeout(() => {
      this.#onIdle()
    }, this.#after)
    this.#timer.unref()
  }

  /** Holds the host open until the answer is called. */
  hold(): () => void {
    this.#held++
    this.touch()
    return () => {
      this.#held--
      this.touch()
    }
  }

  stop(): void {
    clearTimeout(this.#timer)
  }
}
