import type { AnswerCheck } from '../../stores/ask.ts'

/** One line of evidence under a check. A note neither passes nor fails. */
export interface EvidenceLine {
  readonly text: string
  readonly tone: 'passed' | 'failed' | 'note'
  readonly depth: 0 | 1
}

/**
 * The reasons under a check, in order. Where there is only one thing to look at, such as the one permission that is
 * needed, it becomes a note and its own reasons stand beside it.
 */
export function evidenceLines(check: AnswerCheck): readonly EvidenceLine[] {
  const [only, ...others] = check.children
  if (only && others.length === 0 && only.children.length > 0) {
    return [
      { text: only.evidence, tone: 'note', depth: 0 },
      ...only.children.map((child) => lineOf(child, 0)),
    ]
  }
  return check.children.flatMap((child) => [
    lineOf(child, 0),
    ...child.children.map((inner) => lineOf(inner, 1)),
  ])
}

function lineOf(check: AnswerCheck, depth: 0 | 1): EvidenceLine {
  return { text: check.evidence, tone: check.result === 'not_applicable' ? 'note' : check.result, depth }
}

/** How many single reasons a decision rests on: the checks that have no others under them (P3). */
export function countLeaves(checks: readonly AnswerCheck[]): number {
  return checks.reduce(
    (sum, check) => sum + (check.children.length === 0 ? 1 : countLeaves(check.children)),
    0,
  )
}
