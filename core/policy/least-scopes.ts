import { operationName, type Operation } from '../model/operation.ts'
import { compareScopes, coveringScopes, scopeCovers, scopeRisk } from '../model/scope.ts'
import type { Pace } from './long-question.ts'
import { smallestCover } from './smallest-cover.ts'

/** Steps after which the search for the smallest set is ended; a question about the vendor's scopes takes none or few. */
const MAX_NODES = 50_000

/** What was called, and the scopes that the app has now: granted and requested. */
export interface LeastScopesAsked {
  readonly operations: Iterable<Operation>
  readonly present: Iterable<string>
  readonly maxNodes?: number
}

export interface LeastScopes {
  /** In the order in which lists name scopes. */
  readonly suggested: readonly string[]
  /** Each distinct operation, with a suggested scope that reaches it; null where none is needed. */
  readonly observed: readonly { readonly operation: Operation; readonly coveredBy: string | null }[]
  /** `optimal`: no smaller set exists. `bounded`: at least `atLeast` scopes are needed; the search was ended. */
  readonly proof: { readonly kind: 'optimal' | 'bounded'; readonly atLeast: number }
}

/**
 * The fewest scopes that reach all that was called (P4); of equally small sets the one with the fewest scopes to write,
 * then with the most that are there already, then with the fewest privileged ones, then the first by name.
 *
 * Candidates are the scopes that the operations list and those that are present: any other reaches no more than one of
 * these, and lets the app do more.
 */
export function leastScopes(
  { operations, present, maxNodes = MAX_NODES }: LeastScopesAsked,
  pace: Pace = {},
): LeastScopes {
  const distinct = [...new Map(Array.from(operations, (one) => [operationName(one), one])).values()]
  const held = new Set(present)
  const listed = distinct.flatMap(({ scopes }) => scopes)
  const candidates = [...new Set([...listed, ...held])].sort(compareScopes)
  const needing = distinct.filter(({ scopes }) => scopes.length > 0)
  const numbers = new Map(candidates.map((scope, number) => [scope, number]))
  const things = needing.map(({ scopes }) =>
    scopes.flatMap(coveringScopes).flatMap((scope) => numbers.get(scope) ?? []),
  )
  const costs = candidates.map((scope) => costOf(scope, held, candidates.length + 1))
  const cover = smallestCover({ things, costs }, maxNodes, pace)
  const suggested = cover.chosen.flatMap((number) => candidates[number] ?? [])
  const atLeast = Math.floor(cover.atLeast / (candidates.length + 1) ** 3)
  return {
    suggested,
    observed: distinct.map((operation) => ({
      operation,
      // The last one that covers it lets the app do the least.
      coveredBy: suggested.findLast((scope) => covers(scope, operation)) ?? null,
    })),
    proof: { kind: atLeast === suggested.length ? 'optimal' : 'bounded', atLeast },
  }
}

/**
 * What a scope costs, as one number of four digits: itself, whether it writes, is absent, is privileged. The base is
 * above the number of candidates, so that no digit of a sum reaches the next.
 */
function costOf(scope: string, present: ReadonlySet<string>, base: number): number {
  const risk = scopeRisk(scope)
  const digits = [true, risk !== 'read', !present.has(scope), risk === 'privileged']
  return digits.reduce((cost, digit) => cost * base + Number(digit), 0)
}

function covers(scope: string, operation: Operation): boolean {
  return operation.scopes.some((wanted) => scopeCovers(scope, wanted))
}
