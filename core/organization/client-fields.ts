import { MAX_ADDRESS_RANGES, parseAddressRange } from '../model/address-range.ts'
import type { Division, Role, RoleGrant } from '../model/directory.ts'
import {
  DEFAULT_TOKEN_DURATION,
  MAX_SCIM_TOKEN_DURATION,
  MAX_TOKEN_DURATION,
  MIN_TOKEN_DURATION,
  parseDuration,
} from '../model/duration.ts'
import { needsRedirectUri, parseGrantType, usesScopes, type GrantType } from '../model/grant-type.ts'
import type { ClientDraft, OAuthClient } from '../model/oauth-client.ts'
import { canonicalPatterns } from '../model/permission.ts'
import { inspectRedirectUri, MAX_REDIRECT_URIS } from '../model/redirect-uri.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { compareScopes } from '../model/scope.ts'
import type { Actor } from './context.ts'
import { defaultRoleList, SCIM_ROLE } from './resources.ts'

/** What a person typed, before any rule was applied. */
export interface ClientInput {
  readonly name: string
  readonly description: string
  readonly contact: string
  readonly environment: 'production' | 'test'
  readonly grantType: string
  readonly pkce: boolean
  readonly tokenDuration: string | number
  readonly redirectUris: readonly string[]
  readonly scopes: readonly string[]
  readonly roleGrants: readonly RoleGrant[]
  readonly addressRanges: readonly string[]
}

/** What the rules of a client look at beside the input. */
export interface ClientSurroundings {
  readonly actor: Pick<Actor, 'name' | 'roleGrants'>
  readonly roles: readonly Role[]
  readonly divisions: readonly Division[]
  readonly knownScopes: ReadonlySet<string>
  /** The record before an edit; values that it already has are not judged anew against the catalogue. */
  readonly former: OAuthClient | null
}

const MAX_NAME = 200
const MAX_TEXT = 2_000

/** Applies the rules C1 to C6 to what a person typed: a clean draft, or the first field that breaks a rule. */
export function checkClientFields(input: ClientInput, around: ClientSurroundings): Result<ClientDraft> {
  const texts = checkTexts(input)
  if (!texts.ok) return texts
  const parsed = parseGrantType(input.grantType)
  if (!parsed)
    return fail({ code: 'grant_type_unknown', field: 'grantType', value: input.grantType, rule: 'C2' })
  const { grantType } = parsed
  if (grantType === 'password' && around.former?.grantType !== 'password') {
    return fail({ code: 'grant_type_retired', field: 'grantType', value: input.grantType, rule: 'C2' })
  }
  const redirectUris = checkRedirectUris(input.redirectUris, grantType)
  if (!redirectUris.ok) return redirectUris
  const scopes = checkScopes(input.scopes, grantType, around)
  if (!scopes.ok) return scopes
  const roleGrants = checkRoleGrants(input.roleGrants, grantType, around)
  if (!roleGrants.ok) return roleGrants
  const addressRanges = checkAddressRanges(input.addressRanges, grantType)
  if (!addressRanges.ok) return addressRanges
  const tokenDuration = checkDuration(input.tokenDuration, {
    grantType,
    roleGrants: roleGrants.value,
    around,
  })
  if (!tokenDuration.ok) return tokenDuration
  return ok({
    name: input.name.trim(),
    description: input.description.trim(),
    contact: input.contact.trim(),
    environment: input.environment,
    grantType,
    pkce: grantType === 'authorization_code' && (input.pkce || (parsed.pkce ?? false)),
    tokenDuration: tokenDuration.value,
    redirectUris: redirectUris.value,
    scopes: scopes.value,
    roleGrants: roleGrants.value,
    addressRanges: addressRanges.value,
  })
}

function checkTexts(input: ClientInput): Result<null> {
  if (input.name.trim() === '') return fail({ code: 'client_name_required', field: 'name', rule: 'C1' })
  for (const [field, text, limit] of [
    ['name', input.name, MAX_NAME],
    ['description', input.description, MAX_TEXT],
    ['contact', input.contact, MAX_NAME],
  ] as const) {
    if (text.trim().length > limit) {
      const value = `${text.trim().slice(0, 40)}…`
      return fail({ code: 'client_text_too_long', field, value, rule: 'C1', params: { limit } })
    }
  }
  return ok(null)
}

function checkRedirectUris(uris: readonly string[], grantType: GrantType): Result<readonly string[]> {
  const field = 'redirectUris'
  const trimmed = uris.map((uri) => uri.trim()).filter((uri) => uri !== '')
  if (trimmed.length > MAX_REDIRECT_URIS) {
    return fail({
      code: 'redirect_uris_too_many',
      field,
      value: String(trimmed.length),
      rule: 'C4',
      params: { count: trimmed.length, limit: MAX_REDIRECT_URIS },
    })
  }
  if (trimmed.length === 0 && needsRedirectUri(grantType)) {
    return fail({ code: 'redirect_uri_required', field, rule: 'C4', params: { grantType } })
  }
  const seen = new Map<string, string>()
  for (const uri of trimmed) {
    const { problem, normalized } = inspectRedirectUri(uri)
    if (problem !== null || normalized === null) {
      return fail({
        code: 'redirect_uri_invalid',
        field,
        value: uri.slice(0, 200),
        rule: 'C4',
        params: { problem: problem ?? 'not_absolute' },
      })
    }
    const twin = seen.get(normalized)
    if (twin !== undefined) {
      return fail({ code: 'redirect_uri_duplicate', field, value: uri, rule: 'C4', params: { twin } })
    }
    seen.set(normalized, uri)
  }
  return ok(trimmed)
}

function checkScopes(
  scopes: readonly string[],
  grantType: GrantType,
  around: ClientSurroundings,
): Result<readonly string[]> {
  const field = 'scopes'
  const wanted = [...new Set(scopes.map((scope) => scope.trim()).filter((scope) => scope !== ''))]
  if (!usesScopes(grantType)) {
    return wanted.length === 0
      ? ok([])
      : fail({ code: 'scope_not_applicable', field, value: wanted.join(', ').slice(0, 200), rule: 'C5' })
  }
  if (wanted.length === 0) return fail({ code: 'scope_required', field, rule: 'C5', params: { grantType } })
  const unknown = wanted.find(
    (scope) => !around.knownScopes.has(scope) && !around.former?.scopes.includes(scope),
  )
  if (unknown !== undefined) {
    return fail({ code: 'scope_unknown', field, value: unknown.slice(0, 200), rule: 'C5' })
  }
  return ok(wanted.sort(compareScopes))
}

function checkRoleGrants(
  grants: readonly RoleGrant[],
  grantType: GrantType,
  around: ClientSurroundings,
): Result<readonly RoleGrant[]> {
  const field = 'roleGrants'
  if (grantType !== 'client_credentials') {
    return grants.length === 0
      ? ok([])
      : fail({ code: 'client_roles_not_applicable', field, rule: 'C6', params: { grantType } })
  }
  if (grants.length === 0) return fail({ code: 'client_role_required', field, rule: 'C6' })
  const unique = new Map(grants.map((grant) => [`${grant.roleId} ${grant.divisionId}`, grant]))
  for (const grant of unique.values()) {
    if (!around.roles.some((role) => role.id === grant.roleId)) {
      return fail({ code: 'role_not_found', field, value: grant.roleId, rule: 'C6' })
    }
    if (grant.divisionId !== '*' && !around.divisions.some((division) => division.id === grant.divisionId)) {
      return fail({ code: 'division_not_found', field, value: grant.divisionId, rule: 'C6' })
    }
  }
  const notHeld = findRoleNotHeld([...unique.values()], around)
  return notHeld ? notHeld : ok([...unique.values()])
}

/** The refusal for the first of these role grants that the actor does not hold there or in `*` (C6), if any. */
export function findRoleNotHeld(
  grants: readonly RoleGrant[],
  around: Pick<ClientSurroundings, 'actor' | 'roles' | 'divisions'>,
): Result<never> | null {
  const missing = grants.find((grant) => !holdsRole(around.actor, grant))
  if (!missing) return null
  const role = around.roles.find((candidate) => candidate.id === missing.roleId)?.name ?? missing.roleId
  const division =
    missing.divisionId === '*'
      ? '*'
      : (around.divisions.find((candidate) => candidate.id === missing.divisionId)?.name ??
        missing.divisionId)
  return fail({
    code: 'role_not_held',
    field: 'roleGrants',
    value: role,
    rule: 'C6',
    params: { role, division, user: around.actor.name },
  })
}

/** Does the user hold just this role, in that division or in all (C6)? */
function holdsRole(user: Pick<Actor, 'roleGrants'>, grant: RoleGrant): boolean {
  return user.roleGrants.some(
    (held) =>
      held.roleId === grant.roleId && (held.divisionId === '*' || held.divisionId === grant.divisionId),
  )
}

function checkAddressRanges(ranges: readonly string[], grantType: GrantType): Result<readonly string[]> {
  const field = 'addressRanges'
  const wanted = ranges.map((range) => range.trim()).filter((range) => range !== '')
  if (wanted.length > 0 && grantType !== 'client_credentials') {
    return fail({ code: 'address_ranges_not_applicable', field, rule: 'C1', params: { grantType } })
  }
  if (wanted.length > MAX_ADDRESS_RANGES) {
    const params = { count: wanted.length, limit: MAX_ADDRESS_RANGES }
    return fail({
      code: 'address_ranges_too_many',
      field,
      value: String(wanted.length),
      rule: 'C1',
      params,
    })
  }
  const clean: string[] = []
  for (const range of wanted) {
    const parsed = parseAddressRange(range)
    if (parsed === undefined) {
      return fail({ code: 'address_range_invalid', field, value: range.slice(0, 100), rule: 'C1' })
    }
    clean.push(parsed)
  }
  return ok([...new Set(clean)])
}

function checkDuration(
  typed: string | number,
  given: {
    readonly grantType: GrantType
    readonly roleGrants: readonly RoleGrant[]
    readonly around: ClientSurroundings
  },
): Result<number> {
  const field = 'tokenDuration'
  const text = String(typed).trim()
  const seconds = text === '' ? DEFAULT_TOKEN_DURATION : parseDuration(text)
  if (seconds === undefined) {
    return fail({ code: 'duration_unreadable', field, value: text.slice(0, 100), rule: 'C3' })
  }
  const isScim = given.grantType === 'client_credentials' && holdsScimExactly(given)
  const maximum = isScim ? MAX_SCIM_TOKEN_DURATION : MAX_TOKEN_DURATION
  if (seconds < MIN_TOKEN_DURATION || seconds > maximum) {
    const params = { minimum: MIN_TOKEN_DURATION, maximum, seconds }
    return fail({ code: 'duration_out_of_range', field, value: text, rule: 'C3', params })
  }
  return ok(seconds)
}

/** Do these roles together hold exactly the permissions that `SCIM Integration` has by default (C3)? */
export function holdsScimExactly(given: {
  readonly roleGrants: readonly RoleGrant[]
  readonly around: Pick<ClientSurroundings, 'roles'>
}): boolean {
  const { roles } = given.around
  const scim = defaultRoleList.find((role) => role.defaultId === SCIM_ROLE)
  if (!scim) return false
  const held = given.roleGrants.flatMap(
    (grant) => roles.find((role) => role.id === grant.roleId)?.patterns ?? [],
  )
  const [wanted, found] = [canonicalPatterns(scim.patterns), canonicalPatterns(held)]
  return wanted.length === found.length && wanted.every((pattern, index) => pattern === found[index])
}
