import { hash } from 'node:crypto'
import { z } from 'zod'
import { problemOf } from '../../contract/input-failure.ts'
import { ruleIds, type RuleId } from '../../model/audit-rule-ids.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import type { Failure } from '../../model/failure.ts'
import type { PolicyProblem } from '../../model/policy-problem.ts'
import { defaultPolicy, type AuditPolicy, type RuleSetting } from '../audit-policy.ts'
import { nearestName } from './nearest-name.ts'
import { placeOf, readPolicyDocument, type PolicyDocument } from './policy-document.ts'
import { policyShape, type PolicyContent } from './policy-shape.ts'

/** Nobody reads more of one kind, and each is looked for in the whole file. */
const MOST_PROBLEMS = 100

/** A policy with the digest of its content, or everything that is wrong with the file. */
export type PolicyRead =
  | { readonly ok: true; readonly policy: AuditPolicy; readonly digest: string }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }

/**
 * Reads a policy file (U2). An unknown key is an error, because a misspelt one would silently change nothing. The digest is
 * SHA-256 in hex over the canonical JSON of the content, so that comments and order do not matter.
 */
export function readPolicyFile(text: string): PolicyRead {
  const parsed = readPolicyDocument(text)
  if (!parsed.ok) return parsed
  const checked = policyShape.safeParse(parsed.data)
  if (checked.success) {
    return {
      ok: true,
      policy: policyFrom(checked.data),
      digest: hash('sha256', canonicalJson(withoutEmptyParts(checked.data))),
    }
  }
  const issues = checked.error.issues.slice(0, MOST_PROBLEMS)
  const problems = issues.flatMap((issue) => problemsOf(issue, parsed.read, parsed.data))
  return {
    ok: false,
    problems: problems.sort((one, other) => one.line - other.line || one.column - other.column),
  }
}

/** The refusal of a policy file, which names the first problem. */
export function policyFailure([first]: readonly PolicyProblem[]): Failure {
  if (!first) throw new Error('a policy file without a problem was refused')
  const { line, column, path, problem, fillings } = first
  return {
    code: 'policy_invalid',
    params: { ...fillings, problem, line, column, ...(path !== '' && { text: path }) },
  }
}

function policyFrom(content: PolicyContent): AuditPolicy {
  const { rules, thresholds, ownedDomains, scopeRisks, testToolHosts, sharedHosting, suppressions } = content
  return {
    rules: settingsFrom(rules ?? {}),
    thresholds: { ...defaultPolicy.thresholds, ...withoutEmptyParts(thresholds ?? {}) },
    ownedDomains: lowerCase(ownedDomains ?? []),
    scopeRisks: new Map(Object.entries(scopeRisks ?? {})),
    testToolHosts: testToolHosts ? lowerCase(testToolHosts) : defaultPolicy.testToolHosts,
    sharedHosting: sharedHosting ? lowerCase(sharedHosting) : defaultPolicy.sharedHosting,
    suppressions: (suppressions ?? []).map((suppression) => ({
      ...suppression,
      fingerprint: suppression.fingerprint ?? null,
    })),
  }
}

function settingsFrom(rules: NonNullable<PolicyContent['rules']>): AuditPolicy['rules'] {
  const settings: Partial<Record<RuleId, RuleSetting>> = {}
  for (const id of ruleIds) {
    const setting = rules[id]
    if (setting) settings[id] = { enabled: setting.enabled ?? true, severity: setting.severity ?? null }
  }
  return settings
}

function lowerCase(domains: readonly string[]): readonly string[] {
  return domains.map((domain) => domain.toLowerCase())
}

/** Without what is there and says nothing. */
function withoutEmptyParts<Part>(parts: Readonly<Record<string, Part>>): Readonly<Record<string, Part & {}>> {
  return Object.fromEntries(
    Object.entries(parts).filter(
      (entry): entry is [string, Part & {}] => entry[1] !== null && entry[1] !== undefined,
    ),
  )
}

type Issue = z.core.$ZodIssue

function problemsOf(issue: Issue, read: PolicyDocument, data: unknown): readonly PolicyProblem[] {
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(issue.path)
    return issue.keys.slice(0, MOST_PROBLEMS).map((key) => ({
      ...placeOf(read, issue.path, key),
      path: issue.path.map(String).join('.'),
      ...unknownName(issue.path[0] === 'rules' && issue.path.length === 1 ? 'rule' : 'key', key, known),
    }))
  }
  return [
    { ...placeOf(read, issue.path), path: issue.path.map(String).join('.'), ...valueProblem(issue, data) },
  ]
}

/** The keys that may stand at a path of the shape. */
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let shape: z.core.$ZodType | undefined = policyShape
  for (const step of path) {
    const inner = withoutWrapping(shape)
    if (inner instanceof z.ZodObject) shape = (inner.shape as z.core.$ZodShape)[String(step)]
    else if (inner instanceof z.ZodArray) shape = inner.element
    else return []
  }
  const inner = withoutWrapping(shape)
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : []
}

function withoutWrapping(shape: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable) return withoutWrapping(shape.unwrap())
  return shape
}

type Said = Pick<PolicyProblem, 'problem' | 'fillings'>

function valueProblem(issue: Issue, data: unknown): Said {
  // The shape's own word for what is wrong with a text.
  if (issue.code === 'invalid_format') return { problem: issue.message, fillings: {} }
  if (issue.code === 'invalid_value' && issue.path.at(-1) === 'rule') {
    const written = valueAt(data, issue.path)
    if (typeof written === 'string') return unknownName('rule', written, ruleIds)
  }
  const { problem = 'shape', ...fillings } = problemOf(issue, data)
  return { problem: String(problem), fillings }
}

function unknownName(kind: 'key' | 'rule', name: string, known: readonly string[]): Said {
  const nearest = nearestName(name, known)
  const shown = name.slice(0, 100)
  if (nearest === undefined) return { problem: `${kind}_unknown`, fillings: { name: shown } }
  return { problem: `${kind}_unknown_near`, fillings: { name: shown, nearest } }
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      // Whatever lies there is unknown until it was looked at.
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<PropertyKey, unknown>>)[step]
        : undefined,
    data,
  )
}
