import type { accessContract } from '../../contract/access.ts'
import type { AnswerOf, ParsedInputOf } from '../../contract/contract.ts'
import type { Answers } from '../answers.ts'

/** The questions about a whole organization (P4). */
export type AccessQuestionName = Exclude<keyof typeof accessContract, 'access.ask'>
export type AccessQuestions = {
  readonly [Name in AccessQuestionName]: {
    readonly input: ParsedInputOf<Name>
    readonly value: AnswerOf<Name>
  }
}

/** Answers questions about whole organizations. */
export type AccessAnswers = Answers<AccessQuestions>
