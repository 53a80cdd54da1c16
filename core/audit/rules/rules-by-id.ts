import type { RuleId } from '../../model/audit-rule-ids.ts'
import type { Rule } from '../rule.ts'
import { allRules } from './all-rules.ts'

export const rulesById: ReadonlyMap<RuleId, Rule> = new Map(allRules.map((rule) => [rule.id, rule]))
