import { StoreError } from './store-error.ts'
import type { Versions } from './version.ts'

/** How often the file is asked, in milliseconds, whether another process changed it. */
const POLL_INTERVAL = 250
/** Usage counts come every second from a busy server; lists that show them need not be read as often. */
const USAGE_INTERVAL = 5_000

/**
 * Tells listeners of committed changes: this process's records at once, other processes' at the next poll, and that
 * usage was counted once in a while. Tokens come and go unsaid.
 */
export class ChangeFeed {
  readonly #ask: () => Versions
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout | null = null
  #seen: Versions = { records: 0, usage: 0 }
  #toldAt = 0

  constructor(ask: () => Versions) {
    this.#ask = ask
  }

  subscribe(listener: () => void): () => void {
    // A wrapper, so that one function may subscribe twice.
    const entry = (): void => {
      listener()
    }
    this.#listeners.add(entry)
    if (!this.#timer) this.#startPolling()
    return () => {
      this.#listeners.delete(entry)
      if (this.#listeners.size === 0) this.close()
    }
  }

  /** Tells that this process committed a change of records, which made this version. */
  committed(records: number): void {
    this.#seen = { ...this.#seen, records }
    this.#announce()
  }

  /** Calls every listener soon, and apart from whoever announces: a listener's fault is not theirs. */
  #announce(): void {
    this.#toldAt = performance.now()
    for (const listener of this.#listeners)
      queueMicrotask(() => {
        if (this.#listeners.has(listener)) listener()
      })
  }

  close(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  #startPolling(): void {
    this.#seen = this.#versions() ?? this.#seen
    this.#timer = setInterval(() => {
      const versions = this.#versions()
      if (versions === null) return
      const { records, usage } = this.#seen
      const mayTellUsage = performance.now() - this.#toldAt >= USAGE_INTERVAL
      if (versions.records === records && (versions.usage === usage || !mayTellUsage)) return
      this.#seen = versions
      this.#announce()
    }, POLL_INTERVAL)
    this.#timer.unref()
  }

  /** Null while the file cannot be asked; the next unit of work will say why. */
  #versions(): Versions | null {
    try {
      return this.#ask()
    } catch (cause) {
      if (cause instanceof StoreError) return null
      throw cause
    }
  }
}
