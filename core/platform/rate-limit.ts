import type { Clock } from '../organization/ports.ts'
import { PlatformRefusal } from './platform-refusal.ts'

/** In milliseconds. */
const WINDOW = 60_000
/** With more windows than this, those that are over are forgotten. */
const MANY_WINDOWS = 10_000
/** At most this often, in milliseconds. */
const SWEEP_INTERVAL = 10_000

interface Window {
  /** By the machine's clock: moving an organization's own clock refills nothing. */
  readonly since: number
  count: number
}

/** Counts the requests of each token by the minute (S5). */
export class RateLimits {
  readonly #clock: Clock
  readonly #windows = new Map<string, Window>()
  #swept = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Counts one request; refuses it where it is one too many, else answers what the vendor's headers say. */
  count(hash: string, allowed: number | null): Readonly<Record<string, string>> {
    if (allowed === null) return {}
    const now = this.#clock().getTime()
    const window = this.#windowOf(hash, now)
    window.count++
    const seconds = String(Math.max(1, Math.ceil((window.since + WINDOW - now) / 1_000)))
    const headers = {
      'inin-ratelimit-count': String(window.count),
      'inin-ratelimit-allowed': String(allowed),
      'inin-ratelimit-reset': seconds,
    }
    if (window.count <= allowed) return headers
    throw new PlatformRefusal('too.many.requests.retry.after', {
      params: { seconds },
      headers: { ...headers, 'retry-after': seconds },
    })
  }

  #windowOf(hash: string, now: number): Window {
    const known = this.#windows.get(hash)
    if (known && isOpen(known, now)) return known
    if (this.#windows.size >= MANY_WINDOWS && Math.abs(now - this.#swept) >= SWEEP_INTERVAL) this.#sweep(now)
    const opened = { since: now, count: 0 }
    this.#windows.set(hash, opened)
    return opened
  }

  #sweep(now: number): void {
    this.#swept = now
    for (const [hash, window] of this.#windows) if (!isOpen(window, now)) this.#windows.delete(hash)
  }
}

/** A clock that was set back leaves no window open for longer than a minute. */
function isOpen({ since }: Window, now: number): boolean {
  return now >= since && now < since + WINDOW
}
