import { ownPlace, type PageData, type PageRule, type Runs } from './page-data.ts'

/** The findings of a page, a number in each column. */
export interface Rows {
  readonly count: number
  readonly rule: Int32Array
  readonly severity: Int32Array
  readonly state: Int32Array
  readonly suppression: Int32Array
  readonly fixKind: Int32Array
  readonly change: Int32Array
  readonly subject: Int32Array
  readonly pointer: Int32Array
  /** Where the finding's slots begin in `slots`. */
  readonly slotsFrom: Int32Array
  readonly slots: Int32Array
  readonly subjectKind: Int32Array
}

export function readRows({ columns, rules, subjects }: PageData): Rows {
  const count = columns.subject.length
  const rule = spread(columns.rule, count)
  const slotsFrom = new Int32Array(count)
  let from = 0
  for (let row = 0; row < count; row++) {
    slotsFrom[row] = from
    from += (rules[rule[row] ?? -1]?.what.length ?? 1) - 1
  }
  return {
    ...{ count, rule, slotsFrom },
    severity: spread(columns.severity, count),
    state: spread(columns.state, count),
    suppression: spread(columns.suppression, count),
    fixKind: spread(columns.fixKind, count),
    change: spread(columns.change, count),
    subject: Int32Array.from(columns.subject),
    pointer: Int32Array.from(columns.pointer),
    slots: Int32Array.from(columns.slots),
    subjectKind: spread(subjects.kind, subjects.id.length),
  }
}

/** One finding in words. */
export interface RowText {
  readonly rule: PageRule
  readonly subjectId: string
  readonly subjectName: string
  readonly pointer: string
  /** Technical names stand in backticks. */
  readonly what: string
}

export function rowText(data: PageData, rows: Rows, row: number): RowText {
  const rule = data.rules[at(rows.rule, row)]
  const subject = at(rows.subject, row)
  const subjectId = data.subjects.id[subject]
  const pointer = data.strings[at(rows.pointer, row)]
  if (rule === undefined || subjectId === undefined || pointer === undefined) {
    throw new Error('the data of this report is incomplete')
  }
  const from = at(rows.slotsFrom, row)
  const what = rule.what
    .map(
      (literal, place) =>
        (place === 0 ? '' : (data.strings[at(rows.slots, from + place - 1)] ?? '')) + literal,
    )
    .join('')
  return {
    rule,
    subjectId,
    subjectName: data.subjects.name[subject] ?? '',
    pointer: pointer.replace(ownPlace, () => `/${pointerSegment(subjectId)}`),
    what,
  }
}

/** A number of a column; a row beyond its end has none. */
export function at(column: Int32Array, row: number): number {
  return column[row] ?? -1
}

function pointerSegment(id: string): string {
  return id.replaceAll('~', '~0').replaceAll('/', '~1')
}

function spread(runs: Runs, count: number): Int32Array {
  const column = new Int32Array(count)
  let from = 0
  for (let place = 0; place < runs.length; place += 2) {
    const to = from + (runs[place + 1] ?? 0)
    column.fill(runs[place] ?? -1, from, to)
    from = to
  }
  return column
}
