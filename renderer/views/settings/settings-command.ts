import { shellWord } from '../../shell-word.ts'
import type { SessionStore } from '../../stores/session.ts'

/** The command line for something about the open organization, which is named where there is more than one. */
export function commandOf(session: SessionStore, words: readonly string[]): string {
  const name = session.organizations.length > 1 ? session.organization?.name : undefined
  const organization = name === undefined ? [] : ['--org', name]
  return ['grantdesk', ...words, ...organization].map(wordOf).join(' ')
}

/** `key=value` needs no quotes of its own. */
function wordOf(text: string): string {
  const [, key = '', value = ''] = /^(\w+=)(.*)$/s.exec(text) ?? []
  return key === '' ? shellWord(text) : `${key}${value === '' ? "''" : shellWord(value)}`
}
