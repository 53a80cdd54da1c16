/** The most rows that one page of the contract holds. */
const PAGE = 500

interface Paging {
  readonly limit: number
  readonly cursor: string | null
}

interface Page<Row> {
  readonly rows: readonly Row[]
  readonly cursor: string | null
  readonly total: number
}

/** Reads page after page, up to a limit or to the end. */
export async function collectPages<Row>(
  limit: number | undefined,
  read: (paging: Paging) => Promise<Page<Row>>,
): Promise<{ readonly rows: readonly Row[]; readonly total: number }> {
  const rows: Row[] = []
  let cursor: string | null = null
  for (;;) {
    const wanted: number = limit === undefined ? PAGE : Math.min(PAGE, limit - rows.length)
    const page: Page<Row> = await read({ limit: wanted, cursor })
    rows.push(...page.rows)
    cursor = page.cursor
    if (cursor === null || (limit !== undefined && rows.length >= limit)) return { rows, total: page.total }
  }
}
