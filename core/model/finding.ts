import type { RuleId } from './audit-rule-ids.ts'
import type { Json } from './audit-event.ts'
import type { Fact, SnapshotSource } from './snapshot.ts'

/** Gravest first. */
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const
export type Severity = (typeof severities)[number]

/** Negative where `one` is graver. */
export function compareSeverities(one: Severity, other: Severity): number {
  return one === other ? 0 : severities.indexOf(one) - severities.indexOf(other)
}

/** What a finding is about: the record that a person would open. */
export interface FindingSubject {
  readonly kind: 'client' | 'authorization' | 'user' | 'role' | 'organization' | 'policy'
  readonly id: string
  readonly name: string
}

/** Fills the sentences of a rule: what was found, in names and numbers. Never a secret (F4). */
export type FindingEvidence = Readonly<Record<string, string | number | readonly string[]>>

/**
 * How a finding is mended. `automatic` knows the change to the letter: `set` replaces fields of a client, of an authorization
 * its granted scopes; the others are one act on the subject.
 */
export type Fix =
  | { readonly kind: 'automatic'; readonly change: FixChange }
  | { readonly kind: 'guided' }
  | { readonly kind: 'advice' }

export type FixChange =
  | { readonly act: 'edit_client'; readonly clientId: string; readonly set: Readonly<Record<string, Json>> }
  | { readonly act: 'narrow_app'; readonly clientId: string; readonly scopes: readonly string[] }
  | { readonly act: 'revoke_app' | 'deactivate_client' | 'restore_client'; readonly clientId: string }

export type FixKind = Fix['kind']

/** What a rule found in one place (U2). */
export interface Finding {
  readonly ruleId: RuleId
  readonly severity: Severity
  readonly subject: FindingSubject
  /** Where, as a JSON pointer into the snapshot. */
  readonly pointer: string
  readonly evidence: FindingEvidence
  readonly fix: Fix
}

/** Why a finding is not counted: somebody answers for it until a day (U2). */
export interface FindingSuppression {
  readonly reason: string
  readonly owner: string
  /** `YYYY-MM-DD`, the last day on which it holds. */
  readonly expires: string
}

/**
 * `updated`: the same place under the same rule, with other evidence or severity than in the baseline. That time passed is no
 * update: the evidence `days` and `requests`, which grow by themselves, is not compared. What began anew shows in a date
 * beside them, and where the time makes a finding graver, in its severity.
 */
export const baselineStates = ['new', 'unchanged', 'updated', 'fixed'] as const
export type BaselineState = (typeof baselineStates)[number]

export interface ReportedFinding extends Finding {
  /** SHA-256 over rule, subject and place, in hex: the same finding in every snapshot of the organization. */
  readonly fingerprint: string
  /** Null where there is no baseline. */
  readonly baseline: BaselineState | null
  readonly suppression: FindingSuppression | null
}

/** One summand of a score: `key` names its sentence, `count` how often `points` were added. */
export interface ScorePart {
  readonly key: ScorePartKey
  readonly points: number
  readonly count: number
}

export const scorePartKeys = [
  'permission_critical',
  'permission_high',
  'permission_medium',
  'permission_low',
  'permission_volume',
  'third_party',
  'all_users',
  'privileged_role',
  'credential',
  'secret_age',
] as const
export type ScorePartKey = (typeof scorePartKeys)[number]

/** How much harm a client could do, with the sum shown; `highest` stands beside it, so that no sum hides a grave finding. */
export interface ClientScore {
  readonly clientId: string
  readonly clientName: string
  readonly score: number
  readonly parts: readonly ScorePart[]
  readonly highest: Severity | null
  /** Findings that are not suppressed. */
  readonly findings: number
}

/** What became of one rule in one audit. */
export interface RuleOutcome {
  readonly ruleId: RuleId
  /** The severity in force, by the catalogue or the policy file. */
  readonly severity: Severity
  readonly status: 'evaluated' | 'not_evaluated' | 'off'
  /** What it would have needed (U2). */
  readonly missing: readonly Fact[]
  /** Findings, suppressed ones not counted. */
  readonly findings: number
  readonly suppressed: number
}

/** What was looked at, for the head of every report. */
export interface AuditedSnapshot {
  readonly digest: string
  readonly takenAt: string
  readonly source: SnapshotSource
  readonly organizationId: string
  readonly organizationName: string
  readonly clients: number
  readonly authorizations: number
  readonly users: number
  readonly roles: number
}

/**
 * The whole answer of an audit, from which every report is printed (U4). `findings` are sorted by severity, rule, subject and
 * place; `fixed` are those of the baseline that are gone.
 */
export interface AuditResult {
  readonly auditedAt: string
  readonly snapshot: AuditedSnapshot
  readonly baseline: AuditedSnapshot | null
  /** SHA-256 of the policy file's canonical content, in hex; null where there was none. */
  readonly policyDigest: string | null
  readonly redacted: boolean
  readonly rules: readonly RuleOutcome[]
  readonly findings: readonly ReportedFinding[]
  readonly fixed: readonly ReportedFinding[]
  /** Riskiest first. */
  readonly scores: readonly ClientScore[]
}
