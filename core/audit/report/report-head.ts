import type { AuditResult } from '../../model/finding.ts'
import { sayReport, type ReportWord } from '../../wording/audit/say-report.ts'
import { fill, type Fillings, type Language } from '../../wording/say.ts'
import type { ReportSetting } from './report-setting.ts'

/** The moment as this language writes it; fillings that are ISO 8601 in UTC are. */
export function momentText(language: Language, iso: string): string {
  return fill(language, '{at}', { at: iso })
}

/** The head of every report that a person reads: what was looked at, when, and by which rules (U4). */
export function headLines(
  result: AuditResult,
  { language, product }: Pick<ReportSetting, 'language' | 'product'>,
): readonly (readonly [label: string, value: string])[] {
  const { snapshot, baseline, policyDigest } = result
  const { clients, authorizations, users, roles } = snapshot
  const word = (key: ReportWord, fillings: Fillings = {}) => sayReport(language, key, fillings)
  return [
    [word('organization'), `${snapshot.organizationName} (${snapshot.organizationId})`],
    [word('source'), word(`source.${snapshot.source}`)],
    [word('taken'), momentText(language, snapshot.takenAt)],
    [word('audited'), momentText(language, result.auditedAt)],
    [word('digest'), snapshot.digest],
    [
      word('baseline'),
      baseline === null
        ? word('baseline_none')
        : word('baseline_of', { taken: baseline.takenAt, digest: baseline.digest }),
    ],
    [word('policy'), policyDigest === null ? word('policy_none') : `sha256:${policyDigest}`],
    ...(result.redacted ? [[word('redacted'), word('redacted_yes')] as const] : []),
    [word('contents'), word('contents_of', { clients, authorizations, users, roles })],
    [word('product'), `Grantdesk ${product.version}`],
  ]
}
