import { topicNames } from '../contract/contract.ts'
import type { Served } from '../contract/dispatch.ts'

/** A blank line this often (in milliseconds) tells both ends that the other is still there. */
const HEARTBEAT = 15_000

/** What is told without being asked, one JSON object a line: `{ "topic", "message" }`. */
export function streamTopics(
  grantdesk: Pick<Served, 'subscribe'>,
  page: { readonly signal: AbortSignal; onOpen(): () => void },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let stop = () => {
    // Nothing to stop before the stream has started.
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => {
      const release = page.onOpen()
      const write = (line: string) => {
        controller.enqueue(encoder.encode(`${line}\n`))
      }
      const unsubscribe = topicNames.map((topic) =>
        grantdesk.subscribe(topic, (message) => {
          write(JSON.stringify({ topic, message }))
        }),
      )
      const heartbeat = setInterval(() => {
        write('')
      }, HEARTBEAT)
      heartbeat.unref()
      let stopped = false
      stop = () => {
        if (stopped) return
        stopped = true
        clearInterval(heartbeat)
        for (const end of unsubscribe) end()
        release()
      }
      page.signal.addEventListener('abort', () => {
        stop()
      })
      write('')
    },
    cancel: () => {
      stop()
    },
  })
}
