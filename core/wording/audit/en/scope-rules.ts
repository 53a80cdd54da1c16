import type { scopeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const scopeRulesEnglish: Readonly<Record<(typeof scopeRuleIds)[number], RuleText>> = {}
