/** Runs asynchronous tasks one after the other, in the order in which they came. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  run<Value>(task: () => Promise<Value>): Promise<Value> {
    const result = this.#last.then(task)
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when everything that was queued so far is done. */
  async settled(): Promise<void> {
    await this.#last
  }
}
