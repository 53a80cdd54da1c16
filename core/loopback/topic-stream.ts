import { topicNames } from '../contract/contract.ts'
import type { Served } from '../contract/dispatch.ts'

/** A blank line this often (in milliseconds) tells both ends that the other is still there. */
const HEARTBEAT = 15_000

/**
 * What is told without being asked, one JSON object a line: `{ "topic", "message" }`. It ends when its reader goes
 * or the signal says so.
 */
export function streamTopics(
  grantdesk: Pick<Served, 'subscribe'>,
  page: { readonly signal: AbortSignal; onOpen(): () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const ends: (() => void)[] = []
  const stop = () => {
    for (const end of ends.splice(0)) end()
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const write = (line: string) => {
        controller.enqueue(encoder.encode(`${line}\n`))
      }
      ends.push(page.onOpen())
      for (const topic of topicNames) {
        ends.push(
          grantdesk.subscribe(topic, (message) => {
            write(JSON.stringify({ topic, message }))
          }),
        )
      }
      const heartbeat = setInterval(write, HEARTBEAT, '')
      heartbeat.unref()
      ends.push(() => {
        clearInterval(heartbeat)
      })
      const leave = () => {
        stop()
        controller.close()
      }
      page.signal.addEventListener('abort', leave, { once: true })
      ends.push(() => {
        page.signal.removeEventListener('abort', leave)
      })
      write('')
      if (page.signal.aborted) leave()
    },
    cancel: stop,
  })
}
