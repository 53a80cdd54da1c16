import type { Result } from '../model/result.ts'
import type { FollowedWork } from './running-tasks.ts'

/** Long questions by name, each with what it takes and the value of its answer. */
export type Questions<Asked> = {
  readonly [Name in keyof Asked]: { readonly input: unknown; readonly value: unknown }
}

export type QuestionName<Asked> = keyof Asked & string

/** Answers long questions, with progress and cancel: `cancelled` is an answer too. */
export interface Answers<Asked extends Questions<Asked>> {
  answer<Name extends QuestionName<Asked>>(
    name: Name,
    input: Asked[Name]['input'],
    follow: FollowedWork,
  ): Promise<Result<Asked[Name]['value']>>
  /** Gives up whatever is under way. */
  close(): Promise<void>
}
