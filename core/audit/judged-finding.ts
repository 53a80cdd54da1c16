import { ruleIds, type RuleId } from '../model/audit-rule-ids.ts'
import {
  compareSeverities,
  type Finding,
  type FindingEvidence,
  type ReportedFinding,
  type Severity,
} from '../model/finding.ts'
import { fingerprintOf } from './fingerprint.ts'

/**
 * A finding with its fingerprint, and neither held against a baseline nor suppressed yet. Written out field by field, because
 * there may be half a million.
 */
export function reportedFinding(finding: Finding, severity: Severity): ReportedFinding {
  const { ruleId, subject, pointer, evidence, fix } = finding
  return {
    ruleId,
    severity,
    subject,
    pointer,
    evidence,
    fix,
    fingerprint: fingerprintOf(finding),
    baseline: null,
    suppression: null,
  }
}

const ruleOrder: ReadonlyMap<RuleId, number> = new Map(ruleIds.map((id, place) => [id, place]))

/** In the order of the catalogue. */
export function compareRules(one: RuleId, other: RuleId): number {
  return (ruleOrder.get(one) ?? 0) - (ruleOrder.get(other) ?? 0)
}

/** Gravest first, then by rule, subject and place; whatever else differs decides last, so that the order is always the same. */
export function compareFindings(one: ReportedFinding, other: ReportedFinding): number {
  return (
    compareSeverities(one.severity, other.severity) ||
    (one.ruleId === other.ruleId ? 0 : compareRules(one.ruleId, other.ruleId)) ||
    compareTexts(one.subject.kind, other.subject.kind) ||
    compareTexts(one.subject.id, other.subject.id) ||
    compareTexts(one.pointer, other.pointer) ||
    compareTexts(JSON.stringify(one.evidence), JSON.stringify(other.evidence))
  )
}

export function compareTexts(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/** Evidence that moves by itself while the record stays as it is: how many days have passed, how many calls there were. */
const moving: ReadonlySet<string> = new Set(['days', 'requests'])

/** Whether two findings say the same: the severity and every piece of evidence but for what moves by itself. */
export function saysTheSame(one: ReportedFinding, other: ReportedFinding): boolean {
  return one.severity === other.severity && isSameEvidence(one.evidence, other.evidence)
}

function isSameEvidence(one: FindingEvidence, other: FindingEvidence): boolean {
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => moving.has(key) || isSameValue(one[key], other[key]))
  )
}

function isSameValue(
  one: FindingEvidence[string] | undefined,
  other: FindingEvidence[string] | undefined,
): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  return one.length === other.length && one.every((item, place) => item === other[place])
}
