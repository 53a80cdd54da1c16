import { describe, expect, it } from 'vitest'
import {
  codeChallengeOf,
  isCodeVerifier,
  verifyCodeVerifier,
} from '../../../core/oauth/verify-code-verifier.ts'
import { CHALLENGE, VERIFIER } from '../../support/oauth-world.ts'

describe('a code verifier (RFC 7636)', () => {
  it('is made of the octets of Appendix B', () => {
    const octets = [
      116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212, 37, 77, 105, 214,
      191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
    ]

    expect(Buffer.from(octets).toString('base64url')).toBe(VERIFIER)
  })

  it('hashes to the octets of Appendix B, and so to its challenge', () => {
    const octets = [
      19, 211, 30, 150, 26, 26, 216, 236, 47, 22, 177, 12, 76, 152, 46, 8, 118, 168, 120, 173, 109, 241, 68,
      86, 110, 225, 137, 74, 203, 112, 249, 195,
    ]

    expect(Buffer.from(octets).toString('base64url')).toBe(CHALLENGE)
    expect(codeChallengeOf(VERIFIER)).toBe(CHALLENGE)
  })

  it('is the one that its challenge was made of, and no other', () => {
    expect(verifyCodeVerifier(VERIFIER, CHALLENGE)).toBe(true)
    expect(verifyCodeVerifier(`${VERIFIER.slice(0, -1)}l`, CHALLENGE)).toBe(false)
    expect(verifyCodeVerifier(VERIFIER, CHALLENGE.slice(0, -1))).toBe(false)
    // What `plain` would take.
    expect(verifyCodeVerifier(VERIFIER, VERIFIER)).toBe(false)
  })

  it.each([
    ['a'.repeat(43), true],
    ['a'.repeat(42), false],
    ['a'.repeat(128), true],
    ['a'.repeat(129), false],
    [`-._~${'a'.repeat(40)}`, true],
    [`+${'a'.repeat(43)}`, false],
    [`ä${'a'.repeat(43)}`, false],
    ['', false],
  ])('of `%s` is well formed: %s (§4.1)', (text, expected) => {
    expect(isCodeVerifier(text)).toBe(expected)
  })
})
