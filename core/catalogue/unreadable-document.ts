import type { DocumentProblem } from '../model/document-problem.ts'
import type { Failure } from '../model/failure.ts'
import { fail, type Result } from '../model/result.ts'

/** A problem where a text shows it, with what its sentence is filled with. */
export interface PlacedProblem {
  readonly offset: number
  readonly problem: DocumentProblem
  readonly fillings?: Failure['params']
}

/** A document that cannot be read at all, and why; `line` and `column` among the fillings say where. */
export function unreadableDocument(
  problem: DocumentProblem,
  fillings: Failure['params'] = {},
): Result<never> {
  return fail({ code: 'catalogue_unreadable', params: { ...fillings, problem } })
}
