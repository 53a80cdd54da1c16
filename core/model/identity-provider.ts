import type { Brand } from './brand.ts'

export type IdentityProviderId = Brand<'IdentityProviderId'>

/**
 * Who may vouch for users of an organization by SAML 2.0 assertions (RFC 7522). `certificates` are X.509 in PEM; any of
 * them may have signed, so that a key can be replaced without a gap.
 */
export interface IdentityProvider {
  readonly id: IdentityProviderId
  readonly name: string
  /** What an assertion's `Issuer` must be, to the letter. */
  readonly issuer: string
  readonly certificates: readonly string[]
  readonly enabled: boolean
  readonly createdAt: string
  readonly revision: number
}
