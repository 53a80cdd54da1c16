import {
  baselineStates,
  severities,
  type AuditResult,
  type BaselineState,
  type Severity,
} from '../../model/finding.ts'
import { familyOf, type Family } from './report-text.ts'

/** The numbers in the head of every report. Only `suppressed` and `states` count findings that are suppressed. */
export interface FindingCounts {
  readonly open: number
  readonly suppressed: number
  readonly severities: Readonly<Record<Severity, number>>
  /** Every family that has a rule in the result, most findings first. */
  readonly families: readonly (readonly [Family, number])[]
  /** Null where there was no baseline. */
  readonly states: Readonly<Record<BaselineState, number>> | null
}

export function countFindings({ findings, fixed, rules, baseline }: AuditResult): FindingCounts {
  const bySeverity = zeros(severities)
  const states = zeros(baselineStates)
  const families = new Map(rules.map(({ ruleId }) => [familyOf(ruleId), 0]))
  let suppressed = 0
  for (const { ruleId, severity, suppression, baseline: state } of findings) {
    if (state !== null) states[state]++
    if (suppression) {
      suppressed++
      continue
    }
    bySeverity[severity]++
    const family = familyOf(ruleId)
    families.set(family, (families.get(family) ?? 0) + 1)
  }
  states.fixed = fixed.length
  return {
    open: findings.length - suppressed,
    suppressed,
    severities: bySeverity,
    families: [...families].sort(([, one], [, other]) => other - one),
    states: baseline ? states : null,
  }
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
  // Each name of the list is given its zero.
  return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
}
