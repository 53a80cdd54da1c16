import type { AuditResult, ReportedFinding } from '../../model/finding.ts'
import { byteOrderMark, csvRow } from './csv-cell.ts'
import type { ReportSetting } from './report-setting.ts'
import { clauseText, ruleWords, type RuleWords } from './report-text.ts'
import { describeFinding } from '../../wording/audit/describe-finding.ts'
import type { RuleId } from '../../model/audit-rule-ids.ts'

/** The same in every language, as programs read them. */
const columns = [
  'severity',
  'rule',
  'title',
  'subject_kind',
  'subject_id',
  'subject_name',
  'pointer',
  'what',
  'why',
  'fix_kind',
  'fix',
  'clears',
  'clauses',
  'baseline',
  'suppressed',
  'suppression_reason',
  'suppression_owner',
  'suppression_expires',
  'fingerprint',
] as const

/** A row for each finding, also for suppressed ones and for those of the baseline that are fixed (U4). */
export function* csvReport(result: AuditResult, setting: ReportSetting): Generator<string> {
  const words = new Map<RuleId, RuleWords>(
    result.rules.map(({ ruleId }) => [ruleId, ruleWords(ruleId, setting)]),
  )
  yield byteOrderMark + csvRow(columns)
  for (const finding of result.findings) yield row(finding)
  for (const finding of result.fixed) yield row(finding)

  function row(finding: ReportedFinding): string {
    const { ruleId, subject, suppression } = finding
    const { title, why, fix, clears, clauses } = words.get(ruleId) ?? ruleWords(ruleId, setting)
    return csvRow([
      finding.severity,
      ruleId,
      title,
      subject.kind,
      subject.id,
      subject.name,
      finding.pointer,
      describeFinding(finding, setting.language),
      why,
      finding.fix.kind,
      fix,
      clears,
      clauses.map(clauseText).join('; '),
      finding.baseline ?? '',
      suppression ? 'yes' : 'no',
      suppression?.reason ?? '',
      suppression?.owner ?? '',
      suppression?.expires ?? '',
      finding.fingerprint,
    ])
  }
}
