/** One line of a benchmark's table. `goal` is what the product promises, in words. */
export interface Measurement {
  readonly what: string
  readonly value: number
  readonly unit: 'ms' | 'µs' | 'MB' | 's' | '%' | 'questions' | 'tokens' | 'a second'
  readonly goal?: string
}

/** How long `work` takes, in milliseconds, over `times` runs after one that warms up: the middle and the 95th percentile. */
export async function timed(
  times: number,
  work: () => Promise<unknown>,
): Promise<{ readonly p50: number; readonly p95: number }> {
  await work()
  const took: number[] = []
  for (let count = 0; count < times; count++) {
    const start = performance.now()
    await work()
    took.push(performance.now() - start)
  }
  took.sort((one, other) => one - other)
  return { p50: took[times >> 1] ?? 0, p95: took[Math.floor(times * 0.95)] ?? 0 }
}

/** Prints measurements as a table with aligned columns. */
export function printTable(title: string, rows: readonly Measurement[]): void {
  const cells = rows.map(({ what, value, unit, goal }) => [
    what,
    `${value >= 100 ? value.toFixed(0) : value.toFixed(2)} ${unit}`,
    goal ?? '',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(0, ...cells.map((row) => row[column]?.length ?? 0)))
  console.log(`\n${title}`)
  for (const [what = '', value = '', goal = ''] of cells) {
    console.log(`  ${what.padEnd(widths[0] ?? 0)}  ${value.padStart(widths[1] ?? 0)}  ${goal}`.trimEnd())
  }
}

/** Prints a table of several columns as Markdown that is aligned to be read as it is. */
export function printColumns(
  title: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): void {
  const widths = heads.map((head, column) =>
    Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '')[column === 0 ? 'padEnd' : 'padStart'](width)).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  console.log(`\n${title}\n`)
  for (const cells of [heads, rule, ...rows]) console.log(line(cells))
}
