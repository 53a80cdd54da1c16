import type { z } from 'zod'
import type { Failure } from '../model/failure.ts'

type Issue = z.core.$ZodIssue

/**
 * The refusal of an input that its schema does not accept: which field, and what is wrong with it in a word that
 * `core/wording` says. The value is not repeated, because it may be a secret (F4).
 */
export function inputFailure(issues: readonly Issue[], input: unknown): Failure {
  const [issue] = issues
  const field = issue?.path.map(String).join('.') ?? ''
  const params = issue ? problemOf(issue, input) : { problem: 'shape' }
  return { code: 'input_invalid', field: field === '' ? 'input' : field, params }
}

/** What schemas expect, as the wording calls it. */
const expectations: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole_number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
}

/** What is too big or too small of a text or a list; of anything else it is the number itself. */
const tooBig: Readonly<Record<string, string>> = { string: 'longer', array: 'more' }
const tooSmall: Readonly<Record<string, string>> = { string: 'shorter', array: 'fewer' }

/** What is wrong with an input, in a word that `core/wording` says, and what its sentence is filled with. */
export function problemOf(issue: Issue, input: unknown): Record<string, string | number> {
  if (isMissing(input, issue.path)) return { problem: 'missing' }
  switch (issue.code) {
    case 'invalid_type':
      return { problem: expectations[issue.expected] ?? 'shape' }
    case 'invalid_value':
      return { problem: 'options', options: issue.values.map((value) => `\`${String(value)}\``).join(', ') }
    case 'too_big':
      return { problem: tooBig[issue.origin] ?? 'greater', limit: Number(issue.maximum) }
    case 'too_small':
      return { problem: tooSmall[issue.origin] ?? 'smaller', limit: Number(issue.minimum) }
    default:
      return { problem: 'shape' }
  }
}

function isMissing(input: unknown, path: readonly PropertyKey[]): boolean {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return true
    // What lies at a key of unread input is unknown until it was looked at.
    value = (value as Readonly<Record<PropertyKey, unknown>>)[key]
  }
  return value === undefined
}
