import { isScalar, visit, type Document, type ErrorCode, type YAMLError } from 'yaml'
import type { DocumentProblem } from '../model/document-problem.ts'
import type { PlacedProblem } from './unreadable-document.ts'

/** What the library's error codes come to. Its messages are in English only, and so never repeated. */
const problems: Readonly<Record<ErrorCode, DocumentProblem>> = {
  ALIAS_PROPS: 'yaml_anchor',
  BAD_ALIAS: 'yaml_alias',
  BAD_COLLECTION_TYPE: 'yaml_tag',
  BAD_DIRECTIVE: 'yaml_directive',
  BAD_DQ_ESCAPE: 'escape_unknown',
  BAD_INDENT: 'yaml_indent',
  BAD_PROP_ORDER: 'yaml_anchor',
  BAD_SCALAR_START: 'yaml_start',
  BLOCK_AS_IMPLICIT_KEY: 'yaml_block',
  BLOCK_IN_FLOW: 'yaml_block',
  DUPLICATE_KEY: 'yaml_malformed',
  IMPOSSIBLE: 'yaml_malformed',
  KEY_OVER_1024_CHARS: 'yaml_key_long',
  MISSING_CHAR: 'yaml_missing',
  MULTILINE_IMPLICIT_KEY: 'yaml_key_lines',
  MULTIPLE_ANCHORS: 'yaml_anchor',
  MULTIPLE_DOCS: 'yaml_documents',
  MULTIPLE_TAGS: 'yaml_anchor',
  NON_STRING_KEY: 'yaml_key',
  RESOURCE_EXHAUSTION: 'nesting_deep',
  TAB_AS_INDENT: 'yaml_tab',
  TAG_RESOLVE_FAILED: 'yaml_tag',
  UNEXPECTED_TOKEN: 'yaml_unexpected',
}

/** What the library found first, with the piece of text where it is short enough to show. */
export function problemOfYamlError({ code, pos: [from, to] }: YAMLError, text: string): PlacedProblem {
  const found = text.slice(from, to)
  const isShown = /^[^\s`]{1,40}$/.test(found)
  const fillings = isShown ? { text: found } : {}
  return { offset: from, problem: problems[code], fillings }
}

/**
 * What the library accepts or finds too late: a key that could hide something, as it occurs twice in a mapping or is
 * `__proto__`, and an alias whose anchor does not stand before it.
 */
export function findYamlProblem(document: Document): PlacedProblem | undefined {
  let found: PlacedProblem | undefined
  const anchors = new Set<string>()
  const noteAnchor = (_key: unknown, { anchor }: { readonly anchor?: string }): void => {
    if (anchor !== undefined) anchors.add(anchor)
  }
  visit(document, {
    Scalar: noteAnchor,
    Seq: noteAnchor,
    Map: (_key, map) => {
      noteAnchor(_key, map)
      found = findKeyProblem(map.items.map(({ key }) => key))
      return found ? visit.BREAK : undefined
    },
    Alias: (_key, { source, range }) => {
      if (anchors.has(source)) return undefined
      found = { offset: range?.[0] ?? 0, problem: 'yaml_alias_unknown', fillings: { alias: source } }
      return visit.BREAK
    },
  })
  return found
}

function findKeyProblem(keys: readonly unknown[]): PlacedProblem | undefined {
  const seen = new Set<unknown>()
  for (const key of keys) {
    if (!isScalar(key)) continue
    const name = String(key.value)
    const offset = key.range?.[0] ?? 0
    if (name === '__proto__') return { offset, problem: 'key_forbidden', fillings: { key: name } }
    if (seen.has(key.value)) return { offset, problem: 'key_repeated', fillings: { key: name.slice(0, 100) } }
    seen.add(key.value)
  }
  return undefined
}
