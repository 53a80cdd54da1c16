import type { lifetimeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const lifetimeRulesGerman: Readonly<Record<(typeof lifetimeRuleIds)[number], RuleText>> = {}
