import type { roleRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const roleRulesEnglish: Readonly<Record<(typeof roleRuleIds)[number], RuleText>> = {}
