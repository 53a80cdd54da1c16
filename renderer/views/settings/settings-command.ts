import { shellWord } from '../../shell-word.ts'
import type { SessionStore } from '../../stores/session.ts'

/** The command line for something about the open organization, which is named where there is more than one. */
export function commandOf(session: SessionStore, command: string): string {
  const name = session.organizations.length > 1 ? session.organization?.name : undefined
  return `grantdesk ${command}${name === undefined ? '' : ` --org ${shellWord(name)}`}`
}

/** `key=value`, the value quoted where a shell needs that. */
export function assignment(key: string, value: string | number | boolean): string {
  const text = String(value)
  return `${key}=${text === '' ? "''" : shellWord(text)}`
}
