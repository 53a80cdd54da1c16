import type { redirectRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const redirectRulesGerman: Readonly<Record<(typeof redirectRuleIds)[number], RuleText>> = {}
