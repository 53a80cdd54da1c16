import { hasDangerousScheme } from '../../model/redirect-uri.ts'
import type { ReadRedirect } from '../read-redirect.ts'

/** Does it call an app on the person's own machine: by a loopback address or by a scheme of the app's own (RFC 8252 §7)? */
export function isNativeRedirect(redirect: ReadRedirect): boolean {
  return redirect.kind === 'loopback' || isPrivateUse(redirect)
}

/** Has it a scheme of an app's own? `app.acme.example:8443/cb` lacks a scheme, although a parser takes the host for one. */
export function isPrivateUse({ uri, kind }: ReadRedirect): boolean {
  return kind === 'private_use' && !hasDangerousScheme(uri) && !lacksScheme(uri)
}

/** `localhost:3000/callback`: a host and a port where the scheme was forgotten. */
export function lacksScheme(uri: string): boolean {
  return /^[\w.-]+:\d{1,5}(?=[/?#]|$)/.test(uri)
}
