import type { OAuthClient } from '../../model/oauth-client.ts'
import { OAuthRefusal } from '../errors.ts'

/** What SHA-256 gives in base64url without padding (RFC 7636 §4.2). */
const s256Shape = /^[A-Za-z0-9_-]{43}$/

/**
 * The S256 challenge that the code will be bound to, or null where the client need not use PKCE and does not. `plain` would
 * show the verifier to whoever sees the request, so it is refused, also where it is only the default (RFC 7636 §4.3, §7.2).
 */
export function checkCodeChallenge(
  client: Pick<OAuthClient, 'pkce'>,
  sent: { readonly challenge: string | null; readonly method: string | null },
): string | null {
  const { challenge, method } = sent
  if (challenge === null) {
    if (method !== null) throw refused('`code_challenge_method` came without `code_challenge`')
    if (client.pkce) throw refused('client is registered for PKCE, and `code_challenge` is missing')
    return null
  }
  if (method === null)
    throw refused('without `code_challenge_method` it is `plain`, which is refused; send `S256`')
  if (method !== 'S256') throw refused('`code_challenge_method` must be `S256`')
  if (!s256Shape.test(challenge)) throw refused('`code_challenge` must be 43 characters of base64url')
  return challenge
}

function refused(description: string): OAuthRefusal {
  return new OAuthRefusal('invalid_request', description)
}
