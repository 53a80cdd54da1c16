/** Stops a host that nobody uses; an open page holds it open (B6). */
export class IdleWatch {
  readonly #after: number
  readonly #onIdle: () => void
  #held = 0
  #stopped = false
  #timer: NodeJS.Timeout | undefined

  /** Calls back after this many milliseconds without a sign of use. */
  constructor(after: number, onIdle: () => void) {
    this.#after = after
    this.#onIdle = onIdle
    this.touch()
  }

  /** Somebody uses the host. */
  touch(): void {
    clearTimeout(this.#timer)
    if (this.#stopped || this.#held > 0) return
    this.#timer = setTimeout(this.#onIdle, this.#after)
    this.#timer.unref()
  }

  /** Holds the host open until the answer is called. */
  hold(): () => void {
    this.#held++
    this.touch()
    return () => {
      this.#held--
      this.touch()
    }
  }

  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
  }
}
