import { createPrivateKey } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { Random } from '../../organization/ports.ts'
import { acceptedDigests, acceptedSignatures, SHA256_DIGEST, signingAlgorithms } from './algorithms.ts'
import { BEARER, ENVELOPED, EXCLUSIVE_C14N, SAML } from './xml-elements.ts'

export interface AssertionWish {
  readonly privateKeyPem: string
  readonly certificatePem: string
  readonly issuer: string
  /** The e-mail address of the user who is vouched for. */
  readonly subject: string
  readonly audience: string
  /** The address of the token endpoint. */
  readonly recipient: string
  readonly now: Date
  /** In seconds. */
  readonly lifetime: number
  readonly random: Pick<Random, 'uuid'>
}

/** Makes a signed bearer assertion as an identity provider would, for the lab and the test provider (RFC 7522 §3). */
export function signAssertion(wish: AssertionWish): string {
  const key = createPrivateKey(wish.privateKeyPem)
  const kind = key.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec'
  const signed = new SignedXml({
    privateKey: key,
    publicCert: wish.certificatePem,
    signatureAlgorithm: signingAlgorithms[kind],
    canonicalizationAlgorithm: EXCLUSIVE_C14N,
  })
  signed.SignatureAlgorithms = acceptedSignatures
  signed.HashAlgorithms = acceptedDigests
  signed.addReference({
    xpath: '/*',
    transforms: [ENVELOPED, EXCLUSIVE_C14N],
    digestAlgorithm: SHA256_DIGEST,
  })
  signed.computeSignature(assertionXml(wish), {
    prefix: 'ds',
    location: { reference: '/*/*[1]', action: 'after' },
  })
  return signed.getSignedXml()
}

function assertionXml({
  issuer,
  subject,
  audience,
  recipient,
  now,
  lifetime,
  random,
}: AssertionWish): string {
  const at = now.toISOString()
  const until = new Date(now.getTime() + lifetime * 1_000).toISOString()
  return (
    `<saml:Assertion xmlns:saml="${SAML}" ID="_${random.uuid()}" Version="2.0" IssueInstant="${at}">` +
    `<saml:Issuer>${escape(issuer)}</saml:Issuer>` +
    `<saml:Subject><saml:NameID>${escape(subject)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${BEARER}">` +
    `<saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="${escape(recipient)}"/>` +
    '</saml:SubjectConfirmation></saml:Subject>' +
    `<saml:Conditions NotBefore="${at}" NotOnOrAfter="${until}">` +
    `<saml:AudienceRestriction><saml:Audience>${escape(audience)}</saml:Audience></saml:AudienceRestriction>` +
    '</saml:Conditions>' +
    `<saml:AuthnStatement AuthnInstant="${at}"><saml:AuthnContext><saml:AuthnContextClassRef>` +
    'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified' +
    '</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>' +
    '</saml:Assertion>'
  )
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${String(character.codePointAt(0))};`)
}
