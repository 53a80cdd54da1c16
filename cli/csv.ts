// With one of these a spreadsheet takes a cell for a formula; the last one is our own mark, so that it can be taken away again.
const isTakenForMore = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20']/

/**
 * One record of RFC 4180, with its line end. A text that a spreadsheet would take for a formula gets an apostrophe before it, as
 * does one that begins with an apostrophe: a reader who takes one apostrophe away has the text as it was.
 */
export function csvRecord(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: string | number | null): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = isTakenForMore.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What stands between the cells of a heading: a comma, a semicolon or a tab. */
export function separatorOf(heading: string): string {
  return [',', ';', '\t'].find((separator) => heading.includes(separator)) ?? ','
}

/** The cells of one record on one line; undefined where a quote is not closed. */
export function csvCells(line: string, separator: string): readonly string[] | undefined {
  const cells: string[] = []
  let rest = line
  for (;;) {
    const quoted = /^\s*"((?:[^"]|"")*)"\s*/.exec(rest)
    if (!quoted && /^\s*"/.test(rest)) return undefined
    const after = quoted ? rest.slice(quoted[0].length) : rest
    const at = after.indexOf(separator)
    const plainPart = at < 0 ? after : after.slice(0, at)
    cells.push(quoted ? `${(quoted[1] ?? '').replaceAll('""', '"')}${plainPart}` : plainPart)
    if (at < 0) return cells
    rest = after.slice(at + separator.length)
  }
}
