import { AssertionRefused, type AssertionCheck } from './assertion-refused.ts'
import { attribute, BEARER, childrenOf, elementsOf, onlyChild, plainText, SAML } from './xml-elements.ts'

/** How far two clocks may be apart, in milliseconds. */
const SKEW = 30_000
const MAX_SUBJECT = 254
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/

/** Conditions that this server understands; any other makes the assertion invalid (SAML core §2.5.1). */
const knownConditions = ['AudienceRestriction', 'OneTimeUse', 'ProxyRestriction']

export interface ExpectedClaims {
  /** What this server is called; one of them must be an audience. */
  readonly audiences: readonly string[]
  /** The address of the token endpoint, to the letter. */
  readonly recipient: string
  readonly now: Date
}

export interface Claims {
  readonly subject: string
  /** From when on it would be refused as expired. */
  readonly validUntil: Date
}

/** Checks what a signed assertion says, in the order of RFC 7522 §3. */
export function checkClaims(assertion: Element, expected: ExpectedClaims): Claims {
  const { now } = expected
  const conditions = onlyChild(assertion, SAML, 'Conditions')
  if (!conditions || !elementsOf(conditions).every(isKnownCondition)) {
    throw new AssertionRefused('conditions', 'the assertion has no conditions, or one that is not understood')
  }
  checkAudience(conditions, expected.audiences)
  const begins = instantOf(conditions, 'NotBefore', 'not_before')
  if (begins !== undefined && now.getTime() < begins - SKEW) {
    throw new AssertionRefused('not_before', 'the assertion is not valid yet')
  }
  const ends = instantOf(conditions, 'NotOnOrAfter', 'not_on_or_after')
  if (ends !== undefined && now.getTime() >= ends + SKEW) {
    throw new AssertionRefused('not_on_or_after', 'the assertion has expired')
  }
  const subject = onlyChild(assertion, SAML, 'Subject')
  const name = subject && readSubject(subject)
  if (!name)
    throw new AssertionRefused('subject', 'the assertion does not name exactly one subject as plain text')
  const confirmed = checkConfirmation(subject, expected)
  checkSession(assertion, now)
  return { subject: name, validUntil: new Date(Math.min(ends ?? Infinity, confirmed) + SKEW) }
}

function isKnownCondition(condition: Element): boolean {
  return condition.namespaceURI === SAML && knownConditions.includes(condition.localName)
}

/** Every restriction must name this server (SAML core §2.5.1.4), and there must be one (RFC 7522 §3.2). */
function checkAudience(conditions: Element, audiences: readonly string[]): void {
  const restrictions = childrenOf(conditions, SAML, 'AudienceRestriction')
  const isMeant = (restriction: Element) =>
    childrenOf(restriction, SAML, 'Audience').some((audience) =>
      audiences.includes(plainText(audience) ?? ''),
    )
  if (restrictions.length === 0 || !restrictions.every(isMeant)) {
    throw new AssertionRefused('audience', 'the assertion is not meant for this authorization server')
  }
}

/** The name of the subject, without space around it that one reader keeps and another does not. */
function readSubject(subject: Element): string | undefined {
  const nameId = onlyChild(subject, SAML, 'NameID')
  const name = nameId && plainText(nameId)
  return name && name === name.trim() && name.length <= MAX_SUBJECT ? name : undefined
}

/**
 * Finds a bearer confirmation for this token endpoint and answers when it ends. Stricter than RFC 7522 §3.5, which lets
 * the confirmation's data be missing: recipient and end are always demanded.
 */
function checkConfirmation(subject: Element, { recipient, now }: ExpectedClaims): number {
  const bearers = childrenOf(subject, SAML, 'SubjectConfirmation').filter(
    (confirmation) => attribute(confirmation, 'Method') === BEARER,
  )
  const data = bearers.flatMap((bearer) => {
    const only = onlyChild(bearer, SAML, 'SubjectConfirmationData')
    return only ? [only] : []
  })
  if (data.length === 0) {
    throw new AssertionRefused('confirmation', 'the subject is not confirmed by the bearer method')
  }
  const here = data.filter((one) => attribute(one, 'Recipient') === recipient)
  if (here.length === 0) {
    throw new AssertionRefused('recipient', 'the assertion was not made for this token endpoint')
  }
  const ends = here.flatMap((one) => {
    const begin = instantOf(one, 'NotBefore', 'confirmation_time')
    const end = instantOf(one, 'NotOnOrAfter', 'confirmation_time')
    const hasBegun = begin === undefined || now.getTime() >= begin - SKEW
    return end !== undefined && hasBegun && now.getTime() < end + SKEW ? [end] : []
  })
  if (ends.length === 0) {
    throw new AssertionRefused('confirmation_time', 'the confirmation of the subject is not valid now')
  }
  return Math.max(...ends)
}

/** The session at the identity provider, where it names its end. */
function checkSession(assertion: Element, now: Date): void {
  for (const statement of childrenOf(assertion, SAML, 'AuthnStatement')) {
    const end = instantOf(statement, 'SessionNotOnOrAfter', 'session')
    if (end !== undefined && now.getTime() >= end + SKEW) {
      throw new AssertionRefused('session', 'the session at the identity provider has ended')
    }
  }
}

/** A moment in UTC (SAML core §1.3.3); one that cannot be read fails its check. */
function instantOf(element: Element, name: string, check: AssertionCheck): number | undefined {
  const text = attribute(element, name)
  if (text === undefined) return undefined
  const time = INSTANT.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(time)) throw new AssertionRefused(check, 'a time of the assertion cannot be read')
  return time
}
