import type { Rule } from '../rule.ts'
import { policyRules } from './policy-rules.ts'

/** Every rule of the audit, family by family (U2). */
export const allRules: readonly Rule[] = [...policyRules]
