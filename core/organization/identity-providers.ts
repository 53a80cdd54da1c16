import { asId } from '../model/brand.ts'
import type { IdentityProvider, IdentityProviderId } from '../model/identity-provider.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import { certificateRefused, hasExpired, readCertificate } from './read-certificate.ts'

/** What every change of a provider needs (O6). */
export const PROVIDER_PERMISSION = 'directory:organization:admin'

const MAX_NAME = 100
const MAX_ISSUER = 1_024
const MAX_CERTIFICATES = 10
const MAX_PROVIDERS = 100

export interface ProviderFields {
  readonly name: string
  readonly issuer: string
  readonly certificates: readonly string[]
  readonly enabled: boolean
}

/** Lets somebody vouch for the users of an organization (S1, RFC 7522). */
export function createIdentityProvider(
  context: Context,
  acting: Acting,
  input: ProviderFields,
): Promise<Result<IdentityProvider>> {
  return act(context, acting, PROVIDER_PERMISSION, async (doing) => {
    const checked = await checkFields(doing, input, null)
    if (!checked.ok) return checked
    const provider: IdentityProvider = {
      id: asId<IdentityProviderId>(context.random.uuid()),
      ...checked.value,
      createdAt: doing.now.toISOString(),
      revision: 1,
    }
    await saveProvider(doing, { action: 'identity_provider.create', before: null, after: provider })
    return ok(provider)
  })
}

export interface ProviderEdit extends ProviderFields {
  readonly id: IdentityProviderId
  readonly revision: number
  readonly note?: string
}

/** Changes a provider, unless it changed since it was read (C11). */
export function editIdentityProvider(
  context: Context,
  acting: Acting,
  edit: ProviderEdit,
): Promise<Result<IdentityProvider>> {
  return act(context, acting, PROVIDER_PERMISSION, async (doing) => {
    const found = await findProvider(doing, edit.id)
    if (!found.ok) return found
    const before = found.value
    if (before.revision !== edit.revision) {
      return fail({ code: 'record_changed', value: before.name, rule: 'C11', params: { by: '', at: '' } })
    }
    const checked = await checkFields(doing, edit, before)
    if (!checked.ok) return checked
    const after: IdentityProvider = { ...before, ...checked.value, revision: before.revision + 1 }
    if (JSON.stringify({ ...after, revision: before.revision }) === JSON.stringify(before)) {
      return fail({ code: 'nothing_changed', value: before.name, rule: 'C11' })
    }
    const note = edit.note ?? ''
    await saveProvider(doing, { action: 'identity_provider.edit', before, after, note })
    return ok(after)
  })
}

/** Nobody can vouch by this provider any more; tokens that were issued live on. */
export function removeIdentityProvider(
  context: Context,
  acting: Acting,
  id: IdentityProviderId,
): Promise<Result<IdentityProvider>> {
  return act(context, acting, PROVIDER_PERMISSION, async (doing) => {
    const found = await findProvider(doing, id)
    if (!found.ok) return found
    await doing.unit.remove.identityProvider(doing.organization.id, id)
    const target = targetOf(found.value)
    await doing.record({ action: 'identity_provider.remove', target, before: found.value })
    return found
  })
}

/** Writes a provider and what was done to it. */
export async function saveProvider(
  doing: Doing,
  step: {
    readonly action: string
    readonly before: IdentityProvider | null
    readonly after: IdentityProvider
    readonly note?: string
  },
): Promise<void> {
  const { before, after, action, note = '' } = step
  await doing.unit.put.identityProvider(doing.organization.id, after)
  await doing.record({ action, target: targetOf(after), before, after, note })
}

async function findProvider(doing: Doing, id: IdentityProviderId): Promise<Result<IdentityProvider>> {
  const all = await doing.unit.identityProviders.all(doing.organization.id)
  const found = all.find((provider) => provider.id === id)
  return found
    ? ok(found)
    : fail({ code: 'identity_provider_not_found', field: 'identity provider', value: id })
}

async function checkFields(
  doing: Doing,
  input: ProviderFields,
  former: IdentityProvider | null,
): Promise<Result<ProviderFields>> {
  const name = input.name.trim()
  const issuer = input.issuer.trim()
  if (name === '' || name.length > MAX_NAME) return unreadable('name', name, 'length')
  if (issuer === '' || issuer.length > MAX_ISSUER) return unreadable('issuer', issuer, 'length')
  const others = (await doing.unit.identityProviders.all(doing.organization.id)).filter(
    (provider) => provider.id !== former?.id,
  )
  if (others.length >= MAX_PROVIDERS) return unreadable('identity providers', String(others.length), 'count')
  // An assertion names its issuer and nothing else: two of the same could not be told apart.
  const twin = others.find((provider) => provider.issuer === issuer)
  if (twin) {
    const params = { provider: twin.name }
    return fail({
      code: 'identity_provider_issuer_taken',
      field: 'issuer',
      value: issuer.slice(0, 200),
      params,
    })
  }
  const certificates = checkCertificates(input.certificates, former, doing.now)
  return certificates.ok
    ? ok({ name, issuer, certificates: certificates.value, enabled: input.enabled })
    : certificates
}

/** Each once, as PEM. One that has expired is not added; one that expired since stays until it is taken away. */
function checkCertificates(
  texts: readonly string[],
  former: IdentityProvider | null,
  now: Date,
): Result<readonly string[]> {
  const certificates = new Set<string>()
  for (const [index, text] of texts.entries()) {
    const read = readCertificate(text, index + 1)
    if (!read.ok) return read
    const pem = read.value.toString()
    const isNew = former?.certificates.includes(pem) !== true
    if (isNew && hasExpired(read.value, now)) return certificateRefused('certificate_expired', index + 1)
    certificates.add(pem)
  }
  const { size } = certificates
  return size === 0 || size > MAX_CERTIFICATES
    ? unreadable('certificates', String(size), 'count')
    : ok([...certificates])
}

function unreadable(field: string, value: string, problem: string): Result<never> {
  return fail({ code: 'input_invalid', field, value: value.slice(0, 40), params: { problem } })
}

function targetOf({ id, name }: IdentityProvider) {
  return { kind: 'identity_provider' as const, id, name }
}
