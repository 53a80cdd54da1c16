import type { lifecycleRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const lifecycleRulesGerman: Readonly<Record<(typeof lifecycleRuleIds)[number], RuleText>> = {}
