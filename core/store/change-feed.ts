import type { Connection } from './connection.ts'
import { StoreError } from './store-error.ts'

/** How often the file is asked, in milliseconds, whether another process changed it. */
const POLL_INTERVAL = 250

/** Tells listeners of committed changes: this process's at once, other processes' at the next poll. */
export class ChangeFeed {
  readonly #writer: Connection
  readonly #listeners = new Set<() => void>()
  #timer: NodeJS.Timeout | null = null
  #seen: unknown = null

  /** SQLite raises a connection's data version for the commits of others only; this process commits on `writer`. */
  constructor(writer: Connection) {
    this.#writer = writer
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

  /** Calls every listener soon, and apart from whoever announces: a listener's fault is not theirs. */
  announce(): void {
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
    this.#seen = this.#version() ?? this.#seen
    this.#timer = setInterval(() => {
      const version = this.#version()
      if (version === null || version === this.#seen) return
      this.#seen = version
      this.announce()
    }, POLL_INTERVAL)
    this.#timer.unref()
  }

  /** Null while the file cannot be asked; the next unit of work will say why. */
  #version(): unknown {
    try {
      return this.#writer.pragma('data_version')
    } catch (cause) {
      if (cause instanceof StoreError) return null
      throw cause
    }
  }
}
