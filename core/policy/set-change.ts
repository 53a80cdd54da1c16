import { intersection, without, type BitSet } from './bit-set.ts'

/** A set before and after, taken apart. What is empty is of no length, so that counting it costs nothing. */
export interface SetChange {
  readonly before: BitSet
  readonly after: BitSet
  readonly lost: BitSet
  readonly gained: BitSet
  readonly kept: BitSet
}

const nothing: BitSet = new Uint32Array(0)

/** Undefined stands for the empty set. */
export function changeOf(before: BitSet = nothing, after: BitSet = nothing): SetChange {
  if (before === after) return { before, after, lost: nothing, gained: nothing, kept: before }
  return {
    before,
    after,
    lost: shortened(without(before, after)),
    gained: shortened(without(after, before)),
    kept: shortened(intersection(before, after)),
  }
}

export function isChanged({ lost, gained }: SetChange): boolean {
  return lost.length > 0 || gained.length > 0
}

function shortened(bits: BitSet): BitSet {
  return bits.some((word) => word !== 0) ? bits : nothing
}
