import type { consentRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const consentRulesGerman: Readonly<Record<(typeof consentRuleIds)[number], RuleText>> = {}
