import type { Fix } from '../../model/finding.ts'
import { needsRedirectUri } from '../../model/grant-type.ts'
import { inspectRedirectUri, MAX_REDIRECT_URIS } from '../../model/redirect-uri.ts'
import type { ClientRecord } from '../rule.ts'

/** What takes the place of redirect URIs, by their index: other URIs, or none. */
export type Replacements = ReadonlyMap<number, readonly string[]>

/** Would a client be given these URIs (C4)? */
export function areAccepted(uris: readonly string[]): boolean {
  return uris.every((uri) => inspectRedirectUri(uri).problem === null)
}

/**
 * The change that puts other URIs in the place of some, all at once, so that the same change mends all that a rule found in a
 * client. A URI that the client already has is not added again. Only guided where the client would be left without a URI that
 * it needs, or with too many (C4).
 */
export function replaceRedirects({ client, redirects }: ClientRecord, replacements: Replacements): Fix {
  const kept = redirects.filter(({ index }) => !replacements.has(index))
  const taken = new Set(kept.map(({ uri, verdict }) => verdict.normalized ?? uri))
  const uris = redirects.flatMap(({ uri, index }) => {
    const replacement = replacements.get(index)
    return replacement ? replacement.filter((text) => takes(taken, text)) : [uri]
  })
  const isTooShort = uris.length === 0 && needsRedirectUri(client.grantType)
  if (isTooShort || uris.length > MAX_REDIRECT_URIS) return { kind: 'guided' }
  return {
    kind: 'automatic',
    change: { act: 'edit_client', clientId: client.id, set: { redirectUris: uris } },
  }
}

/** Adds a URI to those that are taken; false where it is one of them already. */
function takes(taken: Set<string>, uri: string): boolean {
  const form = inspectRedirectUri(uri).normalized ?? uri
  if (taken.has(form)) return false
  taken.add(form)
  return true
}
