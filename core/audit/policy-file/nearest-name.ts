/** The name that was probably meant: the one with the fewest letters to change, if these are no more than a third. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  let nearest: { readonly name: string; readonly changes: number } | undefined
  // Nobody writes a key of a thousand letters by mistake.
  for (const name of written.length > 100 ? [] : names) {
    const changes = changesBetween(written.toLowerCase(), name.toLowerCase())
    if (changes <= Math.max(1, name.length / 3) && (!nearest || changes < nearest.changes)) {
      nearest = { name, changes }
    }
  }
  return nearest?.name
}

/** How many letters have to be added, removed or replaced (Levenshtein); `row` holds the counts up to one letter of `one`. */
function changesBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_item, place) => place)
  for (let letter = 0; letter < one.length; letter++) {
    const next = [letter + 1]
    for (let place = 1; place <= other.length; place++) {
      const isSame = one[letter] === other[place - 1]
      const replaced = (row[place - 1] ?? 0) + (isSame ? 0 : 1)
      next[place] = Math.min(replaced, (row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1)
    }
    row = next
  }
  return row.at(-1) ?? 0
}
