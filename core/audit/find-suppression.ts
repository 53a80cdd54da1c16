import type { FindingSuppression, ReportedFinding } from '../model/finding.ts'
import type { Suppression } from './audit-policy.ts'
import { compareTexts } from './judged-finding.ts'

/**
 * Tells who answers for a finding on a day (U2). One for this very finding goes before one for the rule and the subject, and
 * of two alike the one that holds longer. An expired one answers for nothing.
 */
export function suppressionFinder(
  suppressions: readonly Suppression[],
  day: string,
): (finding: ReportedFinding) => FindingSuppression | null {
  const answers = new Map<string, FindingSuppression>()
  const holding = suppressions.filter(({ expires }) => expires >= day).sort(compareSuppressions)
  for (const { rule, subject, fingerprint, reason, owner, expires } of holding) {
    const key = keyOf(rule, subject, fingerprint)
    if (!answers.has(key)) answers.set(key, { reason, owner, expires })
  }
  if (answers.size === 0) return () => null
  return ({ ruleId, subject, fingerprint }) =>
    answers.get(keyOf(ruleId, subject.id, fingerprint)) ??
    answers.get(keyOf(ruleId, subject.id, null)) ??
    null
}

function keyOf(rule: string, subject: string, fingerprint: string | null): string {
  return `${rule} ${fingerprint ?? '*'} ${subject}`
}

function compareSuppressions(one: Suppression, other: Suppression): number {
  return (
    compareTexts(other.expires, one.expires) ||
    compareTexts(one.owner, other.owner) ||
    compareTexts(one.reason, other.reason)
  )
}
