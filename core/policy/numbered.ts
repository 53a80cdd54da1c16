/** Items in a fixed order, found by their id. The ids of `numbers` are in the order of the items. */
export interface Numbered<Id, Item> {
  readonly items: readonly Item[]
  readonly numbers: ReadonlyMap<Id, number>
}

/** The list with some items new or replaced, and those without a value gone; numbers stay unless something is gone. */
export function updated<Id, Item>(
  former: Numbered<Id, Item>,
  changed: ReadonlyMap<Id, Item | undefined>,
): Numbered<Id, Item> {
  if (changed.size === 0) return former
  const { items, numbers } = withoutGone(former, changed)
  let grown: Map<Id, number> | undefined
  for (const [id, item] of changed) {
    if (item === undefined) continue
    const number = numbers.get(id)
    if (number === undefined) {
      grown ??= new Map(numbers)
      grown.set(id, items.length)
      items.push(item)
    } else items[number] = item
  }
  return { items, numbers: grown ?? numbers }
}

/** A list of its own, without what has no value any more. */
function withoutGone<Id, Item>(
  { items, numbers }: Numbered<Id, Item>,
  changed: ReadonlyMap<Id, Item | undefined>,
): { readonly items: Item[]; readonly numbers: ReadonlyMap<Id, number> } {
  const gone = new Set<Id>()
  for (const [id, item] of changed) if (item === undefined && numbers.has(id)) gone.add(id)
  if (gone.size === 0) return { items: items.slice(), numbers }
  const ids = [...numbers.keys()]
  const kept = ids.filter((id) => !gone.has(id))
  return {
    items: items.filter((_item, number) => !gone.has(ids[number] as Id)),
    numbers: new Map(kept.map((id, number) => [id, number])),
  }
}

/** Gives a number to every name that has none; the same map where none is new. */
export function withNumbers<Name>(
  former: ReadonlyMap<Name, number>,
  names: Iterable<Name>,
): ReadonlyMap<Name, number> {
  let numbers: Map<Name, number> | undefined
  for (const name of names) {
    if ((numbers ?? former).has(name)) continue
    numbers ??= new Map(former)
    numbers.set(name, numbers.size)
  }
  return numbers ?? former
}
