/** The place after one row in a list ordered by name and id. */
export interface Place {
  readonly name: string
  readonly id: string
}

/** Writes a place down for whoever asks for the next page. */
export function toCursor(place: Place): string {
  return Buffer.from(`${place.id}\n${place.name}`).toString('base64url')
}

/** Reads a cursor; any text is a place in the order, so one made up by a stranger does no harm. */
export function fromCursor(cursor: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString()
  const end = text.indexOf('\n')
  return end === -1 ? { id: '', name: text } : { id: text.slice(0, end), name: text.slice(end + 1) }
}
