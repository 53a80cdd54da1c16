import type { grantRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const grantRulesGerman: Readonly<Record<(typeof grantRuleIds)[number], RuleText>> = {}
