import type { policyRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const policyRulesGerman: Readonly<Record<(typeof policyRuleIds)[number], RuleText>> = {
  'POLICY-001': {
    title: 'Ausnahme ist abgelaufen',
    what: 'Die Ausnahme von {rule} für {subject} durch {owner} endete am {expires}.',
    why: 'Niemand steht mehr für das ein, was sie verbarg.',
    fix: 'Beheben Sie, was sie verbarg, oder verlängern Sie sie mit einem Grund und einem neuen Tag.',
    clears: 'Eine Richtliniendatei, in der die Ausnahme fehlt oder bis zu einem späteren Tag gilt.',
  },
}
