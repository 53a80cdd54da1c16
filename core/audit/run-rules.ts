import type { Finding, FindingEvidence, Fix } from '../model/finding.ts'
import { snapshotPointer } from '../model/snapshot.ts'
import type { Fact } from '../model/snapshot.ts'
import { holdsSecret, shownSubject, shownText } from './hide-secrets.ts'
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
    yield finding(rule, found, shownSubject(found.subject), snapshotPointer(found.at))
  }
}

/** Something that a rule found in a client's record, as a finding. */
export function clientFinding(rule: Rule, { client, subject }: ClientRecord, found: FoundInClient): Finding {
  return finding(rule, found, subject, snapshotPointer(['clients', client.id, ...found.at]))
}

/** Nothing that looks like a secret gets into a finding, whatever the rule quotes (F4). */
function finding(rule: Rule, found: FoundInClient, subject: Finding['subject'], pointer: string): Finding {
  return {
    ruleId: rule.id,
    severity: found.severity ?? rule.severity,
    subject,
    pointer,
    evidence: shownEvidence(found.evidence),
    fix: shownFix(found.fix ?? (rule.fix === 'advice' ? advice : guided)),
  }
}

const guided: Fix = { kind: 'guided' }
const advice: Fix = { kind: 'advice' }

function shownEvidence(evidence: FindingEvidence): FindingEvidence {
  const isPlain = Object.values(evidence).every((value) => shownPart(value) === value)
  if (isPlain) return evidence
  return Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, shownPart(value)]))
}

/** The very same where there is nothing to hide. */
function shownPart(value: FindingEvidence[string]): FindingEvidence[string] {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return shownText(value)
  return value.every((text) => shownText(text) === text) ? value : value.map(shownText)
}

/** A change that would have to repeat a secret, such as a list of redirect URIs with one in it, is left to a person. */
function shownFix(fix: Fix): Fix {
  const isTold = fix.kind === 'automatic' && fix.change.act === 'edit_client' && holdsSecret(fix.change.set)
  return isTold ? guided : fix
}
