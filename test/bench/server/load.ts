import { connect } from 'node:net'

/** What a load generator is to send: the requests in turn, over so many connections that stay open. */
export interface LoadOrder {
  readonly port: number
  readonly connections: number
  /** In milliseconds; what is answered during the first is not counted. */
  readonly warmUp: number
  readonly duration: number
  /** Whole HTTP requests as they go over the wire, with `HOST` in the place of the server's name. */
  readonly requests: readonly string[]
}

export interface LoadResult {
  readonly perSecond: number
  /** In milliseconds. */
  readonly p50: number
  readonly p99: number
  /** How many answers had which status. */
  readonly statuses: Readonly<Record<string, number>>
}

/**
 * A process of its own, so that the server's event loop is not the client's: sockets that write a ready request and read just
 * enough of its answer, because a whole HTTP client would be slower than the servers.
 */
process.on('message', (order: LoadOrder) => {
  load(order).then(
    (result) => process.send?.(result),
    (cause: unknown) => {
      console.error(cause)
      process.exit(1)
    },
  )
})

async function load({ port, connections, warmUp, duration, requests }: LoadOrder): Promise<LoadResult> {
  const took: number[] = []
  const statuses: Record<string, number> = {}
  const texts = requests.map((text) =>
    Buffer.from(text.replace('Host: HOST', `Host: 127.0.0.1:${String(port)}`)),
  )
  const begin = performance.now() + warmUp
  const end = begin + duration
  let next = 0
  const run = () =>
    new Promise<void>((resolve, reject) => {
      let received = Buffer.alloc(0)
      let since = 0
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const send = () => {
        since = performance.now()
        socket.write(texts[next++ % texts.length] ?? '')
      }
      socket.on('connect', send)
      socket.on('data', (chunk) => {
        received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
        const status = readWhole(received)
        if (status === undefined) return
        received = Buffer.alloc(0)
        const now = performance.now()
        if (now >= begin) {
          took.push(now - since)
          statuses[status] = (statuses[status] ?? 0) + 1
        }
        if (now < end) send()
        else socket.end()
      })
      socket.on('error', reject)
      socket.on('close', () => {
        resolve()
      })
    })
  await Promise.all(Array.from({ length: connections }, run))
  took.sort((one, other) => one - other)
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0
  return { perSecond: took.length / (duration / 1_000), p50: at(0.5), p99: at(0.99), statuses }
}

/** The status of an answer that is there to its end; undefined for one that is not. */
function readWhole(received: Buffer): string | undefined {
  const end = received.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = received.toString('latin1', 0, end)
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0)
  return received.length < end + 4 + length ? undefined : head.slice(9, 12)
}
