import type { FlowRun, StepPlan } from './flow-run.ts'
import { runFailed } from './flow-run.ts'
import type { Fetch, LabContext } from './ports.ts'

/** Milliseconds that a server may take for one answer. */
export const ANSWER_PATIENCE = 30_000
/** A longer answer is not read to its end. */
const LONGEST_BODY = 1_048_576

export interface RecordedRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

/**
 * Sends one request and writes it down as a step of the run. It never follows a redirect, and gives up on an answer that is
 * too long, takes too long or is no longer wanted.
 */
export async function exchange(
  { context, run, fetch }: { readonly context: LabContext; readonly run: FlowRun; readonly fetch: Fetch },
  plan: StepPlan,
  { url, ...request }: RecordedRequest & { readonly url: string },
): Promise<Response> {
  run.signal.throwIfAborted()
  refuseInsecure(url)
  const { method, headers, body = '' } = request
  const number = run.begin(plan, { method, url, headers, body })
  const limit = new AbortController()
  const stopWaiting = context.after(ANSWER_PATIENCE, () => {
    limit.abort()
  })
  const signal = AbortSignal.any([run.signal, limit.signal])
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers },
      redirect: 'manual',
      signal,
      ...(body === '' ? {} : { body }),
    })
    const text = await readText(response, signal)
    const received = { status: response.status, headers: headersOf(response), body: text }
    run.end(number, response.status < 400 ? 'done' : 'failed', received)
    // A status that allows no body must get none.
    const bodyless = [101, 204, 205, 304].includes(response.status)
    return new Response(bodyless ? null : text, { status: response.status, headers: response.headers })
  } catch (cause) {
    run.end(number, 'failed')
    if (cause instanceof TooLongError) throw runFailed('answer_too_long', { host: hostOf(url) })
    if (run.signal.aborted) throw cause
    const reason = limit.signal.aborted ? 'answer_too_late' : 'unreachable'
    throw runFailed(reason, { host: hostOf(url), seconds: ANSWER_PATIENCE / 1_000 })
  } finally {
    stopWaiting()
  }
}

/** Only https may leave this machine; http is for loopback addresses (RFC 6749 §3.1, §3.2). */
export function refuseInsecure(address: string): URL {
  if (!URL.canParse(address)) throw runFailed('address_unreadable')
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') throw runFailed('address_unreadable')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname))) return url
  throw runFailed(url.protocol === 'http:' ? 'address_insecure' : 'address_scheme', { host: url.host })
}

export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

class TooLongError extends Error {}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  if (!response.body) return ''
  const reader = response.body.getReader()
  const stop = () => {
    void reader.cancel().catch(() => undefined)
  }
  signal.addEventListener('abort', stop)
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return text + decoder.decode()
      length += value.byteLength
      if (length > LONGEST_BODY) throw new TooLongError()
      text += decoder.decode(value, { stream: true })
    }
  } catch (cause) {
    stop()
    throw cause
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

function headersOf(response: Response): Readonly<Record<string, string>> {
  return Object.fromEntries(response.headers)
}

function hostOf(url: string): string {
  return new URL(url).host
}
