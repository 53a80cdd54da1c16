import type { AssertionCheck } from '../../../../../core/oauth/saml/assertion-refused.ts'
import type { ExpectedAssertion } from '../../../../../core/oauth/saml/verify-assertion.ts'

/** One document that must be refused, and by which check. */
export interface Attack {
  readonly attack: string
  readonly check: AssertionCheck
  readonly xml: string
  readonly expected?: Partial<ExpectedAssertion>
}

/** One document just outside of an attack, which is accepted with the signed subject. */
export interface Harmless {
  readonly what: string
  readonly xml: string
  readonly expected?: Partial<ExpectedAssertion>
}
