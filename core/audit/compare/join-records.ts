import { compareTexts } from '../judged-finding.ts'

/**
 * Walks two lists side by side, each id once: with what it stands for before and after, undefined where it is not there.
 * Snapshots are sorted already; a list that is not is sorted first.
 */
export function* joinRecords<Item>(
  before: readonly Item[],
  after: readonly Item[],
  idOf: (item: Item) => string,
): Generator<readonly [former: Item | undefined, current: Item | undefined]> {
  const [formers, currents] = [inOrderOfIds(before, idOf), inOrderOfIds(after, idOf)]
  let [at, place] = [0, 0]
  while (at < formers.length || place < currents.length) {
    const [former, current] = [formers[at], currents[place]]
    const order =
      former === undefined ? 1 : current === undefined ? -1 : compareTexts(idOf(former), idOf(current))
    if (order <= 0) at++
    if (order >= 0) place++
    yield [order <= 0 ? former : undefined, order >= 0 ? current : undefined]
  }
}

function inOrderOfIds<Item>(items: readonly Item[], idOf: (item: Item) => string): readonly Item[] {
  const compare = (one: Item, other: Item) => compareTexts(idOf(one), idOf(other))
  const isSorted = items.every((item, place) => {
    const next = items[place + 1]
    return next === undefined || compare(item, next) <= 0
  })
  return isSorted ? items : items.toSorted(compare)
}

/** Whether two values of plain JSON are equal; nothing is made, because there may be hundreds of thousands. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false
    return one.every((item, place) => isSameJson(item, other[place]))
  }
  if (Array.isArray(other)) return false
  // Both are objects that are no lists: whatever they hold can be looked at by key.
  const [left, right] = [one as Readonly<Record<string, unknown>>, other as Readonly<Record<string, unknown>>]
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
}
