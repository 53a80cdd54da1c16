/**
 * What is checked of an assertion, in this order: first its form, then who signed it, then what the signed content says.
 * A closed list: every one has a case in the corpus of attacks that fails just it.
 */
export const assertionChecks = [
  'size',
  'markup',
  'characters',
  'well_formed',
  'assertion',
  'unique_ids',
  'one_signature',
  'reference',
  'transforms',
  'algorithm',
  'issuer',
  'certificate',
  'signature',
  'signed_content',
  'conditions',
  'audience',
  'not_before',
  'not_on_or_after',
  'subject',
  'confirmation',
  'recipient',
  'confirmation_time',
  'session',
] as const

export type AssertionCheck = (typeof assertionChecks)[number]

/** Leaves the checks at the first that fails. `problem` is one clause and repeats nothing of the assertion (F4). */
export class AssertionRefused extends Error {
  readonly check: AssertionCheck
  readonly problem: string

  constructor(check: AssertionCheck, problem: string) {
    super(`${check}: ${problem}`)
    this.name = 'AssertionRefused'
    this.check = check
    this.problem = problem
  }
}
