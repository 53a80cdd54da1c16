import type { PolicyProblem } from '../../model/policy-problem.ts'
import { isWordingKey, say, sayByKey, type Language } from '../say.ts'

/** Where something is wrong in a policy file, and what, in the words that its refusal uses too. */
export function describePolicyProblem(
  { line, column, path, problem, fillings }: PolicyProblem,
  language: Language,
): { readonly place: string; readonly message: string } {
  const own = `policy_problem.${problem}`
  const sentence = sayByKey(language, isWordingKey(own) ? own : `problem.${problem}`, fillings)
  return {
    place: say(language, 'policy_problem.place', { line: String(line), column: String(column) }),
    message: path === '' ? sentence : say(language, 'policy_problem.at', { path, problem: sentence }),
  }
}
