import type { Rule } from '../rule.ts'
import { consentRules } from './consent-rules.ts'
import { credentialRules } from './credential-rules.ts'
import { grantRules } from './grant-rules.ts'
import { lifecycleRules } from './lifecycle-rules.ts'
import { lifetimeRules } from './lifetime-rules.ts'
import { policyRules } from './policy-rules.ts'
import { redirectRules } from './redirect-rules.ts'
import { roleRules } from './role-rules.ts'
import { scopeRules } from './scope-rules.ts'

/** Every rule of the audit, family by family (U2). */
export const allRules: readonly Rule[] = [
  ...grantRules,
  ...redirectRules,
  ...credentialRules,
  ...lifetimeRules,
  ...scopeRules,
  ...roleRules,
  ...consentRules,
  ...lifecycleRules,
  ...policyRules,
]
