import type { RuleId } from '../../../model/audit-rule-ids.ts'
import type { AuditResult, ReportedFinding } from '../../../model/finding.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say, type Fillings } from '../../../wording/say.ts'
import type { FindingCounts } from '../count-findings.ts'
import type { ReportSetting } from '../report-setting.ts'
import { ruleWords } from '../report-text.ts'
import { whatInParts } from '../finding-sentence.ts'
import { html, type Html } from './html.ts'
import { severityBadge } from './icons.ts'
import { sentenceHtml } from './sentence-html.ts'

/** More would be paper that nobody reads; the report says how many there are. */
const mostPrinted = 500

/** The findings that go on paper: open, high and critical, rule by rule (U4). Also what is seen without a script. */
export function printedFindings(
  { findings }: AuditResult,
  counts: FindingCounts,
  setting: ReportSetting,
): Html {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(setting.language, key, fillings)
  const count = counts.severities.critical + counts.severities.high
  const shown = firstGrave(findings)
  const said =
    count === 0
      ? word('no_findings')
      : count <= mostPrinted
        ? word('print_all', { count })
        : word('print_some', { shown: shown.length, count })
  const rules = [...Map.groupBy(shown, ({ ruleId }) => ruleId)]
  return html`<section class="printed">
    <h2>${word('print_title')}</h2>
    <p>${said}</p>
    ${rules.map(([ruleId, group]) => printedRule(ruleId, group, setting))}
  </section>`
}

function printedRule(ruleId: RuleId, findings: readonly ReportedFinding[], setting: ReportSetting): Html {
  const word = (key: ReportWord) => sayReport(setting.language, key)
  const { title, why, fix, clauses } = ruleWords(ruleId, setting)
  return html`<h3><code>${ruleId}</code> ${title}</h3>
    <p>${sentenceHtml(why)} <strong>${word('fix')}:</strong> ${sentenceHtml(fix)}</p>
    <p class="note">
      ${word('clauses')}: ${clauses.map(({ label }) => label).join(', ') || word('own_rule')}
    </p>
    <table class="paper">
      <thead>
        <tr>
          <th scope="col">${word('severity')}</th>
          <th scope="col">${word('subject')}</th>
          <th scope="col">${word('what')}</th>
        </tr>
      </thead>
      <tbody>
        ${findings.map((finding) => printedRow(finding, setting))}
      </tbody>
    </table>`
}

function printedRow(finding: ReportedFinding, { language }: ReportSetting): Html {
  const { severity, subject, baseline } = finding
  const state = baseline === null ? '' : html`<br />${sayReport(language, `baseline.${baseline}`)}`
  return html`<tr>
    <td>${severityBadge(severity, say(language, `audit.severity.${severity}`))}${state}</td>
    <th scope="row">${subject.name}<br /><code>${subject.id}</code></th>
    <td>${sentenceHtml(whatInParts(finding, language))}<br /><code>${finding.pointer}</code></td>
  </tr>`
}

function firstGrave(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const shown: ReportedFinding[] = []
  for (const finding of findings) {
    if (shown.length === mostPrinted) break
    const grave = finding.severity === 'critical' || finding.severity === 'high'
    if (grave && finding.suppression === null) shown.push(finding)
  }
  return shown
}
