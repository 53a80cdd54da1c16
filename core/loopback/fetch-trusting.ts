import { request } from 'node:https'
import type { Fetch } from '../lab/ports.ts'

/**
 * A fetch that trusts one certificate and no other, which the platform's own cannot; it follows no redirect, and sends text and
 * forms only.
 */
export function fetchTrusting(certificate: string): Fetch {
  return (url, init) =>
    new Promise((resolve, reject) => {
      const { body, signal } = init
      const headers = new Headers(init.headers)
      if (body instanceof URLSearchParams && !headers.has('content-type')) {
        headers.set('content-type', 'application/x-www-form-urlencoded;charset=UTF-8')
      }
      const sent = request(
        url,
        {
          method: init.method ?? 'GET',
          headers: Object.fromEntries(headers),
          ca: certificate,
          agent: false,
          ...(signal && { signal }),
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () => {
            const status = answer.statusCode ?? 0
            const received = new Headers()
            for (const [name, value] of Object.entries(answer.headersDistinct)) {
              for (const one of value ?? []) received.append(name, one)
            }
            const hasBody = status !== 204 && status !== 304
            resolve(new Response(hasBody ? Buffer.concat(chunks) : null, { status, headers: received }))
          })
        },
      )
      sent.on('error', reject)
      if (body === undefined || body === null) sent.end()
      else if (typeof body === 'string') sent.end(body)
      else if (body instanceof URLSearchParams) sent.end(body.toString())
      else sent.destroy(new TypeError('only text and forms are sent here'))
    })
}
