import type { accessContract } from '../../contract/access.ts'
import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import type { FollowedWork } from '../running-tasks.ts'

/** The questions about a whole organization (P4). */
export type AccessQuestionName = Exclude<keyof typeof accessContract, 'access.ask'>

/** Answers questions about whole organizations, with progress and cancel: `cancelled` is an answer too. */
export interface AccessAnswers {
  answer<Name extends AccessQuestionName>(
    name: Name,
    input: ParsedInputOf<Name>,
    follow: FollowedWork,
  ): Promise<ResultOf<Name>>
  /** Gives up whatever is under way. */
  close(): Promise<void>
}
