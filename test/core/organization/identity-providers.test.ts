import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSelfSignedCertificate } from '../../../core/certificates/make-certificate.ts'
import { SessionKeychain } from '../../../core/keychain/session-keychain.ts'
import { asId } from '../../../core/model/brand.ts'
import { signForUser } from '../../../core/oauth/saml/sign-for-user.ts'
import { verifyAssertion } from '../../../core/oauth/saml/verify-assertion.ts'
import type { TestOrganization } from '../../support/organization.ts'
import { refusalOf, valueOf } from '../../support/results.ts'
import { storedBytes } from '../../support/stored-bytes.ts'
import { openWorkspace, type Workspace } from '../../support/workspace.ts'

const START = new Date('2027-01-10T08:00:00.000Z')
const ISSUER = 'https://idp.example.com/saml'
const certificate = (key: 'rsa' | 'ec', now = START, days = 100) =>
  makeSelfSignedCertificate({ commonName: 'idp.example', altNames: [], days, key, now })

const ec = await certificate('ec')
const rsa = await certificate('rsa')
const expired = await certificate('ec', new Date('2026-01-01T00:00:00Z'))
const base64Of = (pem: string) => pem.replace(/-----[^-]*-----|\s/g, '')
/** RSA of 1024 bits. */
const weak =
  'MIIB/DCCAWWgAwIBAgIUfBdP1AdV3kCn7gROjZcB4e4Fkq4wDQYJKoZIhvcNAQELBQAwDzENMAsGA1UEAwwEd2Vhaz' +
  'AgFw0yNjExMjExNTUxMThaGA8yMTI2MTAyODE1NTExOFowDzENMAsGA1UEAwwEd2VhazCBnzANBgkqhkiG9w0BAQEF' +
  'AAOBjQAwgYkCgYEAv5wY9F/kZOS2DZ0k+rsB4bBujFJnGjUifY19xARcl3jgXKg0ZjvBeVbMhsGJ8HFxmzIuI6VzoM' +
  'rTJrHDB2pBHGtTGMKFKfZJ1dI7crGQdQsilGJHv5ytsNAhBT0U9A44Mvq39nhFY75TwHeTUwijWQdDPzthQ42vhAuZ' +
  'eg95WY0CAwEAAaNTMFEwHQYDVR0OBBYEFAGj7r7toFtOU5c86PqvigGuqlhwMB8GA1UdIwQYMBaAFAGj7r7toFtOU5' +
  'c86PqvigGuqlhwMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEAMSoLz6+w3jIstNJ/SA84m4HioB6e' +
  '9IvZZhQiygLrhFs8xG0Vulen01GrLI91r85ucsKtdKj6gbOky3XFK1Puo3IHnhvNIdGYd+CJETFBXHj1+WgM4j8Pu6' +
  'xVH2NmwolaoYb+1TdFCXdv5lJKOFgMlLYbBdUG4u3G3ndaAkUBpI0='
/** Of a kind that XML signatures do not know here. */
const ed25519 =
  'MIIBMDCB46ADAgECAhQfyq7XvurLbfGNvkXiAbkhomEnzDAFBgMrZXAwDTELMAkGA1UEAwwCZWQwIBcNMjYxMTIxMT' +
  'U1MTE4WhgPMjEyNjEwMjgxNTUxMThaMA0xCzAJBgNVBAMMAmVkMCowBQYDK2VwAyEAg6uZhewqduCpaNqHL2Sx2uKr' +
  '9p1m6JmQOHpFmzUKdvSjUzBRMB0GA1UdDgQWBBTo8qaQWU0ky+HbW38EGes4HvA2njAfBgNVHSMEGDAWgBTo8qaQWU' +
  '0ky+HbW38EGes4HvA2njAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAO6bLRJblx+6pBanRMsqed83RKZWxMTF27Rm' +
  'A3GaHvDq8q+sT8ZOUIiCVF5PWoHgrNf7Jk1JAYlXptBz73IS6wc='

const keychain = new SessionKeychain('no_answer')
let workspace: Workspace
let scene: TestOrganization
beforeAll(async () => {
  workspace = await openWorkspace({ now: START.toISOString(), keychain })
})
beforeEach(async () => {
  scene = await workspace.organization()
})
afterAll(() => workspace[Symbol.asyncDispose]())

const fields = { name: 'Okta', issuer: ISSUER, certificates: [ec.certificatePem], enabled: true }
const create = (changes: Partial<typeof fields> = {}) =>
  workspace.admin['identityProvider.create']({ acting: scene.acting, ...fields, ...changes })
const list = async () => valueOf(await workspace.admin['identityProvider.list']({ organizationId: scene.id }))

describe('identity providers (S1)', () => {
  it('are listed with what their certificates say and whether they have expired', async () => {
    const made = valueOf(await create({ certificates: [ec.certificatePem, rsa.certificatePem] }))
    const details = (fingerprint: string, isExpired: boolean) => ({
      subject: 'CN=idp.example',
      fingerprint,
      notAfter: '2027-04-20T08:00:00.000Z',
      expired: isExpired,
    })
    const prints = [ec.fingerprint, rsa.fingerprint]
    const shown = { ...made, isTest: false, certificateDetails: prints.map((print) => details(print, false)) }
    expect(await list()).toEqual([shown])
    await scene.moveClock('101d')
    expect(await list()).toEqual([
      { ...shown, certificateDetails: prints.map((print) => details(print, true)) },
    ])
  })

  it('take a certificate as PEM, as base64 of metadata and with blanks around it, each once', async () => {
    const { certificatePem } = ec
    const spellings = [certificatePem, base64Of(certificatePem), `\n  Subject: idp\n${certificatePem}\n`]
    expect(valueOf(await create({ certificates: spellings })).certificates).toEqual([certificatePem])
  })

  it.each([
    ['text that is no certificate', 'not a certificate', 'certificate_unreadable'],
    ['nothing', '', 'certificate_unreadable'],
    ['a certificate with bytes behind it', `${base64Of(ec.certificatePem)}AAAA`, 'certificate_unreadable'],
    ['a private key', ec.privateKeyPem, 'certificate_private_key'],
    ['a private key beside it', ec.privateKeyPem + ec.certificatePem, 'certificate_private_key'],
    ['a chain with its authority', ec.certificatePem + rsa.certificatePem, 'certificate_several'],
    ['a key of RSA that is too short', weak, 'certificate_weak_key'],
    ['a key of another kind', ed25519, 'certificate_weak_key'],
    ['one that has expired', expired.certificatePem, 'certificate_expired'],
  ])('refuse %s, and do not repeat it', async (_what, text, problem) => {
    expect(refusalOf(await create({ certificates: [ec.certificatePem, text] }))).toEqual({
      code: 'certificate_invalid',
      field: 'certificates',
      value: '2',
      params: { problem },
    })
    expect(await list()).toEqual([])
  })

  it('need a name, an issuer and a certificate', async () => {
    const refusals = [
      await create({ name: ' ' }),
      await create({ issuer: '' }),
      await create({ certificates: [] }),
    ]
    expect(refusals.map((refused) => refusalOf(refused).field)).toEqual(['name', 'issuer', 'certificates'])
  })

  it('have each an issuer of their own in an organization, to the letter', async () => {
    valueOf(await create())
    expect(refusalOf(await create({ name: 'Other' }))).toEqual({
      code: 'identity_provider_issuer_taken',
      field: 'issuer',
      value: ISSUER,
      params: { provider: 'Okta' },
    })
    valueOf(await create({ name: 'Other', issuer: `${ISSUER}/` }))
    const elsewhere = await workspace.organization()
    valueOf(await workspace.admin['identityProvider.create']({ acting: elsewhere.acting, ...fields }))
  })

  it('are edited only as they were read, recorded with before and after, and undone (C11)', async () => {
    const former = valueOf(await create())
    const edit = { acting: scene.acting, ...former, certificates: [rsa.certificatePem], enabled: false }
    const later = valueOf(await workspace.admin['identityProvider.edit'](edit))
    expect(later).toEqual({ ...former, certificates: [rsa.certificatePem], enabled: false, revision: 2 })
    const refused = await workspace.admin['identityProvider.edit'](edit)
    expect(refusalOf(refused)).toMatchObject({ code: 'record_changed', rule: 'C11' })
    const same = await workspace.admin['identityProvider.edit']({ acting: scene.acting, ...later })
    expect(refusalOf(same)).toMatchObject({ code: 'nothing_changed' })
    const event = (await scene.events()).at(-1)
    const target = { kind: 'identity_provider', id: former.id, name: 'Okta' }
    expect(event).toMatchObject({ action: 'identity_provider.edit', target, before: former, after: later })
    const sequence = event?.sequence ?? 0
    valueOf(await workspace.admin['event.undo']({ acting: scene.acting, sequence }))
    expect(await list()).toMatchObject([{ ...former, revision: 3 }])
    const again = await workspace.admin['event.undo']({ acting: scene.acting, sequence })
    expect(refusalOf(again)).toMatchObject({ params: { reason: 'changed_since' } })
  })

  it('keep a certificate that has expired since, but take no such one anew', async () => {
    const former = valueOf(await create())
    await scene.moveClock('101d')
    const edit = { acting: scene.acting, ...former, name: 'Okta, old' }
    valueOf(await workspace.admin['identityProvider.edit'](edit))
    const add = { ...edit, revision: 2, certificates: [...former.certificates, rsa.certificatePem] }
    const refused = await workspace.admin['identityProvider.edit'](add)
    expect(refusalOf(refused)).toMatchObject({ value: '2', params: { problem: 'certificate_expired' } })
  })

  it('are removed for good, and say so', async () => {
    const { id } = valueOf(await create())
    valueOf(await workspace.admin['identityProvider.remove']({ acting: scene.acting, id }))
    expect(await list()).toEqual([])
    const sequence = (await scene.events()).at(-1)?.sequence ?? 0
    const undone = await workspace.admin['event.undo']({ acting: scene.acting, sequence })
    expect(refusalOf(undone)).toMatchObject({ params: { reason: 'final' } })
    const again = await workspace.admin['identityProvider.remove']({ acting: scene.acting, id })
    expect(refusalOf(again)).toEqual({
      code: 'identity_provider_not_found',
      field: 'identity provider',
      value: id,
    })
  })

  it('are changed only by who holds `directory:organization:admin` (O6)', async () => {
    const acting = scene.as(await scene.user('Jonas Weber', 'Employee'))
    const { admin } = workspace
    const { id, revision } = valueOf(await create())
    const refusals = [
      await admin['identityProvider.create']({ acting, ...fields, issuer: 'x' }),
      await admin['identityProvider.edit']({ acting, id, revision, ...fields, name: 'x' }),
      await admin['identityProvider.remove']({ acting, id }),
      await admin['identityProvider.createTest']({ acting }),
    ]
    for (const refused of refusals) {
      expect(refusalOf(refused)).toMatchObject({
        code: 'permission_missing',
        value: 'directory:organization:admin',
      })
    }
    expect(await list()).toHaveLength(1)
    expect(await keychain.find(`${scene.id}/test-provider`)).toBeNull()
  })
})

describe('the test provider (L1)', () => {
  const createTest = async () =>
    valueOf(await workspace.admin['identityProvider.createTest']({ acting: scene.acting }))
  const wish = {
    subject: 'maya@example.com',
    recipient: 'http://127.0.0.1:8484/oauth/token',
    audience: 'http://127.0.0.1:8484',
  }
  const acting = () => ({ ...scene.acting, language: 'en' as const })
  const vouch = () =>
    signForUser(
      {
        store: workspace.store,
        clock: () => workspace.clock.now(),
        keychain,
        random: { uuid: () => 'one', bytes: () => new Uint8Array() },
      },
      acting(),
      wish,
    )

  it('signs assertions that are accepted, also where the clock was moved on', async () => {
    await scene.moveClock('400d')
    const provider = await createTest()
    expect(await list()).toMatchObject([{ id: provider.id, name: 'Test provider', isTest: true }])
    const signed = await vouch()
    const now = new Date(workspace.clock.now().getTime() + 400 * 86_400_000)
    const { recipient, audience } = wish
    expect(
      verifyAssertion(signed.ok ? signed.value : '', {
        providers: [provider],
        audiences: [audience],
        recipient,
        now,
      }),
    ).toMatchObject({ ok: true, assertion: { subject: 'maya@example.com', providerId: provider.id } })
  })

  it('keeps its key in the keychain and nowhere else (F3, F4)', async () => {
    await createTest()
    const key = (await keychain.find(`${scene.id}/test-provider`)) ?? ''
    expect(key).toContain('PRIVATE KEY')
    const stored = await storedBytes(workspace.directory)
    expect(stored.includes('PRIVATE KEY')).toBe(false)
    expect(stored.includes(base64Of(key).slice(0, 60))).toBe(false)
    expect(workspace.log.join()).not.toContain('PRIVATE KEY')
  })

  it('gets a new key by being made again, which is recorded and not undone', async () => {
    const former = await createTest()
    const later = await createTest()
    expect({ ...later, certificates: [] }).toEqual({ ...former, certificates: [], revision: 2 })
    expect(later.certificates).not.toEqual(former.certificates)
    expect(await list()).toHaveLength(1)
    const sequence = (await scene.events()).at(-1)?.sequence ?? 0
    const undone = await workspace.admin['event.undo']({ acting: scene.acting, sequence })
    expect(refusalOf(undone)).toMatchObject({ params: { reason: 'not_undoable' } })
  })

  it('is none any more where its key is gone, and its key goes with it', async () => {
    const missing = { ok: false, failure: { code: 'test_provider_missing', rule: 'L1' } }
    expect(await vouch()).toEqual(missing)
    const { id } = await createTest()
    const account = `${scene.id}/test-provider`
    await keychain.remove(account)
    expect(await list()).toMatchObject([{ isTest: false }])
    expect(await vouch()).toEqual(missing)
    await createTest()
    expect((await vouch()).ok).toBe(true)
    valueOf(await workspace.admin['identityProvider.remove']({ acting: scene.acting, id: asId(id) }))
    expect(await keychain.find(account)).toBeNull()
  })
})
