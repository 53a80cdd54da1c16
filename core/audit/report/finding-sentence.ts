import type { Finding, FindingEvidence } from '../../model/finding.ts'
import { ruleText } from '../../wording/audit/describe-finding.ts'
import { fill, type Language } from '../../wording/say.ts'
import { nameTick, sentenceParts, type SentencePart } from './sentence.ts'

/** What was found, as parts; a backtick within a name remains part of it. */
export function whatInParts(finding: Finding, language: Language): readonly SentencePart[] {
  return sentenceParts(
    fill(language, ruleText(finding.ruleId, language).what, withoutTicks(finding.evidence)),
  )
}

/** A sentence of a rule cut at its gaps: literal text around `slots`, which are filled for each finding. */
export interface SlottedSentence {
  /** One more than there are slots. */
  readonly literals: readonly string[]
  readonly slots: readonly { readonly name: string; readonly code: boolean }[]
}

export function slotted(sentence: string): SlottedSentence {
  const pieces = sentence.split(/\{(\w+)\}/)
  const literals = pieces.filter((_piece, number) => number % 2 === 0)
  const slots = pieces
    .filter((_piece, number) => number % 2 === 1)
    .map((name, number) => ({ name, code: literals[number]?.endsWith('`') ?? false }))
  return { literals, slots }
}

/** What a finding puts into one slot of its rule's sentence; together they make the sentence of `whatInParts`. */
export function slotText(
  { name, code }: SlottedSentence['slots'][number],
  evidence: FindingEvidence,
  language: Language,
): string {
  const value = evidence[name]
  if (typeof value === 'string' && !value.includes('`') && code) return value
  const gap = `{${name}}`
  const filled = fill(
    language,
    code ? `\`${gap}` : gap,
    withoutTicks(value === undefined ? {} : { [name]: value }),
  )
  return code ? filled.slice(1) : filled
}

function withoutTicks(evidence: FindingEvidence): FindingEvidence {
  const hide = (text: string) => (text.includes('`') ? text.replaceAll('`', nameTick) : text)
  return Object.fromEntries(
    Object.entries(evidence).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : typeof value === 'string' ? hide(value) : value.map(hide),
    ]),
  )
}
