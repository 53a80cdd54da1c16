/**
 * Every expected reason for which an operation is refused. A closed list: a new code does not compile until
 * both languages say it (`core/wording`).
 */
export const failureCodes = [
  'input_invalid',
  'operation_name_unknown',
  'organization_not_found',
  'organization_name_taken',
  'organization_setting_unknown',
  'organization_setting_invalid',
  'user_not_found',
  'user_email_taken',
  'user_email_invalid',
  'user_inactive',
  'password_length',
  'division_not_found',
  'role_not_found',
  'role_name_taken',
  'role_not_held',
  'role_permissions_not_held',
  'division_name_taken',
  'role_grant_exists',
  'role_grant_not_found',
  'permission_missing',
  'permission_pattern_malformed',
  'client_not_found',
  'client_read_only',
  'client_limit_reached',
  'client_state_forbids',
  'client_region_differs',
  'client_name_required',
  'client_text_too_long',
  'grant_type_unknown',
  'grant_type_retired',
  'duration_unreadable',
  'duration_out_of_range',
  'redirect_uri_invalid',
  'redirect_uri_duplicate',
  'redirect_uris_too_many',
  'redirect_uri_required',
  'scope_unknown',
  'scope_required',
  'scope_not_applicable',
  'client_role_required',
  'client_roles_not_applicable',
  'address_range_invalid',
  'address_ranges_too_many',
  'address_ranges_not_applicable',
  'template_unknown',
  'fields_would_drop',
  'record_changed',
  'nothing_changed',
  'restore_window_closed',
  'authorization_not_found',
  'authorization_not_needed',
  'authorization_state_forbids',
  'authorization_exists',
  'authorization_expiry_invalid',
  'scope_not_requested',
  'clock_advance_invalid',
  'removals_need_confirmation',
  'catalogue_unreadable',
  'catalogue_too_large',
  'catalogue_source_refused',
  'operation_unreadable',
  'event_not_found',
  'event_not_undoable',
  'last_administrator',
  'identity_provider_not_found',
  'identity_provider_issuer_taken',
  'certificate_invalid',
  'test_provider_missing',
  'keychain_unavailable',
  'secret_not_current',
  'port_taken',
  'port_forbidden',
  'loopback_missing',
  'redirect_not_loopback',
  'server_running',
  'store_busy',
  'store_damaged',
  'store_foreign',
  'store_full',
  'store_newer',
  'store_read_only',
  'store_unreachable',
  'cancelled',
  'internal',
] as const

export type FailureCode = (typeof failureCodes)[number]

/**
 * An expected refusal. `field` names the offending input, `value` repeats it, `rule` cites the rule of the
 * specification; `params` fill the sentence. None of them ever holds a secret.
 */
export interface Failure {
  readonly code: FailureCode
  readonly field?: string
  readonly value?: string
  readonly rule?: string
  readonly params?: Readonly<Record<string, string | number>>
}
