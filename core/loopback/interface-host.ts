import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Served } from '../contract/dispatch.ts'
import { IdleWatch } from './idle-watch.ts'
import { buildInterfaceApp } from './interface-app.ts'
import { listenOn } from './listen.ts'
import { LoopbackSessions } from './loopback-sessions.ts'
import { protectAnswer } from './request-guards.ts'

export interface InterfaceHostOptions {
  readonly grantdesk: Served
  /** Where the built renderer lies. */
  readonly rendererDirectory: string
  /** 0 takes any free port. */
  readonly port: number
  /** Stops by itself after this many milliseconds without a call or an open page (B6). */
  readonly idleAfter?: number
  /** How many milliseconds a request may take to arrive. */
  readonly patience?: number
  /** Takes one line without a secret in it. */
  log(line: string): void
}

export interface InterfaceHost {
  readonly origin: string
  /** Settles when the host has stopped, by `close` or because nobody used it. */
  readonly stopped: Promise<void>
  /**
   * What a person opens, once and soon; it carries a one-time code in its fragment, which browsers send to nobody.
   * Each caller gets an address of its own.
   */
  issueAddress(): string
  close(): Promise<void>
}

const DEFAULT_IDLE = 12 * 3_600_000
const DEFAULT_PATIENCE = 60_000
/** How often Node looks for requests that take too long, in milliseconds. */
const CHECK_INTERVAL = 5_000

/** Serves the interface on 127.0.0.1 only, to whoever holds a one-time code (B1 to B6). */
export async function startInterfaceHost(options: InterfaceHostOptions): Promise<InterfaceHost> {
  if (process.getuid?.() === 0) {
    options.log('the interface host runs as root; an ordinary user is enough and safer')
  }
  const patience = options.patience ?? DEFAULT_PATIENCE
  const server = createServer({
    requestTimeout: patience,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL, patience),
  })
  const port = await listenOn(server, options.port, '127.0.0.1')
  // As a browser writes it: without the port where that is the scheme's own.
  const { origin } = new URL(`http://127.0.0.1:${String(port)}`)
  const sessions = new LoopbackSessions(() => performance.now())
  const idle = new IdleWatch(options.idleAfter ?? DEFAULT_IDLE, () => {
    options.log('nobody used the interface host, so it stops')
    void close()
  })
  const answer = getRequestListener(buildInterfaceApp({ ...options, origin, sessions, idle }).fetch)
  server.on('request', (request, response) => {
    protectAnswer(response)
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
  return { origin, stopped, close, issueAddress: () => `${origin}/#code=${sessions.issueCode()}` }
}
