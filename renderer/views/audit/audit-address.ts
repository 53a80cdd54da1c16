import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { isRuleId } from '../../../core/model/audit-rule-ids.ts'
import { baselineStates, severities } from '../../../core/model/finding.ts'
import type { FindingFilter } from '../../stores/audit.ts'

export const auditTabs = ['findings', 'by-rule', 'by-client', 'rules'] as const
export type AuditTab = (typeof auditTabs)[number]

const shows = ['open', 'suppressed', 'all'] as const

/** The page of one snapshot; the digest that names it may hold any character. */
export function auditAddress(snapshotId: string, rest = ''): string {
  return `/audit/${encodeURIComponent(snapshotId)}${rest === '' ? '' : `/${rest}`}`
}

/** What an address says about which findings are wanted. */
export function filterOf(query: LocationQuery): FindingFilter {
  const rule = textOf(query['rule'])
  return {
    severity: severities.find((severity) => severity === query['severity']) ?? null,
    ruleId: isRuleId(rule) ? rule : null,
    subjectId: textOf(query['about']) === '' ? null : textOf(query['about']),
    baseline: baselineStates.find((state) => state === query['state']) ?? null,
    show: shows.find((show) => show === query['show']) ?? 'open',
    search: textOf(query['q']),
  }
}

/** The other way round; what is as usual stays out of the address. */
export function queryOf(filter: FindingFilter): LocationQueryRaw {
  return {
    ...(filter.search === '' ? {} : { q: filter.search }),
    ...(filter.severity === null ? {} : { severity: filter.severity }),
    ...(filter.ruleId === null ? {} : { rule: filter.ruleId }),
    ...(filter.subjectId === null ? {} : { about: filter.subjectId }),
    ...(filter.baseline === null ? {} : { state: filter.baseline }),
    ...(filter.show === 'open' ? {} : { show: filter.show }),
  }
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
