import type { AuditResult, ReportedFinding } from '../../../model/finding.ts'
import type { Json } from '../../../model/audit-event.ts'
import { operationName } from '../../../model/operation.ts'
import type { AccessDifference } from '../../../policy/access-difference.ts'
import { sayReport, type ReportWord } from '../../../wording/audit/say-report.ts'
import { say, type Fillings, type Language } from '../../../wording/say.ts'
import type { RecordDifference, SnapshotComparison } from '../../compare/snapshot-comparison.ts'
import { momentText } from '../report-head.ts'

/** Two snapshots compared, and the later one audited against the earlier: what a report of the comparison tells (U3). */
export interface ComparedSnapshots {
  readonly comparison: SnapshotComparison
  /** Its baseline is the earlier snapshot. */
  readonly result: AuditResult
}

/** Who or what can do more or less: an app, a user or an operation. */
export interface EffectRow {
  readonly kind: 'app' | 'user' | 'operation'
  readonly id: string
  readonly name: string
  readonly gained: number
  readonly lost: number
}

export const effectKinds = ['app', 'user', 'operation'] as const

export function effectRows(effect: AccessDifference | null, kind: EffectRow['kind']): readonly EffectRow[] {
  if (effect === null) return []
  switch (kind) {
    case 'app':
      return effect.apps.map(({ client, gained, lost }) => ({
        ...{ kind, id: client.id, name: client.name, gained, lost },
      }))
    case 'user':
      return effect.users.map(({ user, gained, lost }) => ({
        ...{ kind, id: user.id, name: user.name, gained, lost },
      }))
    case 'operation':
      return effect.operations.map(({ operation, gained, lost }) => {
        const name = operationName(operation)
        return { kind, id: name, name, gained, lost }
      })
  }
}

/** The findings that the later snapshot has and the earlier had not. */
export function newFindings({ findings }: AuditResult): readonly ReportedFinding[] {
  return findings.filter(({ baseline }) => baseline === 'new')
}

/** What a field held, as text: lists and objects as JSON. */
export function valueText(value: Json): string {
  if (typeof value === 'string') return value
  return value === null ? '' : JSON.stringify(value)
}

/** A change of a field in one line: what lists gained and lost, or the two values. */
export function changeText({ before, after, added, removed }: RecordDifference['fields'][number]): string {
  if (added.length + removed.length > 0) {
    return [...added.map((item) => `+ ${item}`), ...removed.map((item) => `− ${item}`)].join('; ')
  }
  return `${valueText(before)} → ${valueText(after)}`
}

/** The head of a report of a comparison that a person reads. */
export function comparisonHead(
  { comparison, result }: ComparedSnapshots,
  language: Language,
  version: string,
): readonly (readonly [label: string, value: string])[] {
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  const { baseline, snapshot } = result
  const of = (one: typeof snapshot) => `${momentText(language, one.takenAt)}, ${one.digest}`
  return [
    [word('organization'), `${snapshot.organizationName} (${snapshot.organizationId})`],
    [word('before'), baseline === null ? word('baseline_none') : of(baseline)],
    [word('after'), of(snapshot)],
    ...(result.redacted ? [[word('redacted'), word('redacted_yes')] as const] : []),
    [word('product'), `Grantdesk ${version}`],
    ...(comparison.notCompared.length === 0
      ? []
      : [[word('not_evaluated'), notComparedText(comparison, language)] as const]),
  ]
}

function notComparedText({ notCompared }: SnapshotComparison, language: Language): string {
  return sayReport(language, 'not_compared', {
    missing: notCompared.map((fact) => say(language, `audit.fact.${fact}`)),
  })
}
