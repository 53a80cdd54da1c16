import type { Failure } from '../core/model/failure.ts'
import { describeFailure } from '../core/wording/describe-failure.ts'
import type { CommandError } from './exit.ts'
import { refusalOf } from './exit.ts'
import type { Session } from './session.ts'

/** What the core would refuse as well, in its words, before it is asked. */
export function refusal({ language }: Pick<Session, 'language'>, failure: Failure): CommandError {
  return refusalOf({ ...failure, message: describeFailure(failure, language) })
}
