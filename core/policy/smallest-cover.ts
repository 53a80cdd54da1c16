import type { Pace } from './long-question.ts'
import { costOf, searchCover, type Budget, type Cover, type CoverProblem } from './search-cover.ts'

/**
 * The cheapest cover, and among equally cheap ones the first: what has no choice is taken at once, and parts that have
 * nothing in common are searched apart.
 */
export function smallestCover(problem: CoverProblem, maxNodes: number, pace: Pace = {}): Cover {
  const { forced, rest } = reduce(problem)
  const budget: Budget = { nodes: maxNodes }
  const chosen = [...forced]
  let atLeast = costOf(forced, problem.costs)
  for (const things of separate(rest)) {
    const part = searchCover({ things, costs: problem.costs }, budget, pace)
    chosen.push(...part.chosen)
    atLeast += part.atLeast
  }
  return { chosen: chosen.sort((one, other) => one - other), atLeast }
}

/** Takes what must be taken and drops what can be dropped, until nothing more follows. */
function reduce({ things, costs }: CoverProblem): {
  readonly forced: readonly number[]
  readonly rest: CoverProblem['things']
} {
  const forced = new Set<number>()
  let rest = withoutEasier(things)
  for (;;) {
    const single = rest.find((candidates) => candidates.length === 1)?.[0]
    if (single !== undefined) {
      forced.add(single)
      rest = rest.filter((candidates) => !candidates.includes(single))
      continue
    }
    const worse = worseCandidates({ things: rest, costs })
    if (worse.size === 0) return { forced: [...forced], rest }
    rest = withoutEasier(rest.map((candidates) => candidates.filter((candidate) => !worse.has(candidate))))
  }
}

/** Without the things that are covered by whatever covers another one. */
function withoutEasier(things: CoverProblem['things']): CoverProblem['things'] {
  const distinct = new Map(
    things.map((candidates) => {
      const sorted = [...new Set(candidates)].sort((one, other) => one - other)
      return [sorted.join(), { sorted, set: new Set(sorted) }] as const
    }),
  )
  const kept: { readonly sorted: readonly number[]; readonly set: ReadonlySet<number> }[] = []
  for (const thing of [...distinct.values()].sort((one, other) => one.sorted.length - other.sorted.length)) {
    if (!kept.some(({ set }) => set.isSubsetOf(thing.set))) kept.push(thing)
  }
  return kept.map(({ sorted }) => sorted)
}

/** Candidates in whose place another one could always be taken, which costs less, or the same and stands before it. */
function worseCandidates({ things, costs }: CoverProblem): ReadonlySet<number> {
  const covered = coverage(things)
  const worse = new Set<number>()
  for (const [candidate, own] of covered) {
    const first = [...own][0]
    const rivals = first === undefined ? [] : (things[first] ?? [])
    const isWorse = rivals.some((rival) => {
      const cheaper = (costs[candidate] ?? 0) - (costs[rival] ?? 0)
      const isPreferred = cheaper > 0 || (cheaper === 0 && rival < candidate)
      return isPreferred && !worse.has(rival) && own.isSubsetOf(covered.get(rival) ?? new Set())
    })
    if (isWorse) worse.add(candidate)
  }
  return worse
}

/** Which things each candidate covers. */
function coverage(things: CoverProblem['things']): ReadonlyMap<number, ReadonlySet<number>> {
  const covered = new Map<number, Set<number>>()
  for (const [thing, candidates] of things.entries()) {
    for (const candidate of candidates) {
      const own = covered.get(candidate) ?? new Set()
      covered.set(candidate, own.add(thing))
    }
  }
  return covered
}

/** Parts of the problem that share no candidate. */
function separate(things: CoverProblem['things']): readonly CoverProblem['things'][] {
  const left = new Set(things)
  const parts: (readonly number[])[][] = []
  for (const start of things) {
    if (!left.delete(start)) continue
    const part = [start]
    const candidates = new Set(start)
    for (let grown = true; grown;) {
      grown = false
      for (const thing of left) {
        if (!thing.some((candidate) => candidates.has(candidate))) continue
        left.delete(thing)
        part.push(thing)
        for (const candidate of thing) candidates.add(candidate)
        grown = true
      }
    }
    parts.push(part)
  }
  return parts
}
