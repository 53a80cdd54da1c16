import type { ReportedFinding } from '../../../model/finding.ts'
import { describeMissing } from '../../../wording/audit/describe-finding.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say, type Fillings } from '../../../wording/say.ts'
import { recordKinds } from '../../compare/snapshot-comparison.ts'
import { whatInParts } from '../finding-sentence.ts'
import { markdownCode, markdownHead, markdownRow, markdownSentence, markdownText } from '../markdown-text.ts'
import type { ReportSetting } from '../report-setting.ts'
import {
  changeText,
  comparisonHead,
  effectKinds,
  effectRows,
  newFindings,
  type ComparedSnapshots,
} from './printed-comparison.ts'

/** Longer lists belong into the formats that programs read. */
const shownEffects = 100

/** A comparison for tickets and pull requests (U3). */
export function* comparisonMarkdown(compared: ComparedSnapshots, setting: ReportSetting): Generator<string> {
  const { language } = setting
  const { comparison, result } = compared
  const word = (key: ReportWord, fillings: Fillings = {}) => markdownText(sayReport(language, key, fillings))
  yield `# ${word('changes_title', { organization: result.snapshot.organizationName })}\n\n`
  yield markdownHead(['', ''])
  for (const [label, value] of comparisonHead(compared, language, setting.product.version)) {
    yield markdownRow([markdownText(label), markdownText(value)])
  }
  yield `\n## ${word('changes')}\n\n`
  yield markdownHead(
    ['', word('change.added'), word('change.removed'), word('change.changed')],
    new Set([1, 2, 3]),
  )
  for (const kind of recordKinds) {
    const { added, removed, changed } = comparison.counts[kind]
    yield markdownRow([word(`record.${kind}`), String(added), String(removed), String(changed)])
  }
  if (comparison.records.length === 0) yield `\n${word('changes_none')}\n`
  else {
    yield `\n${markdownHead([word('subject'), word('name'), word('id'), word('state'), word('field'), word('change')])}`
  }
  for (const { kind, id, name, change, fields } of comparison.records) {
    const record = [word(`record.${kind}`), markdownText(name), markdownCode(id), word(`change.${change}`)]
    if (fields.length === 0) yield markdownRow([...record, '', ''])
    for (const field of fields)
      yield markdownRow([...record, markdownText(field.field), markdownText(changeText(field))])
  }
  yield* effect(compared, setting)
  yield* findingList('new_findings', newFindings(result), setting)
  yield* findingList('fixed_findings', result.fixed, setting)
}

function* effect({ comparison }: ComparedSnapshots, { language }: ReportSetting): Generator<string> {
  const word = (key: ReportWord, fillings: Fillings = {}) => markdownText(sayReport(language, key, fillings))
  yield `\n## ${word('effect')}\n\n`
  const { effect, effectMissing, catalogueChanged } = comparison
  if (effect === null) {
    yield `${markdownText(describeMissing(effectMissing, language))}\n`
    return
  }
  yield `${word('effect_calls', { gained: effect.gained.calls, lost: effect.lost.calls })}\n`
  if (catalogueChanged) yield `\n${word('effect_catalogue')}\n`
  for (const kind of effectKinds) {
    const rows = effectRows(effect, kind)
    if (rows.length === 0) continue
    const shown = rows.slice(0, shownEffects)
    yield `\n### ${word(`effect_${kind}s`)}\n\n${word('effect_first', { shown: shown.length, all: rows.length })}\n\n`
    yield markdownHead([word('name'), word('id'), word('gained'), word('lost')], new Set([2, 3]))
    for (const { name, id, gained, lost } of shown) {
      yield markdownRow([markdownText(name), markdownCode(id), String(gained), String(lost)])
    }
  }
}

function* findingList(
  title: 'new_findings' | 'fixed_findings',
  findings: readonly ReportedFinding[],
  { language }: ReportSetting,
): Generator<string> {
  const word = (key: ReportWord) => markdownText(sayReport(language, key))
  yield `\n## ${word(title)} (${String(findings.length)})\n\n`
  if (findings.length === 0) {
    yield `${word('no_findings')}\n`
    return
  }
  yield markdownHead([word('severity'), word('rule'), word('subject'), word('place'), word('what')])
  for (const finding of findings) {
    yield markdownRow([
      say(language, `audit.severity.${finding.severity}`),
      finding.ruleId,
      markdownText(finding.subject.name),
      markdownCode(finding.pointer),
      markdownSentence(whatInParts(finding, language)),
    ])
  }
}
