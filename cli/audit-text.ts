import { countFindings } from '../core/audit/report/count-findings.ts'
import { severities, type AuditResult } from '../core/model/finding.ts'
import { describeFinding, describeMissing } from '../core/wording/audit/describe-finding.ts'
import { say } from '../core/wording/say.ts'
import type { Plain } from './session.ts'
import { table } from './table.ts'
import { clip, formatCount, formatTime, plain as asPlain } from './text.ts'

/** How many findings are shown on a terminal; reports have them all. */
const MOST_SHOWN = 100

/** What an audit found, for a person at a terminal. */
export function auditLines(plain: Plain, result: AuditResult): readonly string[] {
  const { words, language, out } = plain
  const { snapshot, findings } = result
  const open = findings.filter(({ suppression }) => suppression === null)
  const shown = open.slice(0, MOST_SHOWN)
  const rest = open.length - shown.length
  return [
    out.style('bold', words.auditOf(asPlain(snapshot.organizationName), formatTime(snapshot.takenAt))),
    ...countLines(plain, result),
    ...(shown.length === 0
      ? []
      : [
          '',
          ...table(
            [words.severity, words.rule, words.subject, words.finding],
            shown.map((finding) => [
              say(language, `audit.severity.${finding.severity}`),
              finding.ruleId,
              clip(asPlain(finding.subject.name || finding.subject.id), 32),
              clip(asPlain(describeFinding(finding, language)), 120),
            ]),
          ),
        ]),
    ...(rest > 0 ? [words.moreFindings(formatCount(rest, language))] : []),
    ...unevaluatedLines(plain, result),
  ]
}

function countLines({ words, language }: Plain, result: AuditResult): readonly string[] {
  const { severities: counts, suppressed, states } = countFindings(result)
  const bySeverity = severities
    .map((name) => `${formatCount(counts[name], language)} ${say(language, `audit.severity.${name}`)}`)
    .join(', ')
  return [
    bySeverity,
    ...(suppressed > 0 ? [words.acceptedFindings(formatCount(suppressed, language))] : []),
    ...(states ? [words.againstBaseline(states)] : []),
  ]
}

/** Rules of which nothing is known are told with what they need, never counted as passed (U2). */
function unevaluatedLines({ words, language }: Plain, { rules }: AuditResult): readonly string[] {
  const waiting = rules.filter(({ status }) => status === 'not_evaluated')
  if (waiting.length === 0) return []
  const reasons = Map.groupBy(waiting, ({ missing }) => describeMissing(missing, language))
  return [
    '',
    words.notEvaluated(waiting.length, rules.length),
    ...[...reasons].map(
      ([reason, held]) => `  ${held.map(({ ruleId }) => ruleId).join(', ')}: ${asPlain(reason)}`,
    ),
  ]
}
