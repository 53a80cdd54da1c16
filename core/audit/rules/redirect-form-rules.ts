import {
  findInvalidCharacter,
  hasDangerousScheme,
  hasUserInfo,
  hasWildcard,
} from '../../model/redirect-uri.ts'
import type { ReadRedirect } from '../read-redirect.ts'
import type { ClientRule } from '../rule.ts'
import { createClientHelp, house, oauth21, rfc9700 } from './clauses.ts'
import { eachMendable, eachRedirect } from './each-redirect.ts'
import { lacksScheme } from './native-redirects.ts'
import { isWithin } from './registrable-domain.ts'
import { withoutTellingParameters, tellingParameter } from './telling-parameters.ts'
import { shownUri } from './shown-uri.ts'

export const plainHttp: ClientRule = {
  id: 'REDIR-001',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [rfc9700('2.6')],
  check: eachMendable(({ uri, url, kind }) => {
    if (kind !== 'web' || url?.protocol !== 'http:') return undefined
    const secure = uri.replace(/^http:/i, 'https:').replace(/^(https:\/\/[^/?#]*):80(?=[/?#]|$)/, '$1')
    // Who listens on another port does not speak https there as well.
    return { evidence: { uri: shownUri(uri) }, mended: url.port === '' ? [secure] : undefined }
  }),
}

export const wildcard: ClientRule = {
  id: 'REDIR-002',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [rfc9700('2.1'), rfc9700('4.1.3'), oauth21('2.3.1')],
  check: eachRedirect((redirect) => {
    if (!hasWildcard(redirect.uri) || hasOpenHost(redirect)) return undefined
    return { evidence: { uri: shownUri(redirect.uri) } }
  }),
}

export const openHost: ClientRule = {
  id: 'REDIR-003',
  sees: 'client',
  severity: 'critical',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [rfc9700('4.1.3'), oauth21('2.3.1')],
  check: eachMendable((redirect) => {
    if (!hasOpenHost(redirect)) return undefined
    const closed = redirect.uri.replace(/^(https?:\/\/[^/?#]*?[^/?#.*%])(?:\*|%2a)+(?=[/?#:]|$)/i, '$1')
    return { evidence: { uri: shownUri(redirect.uri) }, mended: hasWildcard(closed) ? undefined : [closed] }
  }),
}

export const fragment: ClientRule = {
  id: 'REDIR-004',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [oauth21('2.3'), createClientHelp],
  check: eachMendable(({ uri, url }) => {
    if (!url || !uri.includes('#') || hasDangerousScheme(uri)) return undefined
    const stripped = uri.slice(0, uri.indexOf('#'))
    return { evidence: { uri: shownUri(uri) }, mended: [stripped] }
  }),
}

export const notAbsolute: ClientRule = {
  id: 'REDIR-005',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'guided',
  clauses: [oauth21('2.3')],
  check: eachRedirect(({ uri, index, url, verdict: { problem } }) => {
    const isUnusable =
      problem === 'empty' ||
      problem === 'too_long' ||
      problem === 'not_absolute' ||
      problem === 'missing_host'
    // What cannot be read at all is this rule's, even where a character in it is refused first.
    if (!isUnusable && url && !lacksScheme(uri)) return undefined
    return { evidence: { uri: shownUri(uri), place: index + 1 } }
  }),
}

export const noPath: ClientRule = {
  id: 'REDIR-006',
  sees: 'client',
  severity: 'low',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [oauth21('2.3.1')],
  check: eachRedirect(({ uri, kind, url }) =>
    kind === 'web' && url?.pathname === '/' ? { evidence: { uri: shownUri(uri) } } : undefined,
  ),
}

export const misleadingCharacters: ClientRule = {
  id: 'REDIR-007',
  sees: 'client',
  severity: 'high',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'guided',
  clauses: [rfc9700('4.1'), house],
  check: eachRedirect((redirect, _record, { policy }) => {
    const { uri, url, host } = redirect
    if (!url || hasDangerousScheme(uri)) return undefined
    const part = misleadingPart(uri)
    if (part !== undefined) return { evidence: { uri: shownUri(uri), part } }
    const foreign = host.split('.').find((label) => label.startsWith('xn--'))
    if (foreign === undefined || policy.ownedDomains.some((domain) => isWithin(host, domain)))
      return undefined
    return { evidence: { uri: shownUri(uri), part: foreign }, severity: 'medium' }
  }),
}

export const dangerousScheme: ClientRule = {
  id: 'REDIR-008',
  sees: 'client',
  severity: 'critical',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [house],
  check: eachMendable(({ uri }) =>
    hasDangerousScheme(uri) ? { evidence: { uri: shownUri(uri) }, mended: [] } : undefined,
  ),
}

export const tellingQuery: ClientRule = {
  id: 'REDIR-027',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'hosts'],
  fix: 'automatic',
  clauses: [rfc9700('4.2'), rfc9700('4.3')],
  check: eachMendable(({ uri }) => {
    const parameter = tellingParameter(uri)
    if (parameter === undefined) return undefined
    return { evidence: { uri: shownUri(uri), parameter }, mended: [withoutTellingParameters(uri)] }
  }),
}

/** Does the host end in a star, so that a lenient matcher would take any longer host for it? */
function hasOpenHost({ kind, host }: ReadRedirect): boolean {
  return kind === 'web' && /\*$/.test(host)
}

/** What can make a person or a careless matcher see another host or path than a browser does. */
function misleadingPart(uri: string): string | undefined {
  const address = /^[^?#]*/.exec(uri)?.[0] ?? ''
  const invalid = findInvalidCharacter(uri)
  if (invalid !== undefined) return nameOf(invalid)
  if (hasUserInfo(address)) return '@'
  const encoded = /%(?:2f|40|5c|25|[01][0-9a-f]|7f)/i.exec(address)?.[0]
  return encoded ?? /(?<=\/)(?:\.|%2e){2}(?=\/|$)/i.exec(address)?.[0]
}

/** A character that can be seen, or its number. */
function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  const isVisible = /[\p{L}\p{N}\p{P}\p{S}]/u.test(character) && character !== '`'
  return isVisible ? character : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}
