import { compileCatalogue, type CompiledCatalogue } from '../../core/policy/compile-catalogue.ts'
import { compileOrganization } from '../../core/policy/compile.ts'
import { mayCall, numberQuestion } from '../../core/policy/compiled-organization.ts'
import { decide } from '../../core/policy/decide.ts'
import type { OrganizationView } from '../../core/policy/organization-view.ts'
import { naiveDecide } from './naive-decide.ts'
import { questionOf, recordsOf, viewOf, type World, type WorldQuestion } from './policy-world.ts'

/** One question answered four times; `difference` says what does not fit, and is undefined where everything does. */
export interface FourAnswers {
  readonly isAllowed: boolean
  readonly difference: string | undefined
}

/**
 * Prepares a world for questions that the slow reading of P2, the decision on plain records, the decision on the compiled
 * organization, and its yes or no all answer. A catalogue that many worlds share is compiled but once.
 */
export function fourAnswers(
  world: World,
  compiledBefore?: CompiledCatalogue,
): (question: WorldQuestion) => FourAnswers {
  const { records, catalogue } = recordsOf(world)
  const compiled = compileOrganization(records, compiledBefore ?? compileCatalogue(catalogue))
  const view = viewOf(world)
  return (question) => {
    const asked = questionOf(question)
    const naive = naiveDecide(world, question)
    const wanted = textOf(naive.outcome, Object.entries(naive.results))
    const answers = {
      'decide on records': decisionText(asked, view),
      'decide on the compiled organization': decisionText(asked, compiled),
    }
    const yesOrNo = mayCall(compiled, numberQuestion(compiled, asked)) ? 'allow' : 'deny'
    const isAllowed = naive.outcome === 'allow'
    for (const [engine, answer] of Object.entries(answers)) {
      if (answer !== wanted) return { isAllowed, difference: `${engine} says ${answer}, P2 says ${wanted}` }
    }
    if (yesOrNo !== naive.outcome) {
      return { isAllowed, difference: `mayCall says ${yesOrNo}, P2 says ${wanted}` }
    }
    return { isAllowed, difference: undefined }
  }
}

function decisionText(asked: ReturnType<typeof questionOf>, view: OrganizationView): string {
  const { outcome, checks } = decide(asked, view)
  return textOf(
    outcome,
    checks.map(({ rule, result }) => [rule, result]),
  )
}

function textOf(outcome: string, results: readonly (readonly [rule: string, result: string])[]): string {
  return `${outcome}: ${results.map(([rule, result]) => `${rule} ${result}`).join(', ')}`
}
