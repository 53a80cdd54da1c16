import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../core/model/operation.ts'
import { compareScopes, scopeCovers, scopeRisk } from '../../../core/model/scope.ts'
import { leastScopes } from '../../../core/policy/least-scopes.ts'
import { Stopped } from '../../../core/policy/long-question.ts'
import { contentOf } from '../catalogue/documents.ts'
import { fc, propertySeed } from '../catalogue/property-seed.ts'

/** One operation for each list of scopes. */
function listing(lists: readonly (readonly string[])[]): readonly Operation[] {
  return lists.map((scopes, number) => ({
    method: 'GET',
    path: `/api/v2/things/${String(number)}`,
    permissions: { match: 'any', names: [] },
    scopes,
    acceptsOAuth: true,
    deprecated: false,
  }))
}

const reaches = (scope: string, { scopes }: Operation) => scopes.some((wanted) => scopeCovers(scope, wanted))

/** The least set found by trying every one; `among` are the scopes that might be in it. */
function triedOut(
  operations: readonly Operation[],
  among: readonly string[],
  present: readonly string[],
): readonly string[] {
  const names = [...new Set(among)].sort(compareScopes)
  const needing = operations.filter(({ scopes }) => scopes.length > 0)
  let best: { readonly set: readonly string[]; readonly rank: readonly number[] } | undefined
  for (let bits = 0; bits < 2 ** names.length; bits++) {
    const set = names.filter((_name, place) => (bits & (1 << place)) !== 0)
    if (!needing.every((operation) => set.some((scope) => reaches(scope, operation)))) continue
    const rank = [
      set.length,
      set.filter((scope) => scopeRisk(scope) !== 'read').length,
      set.filter((scope) => !present.includes(scope)).length,
      set.filter((scope) => scopeRisk(scope) === 'privileged').length,
      ...set.map((scope) => names.indexOf(scope)),
    ]
    if (!best || isLess(rank, best.rank)) best = { set, rank }
  }
  return best?.set ?? []
}

function isLess(one: readonly number[], other: readonly number[]): boolean {
  const place = one.findIndex((rank, index) => rank !== other[index])
  return place >= 0 && (one[place] ?? 0) < (other[place] ?? 0)
}

const suggestedFor = (lists: readonly (readonly string[])[], present: readonly string[] = []) =>
  leastScopes({ operations: listing(lists), present }).suggested

describe('the least scopes that reach what was called', () => {
  it('are readonly ones where that is enough (P4)', () => {
    expect(suggestedFor([['users', 'users:readonly'], ['users:readonly']])).toEqual(['users:readonly'])
    expect(suggestedFor([['users', 'users:readonly'], ['users']])).toEqual(['users'])
  })

  it('are readonly ones even where a wider one is there already', () => {
    expect(suggestedFor([['users', 'users:readonly']], ['users'])).toEqual(['users:readonly'])
  })

  it('are fewer rather than readonly', () => {
    const lists = [
      ['routing:readonly', 'users'],
      ['analytics:readonly', 'users'],
    ]
    expect(suggestedFor(lists)).toEqual(['users'])
  })

  it('are the ones that are present, then the less privileged, then the first by name', () => {
    expect(suggestedFor([['analytics', 'routing', 'users']], ['users'])).toEqual(['users'])
    expect(suggestedFor([['oauth', 'users', 'routing']])).toEqual(['routing'])
    expect(suggestedFor([['routing', 'analytics']])).toEqual(['analytics'])
  })

  it('are none where none is needed, and name none for such an operation', () => {
    expect(leastScopes({ operations: listing([[]]), present: ['users'] })).toEqual({
      suggested: [],
      observed: [{ operation: listing([[]])[0], coveredBy: null }],
      proof: { kind: 'optimal', atLeast: 0 },
    })
  })

  it('name for each operation, once, the scope that lets the app do the least', () => {
    const operations = listing([['users'], ['users:readonly', 'routing:readonly'], ['routing:readonly']])
    const { observed, suggested } = leastScopes({ operations: [...operations, ...operations], present: [] })
    expect(suggested).toEqual(['users', 'routing:readonly'])
    expect(observed.map(({ coveredBy }) => coveredBy)).toEqual([
      'users',
      'routing:readonly',
      'routing:readonly',
    ])
  })
})

const names = [
  'analytics',
  'analytics:readonly',
  'oauth',
  'oauth:readonly',
  'routing',
  'routing:readonly',
  'users',
  'users:readonly',
  'user-basic-info',
  'architect:readonly',
] as const
const someNames = (least: number, most: number) =>
  fc.uniqueArray(fc.constantFrom(...names), { minLength: least, maxLength: most })

describe(`the least scopes (${propertySeed.title})`, () => {
  it('are those that trying out every set finds, proven to be the fewest (P4)', () => {
    let several = 0
    fc.assert(
      fc.property(fc.array(someNames(0, 4), { maxLength: 10 }), someNames(0, 5), (lists, present) => {
        const operations = listing(lists)
        const { suggested, proof, observed } = leastScopes({ operations, present })
        expect(suggested).toEqual(triedOut(operations, names, present))
        expect(proof).toEqual({ kind: 'optimal', atLeast: suggested.length })
        for (const { operation, coveredBy } of observed) {
          expect(coveredBy === null).toBe(operation.scopes.length === 0)
          if (coveredBy !== null) expect(reaches(coveredBy, operation)).toBe(true)
        }
        if (suggested.length > 2) several++
      }),
      propertySeed.parameters,
    )
    expect(several).toBeGreaterThan(20)
  })

  it('do not depend on the order of what was called', () => {
    const lists = fc.array(someNames(1, 4), { maxLength: 12 })
    fc.assert(
      fc.property(lists, someNames(0, 5), (some, present) => {
        const turned = some.toReversed().map((list) => list.toReversed())
        expect(suggestedFor(turned, present.toReversed())).toEqual(suggestedFor(some, present))
      }),
      propertySeed.parameters,
    )
  })
})

/** Everything in threes, no two of them alike: nothing here is forced or needless. */
const hard = Array.from({ length: 60 }, (_none, number) =>
  [1, 5, 16].map((step) => `scope-${String((number * step + step * step) % 31)}:readonly`),
)

describe('a search that is ended', () => {
  it('still reaches everything, and says how many scopes are needed at the least', () => {
    const operations = listing(hard)
    const ended = leastScopes({ operations, present: [], maxNodes: 3 })
    expect(ended.proof.kind).toBe('bounded')
    expect(ended.observed.map(({ coveredBy }) => coveredBy)).not.toContain(null)
    const whole = leastScopes({ operations, present: [] })
    expect(whole.proof).toEqual({ kind: 'optimal', atLeast: whole.suggested.length })
    expect(ended.proof.atLeast).toBeLessThanOrEqual(whole.suggested.length)
    expect(ended.suggested.length).toBeGreaterThanOrEqual(whole.suggested.length)
  })

  it('is ended when nobody waits for it', () => {
    const search = () =>
      leastScopes({ operations: listing(hard), present: [], maxNodes: 2_048 }, { stop: () => true })
    expect(search).toThrow(Stopped)
  })
})

// The vendor's published document is not part of this project; it may lie beside a checkout.
const address = new URL('../../../../shared/data/publicapi-v2-swagger.json', import.meta.url)
const isThere = existsSync(address)
const reason = isThere ? '' : ' (skipped: no ../shared/data/publicapi-v2-swagger.json beside this checkout)'

describe.skipIf(!isThere)(
  `the least scopes for the vendor's operations (${propertySeed.title})${reason}`,
  () => {
    const operations = isThere ? contentOf(readFileSync(address, 'utf8')).operations : []

    it('are those that trying out every set finds', () => {
      // Operations that list several families of scopes are few, and the only ones with a choice.
      const several = operations.filter(({ scopes }) => scopes.length > 2)
      const some = fc
        .tuple(fc.subarray([...several], { maxLength: 3 }), fc.subarray([...operations], { maxLength: 3 }))
        .map((both) => both.flat())
      fc.assert(
        fc.property(some, fc.nat(), (called, choice) => {
          const listed = [...new Set(called.flatMap(({ scopes }) => scopes))]
          fc.pre(listed.length <= 12)
          const present = listed.filter((_scope, place) => (choice & (1 << place)) !== 0)
          expect(leastScopes({ operations: called, present }).suggested).toEqual(
            triedOut(called, listed, present),
          )
        }),
        { ...propertySeed.parameters, numRuns: 60 },
      )
    })

    it('are proven to be the fewest even when everything was called', () => {
      const { suggested, proof } = leastScopes({ operations, present: [] })
      expect(proof).toEqual({ kind: 'optimal', atLeast: suggested.length })
      expect(suggested.length).toBeLessThan(134)
      const without = suggested.filter((left) =>
        operations
          .filter(({ scopes }) => scopes.length > 0)
          .every((operation) => suggested.some((scope) => scope !== left && reaches(scope, operation))),
      )
      expect(without).toEqual([])
    })
  },
)
