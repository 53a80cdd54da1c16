import { MAX_ADDRESS_RANGES, parseAddressRange } from '../../../core/model/address-range.ts'
import { asId } from '../../../core/model/brand.ts'
import type { DivisionId } from '../../../core/model/brand.ts'
import type { RoleGrant } from '../../../core/model/directory.ts'
import {
  DEFAULT_TOKEN_DURATION,
  formatDuration,
  MAX_SCIM_TOKEN_DURATION,
  MAX_TOKEN_DURATION,
  MIN_TOKEN_DURATION,
  parseDuration,
} from '../../../core/model/duration.ts'
import { needsRedirectUri, usesScopes } from '../../../core/model/grant-type.ts'
import type { GrantType } from '../../../core/model/grant-type.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import { say } from '../../i18n.ts'
import type { ClientTemplate, DraftInput } from '../../stores/clients.ts'
import { inspectRows } from './redirect-rows.ts'

/** What the form holds while a person fills it in. Fields of other grant types keep their values meanwhile. */
export interface ClientForm {
  readonly name: string
  readonly description: string
  readonly contact: string
  readonly environment: 'production' | 'test'
  readonly grantType: GrantType
  readonly pkce: boolean
  readonly durationText: string
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly roleGrants: readonly RoleGrant[]
  readonly addressText: string
}

export type FormField =
  | 'name'
  | 'description'
  | 'contact'
  | 'environment'
  | 'grantType'
  | 'tokenDuration'
  | 'redirectUris'
  | 'scopes'
  | 'roleGrants'
  | 'addressRanges'

export type FieldProblems = Readonly<Partial<Record<FormField, string>>>

const maxName = 200

export function emptyForm(): ClientForm {
  return {
    name: '',
    description: '',
    contact: '',
    environment: 'production',
    grantType: 'authorization_code',
    pkce: true,
    durationText: formatDuration(DEFAULT_TOKEN_DURATION),
    redirectUris: [],
    scopes: [],
    roleGrants: [],
    addressText: '',
  }
}

export function formOfClient(client: OAuthClient): ClientForm {
  return {
    name: client.name,
    description: client.description,
    contact: client.contact,
    environment: client.environment,
    grantType: client.grantType,
    pkce: client.pkce,
    durationText: formatDuration(client.tokenDuration),
    redirectUris: client.redirectUris,
    scopes: client.scopes,
    roleGrants: client.roleGrants,
    addressText: client.addressRanges.join('\n'),
  }
}

/** A template fills in what it has an opinion about; the texts that a person typed stay. */
export function formOfTemplate(
  template: ClientTemplate,
  typed: ClientForm,
  directory: {
    readonly roles: readonly { readonly id: RoleGrant['roleId']; readonly name: string }[]
    readonly homeDivisionId: string
  },
): ClientForm {
  return {
    ...emptyForm(),
    name: typed.name,
    description: typed.description,
    contact: typed.contact,
    environment: template.environment,
    grantType: template.grantType,
    pkce: template.pkce,
    durationText: formatDuration(template.tokenDuration),
    redirectUris: template.redirectUris,
    scopes: template.scopes,
    roleGrants: directory.roles
      .filter((role) => template.roleNames.includes(role.name))
      .map((role) => ({ roleId: role.id, divisionId: asId<DivisionId>(directory.homeDivisionId) })),
  }
}

function addressesOf(text: string): readonly string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The form as the contract wants it. A new client sends only what its grant type has; an edit sends all, so that the diff shows what is dropped. */
export function draftOf(form: ClientForm, purpose: 'create' | 'edit'): DraftInput {
  const isService = !usesScopes(form.grantType)
  const everything = purpose === 'edit'
  return {
    name: form.name,
    description: form.description,
    contact: form.contact,
    environment: form.environment,
    grantType: form.grantType,
    pkce: form.grantType === 'authorization_code' && form.pkce,
    tokenDuration: form.durationText,
    redirectUris: form.redirectUris.filter((uri) => uri.trim() !== ''),
    scopes: isService && !everything ? [] : form.scopes,
    roleGrants: isService || everything ? form.roleGrants : [],
    addressRanges: isService || everything ? addressesOf(form.addressText) : [],
  }
}

/** What the form itself can tell is wrong, in the order of its fields. The core judges again. */
export function problemsOf(form: ClientForm, holdsScim: boolean): FieldProblems {
  const problems: Partial<Record<FormField, string>> = {}
  if (form.name.trim() === '') problems.name = say('clients.form.nameRequired')
  else if (form.name.trim().length > maxName) problems.name = say('clients.form.nameTooLong')
  const duration = durationProblem(form, holdsScim)
  if (duration !== null) problems.tokenDuration = duration
  const redirects = redirectProblem(form)
  if (redirects !== null) problems.redirectUris = redirects
  if (usesScopes(form.grantType)) {
    if (form.scopes.length === 0) problems.scopes = say('clients.form.scopes.required')
    return problems
  }
  if (form.roleGrants.length === 0) problems.roleGrants = say('clients.form.roles.required')
  const addresses = addressProblem(form.addressText)
  if (addresses !== null) problems.addressRanges = addresses
  return problems
}

/** The longest token that this form may ask for (C3). */
export function maxDuration(form: ClientForm, holdsScim: boolean): number {
  return form.grantType === 'client_credentials' && holdsScim ? MAX_SCIM_TOKEN_DURATION : MAX_TOKEN_DURATION
}

function durationProblem(form: ClientForm, holdsScim: boolean): string | null {
  const seconds = parseDuration(form.durationText)
  if (seconds === undefined) return say('clients.form.duration.unreadable')
  const maximum = maxDuration(form, holdsScim)
  if (seconds >= MIN_TOKEN_DURATION && seconds <= maximum) return null
  const typed = formatDuration(seconds)
  return maximum === MAX_TOKEN_DURATION && seconds > maximum
    ? say('clients.form.duration.outOfRangeScim', { typed })
    : say('clients.form.duration.outOfRange', { typed })
}

function redirectProblem(form: ClientForm): string | null {
  const filled = form.redirectUris.filter((uri) => uri.trim() !== '')
  if (filled.length === 0) {
    return needsRedirectUri(form.grantType) ? say('clients.form.redirects.required') : null
  }
  const broken = inspectRows(filled).filter((row) => row.problem !== null)
  return broken.length === 0 ? null : say('clients.form.redirects.broken', { count: broken.length })
}

function addressProblem(text: string): string | null {
  const addresses = addressesOf(text)
  if (addresses.length > MAX_ADDRESS_RANGES) {
    return say('clients.form.addresses.tooMany', { count: addresses.length, limit: MAX_ADDRESS_RANGES })
  }
  const invalid = addresses.find((address) => parseAddressRange(address) === undefined)
  return invalid === undefined ? null : say('clients.form.addresses.invalid', { value: invalid.slice(0, 60) })
}
