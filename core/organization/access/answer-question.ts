import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { fail } from '../../model/result.ts'
import { Stopped, type Pace } from '../../policy/long-question.ts'
import type { AccessQuestionName } from './access-answers.ts'
import { askLeastScopes } from './ask-least-scopes.ts'
import { askMatrix, askTotals } from './ask-matrix.ts'
import { askOperations } from './ask-operations.ts'
import { askReach } from './ask-reach.ts'
import { askWhatIf } from './ask-what-if.ts'
import { askWho } from './ask-who.ts'
import type { QuestionContext } from './question-context.ts'

type Questions = {
  readonly [Name in AccessQuestionName]: (
    context: QuestionContext,
    input: ParsedInputOf<Name>,
    pace: Pace,
  ) => Promise<ResultOf<Name>>
}

const questions: Questions = {
  'access.operations': askOperations,
  'access.who': askWho,
  'access.matrix': askMatrix,
  'access.totals': askTotals,
  'access.reach': askReach,
  'access.whatIf': askWhatIf,
  'access.leastScopes': askLeastScopes,
}

/** Answers one question in this thread; `cancelled` once its pace says so. */
export async function answerQuestion<Name extends AccessQuestionName>(
  context: QuestionContext,
  asked: { readonly name: Name; readonly input: ParsedInputOf<Name> },
  pace: Pace,
): Promise<ResultOf<Name>> {
  try {
    if (pace.stop?.() === true) return fail({ code: 'cancelled' })
    return await questions[asked.name](context, asked.input, pace)
  } catch (cause) {
    if (cause instanceof Stopped) return fail({ code: 'cancelled' })
    throw cause
  }
}
