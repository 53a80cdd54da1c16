import { createHash, timingSafeEqual } from 'node:crypto'

/** 43 to 128 unreserved characters (RFC 7636 §4.1). */
export function isCodeVerifier(text: string): boolean {
  return /^[A-Za-z0-9\-._~]{43,128}$/.test(text)
}

/** The challenge of a verifier by `S256` (RFC 7636 §4.2). */
export function codeChallengeOf(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier, 'ascii').digest('base64url')
}

/** Is this the verifier that the challenge was made of (RFC 7636 §4.6)? Compares in constant time. */
export function verifyCodeVerifier(codeVerifier: string, codeChallenge: string): boolean {
  const made = Buffer.from(codeChallengeOf(codeVerifier))
  const expected = Buffer.from(codeChallenge)
  return made.length === expected.length && timingSafeEqual(made, expected)
}
