import type { ReportedFinding } from '../../../model/finding.ts'
import { describeFinding } from '../../../wording/audit/describe-finding.ts'
import type { Language } from '../../../wording/say.ts'
import { byteOrderMark, csvRow } from '../csv-cell.ts'
import type { ReportSetting } from '../report-setting.ts'
import {
  effectKinds,
  effectRows,
  newFindings,
  valueText,
  type ComparedSnapshots,
} from './printed-comparison.ts'

/** The same in every language, as programs read them; `section` tells which of the others a row fills. */
const columns = [
  ...['section', 'kind', 'id', 'name', 'change', 'field', 'before', 'after', 'added', 'removed'],
  ...['gained', 'lost', 'what'],
]

/** A row for each changed field, for each app, user and operation with an effect, and for each finding that came or went (U3). */
export function* comparisonCsv(
  { comparison, result }: ComparedSnapshots,
  { language }: ReportSetting,
): Generator<string> {
  yield byteOrderMark + csvRow(columns)
  for (const { kind, id, name, change, fields } of comparison.records) {
    const record = ['record', kind, id, name, change]
    if (fields.length === 0) yield csvRow([...record, ...Array<string>(8).fill('')])
    for (const { field, before, after, added, removed } of fields) {
      const lists = [added.join(' '), removed.join(' ')]
      yield csvRow([...record, field, valueText(before), valueText(after), ...lists, '', '', ''])
    }
  }
  for (const kind of effectKinds) {
    for (const { id, name, gained, lost } of effectRows(comparison.effect, kind)) {
      yield csvRow(['effect', kind, id, name, '', '', '', '', '', '', String(gained), String(lost), ''])
    }
  }
  for (const finding of newFindings(result)) yield findingRow(finding, language)
  for (const finding of result.fixed) yield findingRow(finding, language)
}

function findingRow(finding: ReportedFinding, language: Language): string {
  const { ruleId, subject, baseline, pointer } = finding
  const what = describeFinding(finding, language)
  const empty = Array<string>(6).fill('')
  return csvRow(['finding', ruleId, subject.id, subject.name, baseline ?? '', pointer, ...empty, what])
}
