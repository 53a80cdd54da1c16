import type { Failure, FailureCode } from '../model/failure.ts'
import type { Result } from '../model/result.ts'
import { describeFailure } from '../wording/describe-failure.ts'
import type { Language } from '../wording/say.ts'
import { PlatformRefusal, type PlatformCode } from './platform-refusal.ts'

/** How the vendor would call each refusal of a use case. */
const codes: Readonly<Record<FailureCode, PlatformCode>> = {
  input_invalid: 'invalid.value',
  operation_name_unknown: 'not.found',
  organization_not_found: 'not.found',
  organization_name_taken: 'resource.already.exists',
  organization_setting_unknown: 'invalid.value',
  organization_setting_invalid: 'invalid.value',
  user_not_found: 'not.found',
  user_email_taken: 'resource.already.exists',
  user_email_invalid: 'invalid.value',
  user_inactive: 'bad.credentials',
  password_length: 'invalid.value',
  division_not_found: 'not.found',
  role_not_found: 'not.found',
  role_name_taken: 'resource.already.exists',
  role_not_held: 'bad.client.role',
  role_permissions_not_held: 'missing.division.permission',
  division_name_taken: 'resource.already.exists',
  division_is_home: 'precondition.failure',
  still_in_use: 'precondition.failure',
  role_grant_exists: 'request.conflict',
  role_grant_not_found: 'not.found',
  permission_missing: 'missing.permissions',
  permission_pattern_malformed: 'invalid.value',
  client_not_found: 'not.found',
  client_read_only: 'not.authorized',
  client_limit_reached: 'auth.too.many.clients',
  client_state_forbids: 'bad.client.state',
  client_region_differs: 'request.conflict',
  client_name_required: 'constraint.validation',
  client_text_too_long: 'constraint.validation',
  grant_type_unknown: 'bad.grant.type',
  grant_type_retired: 'bad.grant.type',
  duration_unreadable: 'invalid.value',
  duration_out_of_range: 'invalid.value',
  redirect_uri_invalid: 'invalid.value',
  redirect_uri_duplicate: 'invalid.value',
  redirect_uris_too_many: 'constraint.validation',
  redirect_uri_required: 'constraint.validation',
  scope_unknown: 'auth.invalid.scope',
  scope_required: 'missing.client.scope',
  scope_not_applicable: 'auth.invalid.scope',
  client_role_required: 'missing.client.roles',
  client_roles_not_applicable: 'bad.client.role',
  address_range_invalid: 'invalid.value',
  address_ranges_too_many: 'constraint.validation',
  address_ranges_not_applicable: 'invalid.value',
  template_unknown: 'not.found',
  fields_would_drop: 'request.conflict',
  record_changed: 'request.conflict',
  nothing_changed: 'request.conflict',
  restore_window_closed: 'not.found',
  authorization_not_found: 'not.found',
  authorization_not_needed: 'bad.grant.type',
  authorization_state_forbids: 'request.conflict',
  authorization_exists: 'request.conflict',
  authorization_expiry_invalid: 'invalid.value',
  scope_not_requested: 'auth.invalid.scope',
  clock_advance_invalid: 'invalid.value',
  removals_need_confirmation: 'request.conflict',
  catalogue_unreadable: 'invalid.value',
  catalogue_too_large: 'invalid.value',
  catalogue_source_refused: 'invalid.value',
  operation_unreadable: 'not.found',
  event_not_found: 'not.found',
  event_not_undoable: 'request.conflict',
  last_administrator: 'request.conflict',
  identity_provider_not_found: 'not.found',
  identity_provider_issuer_taken: 'resource.already.exists',
  certificate_invalid: 'invalid.value',
  test_provider_missing: 'precondition.failure',
  keychain_unavailable: 'service.unavailable',
  secret_not_current: 'invalid.value',
  snapshot_not_found: 'not.found',
  snapshot_unreadable: 'bad.request',
  snapshot_damaged: 'bad.request',
  snapshot_newer: 'bad.request',
  snapshot_read_only: 'bad.request',
  snapshot_too_large: 'bad.request',
  import_unreadable: 'bad.request',
  file_not_found: 'not.found',
  audit_not_found: 'not.found',
  pdf_unavailable: 'bad.request',
  policy_invalid: 'bad.request',
  suppression_invalid: 'bad.request',
  review_unreadable: 'bad.request',
  review_item_not_found: 'not.found',
  review_undecided: 'bad.request',
  review_signed_off: 'bad.request',
  store_busy: 'service.unavailable',
  store_damaged: 'internal.server.error',
  store_foreign: 'internal.server.error',
  store_full: 'internal.server.error',
  store_newer: 'internal.server.error',
  store_read_only: 'internal.server.error',
  store_unreachable: 'internal.server.error',
  // Of other rooms: no operation of this API is refused so.
  port_taken: 'internal.server.error',
  port_forbidden: 'internal.server.error',
  loopback_missing: 'internal.server.error',
  redirect_not_loopback: 'internal.server.error',
  server_running: 'internal.server.error',
  browser_missing: 'internal.server.error',
  flow_run_not_found: 'internal.server.error',
  flow_run_not_waiting: 'internal.server.error',
  flow_step_not_found: 'internal.server.error',
  flow_step_not_sent: 'internal.server.error',
  authorize_url_unreadable: 'internal.server.error',
  cancelled: 'service.unavailable',
  internal: 'internal.server.error',
}

/** What the vendor calls the fields that have another name here. */
const wireFields: ReadonlyMap<string, string> = new Map([
  ['grantType', 'authorizedGrantType'],
  ['scopes', 'scope'],
  ['redirectUris', 'registeredRedirectUri'],
  ['roleGrants', 'roleDivisions'],
  ['tokenDuration', 'accessTokenValiditySeconds'],
  ['tokenIdleTimeout', 'idleTokenTimeoutSeconds'],
])

/** The refusal of a use case in the vendor's words, with our own sentence as its reason. */
export function refusalOf(
  failure: Failure,
  language: Language,
  instead: Partial<Record<FailureCode, PlatformCode>> = {},
): PlatformRefusal {
  const code = isAboutCaller(failure) ? 'bad.credentials' : (instead[failure.code] ?? codes[failure.code])
  const sentence = describeFailure(failure, language)
  const field = wireFields.get(failure.field ?? '') ?? failure.field ?? failure.code
  return new PlatformRefusal(code, {
    params: paramsOf(failure, { field, reason: sentence }),
    details: failure.field === undefined ? [] : [{ errorCode: code, fieldName: field }],
    reasons: [
      {
        code,
        message: sentence,
        detail: failure.rule === undefined ? null : { errorCode: failure.rule, fieldName: field },
        reasons: [],
      },
    ],
  })
}

/** The calling user or client itself is gone since the call was decided. */
function isAboutCaller({ field }: Failure): boolean {
  return field === 'acting user' || field === 'acting client'
}

function paramsOf(
  { code, value, params = {} }: Failure,
  said: { readonly field: string; readonly reason: string },
): Readonly<Record<string, string>> {
  const permission = params['permission']
  if (code === 'permission_missing' && permission !== undefined) return { permissions: String(permission) }
  if (code === 'role_permissions_not_held') return { permissions: value ?? '' }
  return said
}

/** The value of a use case, or its refusal thrown in the vendor's words. */
export function valueOrRefuse<Value>(
  result: Result<Value>,
  call: { readonly acting: { readonly language: Language } },
  instead: Partial<Record<FailureCode, PlatformCode>> = {},
): Value {
  if (result.ok) return result.value
  throw refusalOf(result.failure, call.acting.language, instead)
}
