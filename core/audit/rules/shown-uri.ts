import { findSecrets, withoutSecrets } from './find-secrets.ts'

/** Longer ones are cut; no reader looks at more. */
const MAX_SHOWN = 300

/**
 * A URI as evidence shows it: names of parameters without their values, and nothing of what a person could have written into
 * it as a password, a token or an e-mail address (F4).
 */
export function shownUri(uri: string): string {
  const shown = uri
    .slice(0, MAX_SHOWN)
    .replace(/#.+$/s, '#...')
    .replace(/\?[^#]*/, (query) => query.replace(/=[^&;#]+/g, '=...'))
    .replace(/^([^/?#]*:)?\/\/[^/?#]*@/, '$1//...@')
  return withoutSecrets(shown, findSecrets(shown, 'uri'))
}
