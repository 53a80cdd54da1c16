/** Every rule of the audit (U2). A closed list: a new rule does not compile until both languages describe it. */
export const grantRuleIds = [
  'GRANT-001',
  'GRANT-002',
  'GRANT-003',
  'GRANT-004',
  'GRANT-005',
  'GRANT-006',
  'GRANT-007',
  'GRANT-009',
] as const

export const redirectRuleIds = [
  'REDIR-001',
  'REDIR-002',
  'REDIR-003',
  'REDIR-004',
  'REDIR-005',
  'REDIR-006',
  'REDIR-007',
  'REDIR-008',
  'REDIR-009',
  'REDIR-010',
  'REDIR-011',
  'REDIR-012',
  'REDIR-013',
  'REDIR-014',
  'REDIR-015',
  'REDIR-016',
  'REDIR-017',
  'REDIR-018',
  'REDIR-019',
  'REDIR-020',
  'REDIR-021',
  'REDIR-022',
  'REDIR-023',
  'REDIR-024',
  'REDIR-025',
  'REDIR-026',
  'REDIR-027',
] as const

export const credentialRuleIds = [
  'CRED-001',
  'CRED-002',
  'CRED-003',
  'CRED-004',
  'CRED-006',
  'CRED-007',
  'CRED-008',
  'CRED-009',
  'CRED-012',
] as const

export const lifetimeRuleIds = [
  'TTL-001',
  'TTL-002',
  'TTL-003',
  'TTL-004',
  'TTL-005',
  'TTL-006',
  'TTL-007',
  'TTL-008',
  'TTL-009',
] as const

export const scopeRuleIds = [
  'SCOPE-001',
  'SCOPE-002',
  'SCOPE-003',
  'SCOPE-004',
  'SCOPE-005',
  'SCOPE-006',
  'SCOPE-007',
  'SCOPE-008',
  'SCOPE-009',
  'SCOPE-010',
  'SCOPE-011',
  'SCOPE-012',
] as const

export const roleRuleIds = [
  'ROLE-001',
  'ROLE-002',
  'ROLE-003',
  'ROLE-004',
  'ROLE-005',
  'ROLE-006',
  'ROLE-007',
  'ROLE-008',
  'ROLE-009',
  'ROLE-010',
  'ROLE-011',
  'ROLE-012',
] as const

export const consentRuleIds = [
  'CONS-001',
  'CONS-002',
  'CONS-003',
  'CONS-004',
  'CONS-005',
  'CONS-006',
  'CONS-007',
  'CONS-008',
  'CONS-009',
  'CONS-010',
  'CONS-011',
  'CONS-012',
  'CONS-013',
  'CONS-014',
  'CONS-015',
] as const

export const lifecycleRuleIds = [
  'LIFE-001',
  'LIFE-002',
  'LIFE-003',
  'LIFE-004',
  'LIFE-005',
  'LIFE-006',
  'LIFE-007',
  'LIFE-008',
  'LIFE-009',
  'LIFE-010',
  'LIFE-011',
  'LIFE-012',
  'LIFE-013',
] as const

/** What the product itself reports about the audit: a suppression that has expired (U2). */
export const policyRuleIds = ['POLICY-001'] as const

export const ruleIds = [
  ...grantRuleIds,
  ...redirectRuleIds,
  ...credentialRuleIds,
  ...lifetimeRuleIds,
  ...scopeRuleIds,
  ...roleRuleIds,
  ...consentRuleIds,
  ...lifecycleRuleIds,
  ...policyRuleIds,
] as const
export type RuleId = (typeof ruleIds)[number]

export function isRuleId(text: string): text is RuleId {
  return (ruleIds as readonly string[]).includes(text)
}
