import type { BitSet } from './bit-set.ts'

/** A count for each number. Whole numbers only; wider than 32 bits, because calls of a large organization are many. */
export type Tally = Float64Array

/** Adds `weight` to the count of every number that is in both sets; for the making of a tally only. */
export function addToTally(tally: Tally, weight: number, one: BitSet, other: BitSet): void {
  const words = Math.min(one.length, other.length)
  for (let word = 0; word < words; word++) {
    let rest = (one[word] ?? 0) & (other[word] ?? 0)
    while (rest !== 0) {
      const number = (word << 5) + 31 - Math.clz32(rest & -rest)
      tally[number] = (tally[number] ?? 0) + weight
      rest &= rest - 1
    }
  }
}

/** Adds a multiple of another tally to the count of every number in the set; for the making of a tally only. */
export function addProduct(tally: Tally, weight: number, numbers: BitSet, other: Tally): void {
  for (let word = 0; word < numbers.length; word++) {
    let rest = numbers[word] ?? 0
    while (rest !== 0) {
      const number = (word << 5) + 31 - Math.clz32(rest & -rest)
      tally[number] = (tally[number] ?? 0) + weight * (other[number] ?? 0)
      rest &= rest - 1
    }
  }
}

/** The counts of all numbers in the set together. */
export function sumIn(numbers: BitSet, tally: Tally): number {
  let sum = 0
  for (let word = 0; word < numbers.length; word++) {
    let rest = numbers[word] ?? 0
    while (rest !== 0) {
      sum += tally[(word << 5) + 31 - Math.clz32(rest & -rest)] ?? 0
      rest &= rest - 1
    }
  }
  return sum
}
