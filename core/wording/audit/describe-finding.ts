import type { RuleId } from '../../model/audit-rule-ids.ts'
import type { Finding, ScorePart } from '../../model/finding.ts'
import type { Fact } from '../../model/snapshot.ts'
import { fill, say, type Language } from '../say.ts'
import { consentRulesGerman } from './de/consent-rules.ts'
import { credentialRulesGerman } from './de/credential-rules.ts'
import { grantRulesGerman } from './de/grant-rules.ts'
import { lifecycleRulesGerman } from './de/lifecycle-rules.ts'
import { lifetimeRulesGerman } from './de/lifetime-rules.ts'
import { policyRulesGerman } from './de/policy-rules.ts'
import { redirectRulesGerman } from './de/redirect-rules.ts'
import { roleRulesGerman } from './de/role-rules.ts'
import { scopeRulesGerman } from './de/scope-rules.ts'
import { consentRulesEnglish } from './en/consent-rules.ts'
import { credentialRulesEnglish } from './en/credential-rules.ts'
import { grantRulesEnglish } from './en/grant-rules.ts'
import { lifecycleRulesEnglish } from './en/lifecycle-rules.ts'
import { lifetimeRulesEnglish } from './en/lifetime-rules.ts'
import { policyRulesEnglish } from './en/policy-rules.ts'
import { redirectRulesEnglish } from './en/redirect-rules.ts'
import { roleRulesEnglish } from './en/role-rules.ts'
import { scopeRulesEnglish } from './en/scope-rules.ts'
import type { RuleText } from './rule-text.ts'

const texts: Readonly<Record<Language, Readonly<Record<RuleId, RuleText>>>> = {
  en: {
    ...grantRulesEnglish,
    ...redirectRulesEnglish,
    ...credentialRulesEnglish,
    ...lifetimeRulesEnglish,
    ...scopeRulesEnglish,
    ...roleRulesEnglish,
    ...consentRulesEnglish,
    ...lifecycleRulesEnglish,
    ...policyRulesEnglish,
  },
  de: {
    ...grantRulesGerman,
    ...redirectRulesGerman,
    ...credentialRulesGerman,
    ...lifetimeRulesGerman,
    ...scopeRulesGerman,
    ...roleRulesGerman,
    ...consentRulesGerman,
    ...lifecycleRulesGerman,
    ...policyRulesGerman,
  },
}

/** What is said about a rule, its `what` not filled in. */
export function ruleText(ruleId: RuleId, language: Language): RuleText {
  return texts[language][ruleId]
}

/** What was found, as a sentence. */
export function describeFinding(finding: Pick<Finding, 'ruleId' | 'evidence'>, language: Language): string {
  return fill(language, texts[language][finding.ruleId].what, finding.evidence)
}

/** Why a rule could not be evaluated (U2). */
export function describeMissing(missing: readonly Fact[], language: Language): string {
  return say(language, 'audit.not_evaluated', {
    missing: missing.map((fact) => say(language, `audit.fact.${fact}`)),
  })
}

/** What a summand of a score stands for; its points are `points` times `count` (U4). */
export function describeScorePart({ key, count }: ScorePart, language: Language): string {
  return say(language, `audit.score.${key}`, { count, operations: count * 10 })
}
