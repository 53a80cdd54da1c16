import { createHmac, createPrivateKey, type KeyLike, type KeyObject } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { makeSelfSignedCertificate } from '../../../../core/certificates/make-certificate.ts'
import { asId } from '../../../../core/model/brand.ts'
import type { IdentityProvider } from '../../../../core/model/identity-provider.ts'
import { acceptedDigests, acceptedSignatures } from '../../../../core/oauth/saml/algorithms.ts'
import type { ExpectedAssertion } from '../../../../core/oauth/saml/verify-assertion.ts'

export const now = new Date('2026-11-21T12:00:00Z')
export const ISSUER = 'https://idp.example.com/saml'
export const RECIPIENT = 'http://127.0.0.1:8484/oauth/token'
export const AUDIENCE = 'http://127.0.0.1:8484'
export const SUBJECT = 'maya@example.com'
export const EVIL = 'admin@example.com'
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
export const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#'

/** A moment so many seconds from now, as assertions write it. */
export const at = (seconds: number) => new Date(now.getTime() + seconds * 1_000).toISOString()

const make = (key: 'rsa' | 'ec', made = now, days = 365) =>
  makeSelfSignedCertificate({ commonName: 'provider', altNames: [], days, key, now: made })

export const ec = await make('ec')
export const rsa = await make('rsa')
/** Of nobody whom the organization knows. */
export const stranger = await make('ec')
export const expired = await make('ec', new Date('2025-01-01T00:00:00Z'), 30)

export function aProvider(changes: Partial<IdentityProvider> = {}): IdentityProvider {
  return {
    id: asId('provider-1'),
    name: 'Example',
    issuer: ISSUER,
    certificates: [ec.certificatePem, rsa.certificatePem],
    enabled: true,
    createdAt: now.toISOString(),
    revision: 1,
    ...changes,
  }
}

export function expected(changes: Partial<ExpectedAssertion> = {}): ExpectedAssertion {
  return { providers: [aProvider()], audiences: [AUDIENCE, RECIPIENT], recipient: RECIPIENT, now, ...changes }
}

/** Parts of an assertion as XML; each can be replaced by what an attacker or a careless provider writes. */
export interface Parts {
  readonly root: string
  readonly id: string
  readonly version: string
  readonly issuer: string
  readonly nameId: string
  readonly subject: string
  readonly confirmation: string
  readonly conditions: string
  readonly statements: string
}

/** An assertion that is right in everything but the changes, not signed yet. */
export function anAssertion(changes: Partial<Parts> = {}): string {
  const parts = { ...rightParts(changes), ...changes }
  return (
    `<saml:Assertion xmlns:saml="${SAML}" ${parts.id} Version="${parts.version}" IssueInstant="${at(0)}"${parts.root}>` +
    `${parts.issuer}${parts.subject}${parts.conditions}${parts.statements}</saml:Assertion>`
  )
}

function rightParts(changes: Partial<Parts>): Parts {
  const nameId = changes.nameId ?? `<saml:NameID>${SUBJECT}</saml:NameID>`
  const confirmation = changes.confirmation ?? aConfirmation()
  return {
    root: '',
    id: 'ID="_one"',
    version: '2.0',
    issuer: `<saml:Issuer>${ISSUER}</saml:Issuer>`,
    nameId,
    confirmation,
    subject: `<saml:Subject>${nameId}${confirmation}</saml:Subject>`,
    conditions: someConditions(),
    statements: aStatement(),
  }
}

export function aConfirmation(
  attributes = `NotOnOrAfter="${at(300)}" Recipient="${RECIPIENT}"`,
  method = 'urn:oasis:names:tc:SAML:2.0:cm:bearer',
): string {
  const data = `<saml:SubjectConfirmationData ${attributes}/>`
  return `<saml:SubjectConfirmation Method="${method}">${data}</saml:SubjectConfirmation>`
}

export function someConditions(
  inside = anAudience(AUDIENCE),
  attributes = `NotBefore="${at(0)}" NotOnOrAfter="${at(300)}"`,
): string {
  return `<saml:Conditions ${attributes}>${inside}</saml:Conditions>`
}

export function anAudience(...audiences: readonly string[]): string {
  const inside = audiences.map((audience) => `<saml:Audience>${audience}</saml:Audience>`).join('')
  return `<saml:AudienceRestriction>${inside}</saml:AudienceRestriction>`
}

export function aStatement(attributes = ''): string {
  return `<saml:AuthnStatement AuthnInstant="${at(0)}"${attributes}/>`
}

export const HMAC = 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'

/** A signature by a secret, for which an attacker takes what everybody knows: the provider's public key. */
class Hmac {
  getAlgorithmName(): string {
    return HMAC
  }
  getSignature(signedInfo: string, key: KeyLike): string {
    return createHmac('sha256', key).update(signedInfo).digest('base64')
  }
  verifySignature(): boolean {
    return false
  }
}

/** How to sign with the provider's RSA key. */
export const byRsa = (algorithm: string): Partial<Signing> => ({
  key: createPrivateKey(rsa.privateKeyPem),
  certificate: rsa.certificatePem,
  algorithm,
})

export interface Signing {
  readonly key: KeyObject | string
  readonly certificate: string
  readonly algorithm: string
  readonly digest: string
  readonly transforms: readonly string[]
  readonly canonicalization: string
  readonly inclusive: readonly string[]
  /** XPaths of what the references cover. */
  readonly references: readonly string[]
  readonly isEmptyUri: boolean
}

/** Signs as a provider does, or as the changes say. */
export function sign(xml: string, changes: Partial<Signing> = {}): string {
  const signing: Signing = {
    key: createPrivateKey(ec.privateKeyPem),
    certificate: ec.certificatePem,
    algorithm: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
    digest: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: [ENVELOPED, EXCLUSIVE],
    canonicalization: EXCLUSIVE,
    inclusive: [],
    references: ['/*'],
    isEmptyUri: false,
    ...changes,
  }
  const signed = new SignedXml({
    privateKey: signing.key,
    publicCert: signing.certificate,
    signatureAlgorithm: signing.algorithm,
    canonicalizationAlgorithm: signing.canonicalization,
  })
  signed.HashAlgorithms = { ...signed.HashAlgorithms, ...acceptedDigests }
  signed.SignatureAlgorithms = { ...signed.SignatureAlgorithms, ...acceptedSignatures, [HMAC]: Hmac }
  for (const xpath of signing.references) {
    signed.addReference({
      xpath,
      transforms: [...signing.transforms],
      digestAlgorithm: signing.digest,
      isEmptyUri: signing.isEmptyUri,
      inclusiveNamespacesPrefixList: [...signing.inclusive],
    })
  }
  signed.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name()='Issuer']", action: 'after' },
  })
  return signed.getSignedXml()
}
