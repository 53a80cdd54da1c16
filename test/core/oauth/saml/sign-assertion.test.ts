import { createHash, verify, X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { signAssertion } from '../../../../core/oauth/saml/sign-assertion.ts'
import { AUDIENCE, ec, ISSUER, now, RECIPIENT, rsa, SUBJECT } from './an-assertion.ts'

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** What canonicalization makes of these simple documents: every element closed by its own tag. */
const closed = (xml: string) => xml.replace(/<([\w:]+)([^>]*)\/>/g, '<$1$2></$1>')

it.each([
  ['RSA', rsa],
  ['ECDSA, its two numbers side by side (RFC 9231 §2.3.6)', ec],
])('an assertion is signed as the standard says, without any library: %s', (_name, key) => {
  const xml = signAssertion({
    ...{ ...key, issuer: ISSUER, subject: SUBJECT, audience: AUDIENCE, recipient: RECIPIENT, now },
    lifetime: 300,
    random: { uuid: () => 'one' },
  })
  const between = (from: string, to: string) => xml.split(from)[1]?.split(to)[0] ?? ''
  const signature = `<ds:Signature ${between('<ds:Signature ', '</ds:Signature>')}</ds:Signature>`
  const times = `Version="2.0" IssueInstant="${now.toISOString()}"`
  const inOrder = `IssueInstant="${now.toISOString()}" Version="2.0"`
  const content = closed(xml.replace(signature, '').replace(times, inOrder))
  const digest = createHash('sha256').update(content).digest('base64')
  expect(between('<ds:DigestValue>', '</ds:DigestValue>')).toBe(digest)
  expect(xml).toContain(`<ds:CanonicalizationMethod Algorithm="${EXCLUSIVE}"/>`)
  const inside = closed(between('<ds:SignedInfo>', '</ds:SignedInfo>'))
  const signedInfo = `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${inside}</ds:SignedInfo>`
  const value = Buffer.from(between('<ds:SignatureValue>', '</ds:SignatureValue>'), 'base64')
  const publicKey = new X509Certificate(key.certificatePem).publicKey
  const isSigned = verify(
    'sha256',
    Buffer.from(signedInfo),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    value,
  )
  expect(isSigned).toBe(true)
})
