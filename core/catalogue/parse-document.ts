import { parseDocument } from 'yaml'
import { ok, type Result } from '../model/result.ts'
import { findJsonProblem } from './check-json.ts'
import { findYamlProblem, problemOfYamlError } from './check-yaml.ts'
import { unreadableDocument, type PlacedProblem } from './unreadable-document.ts'

/** How often the aliases of a YAML document may stand for each other, so that a few lines cannot grow without end. */
const MAX_YAML_ALIASES = 10_000

/** Turns the text of a JSON or YAML document into plain data; the first character that is not blank decides which. */
export function parseDocumentText(text: string): Result<unknown> {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text
  const first = /\S/.exec(clean)?.[0]
  switch (first) {
    case undefined:
      return unreadableDocument('document_empty')
    case '<':
      return unreadableAt(clean, { offset: clean.indexOf('<'), problem: 'document_markup' })
    case '{':
    case '[':
      return parseJson(clean)
    default:
      return parseYaml(clean)
  }
}

function parseJson(text: string): Result<unknown> {
  const found = findJsonProblem(text)
  return found ? unreadableAt(text, found) : ok(JSON.parse(text))
}

function parseYaml(text: string): Result<unknown> {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      logLevel: 'error',
      schema: 'core',
      resolveKnownTags: false,
      merge: true,
      stringKeys: true,
      // Checked in `findYamlProblem`: the library compares every key with every other.
      uniqueKeys: false,
    })
    const error = document.errors[0]
    const found = error ? problemOfYamlError(error, text) : findYamlProblem(document)
    if (found) return unreadableAt(text, found)
    return ok(document.toJS({ maxAliasCount: MAX_YAML_ALIASES }))
  } catch (error) {
    return resourceProblem(error)
  }
}

/** What the library throws instead of listing it; its message is not repeated, as it is in English only. */
function resourceProblem(error: unknown): Result<never> {
  if (error instanceof RangeError) return unreadableDocument('nesting_deep')
  if (!(error instanceof Error)) throw error
  return error.message.startsWith('Excessive alias count')
    ? unreadableDocument('yaml_aliases_many', { limit: MAX_YAML_ALIASES })
    : unreadableDocument('yaml_references')
}

function unreadableAt(text: string, { offset, problem, fillings }: PlacedProblem): Result<never> {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return unreadableDocument(problem, { ...fillings, line, column: offset - before.lastIndexOf('\n') })
}
