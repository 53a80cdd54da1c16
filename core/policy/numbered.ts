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
  const items = former.items.slice()
  const added: (readonly [Id, Item])[] = []
  let isAnyGone = false
  for (const [id, item] of changed) {
    const number = former.numbers.get(id)
    if (number === undefined) {
      if (item !== undefined) added.push([id, item])
    } else if (item === undefined) isAnyGone = true
    else items[number] = item
  }
  if (added.length === 0 && !isAnyGone) return { items, numbers: former.numbers }
  const isGone = (id: Id) => changed.has(id) && changed.get(id) === undefined
  const ids = [...former.numbers.keys()]
  const kept = isAnyGone ? ids.filter((id) => !isGone(id)) : ids
  const keptItems = isAnyGone ? items.filter((_item, number) => !isGone(ids[number] as Id)) : items
  return {
    items: [...keptItems, ...added.map(([, item]) => item)],
    numbers: new Map([...kept, ...added.map(([id]) => id)].map((id, number) => [id, number])),
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
