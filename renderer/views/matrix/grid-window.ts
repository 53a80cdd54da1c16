/** A place in the grid; column 0 is the heading of the row. */
export interface GridPlace {
  readonly row: number
  readonly column: number
}

/** From `from` up to, not including, `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Many things of one size in a line. */
export interface Line {
  readonly size: number
  readonly count: number
}

/** What of a line is in sight, and `beside` more at both ends, so that a quick turn of the wheel finds it there. */
export function spanInSight({ size, count }: Line, scroll: number, extent: number, beside: number): Span {
  const from = Math.max(0, Math.min(count, Math.floor(scroll / size) - beside))
  const to = Math.max(from, Math.min(count, Math.ceil((scroll + extent) / size) + beside))
  return { from, to }
}

/** The places of a span, and the one that holds the focus: what has the focus never leaves the page. */
export function placesOf({ from, to }: Span, focused: number, count: number): readonly number[] {
  const places = Array.from({ length: to - from }, (_, index) => from + index)
  if (focused < 0 || focused >= count || (focused >= from && focused < to)) return places
  return focused < from ? [focused, ...places] : [...places, focused]
}

/** The least scrolling that brings a place of a line wholly into sight. */
export function scrollTo({ size }: Line, place: number, scroll: number, extent: number): number {
  const start = place * size
  if (start < scroll) return start
  return Math.max(scroll, Math.min(start, start + size - extent))
}

export interface GridKeys {
  readonly rows: number
  /** With the heading of the row. */
  readonly columns: number
  /** How many rows a page key moves. */
  readonly page: number
}

/** Where a key of the grid pattern leads; null for any other key. */
export function placeAfter(
  key: string,
  withControl: boolean,
  at: GridPlace,
  { rows, columns, page }: GridKeys,
): GridPlace | null {
  const lastRow = rows - 1
  const lastColumn = columns - 1
  switch (key) {
    case 'ArrowUp':
      return { ...at, row: Math.max(0, at.row - 1) }
    case 'ArrowDown':
      return { ...at, row: Math.min(lastRow, at.row + 1) }
    case 'ArrowLeft':
      return { ...at, column: Math.max(0, at.column - 1) }
    case 'ArrowRight':
      return { ...at, column: Math.min(lastColumn, at.column + 1) }
    case 'PageUp':
      return { ...at, row: Math.max(0, at.row - page) }
    case 'PageDown':
      return { ...at, row: Math.min(lastRow, at.row + page) }
    case 'Home':
      return withControl ? { row: 0, column: 0 } : { ...at, column: 0 }
    case 'End':
      return withControl ? { row: lastRow, column: lastColumn } : { ...at, column: lastColumn }
    default:
      return null
  }
}
