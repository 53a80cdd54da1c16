import type { AuditedSnapshot, AuditResult, ReportedFinding, RuleOutcome } from '../model/finding.ts'
import type { Snapshot } from '../model/snapshot.ts'
import { keepPace, type Pace } from '../policy/long-question.ts'
import { againstBaseline } from './against-baseline.ts'
import { createAuditSubject, type SubjectParts } from './audit-subject.ts'
import { suppressionFinder } from './find-suppression.ts'
import { evaluatedIn, inOrder, judgeSnapshot } from './judge-snapshot.ts'
import type { Rule } from './rule.ts'
import { allRules } from './rules/all-rules.ts'
import { dayOf } from './rules/policy-rules.ts'
import { scoreClients } from './score.ts'

/** Everything that an audit looks at, with the digests that name it. */
export interface AuditParts extends SubjectParts {
  readonly digest: string
  readonly baselineDigest: string | null
  readonly policyDigest: string | null
  /** Every rule where nothing else is wanted. */
  readonly rules?: readonly Rule[]
}

/**
 * Audits a snapshot (U2): every rule by the policy, suppressions, what is new against a baseline, and a score for each
 * client. The same parts give the same result, whatever the order of records. Throws `Stopped` when the pace says so.
 */
export function runAudit(parts: AuditParts, pace: Pace = {}): AuditResult {
  const { snapshot, baseline, policy, rules = allRules } = parts
  const steps = rules.length * (baseline ? 2 : 1) + 1
  const subject = createAuditSubject(parts)
  const judged = judgeSnapshot(rules, subject, policy, paceFrom(pace, 0, steps))
  const findings = inOrder(judged)
  const evaluated = evaluatedIn(judged)
  const former = baseline
    ? inOrder(
        judgeSnapshot(
          // A rule that says nothing now cannot tell what was mended.
          rules.filter(({ id }) => evaluated.has(id)),
          // It is old by its nature: that is not something that was wrong then (LIFE-013).
          createAuditSubject({
            ...parts,
            snapshot: baseline,
            baseline: null,
            auditedAt: new Date(baseline.takenAt),
          }),
          policy,
          paceFrom(pace, rules.length, steps),
        ),
      )
    : null
  const { states, fixed } = former ? againstBaseline(findings, former) : { states: [], fixed: [] }
  const suppressionOf = suppressionFinder(policy.suppressions, dayOf(subject.now))
  const reported = findings.map((finding, place) => {
    const [state, suppression] = [states[place] ?? null, suppressionOf(finding)]
    return state === null && suppression === null ? finding : { ...finding, baseline: state, suppression }
  })
  keepPace(pace, steps - 1, steps)
  const scores = scoreClients(subject, reported)
  keepPace(pace, steps, steps)
  return {
    auditedAt: parts.auditedAt.toISOString(),
    snapshot: audited(snapshot, parts.digest),
    baseline: baseline && audited(baseline, parts.baselineDigest ?? ''),
    policyDigest: parts.policyDigest,
    redacted: snapshot.absent.includes('hosts'),
    rules: outcomes(judged, reported),
    findings: reported,
    fixed: fixed.map((finding) => ({
      ...finding,
      baseline: 'fixed',
      suppression: suppressionOf(finding),
    })),
    scores,
  }
}

/** A part of a longer way. */
function paceFrom({ stop, onProgress }: Pace, from: number, total: number): Pace {
  return {
    ...(stop && { stop }),
    ...(onProgress && {
      onProgress: (done) => {
        onProgress(from + done, total)
      },
    }),
  }
}

function audited(snapshot: Snapshot, digest: string): AuditedSnapshot {
  const { takenAt, source, organization, clients, authorizations, users, roles } = snapshot
  return {
    ...{ digest, takenAt, source },
    organizationId: organization.id,
    organizationName: organization.name,
    clients: clients.length,
    authorizations: authorizations.length,
    users: users.length,
    roles: roles.length,
  }
}

function outcomes(
  judged: ReturnType<typeof judgeSnapshot>,
  reported: readonly ReportedFinding[],
): readonly RuleOutcome[] {
  const suppressed = new Map<string, number>()
  for (const { ruleId, suppression } of reported) {
    if (suppression) suppressed.set(ruleId, (suppressed.get(ruleId) ?? 0) + 1)
  }
  return judged.map(({ ruleId, severity, status, missing, findings }) => {
    const hidden = suppressed.get(ruleId) ?? 0
    return { ruleId, severity, status, missing, findings: findings.length - hidden, suppressed: hidden }
  })
}
