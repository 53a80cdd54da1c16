/** Items in a fixed order, found by their id. The ids of `numbers` are in the order of the items. */
export interface Numbered<Id, Item> {
  readonly items: readonly Item[]
  readonly numbers: ReadonlyMap<Id, number>
}

/** Takes changes to a list one after the other; the list itself stays as it is. An item keeps its number unless one is gone. */
export class NumberedChanges<Id, Item> {
  readonly #former: Numbered<Id, Item>
  #items: Item[] | undefined
  #numbers: Map<Id, number> | undefined
  readonly #gone = new Set<Id>()

  constructor(former: Numbered<Id, Item>) {
    this.#former = former
  }

  put(id: Id, item: Item): void {
    const items = (this.#items ??= this.#former.items.slice())
    const number = (this.#numbers ?? this.#former.numbers).get(id)
    if (number !== undefined) items[number] = item
    else {
      this.#numbers ??= new Map(this.#former.numbers)
      this.#numbers.set(id, items.length)
      items.push(item)
    }
  }

  /** Goes before whatever is put under the same id. */
  remove(id: Id): void {
    this.#gone.add(id)
  }

  /** The list with all changes; the former one where there was none. */
  done(): Numbered<Id, Item> {
    const items = this.#items ?? this.#former.items
    const numbers = this.#numbers ?? this.#former.numbers
    const isAnyGone = [...this.#gone].some((id) => numbers.has(id))
    if (!isAnyGone) return items === this.#former.items ? this.#former : { items, numbers }
    const ids = [...numbers.keys()]
    const kept = ids.filter((id) => !this.#gone.has(id))
    return {
      items: items.filter((_item, number) => !this.#gone.has(ids[number] as Id)),
      numbers: new Map(kept.map((id, number) => [id, number])),
    }
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
