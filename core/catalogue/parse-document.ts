import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import { fail, ok, type Result } from '../model/result.ts'
import { findJsonProblem } from './check-json.ts'

/** How often the aliases of a YAML document may stand for each other, so that a few lines cannot grow without end. */
const MAX_YAML_ALIASES = 10_000

/** Turns the text of a JSON or YAML document into plain data; the first character that is not blank decides which. */
export function parseDocumentText(text: string): Result<unknown> {
  const clean = text.startsWith('\uFEFF') ? text.slice(1) : text
  const first = /\S/.exec(clean)?.[0]
  switch (first) {
    case undefined:
      return unreadableDocument('the document is empty')
    case '<':
      return unreadableDocument(
        `${placeOf(clean, clean.indexOf('<'))}: this is HTML or XML, not JSON or YAML`,
      )
    case '{':
    case '[':
      return parseJson(clean)
    default:
      return parseYaml(clean)
  }
}

/** A document that cannot be read at all, and why, with the place where one is known. */
export function unreadableDocument(problem: string): Result<never> {
  return fail({ code: 'catalogue_unreadable', params: { problem } })
}

function parseJson(text: string): Result<unknown> {
  const found = findJsonProblem(text)
  if (found) return unreadableDocument(`${placeOf(text, found.offset)}: ${found.problem}`)
  return ok(JSON.parse(text))
}

function parseYaml(text: string): Result<unknown> {
  const lines = new LineCounter()
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `line ${String(line)}, column ${String(col)}`
  }
  try {
    const document = parseDocument(text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
      schema: 'core',
      resolveKnownTags: false,
      merge: true,
      stringKeys: true,
      // Checked in `findKeyProblem`: the library compares every key with every other.
      uniqueKeys: false,
    })
    const error = document.errors[0]
    if (error) return unreadableDocument(`${at(error.pos[0])}: ${yamlProblem(error.code, error.message)}`)
    const found = findKeyProblem(document)
    if (found) return unreadableDocument(`${at(found.offset)}: ${found.problem}`)
    return ok(document.toJS({ maxAliasCount: MAX_YAML_ALIASES }))
  } catch (error) {
    return unreadableDocument(resourceProblem(error))
  }
}

/** A key that could hide something: one that occurs twice in a mapping, or `__proto__`. */
function findKeyProblem(document: Document): { offset: number; problem: string } | undefined {
  let found: { offset: number; problem: string } | undefined
  visit(document, {
    Map: (_key, map) => {
      const keys = new Set<unknown>()
      for (const { key } of map.items) {
        if (!isScalar(key)) continue
        const name = key.value
        const offset = key.range?.[0] ?? 0
        if (name === '__proto__') found = { offset, problem: 'the key `__proto__` is not accepted' }
        if (keys.has(name)) {
          found = { offset, problem: `the key \`${String(name).slice(0, 100)}\` occurs twice in one mapping` }
        }
        keys.add(name)
      }
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

function yamlProblem(code: string, message: string): string {
  switch (code) {
    case 'MULTIPLE_DOCS':
      return 'the text holds more than one document'
    case 'NON_STRING_KEY':
      return 'a key is no plain text'
    case 'RESOURCE_EXHAUSTION':
      return tooDeep
    default:
      return lowerFirst(message)
  }
}

const tooDeep = 'the document is nested too deeply'

function resourceProblem(error: unknown): string {
  if (error instanceof RangeError) return tooDeep
  if (!(error instanceof Error)) throw error
  return error.message.startsWith('Excessive alias count')
    ? `its aliases stand for more than ${String(MAX_YAML_ALIASES)} values`
    : lowerFirst(error.message)
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return `line ${String(line)}, column ${String(offset - before.lastIndexOf('\n'))}`
}
