import { keepPace, type Pace } from './long-question.ts'

/**
 * Things to cover, each with the numbers of the candidates that cover it, of which it needs one; and what each candidate
 * costs, a whole number above zero. Covers of the same cost are taken to have the same number of candidates.
 */
export interface CoverProblem {
  readonly things: readonly (readonly number[])[]
  readonly costs: readonly number[]
}

/** The chosen candidates, ascending. No cover costs less than `atLeast`, which is their cost unless the search was ended. */
export interface Cover {
  readonly chosen: readonly number[]
  readonly atLeast: number
}

/** How many steps a search may still take; shared by the searches of one question, and used up by them. */
export interface Budget {
  nodes: number
}

type Things = CoverProblem['things']

/** Between two looks at whether anybody still waits. */
const NODES_PER_LOOK = 1_024

/** The cheapest cover by branch and bound, and among equally cheap ones that with the lowest candidates. */
export function searchCover({ things, costs }: CoverProblem, budget: Budget, pace: Pace): Cover {
  let best = greedyCover(things, costs)
  let bestCost = costOf(best, costs)
  const cheapest = lowerBound(things, costs)

  /** False when the search was ended before it was done. */
  const search = (open: Things, chosen: readonly number[], accepts: 'cheaper' | 'equal'): boolean => {
    if (budget.nodes <= 0) return false
    if (budget.nodes % NODES_PER_LOOK === 0) keepPace(pace, 0, 1)
    budget.nodes--
    const cost = costOf(chosen, costs)
    if (open.length === 0) {
      const sorted = chosen.toSorted((one, other) => one - other)
      if (cost < bestCost || (cost === bestCost && isBefore(sorted, best))) best = sorted
      bestCost = Math.min(bestCost, cost)
      return true
    }
    const atLeast = cost + lowerBound(open, costs)
    if (atLeast > bestCost || (atLeast === bestCost && accepts === 'cheaper')) return true
    let rest = open
    for (const candidate of byCost(hardest(open), costs)) {
      const left = rest.filter((thing) => !thing.includes(candidate))
      if (!search(left, [...chosen, candidate], accepts)) return false
      // Every cover with this candidate was seen, so that the others need no longer look at it.
      rest = rest.map((thing) => thing.filter((other) => other !== candidate))
      if (rest.some((thing) => thing.length === 0)) break
    }
    return true
  }

  const isProven = search(things, [], 'cheaper')
  if (isProven) search(things, [], 'equal')
  return { chosen: best, atLeast: isProven ? bestCost : Math.min(cheapest, bestCost) }
}

export function costOf(chosen: Iterable<number>, costs: readonly number[]): number {
  let sum = 0
  for (const candidate of chosen) sum += costs[candidate] ?? 0
  return sum
}

/** A cover to begin with: again and again what covers most for its cost, and without what turns out to be needless. */
function greedyCover(things: Things, costs: readonly number[]): readonly number[] {
  const chosen: number[] = []
  for (let open = things; open.length > 0;) {
    let best: { readonly candidate: number; readonly price: number } | undefined
    for (const [candidate, count] of countCoverage(open)) {
      const price = (costs[candidate] ?? 0) / count
      if (!best || price < best.price || (price === best.price && candidate < best.candidate))
        best = { candidate, price }
    }
    if (!best) throw new Error('a thing has no candidate that covers it')
    const { candidate } = best
    chosen.push(candidate)
    open = open.filter((thing) => !thing.includes(candidate))
  }
  const needed = chosen.reduceRight<readonly number[]>((kept, candidate) => {
    const others = kept.filter((other) => other !== candidate)
    return things.every((thing) => thing.some((other) => others.includes(other))) ? others : kept
  }, chosen)
  return needed.toSorted((one, other) => one - other)
}

/**
 * A cost that no cover of these things can be below, the better of two: things that share no candidate each need one of
 * their own; and a candidate's cost, split among all things that it covers, is paid by each of them at least once.
 */
function lowerBound(things: Things, costs: readonly number[]): number {
  const coverage = countCoverage(things)
  const taken = new Set<number>()
  let apart = 0
  let split = 0
  for (const thing of things.toSorted((one, other) => one.length - other.length)) {
    let share = Infinity
    let cheapest = Infinity
    for (const candidate of thing) {
      const cost = costs[candidate] ?? 0
      cheapest = Math.min(cheapest, cost)
      share = Math.min(share, cost / (coverage.get(candidate) ?? 1))
    }
    split += share
    if (thing.some((candidate) => taken.has(candidate))) continue
    apart += cheapest
    for (const candidate of thing) taken.add(candidate)
  }
  // The shares are sums of fractions, which may come out a little too high.
  return Math.max(apart, Math.ceil(split - 0.001))
}

function countCoverage(things: Things): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const thing of things) {
    for (const candidate of thing) counts.set(candidate, (counts.get(candidate) ?? 0) + 1)
  }
  return counts
}

/** The thing with the fewest candidates, which leaves the fewest ways to go on. */
function hardest(things: Things): readonly number[] {
  return things.reduce((hard, thing) => (thing.length < hard.length ? thing : hard))
}

function byCost(candidates: readonly number[], costs: readonly number[]): readonly number[] {
  return candidates.toSorted((one, other) => (costs[one] ?? 0) - (costs[other] ?? 0) || one - other)
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((candidate, index) => candidate !== other[index])
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0)
}
