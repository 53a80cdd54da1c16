import type { RuleId } from '../../model/audit-rule-ids.ts'
import type { ClientScore } from '../../model/finding.ts'
import { describeScorePart, ruleText } from '../../wording/audit/describe-finding.ts'
import type { Language } from '../../wording/say.ts'
import type { Clause } from '../rule.ts'
import type { ReportSetting } from './report-setting.ts'

/** What every report says of a rule, whichever finding it is about (U2). */
export interface RuleWords {
  readonly title: string
  readonly why: string
  readonly fix: string
  readonly clears: string
  readonly clauses: readonly Clause[]
}

export function ruleWords(ruleId: RuleId, { language, rules }: ReportSetting): RuleWords {
  const { title, why, fix, clears } = ruleText(ruleId, language)
  return { title, why, fix, clears, clauses: rules.get(ruleId)?.clauses ?? [] }
}

/** The sum of a score in words: `can change who may do what (50) + privileged roles: 2 (16) = 66` (U4). */
export function scoreArithmetic({ parts, score }: ClientScore, language: Language): string {
  const summands = parts.map(
    (part) => `${describeScorePart(part, language)} (${String(part.points * part.count)})`,
  )
  return `${summands.length === 0 ? '0' : summands.join(' + ')} = ${String(score)}`
}

export function clauseText({ label, href }: Clause): string {
  return href === null ? label : `${label} <${href}>`
}

/** `GRANT` of `GRANT-001`. */
export function familyOf(ruleId: RuleId): Family {
  // Each id of the closed list is a family's name, a hyphen and a number.
  return ruleId.slice(0, ruleId.indexOf('-')) as Family
}

export type Family = RuleId extends `${infer Name}-${string}` ? Name : never
