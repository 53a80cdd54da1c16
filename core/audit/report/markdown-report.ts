import type { RuleId } from '../../model/audit-rule-ids.ts'
import { severities, type AuditResult, type ReportedFinding } from '../../model/finding.ts'
import { describeMissing } from '../../wording/audit/describe-finding.ts'
import { sayReport, type ReportWord } from '../../wording/audit/say-report.ts'
import { say, type Fillings } from '../../wording/say.ts'
import { countFindings, type FindingCounts } from './count-findings.ts'
import {
  markdownCode,
  markdownHead,
  markdownLink,
  markdownRow,
  markdownSentence,
  markdownText,
} from './markdown-text.ts'
import { headLines } from './report-head.ts'
import type { ReportSetting } from './report-setting.ts'
import { ruleWords, scoreArithmetic } from './report-text.ts'
import { whatInParts } from './finding-sentence.ts'

/** Longer lists of clients belong into the formats that programs read. */
const shownScores = 50

/** A report for tickets and pull requests: numbers, each rule with its findings in a table, and what was not looked at. */
export function* markdownReport(result: AuditResult, setting: ReportSetting): Generator<string> {
  const { language } = setting
  const word = (key: ReportWord, fillings: Fillings = {}) => markdownText(sayReport(language, key, fillings))
  const counts = countFindings(result)
  yield `# ${word('title', { organization: result.snapshot.organizationName })}\n\n`
  yield markdownHead(['', ''])
  for (const [label, value] of headLines(result, setting)) {
    yield markdownRow([markdownText(label), markdownText(value)])
  }
  yield* summary(counts, setting)
  yield `\n## ${word('findings')}\n`
  if (result.findings.length === 0) yield `\n${word('no_findings')}\n`
  yield* byRule(result.findings, setting)
  if (result.baseline) {
    yield `\n## ${word('fixed_findings')}\n`
    if (result.fixed.length === 0) yield `\n${word('no_findings')}\n`
    yield* byRule(result.fixed, setting)
  }
  yield `\n## ${word('not_evaluated')}\n\n`
  const silent = result.rules.filter(({ status }) => status === 'not_evaluated')
  if (silent.length === 0) yield `${word('not_evaluated_none')}\n`
  for (const { ruleId, missing } of silent) {
    const { title } = ruleWords(ruleId, setting)
    yield `- ${ruleId} ${markdownText(title)}: ${markdownText(describeMissing(missing, language))}\n`
  }
  const off = result.rules.filter(({ status }) => status === 'off')
  if (off.length > 0) yield `\n## ${word('rules_off')}\n\n`
  for (const { ruleId } of off) yield `- ${ruleId} ${markdownText(ruleWords(ruleId, setting).title)}\n`
  yield* scores(result, setting)
}

function* summary(counts: FindingCounts, { language }: ReportSetting): Generator<string> {
  const word = (key: ReportWord, fillings: Fillings = {}) => markdownText(sayReport(language, key, fillings))
  const numbers = new Set([1])
  yield `\n## ${word('summary')}\n\n${word('findings_open', { count: counts.open })}; `
  yield `${word('suppressed_count', { count: counts.suppressed })}.\n\n`
  yield markdownHead([word('severity'), word('findings')], numbers)
  for (const severity of severities) {
    yield markdownRow([say(language, `audit.severity.${severity}`), String(counts.severities[severity])])
  }
  yield markdownRow([word('suppressed'), String(counts.suppressed)])
  if (counts.states === null) return
  yield `\n${markdownHead([word('by_baseline'), word('findings')], numbers)}`
  for (const state of ['new', 'updated', 'unchanged', 'fixed'] as const) {
    yield markdownRow([word(`baseline.${state}`), String(counts.states[state])])
  }
}

/** Findings rule by rule: what holds for all is said once, the table says what differs. */
function* byRule(findings: readonly ReportedFinding[], setting: ReportSetting): Generator<string> {
  const { language } = setting
  const word = (key: ReportWord) => markdownText(sayReport(language, key))
  const grouped = Map.groupBy(findings, ({ ruleId }) => ruleId)
  for (const [ruleId, group] of grouped) {
    yield* ruleSection(ruleId, setting)
    yield markdownHead([
      word('severity'),
      word('subject'),
      word('id'),
      word('place'),
      word('what'),
      word('baseline'),
      word('suppressed'),
    ])
    for (const finding of group) yield findingRow(finding, setting)
  }
}

function* ruleSection(ruleId: RuleId, setting: ReportSetting): Generator<string> {
  const word = (key: ReportWord) => markdownText(sayReport(setting.language, key))
  const { title, why, fix, clears, clauses } = ruleWords(ruleId, setting)
  yield `\n### ${ruleId} ${markdownText(title)}\n\n`
  yield `- **${word('why')}:** ${markdownSentence(why)}\n`
  yield `- **${word('fix')}:** ${markdownSentence(fix)}\n`
  yield `- **${word('clears')}:** ${markdownSentence(clears)}\n`
  const links = clauses.map(({ label, href }) => markdownLink(label, href)).join(', ')
  yield `- **${word('clauses')}:** ${links === '' ? word('own_rule') : links}\n\n`
}

function findingRow(finding: ReportedFinding, { language }: ReportSetting): string {
  const { subject, suppression, baseline } = finding
  return markdownRow([
    say(language, `audit.severity.${finding.severity}`),
    `${markdownText(sayReport(language, `subject.${subject.kind}`))} ${markdownText(subject.name)}`,
    markdownCode(subject.id),
    markdownCode(finding.pointer),
    markdownSentence(whatInParts(finding, language)),
    baseline === null ? '' : markdownText(sayReport(language, `baseline.${baseline}`)),
    suppression === null ? '' : markdownText(sayReport(language, 'suppressed_until', { ...suppression })),
  ])
}

function* scores({ scores }: AuditResult, { language }: ReportSetting): Generator<string> {
  if (scores.length === 0) return
  const word = (key: ReportWord, fillings: Fillings = {}) => markdownText(sayReport(language, key, fillings))
  const shown = scores.slice(0, shownScores)
  yield `\n## ${word('scores')}\n\n${word('scores_first', { shown: shown.length, all: scores.length })}\n\n`
  yield markdownHead(
    [word('name'), word('id'), word('highest'), word('score'), word('arithmetic')],
    new Set([3]),
  )
  for (const score of shown) {
    yield markdownRow([
      markdownText(score.clientName),
      markdownCode(score.clientId),
      score.highest === null ? word('none') : say(language, `audit.severity.${score.highest}`),
      String(score.score),
      markdownText(scoreArithmetic(score, language)),
    ])
  }
}
