import { isAlias, isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import { findYamlProblem, problemOfYamlError } from '../../catalogue/check-yaml.ts'
import type { PolicyProblem } from '../../model/policy-problem.ts'

/** More bytes than any policy needs. */
const MAX_POLICY_BYTES = 1_000_000
/** How often the aliases of a policy may stand for each other, so that a few lines cannot grow without end. */
const MAX_ALIASES = 100

/** A policy file as YAML, with every place in it. */
export interface PolicyDocument {
  readonly document: Document
  readonly lines: LineCounter
}

type Read =
  | { readonly ok: true; readonly read: PolicyDocument; readonly data: unknown }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] }

/**
 * Reads the text of a policy file as YAML 1.2, in which `on` and dates are text and nothing is merged; JSON is YAML too.
 */
export function readPolicyDocument(text: string): Read {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) {
    return refuse({ problem: 'too_large', fillings: { limit: MAX_POLICY_BYTES } })
  }
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, {
      ...{ lineCounter: lines, prettyErrors: false, logLevel: 'error', schema: 'core' },
      ...{ resolveKnownTags: false, stringKeys: true, uniqueKeys: false },
    })
    const found = document.errors.map((error) => problemOfYamlError(error, text))
    const hidden = found.length === 0 ? findYamlProblem(document) : undefined
    const problems = hidden ? [hidden] : found
    if (problems.length > 0) {
      return {
        ok: false,
        problems: problems.map(({ offset, problem, fillings = {} }) => ({
          ...placeAt(lines, offset),
          path: '',
          problem,
          fillings,
        })),
      }
    }
    return { ok: true, read: { document, lines }, data: document.toJS({ maxAliasCount: MAX_ALIASES }) ?? {} }
  } catch (error) {
    // What the library throws instead of listing it; its message is in English only.
    if (error instanceof RangeError) return refuse({ problem: 'nesting_deep', fillings: {} })
    if (!(error instanceof Error)) throw error
    return error.message.startsWith('Excessive alias count')
      ? refuse({ problem: 'yaml_aliases_many', fillings: { limit: MAX_ALIASES } })
      : refuse({ problem: 'yaml_references', fillings: {} })
  }
}

/** Where the value at a path stands, or its key where `key` is given; what is not there stands where it is missing. */
export function placeOf(
  { document, lines }: PolicyDocument,
  path: readonly PropertyKey[],
  key?: string,
): Pick<PolicyProblem, 'line' | 'column'> {
  let node: unknown = document.contents
  for (const step of path) {
    const next = stepInto(node, step)
    if (next === undefined) break
    node = next
  }
  const written =
    key !== undefined && isMap(node) ? node.items.find((pair) => isKey(pair.key, key))?.key : node
  return placeAt(lines, rangeOf(written ?? node))
}

function stepInto(node: unknown, step: PropertyKey): unknown {
  if (typeof node !== 'object' || node === null || isAlias(node) || !('items' in node)) return undefined
  if (isMap(node)) return node.items.find((pair) => isKey(pair.key, step))?.value ?? undefined
  return Array.isArray(node.items) && typeof step === 'number' ? (node.items[step] as unknown) : undefined
}

function isKey(node: unknown, key: PropertyKey): boolean {
  return isScalar(node) && String(node.value) === String(key)
}

function rangeOf(node: unknown): number {
  // Everything in a document that was read is a node with the range that it was read from.
  return (node as Node | null)?.range?.[0] ?? 0
}

function placeAt(lines: LineCounter, offset: number): Pick<PolicyProblem, 'line' | 'column'> {
  const { line, col } = lines.linePos(offset)
  return { line: Math.max(1, line), column: Math.max(1, col) }
}

function refuse(problem: Pick<PolicyProblem, 'problem' | 'fillings'>): Read {
  return { ok: false, problems: [{ line: 1, column: 1, path: '', ...problem }] }
}
