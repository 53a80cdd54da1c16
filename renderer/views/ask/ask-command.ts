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

/** A word that a POSIX shell takes as it stands, or the same quoted. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9_@%+:,./-]+$/.test(text) && !text.startsWith('-') ? text : quoted(text)
}

/** Inside single quotes nothing is special but the single quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
