/** A part of a list that stays as it is. */
export interface Paged<Row> {
  readonly rows: readonly Row[]
  /** Where the next page begins; null at the end. */
  readonly cursor: string | null
  readonly total: number
}

/** A page of a list; a cursor that was made up begins at the front. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit, cursor }: { readonly limit: number; readonly cursor: string | null },
): Paged<Row> {
  const from = cursor !== null && /^\d{1,9}$/.test(cursor) ? Number(cursor) : 0
  const to = from + limit
  return { rows: rows.slice(from, to), cursor: to < rows.length ? String(to) : null, total: rows.length }
}
