import { X509Certificate, type KeyObject } from 'node:crypto'
import { ExclusiveCanonicalization, SignedXml } from 'xml-crypto'
import type { IdentityProvider } from '../../model/identity-provider.ts'
import { acceptedDigests, acceptedSignatures, isAcceptedDigest, keyKindOf } from './algorithms.ts'
import { AssertionRefused } from './assertion-refused.ts'
import {
  attribute,
  descendants,
  DSIG,
  elementsOf,
  ENVELOPED,
  EXCLUSIVE_C14N,
  isNamed,
} from './xml-elements.ts'

const NAME = /^[A-Za-z_][\w.-]{0,255}$/

/** A signature whose form is right, which says nothing yet of who made it. */
export interface SignatureForm {
  readonly element: Element
  readonly keyKind: 'rsa' | 'ec'
}

/** Demands that every id of the document is there once, in whatever spelling a signature might look for it. */
export function checkIds(root: Element): string {
  const seen = new Set<string>()
  for (const { element } of descendants(root)) {
    for (const { localName, value } of Array.from(element.attributes)) {
      if (localName.toLowerCase() !== 'id') continue
      if (seen.has(value)) throw new AssertionRefused('unique_ids', 'an id stands twice in the assertion')
      seen.add(value)
    }
  }
  const id = attribute(root, 'ID') ?? ''
  if (!NAME.test(id)) throw new AssertionRefused('unique_ids', 'the assertion has no usable `ID`')
  return id
}

/**
 * Demands one signature, directly in the assertion, that covers exactly the assertion, and nothing in it that another
 * reader could take for something else: the form is spelled out, and whatever is not in it is refused.
 */
export function checkSignatureForm(root: Element, id: string): SignatureForm {
  const all = [...descendants(root)].filter(({ element }) => element.localName === 'Signature')
  const signature = all[0]?.element
  if (!signature) throw new AssertionRefused('one_signature', 'the assertion is not signed')
  if (all.length > 1)
    throw new AssertionRefused('one_signature', 'the assertion holds more than one signature')
  if (signature.parentNode !== root || signature.namespaceURI !== DSIG) {
    throw new AssertionRefused('one_signature', 'the signature does not stand directly in the assertion')
  }
  const [signedInfo, value, keyInfo, ...more] = elementsOf(signature)
  const isKnown =
    signedInfo !== undefined &&
    isNamed(signedInfo, DSIG, 'SignedInfo') &&
    value !== undefined &&
    isNamed(value, DSIG, 'SignatureValue') &&
    (keyInfo === undefined || isNamed(keyInfo, DSIG, 'KeyInfo')) &&
    more.length === 0
  if (!isKnown) throw new AssertionRefused('one_signature', 'the signature holds more or less than it should')
  const [canonicalization, method, reference, ...references] = elementsOf(signedInfo)
  if (!reference || !isNamed(reference, DSIG, 'Reference') || references.length > 0) {
    throw new AssertionRefused('reference', 'the signature does not have exactly one reference')
  }
  if (attribute(reference, 'URI') !== `#${id}`) {
    throw new AssertionRefused('reference', 'the signature refers to something else than the whole assertion')
  }
  const digest = checkTransforms(reference)
  if (!canonicalization || algorithmOf(canonicalization, 'CanonicalizationMethod') !== EXCLUSIVE_C14N) {
    throw new AssertionRefused(
      'transforms',
      'the signature is not canonicalized exclusively without comments',
    )
  }
  const keyKind = method && keyKindOf(algorithmOf(method, 'SignatureMethod'))
  if (!keyKind || !isAcceptedDigest(algorithmOf(digest, 'DigestMethod'))) {
    throw new AssertionRefused('algorithm', 'the signature or digest algorithm is not accepted')
  }
  return { element: signature, keyKind }
}

/** Exactly: take the signature out, then canonicalize exclusively. Answers the digest method. */
function checkTransforms(reference: Element): Element {
  const [transforms, digest, value, ...more] = elementsOf(reference)
  const names = transforms && isNamed(transforms, DSIG, 'Transforms') ? elementsOf(transforms) : []
  const algorithms = names.map((transform) => algorithmOf(transform, 'Transform'))
  if (algorithms.length !== 2 || algorithms[0] !== ENVELOPED || algorithms[1] !== EXCLUSIVE_C14N) {
    throw new AssertionRefused(
      'transforms',
      'the reference has other transforms than the two that are accepted',
    )
  }
  if (!digest || !value || !isNamed(value, DSIG, 'DigestValue') || more.length > 0) {
    throw new AssertionRefused('reference', 'the reference holds more or less than it should')
  }
  return digest
}

function algorithmOf(element: Element, name: string): string {
  return isNamed(element, DSIG, name) ? (attribute(element, 'Algorithm') ?? '') : ''
}

/** The keys of a provider that are in force; never one that came with the assertion. */
export function keysInForce(provider: IdentityProvider, now: Date): readonly KeyObject[] {
  const certificates = provider.certificates.map((pem) => new X509Certificate(pem))
  const inForce = certificates.filter(
    ({ validFrom, validTo }) => new Date(validFrom) <= now && now < new Date(validTo),
  )
  if (inForce.length === 0) {
    throw new AssertionRefused('certificate', 'no certificate of the identity provider is in force')
  }
  return inForce.map((certificate) => certificate.publicKey)
}

/** Verifies the signature and answers the canonical text that was signed: the only thing that may be read further. */
export function signedText(xml: string, form: SignatureForm, keys: readonly KeyObject[]): string {
  for (const key of keys.filter((candidate) => candidate.asymmetricKeyType === form.keyKind)) {
    const text = verifiedText(xml, form, key)
    if (text !== undefined) return text
  }
  throw new AssertionRefused('signature', 'the signature is not one of the identity provider')
}

function verifiedText(xml: string, form: SignatureForm, key: KeyObject): string | undefined {
  const signed = new SignedXml({ publicCert: key, getCertFromKeyInfo: () => null })
  signed.SignatureAlgorithms = acceptedSignatures
  signed.HashAlgorithms = acceptedDigests
  // The enveloped transform stays the library's own; of the canonicalizations there is just one.
  signed.CanonicalizationAlgorithms = {
    [ENVELOPED]: requireEnveloped(signed),
    [EXCLUSIVE_C14N]: ExclusiveCanonicalization,
  }
  try {
    signed.loadSignature(form.element)
    if (!signed.checkSignature(xml)) return undefined
  } catch {
    // The library throws for a wrong signature and repeats it; what it says is not told (F4).
    return undefined
  }
  const texts = signed.getSignedReferences()
  return texts.length === 1 ? texts[0] : undefined
}

function requireEnveloped(signed: SignedXml) {
  const enveloped = signed.CanonicalizationAlgorithms[ENVELOPED]
  if (!enveloped) throw new Error('the signature library does not know the enveloped signature')
  return enveloped
}
