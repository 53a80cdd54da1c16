import type { Server } from 'node:net'
import { findPortHolder } from './port-holder.ts'
import { PortUnavailableError } from './port-unavailable.ts'

export interface Listening<Listener extends Server> {
  readonly port: number
  /** Such as `127.0.0.1:8484` and `[::1]:8484`. */
  readonly addresses: readonly string[]
  readonly servers: readonly Listener[]
}

/** How often another free port is tried where the one that IPv4 gave is taken under IPv6. */
const ATTEMPTS = 5

/**
 * Listens on 127.0.0.1 and, where the machine has it, on [::1] with the same port (L2, RFC 8252 §7.3); 0 takes a free one. A
 * port that one of them cannot have is an error at once, so that nobody else gets half of what is meant for it.
 */
export async function listenOnLoopback<Listener extends Server>(
  create: () => Listener,
  port: number,
): Promise<Listening<Listener>> {
  for (let attempt = 1; ; attempt++) {
    const first = create()
    const taken = await listenOn(first, port, '127.0.0.1')
    const second = create()
    try {
      await listenOn(second, taken, '::1')
      const addresses = [`127.0.0.1:${String(taken)}`, `[::1]:${String(taken)}`]
      return { port: taken, addresses, servers: [first, second] }
    } catch (cause) {
      if (isMissingAddress(cause)) {
        return { port: taken, addresses: [`127.0.0.1:${String(taken)}`], servers: [first] }
      }
      await closed(first)
      const mayRetry = port === 0 && cause instanceof PortUnavailableError && attempt < ATTEMPTS
      if (!mayRetry) throw cause
    }
  }
}

/** Listens on one address; a port that is taken or forbidden is a `PortUnavailableError`. */
export async function listenOn(server: Server, port: number, host: '127.0.0.1' | '::1'): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host, ipv6Only: host === '::1' }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (cause) {
    const reason = reasons[codeOf(cause)]
    if (reason === undefined) throw cause
    const holder = reason === 'taken' ? await findPortHolder(port) : undefined
    throw new PortUnavailableError(port, reason, { cause, ...(holder && { holder }) })
  }
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

const reasons: Readonly<Record<string, PortUnavailableError['reason']>> = {
  EADDRINUSE: 'taken',
  EACCES: 'forbidden',
}

/** The machine has no IPv6, or has no loopback address in it. */
export function isMissingAddress(cause: unknown): boolean {
  return codeOf(cause) === 'EADDRNOTAVAIL' || codeOf(cause) === 'EAFNOSUPPORT'
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve()
    })
  })
}
