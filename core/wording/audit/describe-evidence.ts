import type { EvidenceProblem } from '../../model/evidence-problem.ts'
import { say, type Language } from '../say.ts'

/** What does not fit in an archive, as a sentence. */
export function describeEvidenceProblem({ kind, ...fillings }: EvidenceProblem, language: Language): string {
  return say(language, `evidence.problem.${kind}`, fillings)
}
