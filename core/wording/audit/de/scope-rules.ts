import type { scopeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const scopeRulesGerman: Readonly<Record<(typeof scopeRuleIds)[number], RuleText>> = {}
