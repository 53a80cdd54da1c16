import type { Result } from '../model/result.ts'
import type { RunningTasks } from '../organization/running-tasks.ts'
import type { AuditAnswers, AuditQuestionName, AuditQuestions } from './desk/audit-questions.ts'

/** Asks what takes a whole snapshot, so that it can be followed and cancelled by the caller's task id. */
export type AskAudit = <Name extends AuditQuestionName>(
  name: Name,
  input: AuditQuestions[Name]['input'] & { readonly taskId?: string },
) => Promise<Result<AuditQuestions[Name]['value']>>

export function askAudit(tasks: RunningTasks, answers: AuditAnswers): AskAudit {
  return (name, input) =>
    tasks.run(input.taskId ?? '', (signal, onProgress) => answers.answer(name, input, { signal, onProgress }))
}
