/** A set of small numbers, 32 to a word. Nobody changes one that has left the function which made it. */
export type BitSet = Uint32Array

export function emptyBits(size: number): BitSet {
  return new Uint32Array(wordsFor(size))
}

function wordsFor(size: number): number {
  return (size + 31) >>> 5
}

/** For the making of a set only. */
export function addBit(bits: BitSet, number: number): void {
  bits[number >>> 5] = (bits[number >>> 5] ?? 0) | (1 << (number & 31))
}

export function bitsOf(size: number, numbers: Iterable<number>): BitSet {
  const bits = emptyBits(size)
  for (const number of numbers) addBit(bits, number)
  return bits
}

/** False also beyond the end. */
export function hasBit(bits: BitSet, number: number): boolean {
  return ((bits[number >>> 5] ?? 0) & (1 << (number & 31))) !== 0
}

/** Adds everything in `more`; for the making of a set only. */
export function addAll(bits: BitSet, more: BitSet): void {
  const words = Math.min(bits.length, more.length)
  for (let word = 0; word < words; word++) bits[word] = (bits[word] ?? 0) | (more[word] ?? 0)
}

/** Drops everything that is not in `kept`; for the making of a set only. */
export function keepOnly(bits: BitSet, kept: BitSet): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & (kept[word] ?? 0)
}

export function union(size: number, sets: Iterable<BitSet>): BitSet {
  const bits = emptyBits(size)
  for (const set of sets) addAll(bits, set)
  return bits
}

export function intersection(one: BitSet, other: BitSet): BitSet {
  return one.map((word, index) => word & (other[index] ?? 0))
}

/** What is in `one` and not in `other`. */
export function without(one: BitSet, other: BitSet): BitSet {
  return one.map((word, index) => word & ~(other[index] ?? 0))
}

export function overlaps(one: BitSet, other: BitSet): boolean {
  const words = Math.min(one.length, other.length)
  for (let word = 0; word < words; word++) {
    if (((one[word] ?? 0) & (other[word] ?? 0)) !== 0) return true
  }
  return false
}

export function countBits(bits: BitSet): number {
  let count = 0
  for (const word of bits) count += onesIn(word)
  return count
}

/** How many numbers are in both, without making the set of them. */
export function countCommon(one: BitSet, other: BitSet): number {
  const words = Math.min(one.length, other.length)
  let count = 0
  for (let word = 0; word < words; word++) count += onesIn((one[word] ?? 0) & (other[word] ?? 0))
  return count
}

/** How many numbers are in all three. */
export function countCommonOfThree(one: BitSet, other: BitSet, third: BitSet): number {
  const words = Math.min(one.length, other.length, third.length)
  let count = 0
  for (let word = 0; word < words; word++) {
    count += onesIn((one[word] ?? 0) & (other[word] ?? 0) & (third[word] ?? 0))
  }
  return count
}

/** The ones of a word, counted in parallel: pairs, then fours, then bytes. */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
