import type { Acting, LookContext } from '../../organization/context.ts'
import { look } from '../../organization/context.ts'
import type { Keychain, Random } from '../../organization/ports.ts'
import { ok, type Result } from '../../model/result.ts'
import { findTestKey } from '../../organization/test-provider.ts'

/** In seconds: long enough to look at it, too short to be kept. */
const LIFETIME = 300

export interface VouchingContext extends LookContext {
  readonly keychain: Keychain
  readonly random: Random
}

/** Has the organization's test provider vouch for a user (L1); refused where its key is not in the keychain. */
export async function signForUser(
  context: VouchingContext,
  acting: Acting,
  wish: { readonly subject: string; readonly recipient: string; readonly audience: string },
): Promise<Result<string>> {
  const read = await look(context, acting, null, async ({ unit, organization, now }) =>
    ok({ providers: await unit.identityProviders.all(organization.id), now }),
  )
  if (!read.ok) return read
  const found = await findTestKey(context, acting.organizationId, read.value.providers)
  if (!found.ok) return found
  const { provider, certificatePem, privateKeyPem } = found.value
  // What writes and signs XML is loaded by the first assertion.
  const { signAssertion } = await import('./sign-assertion.ts')
  const { now } = read.value
  const { random } = context
  const { issuer } = provider
  return ok(
    signAssertion({ ...wish, privateKeyPem, certificatePem, issuer, now, lifetime: LIFETIME, random }),
  )
}
