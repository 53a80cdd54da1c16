import { findSecrets, withoutSecrets } from './find-secrets.ts'

/** An address with a host and short names in its path, which is most of them: nothing in it is hidden. */
const plainAddress = /^[a-z]{2,10}:\/\/[\w-]{1,30}(?:\.[\w-]{1,30})*(?::\d{1,5})?(?:\/[\w.*-]{0,15}){0,8}$/i

/** Longer ones are cut; no reader looks at more. */
const MAX_SHOWN = 300

/**
 * A URI as evidence shows it: names of parameters without their values, and nothing of what a person could have written into
 * it as a password, a token or an e-mail address (F4).
 */
export function shownUri(uri: string): string {
  if (plainAddress.test(uri)) return uri
  const shown = withoutUser(
    uri
      .slice(0, MAX_SHOWN)
      .replace(/#.+$/s, '#...')
      .replace(/\?[^#]*/, (query) => query.replace(/=[^&;#]+/g, '=...')),
  )
  return withoutSecrets(shown, findSecrets(shown, 'uri'))
}

/** Without the name and password in front of the host. */
export function withoutUser(uri: string): string {
  return uri.replace(/^([^/?#]*:)?\/\/[^/?#]*@/, '$1//...@')
}
