import type { Check, CheckResult, Evidence } from '../model/decision.ts'

/** Which condition a check is, and the rule that demands it. */
export interface Condition {
  readonly name: string
  readonly rule: string
}

export function passed(condition: Condition, evidence: Evidence, children = noChildren): Check {
  return checkOf(condition, 'passed', { evidence, children })
}

export function failed(condition: Condition, evidence: Evidence, children = noChildren): Check {
  return checkOf(condition, 'failed', { evidence, children })
}

export function notApplicable(condition: Condition, evidence: Evidence): Check {
  return checkOf(condition, 'not_applicable', { evidence, children: noChildren })
}

const noChildren: readonly Check[] = []

function checkOf(
  { name, rule }: Condition,
  result: CheckResult,
  { evidence, children }: Pick<Check, 'evidence' | 'children'>,
): Check {
  return { name, rule, result, evidence, children }
}
