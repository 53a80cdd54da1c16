import type { RuleId } from '../model/audit-rule-ids.ts'
import { compareSeverities, type RuleOutcome, type Severity } from '../model/finding.ts'
import { keepPace, type Pace } from '../policy/long-question.ts'
import type { AuditPolicy } from './audit-policy.ts'
import { compareFindings, judgedFinding, type JudgedFinding } from './judged-finding.ts'
import type { AuditSubject, Rule } from './rule.ts'
import { missingFor, runRule } from './run-rules.ts'

/** After so many findings of one rule it is asked whether anybody still waits. */
const BREATH = 4_096

/** What one rule said of a snapshot, its findings in order. */
interface JudgedRule extends Pick<RuleOutcome, 'ruleId' | 'severity' | 'status' | 'missing'> {
  readonly findings: readonly JudgedFinding[]
}

/** Runs rules over a snapshot by a policy: on or off, and how grave (U2). */
export function judgeSnapshot(
  rules: readonly Rule[],
  subject: AuditSubject,
  policy: Pick<AuditPolicy, 'rules'>,
  pace: Pace,
): readonly JudgedRule[] {
  return rules.map((rule, place) => {
    const tell = () => {
      keepPace(pace, place, rules.length)
    }
    tell()
    const setting = policy.rules[rule.id]
    const severity = setting?.severity ?? rule.severity
    const outcome = { ruleId: rule.id, severity, missing: missingFor(rule, subject), findings: [] }
    if (setting?.enabled === false) return { ...outcome, status: 'off', missing: [] }
    if (outcome.missing.length > 0) return { ...outcome, status: 'not_evaluated' }
    return { ...outcome, status: 'evaluated', findings: findingsOf(rule, severity, subject, tell) }
  })
}

/** Everything that was found, in the order of reports. */
export function inOrder(judged: readonly JudgedRule[]): readonly JudgedFinding[] {
  // Not `concat` by spreading: there may be more findings than a call takes arguments.
  return judged.flatMap(({ findings }) => findings).sort(compareFindings)
}

/** The rules that were evaluated. */
export function evaluatedIn(judged: readonly JudgedRule[]): ReadonlySet<RuleId> {
  return new Set(judged.filter(({ status }) => status === 'evaluated').map(({ ruleId }) => ruleId))
}

function findingsOf(
  rule: Rule,
  severity: Severity,
  subject: AuditSubject,
  tell: () => void,
): readonly JudgedFinding[] {
  const findings: JudgedFinding[] = []
  for (const finding of runRule(rule, subject)) {
    findings.push(judgedFinding(finding, severityOf(finding.severity, rule.severity, severity)))
    if (findings.length % BREATH === 0) tell()
  }
  return findings.sort(compareFindings)
}

/**
 * The severity that a policy sets stands for the rule's own. What the rule itself judged graver than that never falls below
 * what it said, and what it judged less grave never rises above.
 */
function severityOf(found: Severity, own: Severity, set: Severity): Severity {
  if (set === own) return found
  if (found === own) return set
  const isRaised = compareSeverities(found, own) < 0
  const isSetGraver = compareSeverities(set, found) < 0
  return isRaised === isSetGraver ? set : found
}
