/** Joins small pieces of a text to larger ones, so that whoever writes them has few writes to make. */
export function* inChunks(pieces: Iterable<string>, size = 65_536): Generator<string> {
  let chunk: string[] = []
  let length = 0
  for (const piece of pieces) {
    chunk.push(piece)
    length += piece.length
    if (length < size) continue
    yield chunk.join('')
    chunk = []
    length = 0
  }
  if (chunk.length > 0) yield chunk.join('')
}

/** The items of a JSON array, one per line. */
export function* jsonItems<Item>(items: Iterable<Item>, textOf: (item: Item) => unknown): Generator<string> {
  let separator = '\n'
  for (const item of items) {
    yield separator + JSON.stringify(textOf(item))
    separator = ',\n'
  }
}
