import type { PhysicalLocation, Result } from 'sarif'
import type { BaselineState, FindingSuppression, ReportedFinding, Severity } from '../../../model/finding.ts'
import { describeFinding } from '../../../wording/audit/describe-finding.ts'
import type { Language } from '../../../wording/say.ts'
import { jsonPatch } from '../json-patch.ts'

/** SARIF knows three levels; the severity itself stands in the properties. */
export const sarifLevels = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, Result.level>

/** What code scanning sorts by: the score that begins each band. */
export const securitySeverities: Readonly<Record<Severity, string>> = {
  critical: '9.0',
  high: '7.0',
  medium: '4.0',
  low: '2.0',
  info: '0.0',
}

const baselineStates = {
  new: 'new',
  updated: 'updated',
  unchanged: 'unchanged',
  fixed: 'absent',
} as const satisfies Record<BaselineState, Result.baselineState>

/** One finding as a result of SARIF 2.1.0, section 3.27 (U4). */
export function sarifResult(
  finding: ReportedFinding,
  ruleIndex: number,
  language: Language,
  snapshotUri: string,
): Result {
  const { ruleId, severity, subject, pointer, fix, baseline, suppression } = finding
  return {
    ruleId,
    ruleIndex,
    kind: 'fail',
    level: sarifLevels[severity],
    message: { text: plainMessage(describeFinding(finding, language)) },
    locations: [
      {
        physicalLocation: snapshotLocation(snapshotUri),
        logicalLocations: [
          { name: subject.name, fullyQualifiedName: `${subject.kind}/${subject.id}`, kind: subject.kind },
        ],
        properties: { pointer },
      },
    ],
    partialFingerprints: { 'clientRule/v1': finding.fingerprint },
    ...(baseline && { baselineState: baselineStates[baseline] }),
    // An empty list says that nobody suppressed it; none at all would say that nobody knows.
    suppressions: suppression ? [sarifSuppression(suppression)] : [],
    properties: {
      'security-severity': securitySeverities[severity],
      severity,
      subject: { kind: subject.kind, id: subject.id },
      pointer,
      fixKind: fix.kind,
      ...(fix.kind === 'automatic' && { act: fix.change.act, patch: jsonPatch(fix.change) }),
    },
  }
}

/** Brackets of a message are links to related locations and braces are its gaps (3.11); there are none of either. */
export function plainMessage(text: string): string {
  return text
    .replaceAll(/[\\[\]]/g, '\\$&')
    .replaceAll('{', '{{')
    .replaceAll('}', '}}')
}

function sarifSuppression({ reason, owner, expires }: FindingSuppression) {
  return {
    kind: 'external' as const,
    status: 'accepted' as const,
    justification: reason,
    properties: { owner, expires },
  }
}

function snapshotLocation(uri: string): PhysicalLocation {
  return { artifactLocation: { uri, index: 0 } }
}
