import type { Finding, FindingEvidence, Fix } from '../model/finding.ts'
import { snapshotPointer } from '../model/snapshot.ts'
import type { Fact } from '../model/snapshot.ts'
import { holdsSecret, shownText } from './hide-secrets.ts'
import type { AuditSubject, ClientRecord, FoundInClient, Rule } from './rule.ts'

/**
 * What the rule needs and the snapshot lacks; a rule that lacks anything is not evaluated (U2). What it compares with the
 * baseline has to be in both.
 */
export function missingFor(rule: Pick<Rule, 'needs'>, subject: AuditSubject): readonly Fact[] {
  const former = rule.needs.includes('baseline') ? (subject.baseline?.absent ?? []) : []
  return rule.needs.filter((fact) => {
    if (fact === 'baseline') return subject.baseline === null
    if (fact === 'network') return subject.lookups === null
    if (fact === 'ownedDomains') return subject.policy.ownedDomains.length === 0
    return subject.snapshot.absent.includes(fact) || former.includes(fact)
  })
}

/** What one rule finds in a snapshot, in no particular order. */
export function* runRule(rule: Rule, subject: AuditSubject): Generator<Finding> {
  if (rule.sees === 'client') {
    for (const record of subject.records) {
      for (const found of rule.check(record, subject)) yield clientFinding(rule, record, found)
    }
    return
  }
  for (const found of rule.check(subject)) {
    yield finding(rule, found, found.subject, snapshotPointer(found.at))
  }
}

/** Something that a rule found in a client's record, as a finding. */
export function clientFinding(
  rule: Rule,
  { client: { id, name } }: ClientRecord,
  found: FoundInClient,
): Finding {
  const pointer = snapshotPointer(['clients', id, ...found.at])
  return finding(rule, found, { kind: 'client', id, name }, pointer)
}

/** Nothing that looks like a secret gets into a finding, whatever the rule quotes (F4). */
function finding(
  rule: Rule,
  found: FoundInClient,
  { kind, id, name }: Finding['subject'],
  pointer: string,
): Finding {
  return {
    ruleId: rule.id,
    severity: found.severity ?? rule.severity,
    subject: { kind, id, name: shownText(name) },
    pointer,
    evidence: shownEvidence(found.evidence),
    fix: shownFix(found.fix ?? (rule.fix === 'automatic' ? { kind: 'guided' } : { kind: rule.fix })),
  }
}

function shownEvidence(evidence: FindingEvidence): FindingEvidence {
  const shown: Record<string, FindingEvidence[string]> = {}
  for (const [name, value] of Object.entries(evidence)) {
    shown[name] =
      typeof value === 'string' ? shownText(value) : typeof value === 'number' ? value : value.map(shownText)
  }
  return shown
}

/** A change that would have to repeat a secret, such as a list of redirect URIs with one in it, is left to a person. */
function shownFix(fix: Fix): Fix {
  const isTold = fix.kind === 'automatic' && fix.change.act === 'edit_client' && holdsSecret(fix.change.set)
  return isTold ? { kind: 'guided' } : fix
}
