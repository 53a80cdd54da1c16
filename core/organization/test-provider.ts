import { createPrivateKey, X509Certificate } from 'node:crypto'
import { asId, type OrganizationId } from '../model/brand.ts'
import type { IdentityProvider, IdentityProviderId } from '../model/identity-provider.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { say } from '../wording/say.ts'
import { act, look, type Acting, type Context } from './context.ts'
import { PROVIDER_PERMISSION, saveProvider } from './identity-providers.ts'
import { askKeychain } from './kept-secrets.ts'
import type { Keychain } from './ports.ts'

/** Makes a key and a certificate that it signs itself; the key is a secret (F3). */
export type MakeCertificate = (wish: {
  readonly commonName: string
  readonly altNames: readonly string[]
  readonly days: number
  readonly key: 'ec'
  readonly now: Date
}) => Promise<{ readonly certificatePem: string; readonly privateKeyPem: string }>

export interface TestProviderContext extends Context {
  readonly keychain: Keychain
  readonly makeCertificate: MakeCertificate
}

const DAY = 86_400_000
const LIFETIME_DAYS = 365

/** What the organization's test provider calls itself: there is at most one of it. */
function testIssuer(organizationId: OrganizationId): string {
  return `urn:grantdesk:test-provider:${organizationId}`
}

function keyAccount(organizationId: OrganizationId): string {
  return `${organizationId}/test-provider`
}

/**
 * Makes the organization's test provider, or gives it a new key where it has one: the former key is gone for good, and
 * the new one is in the keychain and nowhere else (L1, F3).
 */
export async function createTestProvider(
  context: TestProviderContext,
  acting: Acting,
): Promise<Result<IdentityProvider>> {
  const { organizationId } = acting
  const allowed = await look(context, acting, PROVIDER_PERMISSION, ({ organization }) =>
    Promise.resolve(ok(organization.clockOffset)),
  )
  if (!allowed.ok) return allowed
  const made = await context.makeCertificate({
    commonName: 'Grantdesk test provider',
    altNames: [],
    // In force by the machine's clock and by the organization's, however far that one is ahead (O7).
    days: LIFETIME_DAYS + Math.ceil(allowed.value / DAY),
    key: 'ec',
    now: context.clock(),
  })
  const kept = await askKeychain(context.keychain, (keychain) =>
    keychain.save(keyAccount(organizationId), made.privateKeyPem),
  )
  if (!kept.ok) return kept
  return act(context, acting, PROVIDER_PERMISSION, async (doing) => {
    const all = await doing.unit.identityProviders.all(organizationId)
    const issuer = testIssuer(organizationId)
    const before = all.find((provider) => provider.issuer === issuer) ?? null
    const certificates = [new X509Certificate(made.certificatePem).toString()]
    const after: IdentityProvider = before
      ? { ...before, certificates, enabled: true, revision: before.revision + 1 }
      : {
          id: asId<IdentityProviderId>(context.random.uuid()),
          name: say(acting.language, 'test_provider.name'),
          issuer,
          certificates,
          enabled: true,
          createdAt: doing.now.toISOString(),
          revision: 1,
        }
    await saveProvider(doing, { action: 'identity_provider.create_test', before, after })
    return ok(after)
  })
}

export interface TestKey {
  readonly provider: IdentityProvider
  readonly certificatePem: string
  readonly privateKeyPem: string
}

/** The test provider with the key that it signs with; refused where there is none, or where its key is gone. */
export async function findTestKey(
  context: Pick<TestProviderContext, 'keychain'>,
  organizationId: OrganizationId,
  providers: readonly IdentityProvider[],
): Promise<Result<TestKey>> {
  const provider = providers.find((one) => one.issuer === testIssuer(organizationId))
  if (!provider) return fail({ code: 'test_provider_missing', rule: 'L1' })
  const found = await askKeychain(context.keychain, (keychain) => keychain.find(keyAccount(organizationId)))
  if (!found.ok) return found
  const privateKeyPem = found.value
  const certificatePem = provider.certificates.find(
    (pem) =>
      privateKeyPem !== null && new X509Certificate(pem).checkPrivateKey(createPrivateKey(privateKeyPem)),
  )
  return privateKeyPem === null || certificatePem === undefined
    ? fail({ code: 'test_provider_missing', rule: 'L1' })
    : ok({ provider, certificatePem, privateKeyPem })
}

/** Forgets the key of a test provider that was removed; a keychain that does not answer keeps what nobody uses. */
export async function forgetTestKey(
  context: Pick<TestProviderContext, 'keychain'>,
  organizationId: OrganizationId,
  removed: IdentityProvider,
): Promise<void> {
  if (removed.issuer !== testIssuer(organizationId)) return
  await askKeychain(context.keychain, (keychain) => keychain.remove(keyAccount(organizationId)))
}
