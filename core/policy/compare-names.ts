/** By name, then by id, so that lists of equal counts always stand in the same order. */
export function compareNames(
  one: { readonly name: string; readonly id: string },
  other: { readonly name: string; readonly id: string },
): number {
  if (one.name !== other.name) return one.name < other.name ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
