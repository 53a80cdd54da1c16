import type { BaselineState, ReportedFinding } from '../model/finding.ts'
import { saysTheSame } from './judged-finding.ts'

/** What became of findings since a baseline: the state of each, in their order, and those of the baseline that are gone. */
interface AgainstBaseline {
  readonly states: readonly BaselineState[]
  readonly fixed: readonly ReportedFinding[]
}

/**
 * Holds findings against those of a baseline, both in the order of `compareFindings`. Where a rule found several things in
 * one place, those that say the same belong together, and of the others each with the next.
 */
export function againstBaseline(
  findings: readonly ReportedFinding[],
  former: readonly ReportedFinding[],
): AgainstBaseline {
  const open = new Map<string, ReportedFinding | ReportedFinding[]>()
  for (const finding of former) add(open, finding)
  const states: BaselineState[] = findings.map((finding) =>
    take(open, finding, saysTheSame) ? 'unchanged' : 'new',
  )
  for (const [place, finding] of findings.entries()) {
    if (states[place] === 'new' && take(open, finding, () => true)) states[place] = 'updated'
  }
  return { states, fixed: [...open.values()].flat() }
}

/** Most places hold one finding, which needs no list. */
function add(open: Map<string, ReportedFinding | ReportedFinding[]>, finding: ReportedFinding): void {
  const there = open.get(finding.fingerprint)
  if (there === undefined) open.set(finding.fingerprint, finding)
  else if (Array.isArray(there)) there.push(finding)
  else open.set(finding.fingerprint, [there, finding])
}

/** Takes out the first of the same place that belongs to the finding; false where none does. */
function take(
  open: Map<string, ReportedFinding | ReportedFinding[]>,
  finding: ReportedFinding,
  belongs: (one: ReportedFinding, other: ReportedFinding) => boolean,
): boolean {
  const there = open.get(finding.fingerprint)
  if (there === undefined) return false
  if (!Array.isArray(there)) return belongs(there, finding) && open.delete(finding.fingerprint)
  const at = there.findIndex((one) => belongs(one, finding))
  if (at >= 0) there.splice(at, 1)
  if (there.length === 0) open.delete(finding.fingerprint)
  return at >= 0
}
