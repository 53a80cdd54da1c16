import type { PageData } from './page-data.ts'
import { at, type Rows } from './rows.ts'

export interface RowFilter {
  /** Places in `severities`; none means all. */
  readonly severities: ReadonlySet<number>
  /** `-1` means all. */
  readonly rule: number
  /** A place in `states`; `-1` means all that are not fixed. */
  readonly state: number
  readonly show: 'open' | 'suppressed' | 'all'
  /** Words that a subject's name or id contains. */
  readonly client: string
  /** Words that anything that is said of the finding contains. */
  readonly search: string
}

/** Finds the rows that pass, in their order. Texts are made comparable once, when they are first searched. */
export function rowFinder(data: PageData, rows: Rows): (filter: RowFilter) => Int32Array {
  const fixed = data.states.findIndex(({ key }) => key === 'fixed')
  const lowered = once(() => ({
    subjects: data.subjects.id.map((id, place) => `${id}\n${data.subjects.name[place] ?? ''}`.toLowerCase()),
    strings: data.strings.map((text) => text.toLowerCase()),
    rules: data.rules.map(({ id, title, what }) => `${id}\n${title}\n${what.join('\n')}`.toLowerCase()),
  }))

  return (filter) => {
    const clientWords = wordsOf(filter.client)
    const subjects = clientWords.length > 0 ? lowered().subjects : []
    const searched = wordsOf(filter.search).map((word) => {
      const { subjects, strings, rules } = lowered()
      const having = (texts: readonly string[]) => texts.map((text) => text.includes(word))
      return { subjects: having(subjects), strings: having(strings), rules: having(rules) }
    })
    const found = new Int32Array(rows.count)
    let count = 0
    for (let row = 0; row < rows.count; row++) {
      if (passes(row)) found[count++] = row
    }
    return found.subarray(0, count)

    function passes(row: number): boolean {
      const { severities, rule, state, show } = filter
      if (severities.size > 0 && !severities.has(at(rows.severity, row))) return false
      if (rule >= 0 && at(rows.rule, row) !== rule) return false
      const rowState = at(rows.state, row)
      if (state >= 0 ? rowState !== state : rowState === fixed && fixed >= 0) return false
      if (show !== 'all' && at(rows.suppression, row) >= 0 !== (show === 'suppressed')) return false
      const subject = subjects[at(rows.subject, row)]
      if (subject !== undefined && !clientWords.every((word) => subject.includes(word))) return false
      return searched.every((word) => says(row, word))
    }
  }

  function says(row: number, word: Marks): boolean {
    if (word.rules[at(rows.rule, row)] || word.subjects[at(rows.subject, row)]) return true
    if (word.strings[at(rows.pointer, row)]) return true
    const from = at(rows.slotsFrom, row)
    const gaps = (data.rules[at(rows.rule, row)]?.what.length ?? 1) - 1
    for (let slot = from; slot < from + gaps; slot++) {
      if (word.strings[at(rows.slots, slot)]) return true
    }
    return false
  }
}

/** Which texts contain a word. */
interface Marks {
  readonly subjects: readonly boolean[]
  readonly strings: readonly boolean[]
  readonly rules: readonly boolean[]
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
