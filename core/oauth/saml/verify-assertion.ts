import type { IdentityProvider, IdentityProviderId } from '../../model/identity-provider.ts'
import { AssertionRefused, type AssertionCheck } from './assertion-refused.ts'
import { checkClaims, type Claims, type ExpectedClaims } from './check-claims.ts'
import { checkIds, checkSignatureForm, keysInForce, signedText } from './check-signature.ts'
import { readXml } from './read-xml.ts'
import { attribute, descendants, isNamed, onlyChild, plainText, SAML } from './xml-elements.ts'

export interface ExpectedAssertion extends ExpectedClaims {
  /** Those of the organization; disabled ones vouch for nobody. */
  readonly providers: readonly IdentityProvider[]
}

export interface VerifiedAssertion extends Claims {
  readonly providerId: IdentityProviderId
  /** With the issuer what a replay is known by, until `validUntil` (RFC 7522 §3.7). */
  readonly assertionId: string
  readonly issuer: string
}

export type AssertionVerdict =
  | { readonly ok: true; readonly assertion: VerifiedAssertion }
  | {
      readonly ok: false
      readonly check: AssertionCheck
      /** One lower-case clause; it repeats nothing of the assertion (F4). */
      readonly problem: string
    }

/**
 * Verifies a SAML 2.0 assertion as a bearer grant (RFC 7522 §3). Whoever calls it refuses a replay and looks the
 * subject up. Nothing is believed but what the provider's key has signed: after the signature was verified, the signed
 * text is parsed again and read alone, so that no wrapping can put another content beside it.
 */
export function verifyAssertion(assertionXml: string, expected: ExpectedAssertion): AssertionVerdict {
  try {
    return { ok: true, assertion: verify(assertionXml, expected) }
  } catch (thrown) {
    if (thrown instanceof AssertionRefused) {
      return { ok: false, check: thrown.check, problem: thrown.problem }
    }
    throw thrown
  }
}

function verify(xml: string, expected: ExpectedAssertion): VerifiedAssertion {
  const unproven = readXml(xml)
  checkRoot(unproven)
  const id = checkIds(unproven)
  const form = checkSignatureForm(unproven, id)
  const provider = findProvider(unproven, expected.providers)
  const text = signedText(xml, form, keysInForce(provider, expected.now))
  const assertion = readXml(text)
  const isThatOne =
    isNamed(assertion, SAML, 'Assertion') &&
    attribute(assertion, 'ID') === id &&
    issuerOf(assertion) === provider.issuer &&
    [...descendants(assertion)].every(({ element }) => element.localName !== 'Signature')
  if (!isThatOne) throw new AssertionRefused('signed_content', 'what was signed is not this assertion')
  const claims = checkClaims(assertion, expected)
  return { ...claims, providerId: provider.id, assertionId: id, issuer: provider.issuer }
}

function checkRoot(root: Element): void {
  if (!isNamed(root, SAML, 'Assertion') || attribute(root, 'Version') !== '2.0') {
    throw new AssertionRefused('assertion', 'the document is not a SAML 2.0 assertion')
  }
}

/** The provider whose keys are tried: what the assertion says of itself is proven by the signature later. */
function findProvider(root: Element, providers: readonly IdentityProvider[]): IdentityProvider {
  const issuer = issuerOf(root)
  const found = providers.find((provider) => provider.enabled && provider.issuer === issuer)
  if (!found) {
    throw new AssertionRefused('issuer', 'no enabled identity provider of the organization has this issuer')
  }
  return found
}

function issuerOf(assertion: Element): string | undefined {
  const issuer = onlyChild(assertion, SAML, 'Issuer')
  return issuer && plainText(issuer)
}
