import { z } from 'zod'
import { asId } from '../model/brand.ts'
import type { IdentityProviderId } from '../model/identity-provider.ts'
import { command, list, query } from './definition.ts'
import { actingWith, organizationId } from './shapes.ts'

const providerId = z
  .string()
  .min(1)
  .max(200)
  .transform((text) => asId<IdentityProviderId>(text))

const identityProvider = z.object({
  id: providerId,
  name: z.string(),
  issuer: z.string(),
  certificates: list(z.string()),
  enabled: z.boolean(),
  createdAt: z.string(),
  revision: z.number().int(),
})

const fields = {
  name: z.string().max(1_000),
  issuer: z.string().max(10_000),
  /** X.509 in PEM, or base64 of DER as metadata files have it. */
  certificates: list(z.string().max(100_000)),
  enabled: z.boolean().default(true),
}

/** Who may vouch for users by SAML assertions (S1, RFC 7522). Changing them takes `directory:organization:admin` (O6). */
export const identityProviderContract = {
  'identityProvider.list': query({
    input: z.object({ organizationId }),
    output: list(
      identityProvider.extend({
        /** What its certificates say of themselves. */
        certificateDetails: list(
          z.object({
            subject: z.string(),
            fingerprint: z.string(),
            notAfter: z.string(),
            expired: z.boolean(),
          }),
        ),
        /** Grantdesk holds the key and can sign assertions for the lab. */
        isTest: z.boolean(),
      }),
    ),
  }),
  'identityProvider.create': command({ input: actingWith(fields), output: identityProvider }),
  'identityProvider.edit': command({
    input: actingWith({ id: providerId, revision: z.number().int(), ...fields }),
    output: identityProvider,
  }),
  'identityProvider.remove': command({ input: actingWith({ id: providerId }), output: z.object({}) }),
  /** Makes a provider whose key Grantdesk keeps in the keychain, so that the lab can sign assertions (L1). */
  'identityProvider.createTest': command({ input: actingWith({}), output: identityProvider }),
} as const
