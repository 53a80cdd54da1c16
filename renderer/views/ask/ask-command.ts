import { quoted, shellWord } from '../../shell-word.ts'
import type { Question } from '../../stores/ask.ts'

/** The command line that asks the same; the organization is named where the workspace has more than one. */
export function askCommand(question: Question, organization: string | null): string {
  const { app, user, operation, division } = question
  return [
    'grantdesk ask',
    ...(organization === null ? [] : ['--org', shellWord(organization)]),
    '--app',
    shellWord(app),
    ...(user === '' ? [] : ['--user', shellWord(user)]),
    ...(division === '' ? [] : ['--division', shellWord(division)]),
    quoted(operation),
  ].join(' ')
}
