import type { credentialRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const credentialRulesGerman: Readonly<Record<(typeof credentialRuleIds)[number], RuleText>> = {}
