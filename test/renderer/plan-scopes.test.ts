import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canComeBack, planScopes, suggestionOf } from '../../renderer/views/access/plan-scopes.ts'
import type { ScopeSets } from '../../renderer/views/access/plan-scopes.ts'

const someScopes: fc.Arbitrary<readonly string[]> = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
const sets = fc.record({ requested: someScopes, granted: someScopes })

/** What an app may use: both requested and granted (P2.4). */
function inForce({ requested, granted }: ScopeSets): ReadonlySet<string> {
  return new Set((granted ?? []).filter((scope) => requested.includes(scope)))
}

/** The states that the saves lead through, the first and the last included. */
function statesOf(from: ScopeSets, to: ScopeSets): readonly ScopeSets[] {
  const states = [from]
  for (const { record, after } of planScopes(from, to)) {
    const last = states.at(-1) ?? from
    states.push(record === 'client' ? { ...last, requested: after } : { ...last, granted: after })
  }
  return states
}

describe('the saves that change scopes (P4, C11)', () => {
  it('take nothing away in between that works before and after', () => {
    fc.assert(
      fc.property(sets, sets, (from, to) => {
        const kept = [...inForce(from)].filter((scope) => inForce(to).has(scope))
        for (const state of statesOf(from, to)) {
          expect(kept.filter((scope) => !inForce(state).has(scope))).toEqual([])
        }
      }),
    )
  })

  it('end where they should, in three at most, and are none where nothing differs', () => {
    fc.assert(
      fc.property(sets, sets, (from, to) => {
        const states = statesOf(from, to)
        const last = states.at(-1)
        expect(new Set(last?.requested)).toEqual(new Set(to.requested))
        expect(new Set(last?.granted)).toEqual(new Set(to.granted))
        expect(states.length - 1).toBeLessThanOrEqual(3)
        expect(planScopes(to, to)).toEqual([])
      }),
    )
  })

  it('grant nothing that is not requested by then (A4)', () => {
    fc.assert(
      fc.property(sets, sets, (from, wanted) => {
        const to = { ...wanted, granted: wanted.granted.filter((scope) => wanted.requested.includes(scope)) }
        let requested = from.requested
        for (const step of planScopes(from, to)) {
          if (step.record === 'client') requested = step.after
          else expect(step.after.filter((scope) => !requested.includes(scope))).toEqual([])
        }
      }),
    )
  })

  it('change only what is requested where there is no authorization', () => {
    const steps = planScopes({ requested: ['a', 'b'], granted: null }, { requested: ['a'], granted: null })
    expect(steps).toEqual([{ record: 'client', before: ['a', 'b'], after: ['a'] }])
  })

  it('can be taken back only if nothing was granted that is not requested (A4)', () => {
    expect(canComeBack({ requested: ['a'], granted: ['a'] })).toBe(true)
    expect(canComeBack({ requested: ['a'], granted: ['a', 'b'] })).toBe(false)
  })
})

describe('a suggestion of scopes (P4)', () => {
  const seen = { isOwn: true, observed: ['GET /x'], requested: ['a', 'b'], granted: ['a', 'b'] }

  it('is applied to what is requested and what is granted of an own client', () => {
    expect(suggestionOf({ ...seen, suggested: ['a'] })).toEqual({
      kind: 'apply',
      from: { requested: ['a', 'b'], granted: ['a', 'b'] },
      to: { requested: ['a'], granted: ['a'] },
    })
  })

  it('is applied only to what is granted of another organization’s client', () => {
    expect(suggestionOf({ ...seen, isOwn: false, suggested: ['a'] })).toMatchObject({
      kind: 'apply',
      to: { requested: ['a', 'b'], granted: ['a'] },
    })
  })

  it('waits for the owner of another organization’s client where it needs what is not requested (A4)', () => {
    expect(suggestionOf({ ...seen, isOwn: false, suggested: ['c'] })).toEqual({
      kind: 'not_requested',
      scopes: ['c'],
    })
  })

  it('never removes everything: nothing was seen, or nothing that was seen needs a scope', () => {
    expect(suggestionOf({ ...seen, observed: [], suggested: [] })).toEqual({ kind: 'nothing_seen' })
    expect(suggestionOf({ ...seen, suggested: [] })).toEqual({ kind: 'none_needed' })
  })

  it('has nothing to do where the scopes are just these, in whatever order', () => {
    expect(suggestionOf({ ...seen, suggested: ['b', 'a'] })).toEqual({ kind: 'unchanged' })
  })

  it('cannot change another organization’s client that is not authorized', () => {
    expect(suggestionOf({ ...seen, isOwn: false, granted: null, suggested: ['a'] })).toEqual({
      kind: 'not_authorized',
    })
  })
})
