import { ruleIds, type RuleId } from '../model/audit-rule-ids.ts'
import {
  compareSeverities,
  type BaselineState,
  type Finding,
  type FindingEvidence,
  type FindingSuppression,
  type ReportedFinding,
  type Severity,
} from '../model/finding.ts'
import { fingerprintOf } from './fingerprint.ts'

/** A finding with its fingerprint, before it is held against a baseline and the suppressions. */
export type JudgedFinding = Omit<ReportedFinding, 'baseline' | 'suppression'>

/** Written out field by field, because there may be half a million. */
export function judgedFinding(finding: Finding, severity: Severity): JudgedFinding {
  const { ruleId, subject, pointer, evidence, fix } = finding
  return { ruleId, severity, subject, pointer, evidence, fix, fingerprint: fingerprintOf(finding) }
}

export function reportedFinding(
  finding: JudgedFinding,
  baseline: BaselineState | null,
  suppression: FindingSuppression | null,
): ReportedFinding {
  const { ruleId, severity, subject, pointer, evidence, fix, fingerprint } = finding
  return { ruleId, severity, subject, pointer, evidence, fix, fingerprint, baseline, suppression }
}

const ruleOrder: ReadonlyMap<RuleId, number> = new Map(ruleIds.map((id, place) => [id, place]))

/** Gravest first, then by rule, subject and place; whatever else differs decides last, so that the order is always the same. */
export function compareFindings(one: JudgedFinding, other: JudgedFinding): number {
  return (
    compareSeverities(one.severity, other.severity) ||
    (ruleOrder.get(one.ruleId) ?? 0) - (ruleOrder.get(other.ruleId) ?? 0) ||
    compareTexts(one.subject.kind, other.subject.kind) ||
    compareTexts(one.subject.id, other.subject.id) ||
    compareTexts(one.pointer, other.pointer) ||
    compareTexts(JSON.stringify(one.evidence), JSON.stringify(other.evidence))
  )
}

export function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Whether two findings say the same: the severity and every piece of evidence. */
export function saysTheSame(one: JudgedFinding, other: JudgedFinding): boolean {
  return one.severity === other.severity && isSameEvidence(one.evidence, other.evidence)
}

function isSameEvidence(one: FindingEvidence, other: FindingEvidence): boolean {
  const keys = Object.keys(one)
  return keys.length === Object.keys(other).length && keys.every((key) => isSameValue(one[key], other[key]))
}

function isSameValue(
  one: FindingEvidence[string] | undefined,
  other: FindingEvidence[string] | undefined,
): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object') return false
  return one.length === other.length && one.every((item, place) => item === other[place])
}
