import { inspectRedirectUri, type RedirectUriVerdict } from '../model/redirect-uri.ts'

/** A redirect URI of a client, taken apart once for all rules. */
export interface ReadRedirect {
  readonly uri: string
  /** Its place in the client's list. */
  readonly index: number
  readonly verdict: RedirectUriVerdict
  /** Undefined where it is no absolute URI. */
  readonly url: URL | undefined
  /** `web` is http or https elsewhere, `loopback` the same on this machine, `private_use` a scheme of an app's own. */
  readonly kind: 'web' | 'loopback' | 'private_use' | 'unreadable'
  /** Lower case, without brackets; empty where there is none. */
  readonly host: string
}

export function readRedirects(uris: readonly string[]): readonly ReadRedirect[] {
  return uris.map(readRedirect)
}

function readRedirect(uri: string, index: number): ReadRedirect {
  const url = URL.parse(uri) ?? undefined
  const name = (url?.hostname ?? '').toLowerCase()
  const host = name.startsWith('[') ? name.slice(1, -1) : name
  return { uri, index, verdict: inspectRedirectUri(uri, url ?? null), url, kind: kindOf(url, host), host }
}

function kindOf(url: URL | undefined, host: string): ReadRedirect['kind'] {
  if (!url) return 'unreadable'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'private_use'
  return isLoopbackHost(host) ? 'loopback' : 'web'
}

/** `localhost`, 127.0.0.0/8 and ::1 stay on the machine (RFC 8252 §7.3). */
function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
