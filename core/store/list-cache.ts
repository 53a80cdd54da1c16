const MOST_SEARCHES = 50

/** What is known about one version of one organization's list: sizes, orders and results of searches. */
export interface ListKnowledge {
  readonly version: number
  readonly totals: Map<string, number>
  /** Row numbers in the order of the list, by filter. */
  readonly orders: Map<string, Uint32Array>
  /** Row numbers that match, in the order of the list, by search and filter. */
  readonly matches: Map<string, Uint32Array>
}

/**
 * Remembers what was worked out about lists for as long as they do not change, so that the second page of a broad
 * search costs nothing. Every change of a list raises its version in the same transaction.
 */
export class ListCache {
  readonly #lists = new Map<string, ListKnowledge>()

  of(list: string, version: number): ListKnowledge {
    const known = this.#lists.get(list)
    if (known?.version === version) return known
    const fresh = { version, totals: new Map(), orders: new Map(), matches: new Map() }
    this.#lists.set(list, fresh)
    return fresh
  }
}

/** Keeps a search's result, and lets go of the oldest one. */
export function rememberMatches(knowledge: ListKnowledge, key: string, numbers: Uint32Array): void {
  knowledge.matches.set(key, numbers)
  const [oldest] = knowledge.matches.keys()
  if (knowledge.matches.size > MOST_SEARCHES && oldest !== undefined) knowledge.matches.delete(oldest)
}
