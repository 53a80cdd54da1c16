/** Something in a policy file that cannot stand, where it is, and what its sentence is filled with. */
export interface PolicyProblem {
  /** Both from 1 on. */
  readonly line: number
  readonly column: number
  /** `suppressions.0.owner`; empty for the whole file. */
  readonly path: string
  /** The end of a wording key, `policy_problem.…` or `problem.…`. */
  readonly problem: string
  readonly fillings: Readonly<Record<string, string | number>>
}
