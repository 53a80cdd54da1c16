/** Keeps the few values that were asked for last, by id. */
export class Recent<Value> {
  readonly #most: number
  readonly #kept = new Map<string, Value>()

  constructor(most: number) {
    this.#most = most
  }

  get(id: string): Value | undefined {
    const value = this.#kept.get(id)
    if (value !== undefined) this.put(id, value)
    return value
  }

  put(id: string, value: Value): void {
    this.#kept.delete(id)
    this.#kept.set(id, value)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest)
  }
}
