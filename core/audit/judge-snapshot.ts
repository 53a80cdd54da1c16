import type { RuleId } from '../model/audit-rule-ids.ts'
import {
  compareSeverities,
  severities,
  type Finding,
  type ReportedFinding,
  type RuleOutcome,
  type Severity,
} from '../model/finding.ts'
import { keepPace, type Pace } from '../policy/long-question.ts'
import type { AuditPolicy } from './audit-policy.ts'
import { compareFindings, compareRules, reportedFinding } from './judged-finding.ts'
import type { AuditSubject, ClientRule, Rule, SnapshotRule } from './rule.ts'
import { clientFinding, missingFor, runRule } from './run-rules.ts'

/** After so many findings of one rule, or so many records, it is asked whether anybody still waits. */
const BREATH = 4_096

/** What one rule said of a snapshot, its findings in order. */
interface JudgedRule extends Pick<RuleOutcome, 'ruleId' | 'severity' | 'status' | 'missing'> {
  readonly findings: readonly ReportedFinding[]
}

/** A rule under way. */
interface Job<Kind extends Rule = Rule> {
  readonly rule: Kind
  readonly severity: Severity
  readonly findings: ReportedFinding[]
}

/** Runs rules over a snapshot by a policy: on or off, and how grave (U2). */
export function judgeSnapshot(
  rules: readonly Rule[],
  subject: AuditSubject,
  policy: Pick<AuditPolicy, 'rules'>,
  pace: Pace,
): readonly JudgedRule[] {
  const jobs: Job[] = []
  const judged = rules.map((rule): JudgedRule => {
    const setting = policy.rules[rule.id]
    const severity = setting?.severity ?? rule.severity
    const missing = missingFor(rule, subject)
    const findings: ReportedFinding[] = []
    const outcome = { ruleId: rule.id, severity, missing, findings }
    if (setting?.enabled === false) return { ...outcome, status: 'off', missing: [] }
    if (missing.length > 0) return { ...outcome, status: 'not_evaluated' }
    jobs.push({ rule, severity, findings })
    return { ...outcome, status: 'evaluated' }
  })
  const unevaluated = rules.length - jobs.length
  judgeAll(jobs, subject, (done) => {
    keepPace(pace, unevaluated + done, rules.length)
  })
  for (const { findings } of jobs) findings.sort(compareFindings)
  return judged
}

/**
 * The rules that see one record go over the records together, because a large organization does not fit into the cache of a
 * processor: to fetch each record once for all rules is several times faster than once for each. `tell` takes the number of
 * jobs that are done.
 */
function judgeAll(jobs: readonly Job[], subject: AuditSubject, tell: (done: number) => void): void {
  const byRecord = jobs.filter((job): job is Job<ClientRule> => job.rule.sees === 'client')
  const others = jobs.filter((job): job is Job<SnapshotRule> => job.rule.sees === 'snapshot')
  for (const [place, record] of subject.records.entries()) {
    if (place % BREATH === 0) tell(Math.floor((byRecord.length * place) / subject.records.length))
    for (const job of byRecord) {
      for (const found of job.rule.check(record, subject)) add(job, clientFinding(job.rule, record, found))
    }
  }
  for (const [place, job] of others.entries()) {
    const done = byRecord.length + place
    tell(done)
    for (const finding of runRule(job.rule, subject)) {
      add(job, finding)
      if (job.findings.length % BREATH === 0) tell(done)
    }
  }
}

function add({ rule, severity, findings }: Job, finding: Finding): void {
  findings.push(reportedFinding(finding, severityOf(finding.severity, rule.severity, severity)))
}

/** Everything that was found, in the order of reports: the findings of each rule are in order already. */
export function inOrder(judged: readonly JudgedRule[]): readonly ReportedFinding[] {
  const bySeverity = new Map(severities.map((severity) => [severity, new Array<ReportedFinding>()]))
  for (const { findings } of judged.toSorted((one, other) => compareRules(one.ruleId, other.ruleId))) {
    for (const finding of findings) bySeverity.get(finding.severity)?.push(finding)
  }
  return [...bySeverity.values()].flat()
}

/** The rules that were evaluated. */
export function evaluatedIn(judged: readonly JudgedRule[]): ReadonlySet<RuleId> {
  return new Set(judged.filter(({ status }) => status === 'evaluated').map(({ ruleId }) => ruleId))
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
