import type { Explanation } from '../../core/model/decision.ts'
import {
  describeChange,
  describeCheck,
  type ChangeNames,
  type DescribedCheck,
} from '../../core/wording/describe-decision.ts'
import type { Language } from '../../core/wording/say.ts'
import type { World, WorldQuestion } from './policy-world.ts'

const signs = { passed: '+', failed: '-', not_applicable: 'o' } as const

/** A decision as lines, the way a person reads it: sign, name, evidence and rule, deeper ones indented. */
export function decisionText({ decision }: Explanation, language: Language): readonly string[] {
  const lines = (check: DescribedCheck, depth: number): readonly string[] => [
    `${'  '.repeat(depth)}${signs[check.result]} ${nameAndRule(check, depth)}${check.evidence}`,
    ...check.children.flatMap((child) => lines(child, depth + 1)),
  ]
  return decision.checks.flatMap((check) => lines(describeCheck(check, language), 0))
}

/** The proposed sets of changes, each change with its title and what it means. */
export function changesText(
  { wouldAllow, moreSets }: Explanation,
  about: { readonly world: World; readonly question: WorldQuestion },
  language: Language,
): readonly string[] {
  const { world, question } = about
  const names: ChangeNames = {
    client: question.client,
    user: question.user ?? '',
    role: (id) => ({ name: id, patterns: world.roles?.[id]?.length ?? 0 }),
    division: (id) => world.divisions?.[id] ?? id,
  }
  const sets = wouldAllow.map((set) =>
    set
      .map((change) => describeChange(change, names, language))
      .map(({ title, detail }) => `${title} (${detail})`)
      .join(' + '),
  )
  return moreSets === 0 ? sets : [...sets, `+${String(moreSets)}`]
}

function nameAndRule(check: DescribedCheck, depth: number): string {
  return depth === 0 ? `${check.title} [${check.rule}]: ` : ''
}
