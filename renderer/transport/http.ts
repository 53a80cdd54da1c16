import { z } from 'zod'
import { topicNames } from '../../core/contract/contract.ts'
import type { TopicName } from '../../core/contract/contract.ts'
import { hostUnreachable } from './host.ts'
import type { Host } from './host.ts'
import { wait } from './wait.ts'

const tokenKey = 'grantdesk.session'
const sessionAnswer = z.object({ token: z.string().min(1) })
const topicLine = z.object({ topic: z.enum(topicNames), message: z.unknown() })

const firstPause = 500
const longestPause = 15_000

type Listeners = Map<TopicName, Set<(message: unknown) => void>>

/**
 * The browser's way to the core: a one-time code from the address becomes a bearer token that lives as long as
 * the tab does. `unreachable` is the sentence for a call that found nobody.
 */
export async function createHttpHost(unreachable: () => string): Promise<Host> {
  const code = takeCode()
  if (code !== null) await openSession(code)
  const listeners: Listeners = new Map()
  const endedListeners = new Set<() => void>()
  let ended = sessionStorage.getItem(tokenKey) === null

  const end = () => {
    if (ended) return
    ended = true
    sessionStorage.removeItem(tokenKey)
    for (const listener of endedListeners) listener()
  }

  if (!ended) void streamTopics(listeners, () => ended, end)

  return {
    kind: 'browser',
    async call(operation, input) {
      const answer = await post(`/admin/${operation}`, input, bearer()).catch(() => null)
      if (answer?.status === 401) end()
      // The contract answers with 200 only; anything else is the host's own refusal.
      if (!answer?.ok || !isJson(answer)) return hostUnreachable(unreachable())
      return answer.json()
    },
    subscribe(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      listeners.set(topic, set)
      // The topic's name decides the shape of its messages, which the compiler cannot follow through the map.
      set.add(listener as (message: unknown) => void)
      return () => set.delete(listener as (message: unknown) => void)
    },
    onEnded(listener) {
      endedListeners.add(listener)
      if (ended) listener()
    },
  }
}

/** The one-time code of the address, which is removed from the address bar and the history at once. */
function takeCode(): string | null {
  const match = /^#code=([A-Za-z0-9._~-]+)$/.exec(location.hash)
  if (!match) return null
  history.replaceState(null, '', location.pathname)
  return match[1] ?? null
}

async function openSession(code: string): Promise<void> {
  sessionStorage.removeItem(tokenKey)
  const answer = await post('/session', { code }, {}).catch(() => null)
  if (!answer?.ok || !isJson(answer)) return
  const parsed = sessionAnswer.safeParse(await answer.json())
  if (parsed.success) sessionStorage.setItem(tokenKey, parsed.data.token)
}

async function streamTopics(listeners: Listeners, isEnded: () => boolean, end: () => void): Promise<void> {
  let pause = firstPause
  let lost = false
  while (!isEnded()) {
    const answer = await fetch('/topics', { headers: bearer() }).catch(() => null)
    if (answer?.status === 401) {
      end()
      return
    }
    if (answer?.ok && answer.body) {
      pause = firstPause
      // What happened while nobody listened is unknown, so everything may have changed.
      if (lost) announce(listeners, 'changed', { at: new Date().toISOString() })
      await readLines(answer.body, (line) => {
        const parsed = topicLine.safeParse(parseJson(line))
        if (parsed.success) announce(listeners, parsed.data.topic, parsed.data.message)
      }).catch(() => undefined)
    }
    lost = true
    await wait(pause)
    pause = Math.min(pause * 2, longestPause)
  }
}

function announce(listeners: Listeners, topic: TopicName, message: unknown): void {
  for (const listener of listeners.get(topic) ?? []) listener(message)
}

async function readLines(body: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') onLine(line)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function post(path: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

function bearer(): Record<string, string> {
  const token = sessionStorage.getItem(tokenKey)
  return token === null ? {} : { authorization: `Bearer ${token}` }
}

function isJson(answer: Response): boolean {
  return answer.headers.get('content-type')?.startsWith('application/json') ?? false
}
