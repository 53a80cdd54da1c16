/** Runs what concerns the same subject one after another; who is about another subject waits for nobody. */
export class OneAtATime {
  readonly #last = new Map<string, Promise<null>>()

  async run<Value>(subject: string, work: () => Promise<Value>): Promise<Value> {
    const former = this.#last.get(subject)
    const { promise, resolve } = Promise.withResolvers<null>()
    this.#last.set(subject, promise)
    await former
    try {
      return await work()
    } finally {
      resolve(null)
      if (this.#last.get(subject) === promise) this.#last.delete(subject)
    }
  }
}
