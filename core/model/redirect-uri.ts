/** At most this many redirect URIs on one client (C4). */
export const MAX_REDIRECT_URIS = 125
const MAX_REDIRECT_URI_LENGTH = 2_048

export type RedirectUriProblem =
  | 'empty'
  | 'too_long'
  | 'not_absolute'
  | 'fragment'
  | 'dangerous_scheme'
  | 'user_info'
  | 'invalid_character'
  | 'missing_host'

export type RedirectUriRemark = 'insecure_http' | 'wildcard' | 'localhost' | 'no_path'

export interface RedirectUriVerdict {
  readonly uri: string
  /** What two spellings of the same URI share; null while there is a problem. */
  readonly normalized: string | null
  readonly problem: RedirectUriProblem | null
  readonly remarks: readonly RedirectUriRemark[]
}

const dangerousScheme = /^(?:about|blob|data|file|filesystem|javascript|vbscript):/i

/** Does it start with a scheme that makes a browser run or read something instead of calling an app? */
export function hasDangerousScheme(uri: string): boolean {
  return dangerousScheme.test(uri)
}

/** A star, plain or percent-encoded, anywhere. */
export function hasWildcard(uri: string): boolean {
  return /\*|%2a/i.test(uri)
}

/** The first character that no URI may hold unencoded. */
export function findInvalidCharacter(uri: string): string | undefined {
  return /[^\x21-\x7e]|[\\"<>^`{|}]/u.exec(uri)?.[0]
}

/**
 * Does something stand before an `@` where the host belongs? Also an empty user name: the parser drops the `@`, but who reads
 * the URI takes what stands before it for the host.
 */
export function hasUserInfo(uri: string): boolean {
  return /^[^/?]*:\/\/[^/?]*@/.test(uri)
}

/** Judges one redirect URI, parsed or not; form, command line and server give this same verdict (C4). */
export function inspectRedirectUri(uri: string, url: URL | null = URL.parse(uri)): RedirectUriVerdict {
  const problem = findProblem(uri, url)
  if (problem || !url) return { uri, normalized: null, problem: problem ?? 'not_absolute', remarks: [] }
  const remarks: RedirectUriRemark[] = []
  if (url.protocol === 'http:' && !isLoopback(url)) remarks.push('insecure_http')
  if (hasWildcard(uri)) remarks.push('wildcard')
  if (url.hostname === 'localhost') remarks.push('localhost')
  if (isHttp(url) && url.pathname === '/') remarks.push('no_path')
  return { uri, normalized: url.href, problem: null, remarks }
}

function findProblem(uri: string, url: URL | null): RedirectUriProblem | null {
  if (uri === '') return 'empty'
  if (uri.length > MAX_REDIRECT_URI_LENGTH) return 'too_long'
  if (findInvalidCharacter(uri) !== undefined) return 'invalid_character'
  if (!url || !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) return 'not_absolute'
  if (hasDangerousScheme(uri)) return 'dangerous_scheme'
  if (uri.includes('#')) return 'fragment'
  if (isHttp(url) && !/^https?:\/\/[^/?]/i.test(uri)) return 'missing_host'
  if (hasUserInfo(uri)) return 'user_info'
  return null
}

/** Splits pasted text into one URI per line, without blank lines. */
export function splitRedirectUris(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

export type RedirectUriMatch =
  | { readonly matches: true; readonly registered: string }
  | {
      readonly matches: false
      /** The registered URI that agrees longest, and where it first differs; null when none is registered. */
      readonly closest: { readonly registered: string; readonly differsAt: number } | null
    }

/**
 * Does a presented redirect URI match a registered one? Exact string comparison, except that for a loopback
 * address or `localhost` over http the port is ignored (C4, RFC 8252 §7.3, RFC 9700 §2.1).
 */
export function matchRedirectUri(registered: readonly string[], presented: string): RedirectUriMatch {
  const exact = registered.find((uri) => uri === presented)
  if (exact !== undefined) return { matches: true, registered: exact }
  const wanted = withoutLoopbackPort(presented)
  if (wanted !== null) {
    const loopback = registered.find((uri) => withoutLoopbackPort(uri) === wanted)
    if (loopback !== undefined) return { matches: true, registered: loopback }
  }
  let closest: { registered: string; differsAt: number } | null = null
  for (const uri of registered) {
    const differsAt = firstDifference(uri, presented)
    if (!closest || differsAt > closest.differsAt) closest = { registered: uri, differsAt }
  }
  return { matches: false, closest }
}

/**
 * The text of a loopback URI with its port cut out, or null for any other URI, also where the number is none of a port.
 * Nothing else is normalized.
 */
function withoutLoopbackPort(uri: string): string | null {
  const match = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?(?=[/?]|$)(.*)$/.exec(uri)
  return match && URL.canParse(uri) ? `${match[1] ?? ''} ${match[2] ?? ''}` : null
}

function firstDifference(one: string, other: string): number {
  let at = 0
  while (at < one.length && at < other.length && one[at] === other[at]) at++
  return at
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:'
}

function isLoopback(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === '[::1]' || url.hostname === 'localhost'
}
