import { parse } from 'csv-parse/sync'
import type { PageData } from '../../core/audit/report/page/page-data.ts'
import { at, readRows, rowText } from '../../core/audit/report/page/rows.ts'

/** What every format must say of a finding in the same words: rule, subject, place, severity, suppressed, baseline. */
export type Told = readonly [
  rule: string,
  subject: string,
  pointer: string,
  severity: string,
  suppressed: boolean,
  baseline: string,
]

/** The data that an HTML report carries. */
export function pageDataOf(html: string): PageData {
  const [, json] = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html) ?? []
  if (json === undefined) throw new Error('the page carries no data')
  // The report wrote it in this shape.
  return JSON.parse(json) as PageData
}

export function toldInHtml(html: string): readonly Told[] {
  const data = pageDataOf(html)
  const rows = readRows(data)
  return Array.from({ length: rows.count }, (_, row) => {
    const { rule, subjectId, pointer } = rowText(data, rows, row)
    return [
      rule.id,
      subjectId,
      pointer,
      data.severities[at(rows.severity, row)]?.key ?? '',
      at(rows.suppression, row) >= 0,
      data.states[at(rows.state, row)]?.key ?? '',
    ] as const
  })
}

/** Rows of a CSV report by its columns, as a program reads them that knows what was put in front of formulas. */
export function readCsv(csv: string): readonly Readonly<Record<string, string>>[] {
  const rows: Record<string, string>[] = parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' })
  const marked = /^'(?='*[\s\uFEFF\u200B-\u200F\u2060]*[=+\-@\t\r＝＋－＠])/u
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, cell.replace(marked, '')])),
  )
}

export function toldInCsv(csv: string): readonly Told[] {
  return readCsv(csv).map((row) => [
    row['rule'] ?? '',
    row['subject_id'] ?? '',
    row['pointer'] ?? '',
    row['severity'] ?? '',
    row['suppressed'] === 'yes',
    row['baseline'] ?? '',
  ])
}

export function toldInMarkdown(markdown: string): readonly Told[] {
  const told: Told[] = []
  let rule = ''
  for (const line of markdown.split('\n')) {
    rule = /^### (\S+)/.exec(line)?.[1] ?? rule
    if (!line.startsWith('| ') || line.startsWith('| ---')) continue
    const cells = line.slice(2, -2).split(' | ')
    if (cells.length !== 7 || cells[0] === 'Severity') continue
    const [severity = '', , id = '', pointer = '', , baseline = '', suppressed = ''] = cells
    told.push([rule, code(id), code(pointer), severity, suppressed !== '', states[baseline] ?? ''])
  }
  return told
}

const states: Readonly<Record<string, string>> = {
  new: 'new',
  changed: 'updated',
  unchanged: 'unchanged',
  fixed: 'fixed',
}

/** What stands in a span of code in a cell of a table. */
function code(cell: string): string {
  const fence = /^`+/.exec(cell)?.[0].length ?? 0
  const inner = cell.slice(fence, -fence).replaceAll('\\|', '|')
  return /^ .*[^ ].* $/s.test(inner) ? inner.slice(1, -1) : inner
}
