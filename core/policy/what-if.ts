import type { Assumption } from '../model/assumption.ts'
import type { Division } from '../model/directory.ts'
import type { AccessDifference } from './access-difference.ts'
import { assume, type UnknownName } from './assume.ts'
import type { BitSet } from './bit-set.ts'
import { compareAccess } from './compare-access.ts'
import { recompile } from './compile.ts'
import {
  numberDivision,
  operationsOf,
  type CompiledOrganization,
  type Holdings,
} from './compiled-organization.ts'
import type { Pace } from './long-question.ts'

/**
 * What would be different where no division is asked for, and in each division in which roles would give more or less: a
 * role that is taken in one division and held in another shows there only (P2.5).
 */
export interface Effect {
  readonly difference: AccessDifference
  readonly divisions: readonly (Pick<AccessDifference, 'lost' | 'gained'> & {
    readonly division: Division
  })[]
}

/** Who would lose or gain what, before anything is saved (P4); or what the assumptions name that is not there. */
export function whatIf(
  before: CompiledOrganization,
  assumptions: readonly Assumption[],
  pace: Pace = {},
): Effect | { readonly unknown: UnknownName } {
  const assumed = assume(before, assumptions)
  if ('unknown' in assumed) return assumed
  const after = recompile(before, assumed.changes)
  const touched = divisionsTouched(before, after)
  const steps = touched.length + 1
  const difference = compareAccess(before, after, stepOf(pace, 0, steps))
  const divisions = touched.map((division, index) => {
    const number = numberDivision(after, division.id)
    const { lost, gained } = compareAccess(before, after, {
      ...stepOf(pace, index + 1, steps),
      division: number,
    })
    return { division, lost, gained }
  })
  return {
    difference,
    divisions: divisions.filter(({ lost, gained }) => lost.calls > 0 || gained.calls > 0),
  }
}

/** The divisions in which somebody's roles open something else than before. */
function divisionsTouched(before: CompiledOrganization, after: CompiledOrganization): readonly Division[] {
  const changed = changedHoldings(before, after)
  if (changed.length === 0) return []
  return after.divisions.filter(({ id }) => {
    const number = numberDivision(after, id)
    return changed.some(([held, holds]) => !isEqual(operationsOf(held, number), operationsOf(holds, number)))
  })
}

/** Each kind of holdings that became another one, once. */
function changedHoldings(
  before: CompiledOrganization,
  after: CompiledOrganization,
): readonly (readonly [Holdings, Holdings])[] {
  const changed = new Map<Holdings, Set<Holdings>>()
  const note = (held: Holdings | null | undefined, holds: Holdings | null | undefined) => {
    if (!held || !holds || held === holds) return
    changed.set(held, (changed.get(held) ?? new Set()).add(holds))
  }
  // An assumption adds and removes neither users nor clients, so that their places stay.
  for (const [number, user] of after.users.entries()) note(before.users[number]?.holdings, user.holdings)
  for (const [number, app] of after.apps.entries()) note(before.apps[number]?.own, app.own)
  return [...changed].flatMap(([held, all]) => [...all].map((holds) => [held, holds] as const))
}

function isEqual(one: BitSet, other: BitSet): boolean {
  return one === other || one.every((word, index) => word === other[index])
}

/** The pace of one of several steps of equal length. */
function stepOf({ onProgress, stop }: Pace, step: number, steps: number): Pace {
  return {
    ...(onProgress && {
      onProgress: (done: number, total: number) => {
        onProgress(step * total + done, steps * total)
      },
    }),
    ...(stop && { stop }),
  }
}
