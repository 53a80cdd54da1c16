import type { AdminApi } from '../contract/contract.ts'
import type { identityProviderContract } from '../contract/identity-providers.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { IdentityProvider } from '../model/identity-provider.ts'
import { ok } from '../model/result.ts'
import { organizationNotFound } from './context.ts'
import { createIdentityProvider, editIdentityProvider, removeIdentityProvider } from './identity-providers.ts'
import { certificateDetails, type CertificateDetails } from './read-certificate.ts'
import { timeOf } from './record-event.ts'
import { createTestProvider, findTestKey, forgetTestKey, type TestProviderContext } from './test-provider.ts'

/** The operations on who may vouch for users (S1). */
export function identityProviderOperations(
  context: TestProviderContext,
): Pick<AdminApi, keyof typeof identityProviderContract> {
  return {
    'identityProvider.list': async ({ organizationId }) => {
      const found = await readProviders(context, organizationId)
      if (!found) return organizationNotFound(organizationId)
      const { providers, now } = found
      const test = await findTestKey(context, organizationId, providers)
      return ok(
        providers.map((provider) => ({
          ...describe(provider, now),
          isTest: test.ok && test.value.provider.id === provider.id,
        })),
      )
    },
    'identityProvider.create': ({ acting, ...input }) => createIdentityProvider(context, acting, input),
    'identityProvider.edit': ({ acting, ...edit }) => editIdentityProvider(context, acting, edit),
    'identityProvider.remove': async ({ acting, id }) => {
      const removed = await removeIdentityProvider(context, acting, id)
      if (!removed.ok) return removed
      await forgetTestKey(context, acting.organizationId, removed.value)
      return ok({})
    },
    'identityProvider.createTest': ({ acting }) => createTestProvider(context, acting),
  }
}

/** Apart from the keychain, which can take its time while a person is asked. */
function readProviders({ store, clock }: TestProviderContext, organizationId: OrganizationId) {
  return store.read(async (unit) => {
    const organization = await unit.organizations.get(organizationId)
    if (!organization) return undefined
    const providers = await unit.identityProviders.all(organizationId)
    return { providers, now: timeOf(organization, clock) }
  })
}

function describe(
  provider: IdentityProvider,
  now: Date,
): IdentityProvider & { readonly certificateDetails: readonly CertificateDetails[] } {
  return {
    ...provider,
    certificateDetails: provider.certificates.map((pem) => certificateDetails(pem, now)),
  }
}
