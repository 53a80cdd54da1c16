import type { Suppression } from '../audit-policy.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'

/** A suppression whose last day lies before the snapshot; what it hid counts again (U2). */
const expiredSuppression: SnapshotRule = {
  id: 'POLICY-001',
  sees: 'snapshot',
  severity: 'medium',
  needs: [],
  fix: 'guided',
  clauses: [],
  *check(subject) {
    const today = dayOf(subject.now)
    for (const suppression of subject.policy.suppressions) {
      const { rule, owner, expires, fingerprint } = suppression
      if (expires >= today) continue
      const name = nameOf(subject, suppression)
      yield {
        subject: {
          kind: 'policy',
          id: [rule, suppression.subject, fingerprint].filter((part) => part !== null).join(' '),
          name: `${rule}: ${name}`,
        },
        // Where it stands in the list says nothing: a place by number would change with every line before it.
        at: ['suppressions'],
        evidence: { rule, subject: name, owner, expires },
      }
    }
  },
}

export const policyRules: readonly SnapshotRule[] = [expiredSuppression]

/** `YYYY-MM-DD` in UTC. */
export function dayOf(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}

function nameOf(subject: AuditSubject, { subject: id }: Suppression): string {
  return subject.client(id)?.name ?? subject.user(id)?.name ?? subject.role(id)?.name ?? id
}
