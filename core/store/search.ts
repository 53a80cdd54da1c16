import type { OAuthClient } from '../model/oauth-client.ts'
import type { AppAuthorization } from '../model/app-authorization.ts'
import type { User } from '../model/directory.ts'

/** The index of substrings holds pieces of three characters; shorter texts search the beginnings of names. */
const SHORTEST_SUBSTRING = 3

/** What a person's search text asks for. Of `attempts` the first that finds anything is the answer. */
export type Search =
  | { readonly kind: 'everything' }
  | { readonly kind: 'name_prefix'; readonly prefix: string }
  | { readonly kind: 'attempts'; readonly text: string; readonly attempts: readonly Attempt[] }

export type Attempt =
  | { readonly kind: 'contains'; readonly text: string }
  /** Redirect URIs that begin like one of these, by `redirectKey`. */
  | { readonly kind: 'redirect'; readonly keys: readonly string[] }

/** Reads what was typed or pasted into a list's search field. */
export function readSearch(typed: string): Search {
  const text = plainText(typed)
  if (text === '') return { kind: 'everything' }
  if (Array.from(text).length < SHORTEST_SUBSTRING) return { kind: 'name_prefix', prefix: text }
  return { kind: 'attempts', text, attempts: attemptsFor(text) }
}

function attemptsFor(text: string): readonly Attempt[] {
  const contains: Attempt = { kind: 'contains', text }
  const uri = decodedUri(text)
  if (uri !== null) return [{ kind: 'redirect', keys: [redirectKey(uri)] }, contains]
  if (!/^[^\s]+[.:/]/.test(text)) return [contains]
  const keys = [redirectKey(`https://${text}`), redirectKey(`http://${text}`)]
  return [contains, { kind: 'redirect', keys }]
}

/** The text as a URI, out of an address bar or out of another URI's query; null if it is none. */
function decodedUri(text: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:\//i.test(text)) return text
  if (!/^[a-z][a-z0-9+.-]*%3a%2f/i.test(text)) return null
  const decoded = text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'),
  )
  return plainText(decoded)
}

/**
 * What the spellings of one redirect URI share when people look for it: without query, fragment, trailing slash,
 * letter case, and the port of a loopback address. For finding only; matching is `model/redirect-uri`.
 */
export function redirectKey(uri: string): string {
  const bare = uri.toLowerCase().replace(/[?#].*$/s, '')
  const portless = bare.replace(/^(https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost)):\d*(?=\/|$)/, '$1')
  return portless.replace(/\/+$/, '')
}

/** One line, one blank between words: neither a search nor the searched text holds anything else. */
function plainText(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

export function clientText(client: OAuthClient): string {
  return lines([client.name, client.id, ...client.redirectUris])
}

export function authorizationText(authorization: AppAuthorization): string {
  return lines([authorization.clientName, authorization.clientId, ...authorization.scopes])
}

export function userText(user: User): string {
  return lines([user.name, user.email, user.id])
}

function lines(parts: readonly string[]): string {
  return parts.map(plainText).join('\n')
}
