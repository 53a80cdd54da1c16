import { matchRedirectUri } from '../../model/redirect-uri.ts'
import type { ReadRedirect } from '../read-redirect.ts'
import type { ClientRecord, ClientRule } from '../rule.ts'
import { house, oauth21, rfc8252 } from './clauses.ts'
import { eachMendable, eachRedirect } from './each-redirect.ts'
import { isPrivateHost } from './known-hosts.ts'
import { isPrivateUse } from './native-redirects.ts'
import { shownUri } from './shown-uri.ts'

export const schemeWithoutDot: ClientRule = {
  id: 'REDIR-009',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [oauth21('8.4.3'), oauth21('2.3.1'), rfc8252('7.1')],
  check: eachRedirect((redirect) => {
    const { uri, url } = redirect
    if (!url || !isPrivateUse(redirect) || url.protocol.includes('.')) return undefined
    return { evidence: { uri: shownUri(uri) } }
  }),
}

export const schemeWithHost: ClientRule = {
  id: 'REDIR-010',
  sees: 'client',
  severity: 'low',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [oauth21('8.4.3'), rfc8252('7.1')],
  check: eachMendable((redirect) => {
    const { uri } = redirect
    const slashes = /^([^:/?#]+):\/{2,}/
    if (!isPrivateUse(redirect) || !slashes.test(uri)) return undefined
    return { evidence: { uri: shownUri(uri) }, mended: [uri.replace(slashes, '$1:/')] }
  }),
}

export const localhostName: ClientRule = {
  id: 'REDIR-011',
  sees: 'client',
  severity: 'low',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [rfc8252('8.3'), oauth21('8.4.2')],
  check: eachMendable((redirect, record) => {
    const { uri } = redirect
    if (!/^http:\/\/localhost(?=[:/?#]|$)/i.test(uri)) return undefined
    return findMissing(redirect, record, [withHost(uri, '127.0.0.1'), withHost(uri, '[::1]')])
  }),
}

export const oneAddressFamily: ClientRule = {
  id: 'REDIR-012',
  sees: 'client',
  severity: 'info',
  needs: ['client.redirectUris'],
  fix: 'automatic',
  clauses: [oauth21('8.4.2'), rfc8252('7.3')],
  check: eachMendable((redirect, record) => {
    const own = /^http:\/\/(127\.0\.0\.1|\[::1\])(?=[:/?#]|$)/i.exec(redirect.uri)?.[1]
    if (own === undefined || redirect.kind !== 'loopback') return undefined
    return findMissing(redirect, record, [withHost(redirect.uri, own === '[::1]' ? '127.0.0.1' : '[::1]')])
  }),
}

export const fixedPort: ClientRule = {
  id: 'REDIR-013',
  sees: 'client',
  severity: 'info',
  needs: ['client.redirectUris'],
  fix: 'guided',
  clauses: [rfc8252('7.3')],
  check: eachRedirect(({ uri, kind, url }, { client }) => {
    if (kind !== 'loopback' || !url || url.port === '') return undefined
    const portFree = uri.replace(`:${url.port}`, '')
    if (client.redirectUris.includes(portFree)) return undefined
    return { evidence: { uri: shownUri(uri), port: url.port } }
  }),
}

/** Beside addresses of the web `localhost` was left over from development; a loopback address is a native app's (GRANT-006). */
export const localInProduction: ClientRule = {
  id: 'REDIR-014',
  sees: 'client',
  severity: 'medium',
  needs: ['client.redirectUris', 'client.environment', 'hosts'],
  fix: 'automatic',
  clauses: [oauth21('8.4.2'), house],
  check: eachMendable(({ uri, kind, host }, record) => {
    if (record.client.environment !== 'production') return undefined
    const isLeftOver = host === 'localhost' && record.redirects.some((other) => other.kind === 'web')
    if (!isLeftOver && !(kind === 'web' && isPrivateHost(host))) return undefined
    return { evidence: { uri: shownUri(uri) }, mended: [] }
  }),
}

function withHost(uri: string, host: string): string {
  return uri.replace(/^http:\/\/(?:\[[^\]]*\]|[^:/?#]*)/i, `http://${host}`)
}

/** Found where the client lacks one of the twins, by the one matcher; the change adds what is missing beside the URI. */
function findMissing({ uri }: ReadRedirect, record: ClientRecord, twins: readonly string[]) {
  const missing = twins.filter((twin) => !matchRedirectUri(record.client.redirectUris, twin).matches)
  if (missing.length === 0) return undefined
  return { evidence: { uri: shownUri(uri) }, mended: [uri, ...missing] }
}
