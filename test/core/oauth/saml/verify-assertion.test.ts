import { describe, expect, it } from 'vitest'
import { assertionChecks } from '../../../../core/oauth/saml/assertion-refused.ts'
import { signAssertion } from '../../../../core/oauth/saml/sign-assertion.ts'
import { verifyAssertion } from '../../../../core/oauth/saml/verify-assertion.ts'
import {
  anAssertion,
  at,
  AUDIENCE,
  aProvider,
  ec,
  expected,
  EVIL,
  ISSUER,
  now,
  RECIPIENT,
  rsa,
  sign,
  SUBJECT,
} from './an-assertion.ts'
import { claims, validClaims } from './attacks/claims.ts'
import { markup, unusual } from './attacks/markup.ts'
import { acceptedSignatures, signatures } from './attacks/signatures.ts'
import { unread, wrapping } from './attacks/wrapping.ts'

const attacks = [...wrapping, ...markup, ...signatures, ...claims]

describe('a SAML assertion (S1, RFC 7522 §3)', () => {
  it.each(attacks)('is refused by $check: $attack', ({ xml, check, expected: changes }) => {
    const verdict = verifyAssertion(xml, expected(changes))
    expect(verdict).toEqual({ ok: false, check, problem: expect.any(String) as string })
    if (!verdict.ok) expect(verdict.problem).not.toMatch(/@|<|evil/)
  })

  it.each([...unread, ...unusual, ...acceptedSignatures, ...validClaims])(
    'is accepted with the signed subject: $what',
    ({ xml, expected: changes }) => {
      expect(verifyAssertion(xml, expected(changes))).toMatchObject({
        ok: true,
        assertion: { subject: SUBJECT, issuer: ISSUER, assertionId: '_one', providerId: 'provider-1' },
      })
    },
  )

  it('has an attack for every check but the last defence against what is not known yet', () => {
    const failed = new Set(attacks.map(({ check }) => check))
    expect(assertionChecks.filter((check) => !failed.has(check))).toEqual(['signed_content'])
  })

  it('is remembered until it would be refused as expired, also by clocks that differ (RFC 7522 §3.7)', () => {
    const verdict = verifyAssertion(sign(anAssertion()), expected())
    if (!verdict.ok) throw new Error(verdict.problem)
    expect(verdict.assertion.validUntil.toISOString()).toBe(at(330))
    const last = new Date(verdict.assertion.validUntil.getTime() - 1)
    expect(verifyAssertion(sign(anAssertion()), expected({ now: last })).ok).toBe(true)
    const end = verdict.assertion.validUntil
    expect(verifyAssertion(sign(anAssertion()), expected({ now: end }))).toMatchObject({
      check: 'not_on_or_after',
    })
  })

  it('never means somebody else, whatever is changed in it', () => {
    const xml = sign(anAssertion({ nameId: `<saml:NameID>${EVIL}</saml:NameID>` }))
    const others = ['', '"', '<', '>', '&amp;', ' ', 'x', '<x/>', '/', '=']
    for (let step = 0; step < 60; step += 1) {
      const place = (step * 7_919) % xml.length
      const changed = xml.slice(0, place) + (others[step % others.length] ?? '') + xml.slice(place + 1)
      const verdict = verifyAssertion(changed, expected())
      expect(verdict.ok ? verdict.assertion.subject : EVIL).toBe(EVIL)
    }
  })

  it.each([
    ['RSA', rsa],
    ['ECDSA', ec],
  ])('that Grantdesk signs itself with %s is accepted', (_name, { privateKeyPem, certificatePem }) => {
    const issuer = 'https://idp.example.com/?a="1"&b=<2>'
    const xml = signAssertion({
      privateKeyPem,
      certificatePem,
      issuer,
      subject: SUBJECT,
      audience: AUDIENCE,
      recipient: RECIPIENT,
      now,
      lifetime: 300,
      random: { uuid: () => '8aac88e2-e894-4a90-a504-1f69e5daf27c' },
    })
    expect(verifyAssertion(xml, expected({ providers: [aProvider({ issuer })] }))).toEqual({
      ok: true,
      assertion: {
        subject: SUBJECT,
        issuer,
        providerId: 'provider-1',
        assertionId: '_8aac88e2-e894-4a90-a504-1f69e5daf27c',
        validUntil: new Date(at(330)),
      },
    })
  })
})
