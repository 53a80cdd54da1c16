import type { Check, Evidence } from '../model/decision.ts'

/** Which condition a check is, and the rule that demands it. */
export interface Condition {
  readonly name: string
  readonly rule: string
}

// Written out three times: these are made millions of times, and a common maker would make an object more for each.

export function passed({ name, rule }: Condition, evidence: Evidence, children = noChildren): Check {
  return { name, rule, result: 'passed', evidence, children }
}

export function failed({ name, rule }: Condition, evidence: Evidence, children = noChildren): Check {
  return { name, rule, result: 'failed', evidence, children }
}

export function notApplicable({ name, rule }: Condition, evidence: Evidence): Check {
  return { name, rule, result: 'not_applicable', evidence, children: noChildren }
}

const noChildren: readonly Check[] = []
