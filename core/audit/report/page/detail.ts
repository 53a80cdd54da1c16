import { element, icon, sentence } from './elements.ts'
import type { PageData } from './page-data.ts'
import { at, rowText, type Rows } from './rows.ts'

/** A finding in a line of the list. */
export function rowContents(data: PageData, rows: Rows, row: number): readonly Node[] {
  const { rule, subjectName, what } = rowText(data, rows, row)
  const text = element('span', 'row-text', ...sentence(what))
  text.title = text.textContent
  return [
    element(
      'span',
      'row-head',
      badge(data, at(rows.severity, row)),
      element('code', '', rule.id),
      element('span', 'row-title', rule.title),
      ...stateMarks(data, rows, row),
    ),
    element('span', 'row-body', element('strong', '', subjectName), text),
  ]
}

/** A finding with its five parts: what, where, why, the fix, and what clears it, with the clauses (U2). */
export function detailContents(data: PageData, rows: Rows, row: number): readonly Node[] {
  const { words, suppressions, strings, fixKinds, subjects, kinds } = data
  const { rule, subjectId, subjectName, pointer, what } = rowText(data, rows, row)
  const subject = at(rows.subject, row)
  const kind = kinds[at(rows.subjectKind, subject)]?.word ?? ''
  const suppression = suppressions[at(rows.suppression, row)]
  const change = strings[at(rows.change, row)]
  const score = strings[subjects.score[subject] ?? -1]
  const part = (label: string, ...contents: readonly (Node | string)[]) => [
    element('dt', '', label),
    element('dd', '', ...contents),
  ]
  return [
    element('h3', '', element('code', '', rule.id), ' ', rule.title),
    element('p', 'marks', badge(data, at(rows.severity, row)), ...stateMarks(data, rows, row)),
    element(
      'dl',
      '',
      ...part(words.what, ...sentence(what)),
      ...part(
        words.where,
        `${kind} `,
        element('strong', '', subjectName),
        ' ',
        element('code', 'id', subjectId),
        element('code', 'pointer', pointer),
      ),
      ...part(words.why, ...sentence(rule.why)),
      ...part(
        words.fix,
        ...sentence(rule.fix),
        ' ',
        element('span', 'note', `(${fixKinds[at(rows.fixKind, row)]?.word ?? ''})`),
      ),
      ...(change === undefined ? [] : part(words.change, element('pre', '', change))),
      ...part(words.clears, ...sentence(rule.clears)),
      ...part(words.clauses, clauses(data, rule.clauses)),
      ...(suppression === undefined ? [] : part(words.suppressed, suppression)),
      ...(score === undefined ? [] : part(words.score, score)),
    ),
  ]
}

function clauses({ words }: PageData, list: PageData['rules'][number]['clauses']): Node {
  if (list.length === 0) return element('span', 'note', words.own_rule)
  return element(
    'ul',
    'clauses',
    ...list.map(({ label, href }) => {
      if (href === null || !/^https?:\/\//.test(href)) return element('li', '', label)
      const link = element('a', '', label)
      link.href = href
      link.rel = 'noopener noreferrer'
      link.target = '_blank'
      return element('li', '', link)
    }),
  )
}

function badge({ severities }: PageData, place: number): Node {
  const severity = severities[place]
  return severity === undefined
    ? element('span', '')
    : element('span', `badge ${severity.key}`, icon(severity.key), severity.word)
}

function stateMarks(data: PageData, rows: Rows, row: number): readonly Node[] {
  const state = data.states[at(rows.state, row)]
  const marks: Node[] = []
  if (state !== undefined) marks.push(element('span', `badge state-${state.key}`, state.word))
  if (at(rows.suppression, row) >= 0) {
    marks.push(element('span', 'badge state-suppressed', icon('suppressed'), data.words.suppressed))
  }
  return marks
}
