import type { policyRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const policyRulesEnglish: Readonly<Record<(typeof policyRuleIds)[number], RuleText>> = {
  'POLICY-001': {
    title: 'Suppression has expired',
    what: 'The suppression of {rule} for {subject} by {owner} ended on {expires}.',
    why: 'Nobody answers any longer for what it hid.',
    fix: 'Mend what it hid, or renew it with a reason and a new day.',
    clears: 'A policy file in which the suppression is gone or holds until a later day.',
  },
}
