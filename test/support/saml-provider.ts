import { makeSelfSignedCertificate } from '../../core/certificates/make-certificate.ts'
import { asId } from '../../core/model/brand.ts'
import type { IdentityProvider, IdentityProviderId } from '../../core/model/identity-provider.ts'
import { signAssertion, type AssertionWish } from '../../core/oauth/saml/sign-assertion.ts'
import { ISSUER, type OAuthWorld } from './oauth-world.ts'

export interface SamlProvider {
  readonly record: IdentityProvider
  /** A signed assertion about the user of this address, in base64 as the vendor's SDK sends it. */
  vouch(email: string, changes?: Partial<AssertionWish>): string
}

/** An identity provider that an organization knows. */
export async function addSamlProvider(world: OAuthWorld, issuer: string): Promise<SamlProvider> {
  const { organization, workspace, context } = world
  const now = workspace.clock.now()
  const key = await makeSelfSignedCertificate({ commonName: 'idp', altNames: [], days: 99, key: 'ec', now })
  const record: IdentityProvider = {
    id: asId<IdentityProviderId>(context.random.uuid()),
    name: issuer,
    issuer,
    certificates: [key.certificatePem],
    enabled: true,
    createdAt: now.toISOString(),
    revision: 1,
  }
  await context.store.write((unit) => unit.put.identityProvider(organization.id, record))
  return {
    record,
    vouch: (subject, changes = {}) => {
      const wish = {
        ...key,
        issuer,
        subject,
        audience: ISSUER,
        recipient: `${ISSUER}/oauth/token`,
        now: workspace.clock.now(),
        lifetime: 300,
        random: context.random,
        ...changes,
      }
      return Buffer.from(signAssertion(wish)).toString('base64')
    },
  }
}
