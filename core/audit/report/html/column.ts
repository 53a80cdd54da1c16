/** Numbers of a column, written as they are or as runs of the same number. */
export class Column {
  readonly #numbers: number[] = []

  add(number: number): void {
    this.#numbers.push(number)
  }

  *plain(): Generator<string> {
    yield '['
    for (let from = 0; from < this.#numbers.length; from += 8192) {
      yield (from === 0 ? '' : ',') + this.#numbers.slice(from, from + 8192).join(',')
    }
    yield ']'
  }

  *runs(): Generator<string> {
    const runs: number[] = []
    let from = 0
    for (let at = 1; at <= this.#numbers.length; at++) {
      const value = this.#numbers[from]
      if (value === undefined || this.#numbers[at] === value) continue
      runs.push(value, at - from)
      from = at
    }
    yield JSON.stringify(runs)
  }
}

/** Texts that occur more than once, each with its number. */
export class TextTable {
  readonly #numbers = new Map<string, number>()

  numberOf(text: string): number {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#numbers.size)
    return this.#numbers.size - 1
  }

  texts(): Iterable<string> {
    return this.#numbers.keys()
  }
}
