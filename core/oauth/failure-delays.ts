/** So many failures cost nothing: people mistype. */
const FREE_FAILURES = 5
const FIRST_DELAY = 250
const LONGEST_DELAY = 4_000
/** After so long without another failure all is forgotten. */
const MEMORY = 15 * 60_000
/** INVARIANT: no more callers than this are remembered, whatever is sent; who failed longest ago is forgotten first. */
const MOST_REMEMBERED = 1_000

/** How long who keeps failing has to wait: twice as long after each failure, per subject and address (RFC 6749 §10.10). */
export class FailureDelays {
  readonly #failures = new Map<string, { readonly count: number; readonly at: number }>()

  /** Milliseconds before the next attempt is looked at; `now` in milliseconds since 1970. */
  due(subject: string, address: string, now: number): number {
    if (this.#failures.size === 0) return 0
    const failures = this.#failures.get(keyOf(subject, address))
    if (!failures || now - failures.at > MEMORY || failures.count < FREE_FAILURES) return 0
    return Math.min(FIRST_DELAY * 2 ** (failures.count - FREE_FAILURES), LONGEST_DELAY)
  }

  failed(subject: string, address: string, now: number): void {
    const key = keyOf(subject, address)
    const former = this.#failures.get(key)
    const count = former && now - former.at <= MEMORY ? former.count + 1 : 1
    this.#failures.delete(key)
    this.#failures.set(key, { count, at: now })
    if (this.#failures.size <= MOST_REMEMBERED) return
    for (const oldest of this.#failures.keys()) {
      this.#failures.delete(oldest)
      return
    }
  }

  succeeded(subject: string, address: string): void {
    if (this.#failures.size > 0) this.#failures.delete(keyOf(subject, address))
  }
}

/** A subject of any length is remembered by its beginning: real ones are shorter. */
function keyOf(subject: string, address: string): string {
  return `${address} ${subject.slice(0, 100)}`
}
