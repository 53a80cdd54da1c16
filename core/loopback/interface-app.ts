import { randomBytes } from 'node:crypto'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { dispatch, type Served } from '../contract/dispatch.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import type { IdleWatch } from './idle-watch.ts'
import type { LoopbackSessions } from './loopback-sessions.ts'
import { readPageFile } from './page-files.ts'
import { onlyGetAndPost, onlyOwnHost, onlyOwnPage, refuse } from './request-guards.ts'
import { streamTopics } from './topic-stream.ts'

/** A catalogue of 40 MB grows when it is written as a JSON string. */
const MAX_INPUT = 96 * 1024 * 1024
/** A one-time code and what is around it; nobody has proven anything yet who sends it. */
const MAX_EXCHANGE = 1024

/** What the interface host gives its app. */
export interface InterfaceSurroundings {
  readonly grantdesk: Served
  readonly rendererDirectory: string
  readonly origin: string
  readonly sessions: LoopbackSessions
  readonly idle: IdleWatch
  log(line: string): void
}

interface WithSession {
  readonly Variables: { readonly session: AbortSignal }
}

/** Answers the page: its files to anybody on this machine, everything else to a session only (B2 to B6). */
export function buildInterfaceApp(surroundings: InterfaceSurroundings): Hono<WithSession> {
  const { origin, sessions, idle } = surroundings
  const { dispatcher } = surroundings.grantdesk
  const app = new Hono<WithSession>()
  app.use(onlyOwnHost(origin), onlyGetAndPost, onlyOwnPage(origin))

  app.post('/session', limited(MAX_EXCHANGE), async (context) => {
    const body = await readJson(context)
    if (body instanceof Response) return body
    const exchange = sessions.exchange(codeOf(body.value))
    if (exchange.kind === 'replayed') {
      surroundings.log('a one-time code came twice, so the session that it had opened is over')
    }
    if (exchange.kind !== 'opened') return refuse(context, 401, 'the one-time code is spent or wrong')
    idle.touch()
    return context.json({ token: exchange.token })
  })

  const withSession: MiddlewareHandler<WithSession> = async (context, next) => {
    const token = /^Bearer ([\w-]+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    const session = token === undefined ? undefined : sessions.find(token)
    if (!session) return refuse(context, 401, 'there is no session')
    context.set('session', session)
    idle.touch()
    await next()
    return undefined
  }

  app.post('/admin/:operation', withSession, limited(MAX_INPUT), async (context) => {
    const input = await readJson(context)
    if (input instanceof Response) return input
    return context.json(await dispatch(dispatcher, context.req.param('operation'), input.value))
  })

  app.get('/topics', withSession, (context) => {
    const signal = AbortSignal.any([context.req.raw.signal, context.get('session')])
    const stream = streamTopics(surroundings.grantdesk, { signal, onOpen: () => idle.hold() })
    return context.body(stream, 200, { 'content-type': 'application/x-ndjson' })
  })

  app.get('*', async (context) => {
    const nonce = randomBytes(16).toString('base64url')
    const file = await readPageFile(surroundings.rendererDirectory, context.req.path, nonce)
    if (!file) return refuse(context, 404, 'there is no such file')
    context.header('content-security-policy', contentSecurityPolicy(nonce))
    return context.body(file.content, 200, { 'content-type': file.type })
  })

  app.notFound((context) => refuse(context, 404, 'there is nothing here'))
  app.onError((cause, context) => {
    // Whoever goes away in the middle of a request is nobody's fault, and must not fill the log.
    if (context.req.raw.signal.aborted) return refuse(context, 400, 'the request ended early')
    const reference = dispatcher.recordFault('interface host', cause)
    return refuse(context, 500, `something went wrong; the log has the details under ${reference}`)
  })
  return app
}

function limited(maxSize: number): MiddlewareHandler {
  return bodyLimit({ maxSize, onError: (context) => refuse(context, 413, 'the body is too large') })
}

function codeOf(body: unknown): string {
  const isCarrier = typeof body === 'object' && body !== null && 'code' in body
  return isCarrier && typeof body.code === 'string' ? body.code : ''
}

/** The body as JSON, or the refusal of one that is none. */
async function readJson(context: Context): Promise<{ readonly value: unknown } | Response> {
  if (!/^application\/json *(;|$)/i.test(context.req.header('content-type') ?? '')) {
    return refuse(context, 415, 'the body is not declared as JSON')
  }
  try {
    return { value: (await context.req.json()) as unknown }
  } catch (cause) {
    // Only a body that is no JSON is the caller's; anything else is a fault and goes on.
    if (cause instanceof SyntaxError) return refuse(context, 400, 'the body is not JSON')
    throw cause
  }
}
