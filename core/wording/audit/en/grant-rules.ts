import type { grantRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const grantRulesEnglish: Readonly<Record<(typeof grantRuleIds)[number], RuleText>> = {}
