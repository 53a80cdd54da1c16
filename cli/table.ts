import { displayWidth } from './text.ts'

/** Rows under headings in aligned columns, without trailing blanks. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  return columns([headings, ...rows])
}

/** Rows under headings in aligned columns, below a title for every group of them. */
export function groupedTable(
  headings: readonly string[],
  groups: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[],
): readonly string[] {
  const rows = groups.flatMap((group) => group.rows)
  const [top = '', ...lines] = table(headings, rows).map((line) => `  ${line}`)
  let next = 0
  return [
    top,
    ...groups.flatMap(({ title, rows: { length } }) => [title, ...lines.slice(next, (next += length))]),
  ]
}

/** Names and values, the values aligned; an empty name continues the value above. */
export function fields(pairs: readonly (readonly [name: string, value: string])[]): readonly string[] {
  return columns(pairs.map(([name, value]) => [name === '' ? '' : `${name}:`, value]))
}

function columns(lines: readonly (readonly string[])[]): readonly string[] {
  const widths: number[] = []
  for (const line of lines) {
    line.forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell))
    })
  }
  return lines.map((line) =>
    line
      .map((cell, index) => pad(cell, widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(Math.max(0, width - displayWidth(cell)))
}
