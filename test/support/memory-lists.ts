import type { Page, PageRequest } from '../../core/organization/ports.ts'
import { fromCursor, toCursor } from '../../core/store/cursor.ts'
import type { Place } from '../../core/store/cursor.ts'
import { readSearch } from '../../core/store/search.ts'
import type { Attempt } from '../../core/store/search.ts'

/** How rows of one noun are ordered, and found by one attempt of a search. */
export interface ListShape<Row> {
  readonly place: (row: Row) => Place
  readonly attempt: (attempt: Attempt, row: Row) => boolean
}

export function pageOf<Row>(
  rows: readonly Row[],
  request: PageRequest & { readonly search: string },
  list: ListShape<Row>,
): Page<Row> {
  const found = searched(rows, request.search, list).toSorted((one, other) =>
    byName(list.place(one), list.place(other)),
  )
  const after = request.cursor === null ? null : fromCursor(request.cursor)
  const rest = after ? found.filter((row) => byName(list.place(row), after) > 0) : found
  const shown = rest.slice(0, request.limit)
  const last = shown.at(-1)
  const cursor = last !== undefined && rest.length > shown.length ? toCursor(list.place(last)) : null
  return { rows: shown, cursor, total: found.length }
}

function searched<Row>(rows: readonly Row[], text: string, list: ListShape<Row>): readonly Row[] {
  const search = readSearch(text)
  if (search.kind === 'everything') return rows
  if (search.kind === 'name_prefix') {
    const prefix = withoutCase(search.prefix)
    return rows.filter((row) => withoutCase(list.place(row).name).startsWith(prefix))
  }
  for (const attempt of search.attempts) {
    const found = rows.filter((row) => list.attempt(attempt, row))
    if (found.length > 0) return found
  }
  return []
}

export function contains(attempt: Attempt, text: string): boolean {
  return attempt.kind === 'contains' && text.toLowerCase().includes(attempt.text.toLowerCase())
}

export function byName(one: Place, other: Place): number {
  return compareBytes(withoutCase(one.name), withoutCase(other.name)) || compareBytes(one.id, other.id)
}

/** As SQLite's NOCASE does: the letters of ASCII only. */
export function withoutCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

export function compareBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}
