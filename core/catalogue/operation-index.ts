import { httpMethods, operationName, type HttpMethod, type Operation } from '../model/operation.ts'
import { readPath, type PathSegments } from './path-template.ts'

/** The operations of a catalogue, found by `METHOD /path` with a template or a concrete path, or by words. */
export interface OperationIndex {
  /** Shorter paths first. */
  readonly operations: readonly Operation[]
  /** Undefined for whatever is unknown or cannot be read, which denies (P5). */
  find(name: string): Operation | undefined
  /** What `searchOperations` looks through, in the order of `operations`. */
  readonly searchable: readonly SearchEntry[]
}

interface SearchEntry {
  readonly operation: Operation
  readonly method: string
  readonly path: string
  readonly text: string
}

interface Branch {
  readonly literals: Map<string, Branch>
  parameter: Branch | undefined
  operation: Operation | undefined
}

/** Indexes an imported catalogue over the own one: where both have an operation, the imported entry wins (P1). */
export function indexOperations(
  own: readonly Operation[],
  imported: readonly Operation[] = [],
): OperationIndex {
  const roots = new Map<string, Branch>()
  for (const operation of own) insert(roots, operation)
  for (const operation of imported) insert(roots, operation)
  const operations = [...roots.values()].flatMap(operationsBelow).sort(compareOperations)
  // Most who ask have the operation's own name, which need not be taken apart to be known.
  const byName = new Map(operations.map((operation) => [operationName(operation), operation]))

  return {
    operations,
    searchable: operations.map(searchEntry),
    find: (name) => {
      const known = byName.get(name)
      if (known) return known
      const asked = readName(name)
      const root = asked && roots.get(asked.method)
      return root && match(root, asked.segments, 0)
    },
  }
}

/**
 * Operations in which every word occurs, in method, path, scope or permission and in any case: an exact path first,
 * then a path that starts with a word, then shorter paths; a word that is a method prefers that method.
 */
export function searchOperations(
  index: OperationIndex,
  search: string,
  limit: number,
): { readonly operations: readonly Operation[]; readonly total: number } {
  const words = wordsOf(search)
  const ranks: Operation[][] = [[], [], [], [], [], []]
  const found = matchingPlaces(index, search)
  for (const place of found) {
    const entry = index.searchable[place]
    if (!entry) continue
    const rank = ranks[rankOf(entry, words)]
    if (rank && rank.length < limit) rank.push(entry.operation)
  }
  return { operations: ranks.flat().slice(0, limit), total: found.length }
}

/** The places in `operations` of those in which every word occurs, as `searchOperations` finds them. */
export function matchingPlaces(index: OperationIndex, search: string): readonly number[] {
  const words = wordsOf(search)
  return index.searchable.flatMap(({ text }, place) =>
    words.every((word) => text.includes(word)) ? [place] : [],
  )
}

function wordsOf(search: string): readonly string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean)
}

function rankOf(entry: SearchEntry, words: readonly string[]): number {
  const otherMethod = words.includes(entry.method) ? 0 : 1
  if (words.includes(entry.path)) return otherMethod
  return (words.some((word) => entry.path.startsWith(word)) ? 2 : 4) + otherMethod
}

function searchEntry(operation: Operation): SearchEntry {
  const method = operation.method.toLowerCase()
  const path = operation.path.toLowerCase()
  // A word holds no white space, so that it cannot match across the lines.
  const text = [method, path, ...operation.scopes, ...operation.permissions.names].join('\n').toLowerCase()
  return { operation, method, path, text }
}

/** Reads `get /users/me?x=1` or `GET https://host/users/me`. */
function readName(name: string): { method: HttpMethod; segments: PathSegments } | undefined {
  const parts = /^\s*([A-Za-z]+)\s+(\S+)\s*$/.exec(name)
  const method = httpMethods.find((known) => known === parts?.[1]?.toUpperCase())
  const target = parts?.[2]?.replace(/[?#].*$/s, '')
  if (method === undefined || target === undefined) return undefined
  const path = target.replace(/^https?:\/\/[^/\\]+/i, '')
  const segments = readPath(path === '' ? '/' : path)
  return segments && { method, segments }
}

function insert(roots: Map<string, Branch>, operation: Operation): void {
  const segments = readPath(operation.path)
  if (!segments) return
  let branch = childOf(roots, operation.method)
  for (const segment of segments) {
    branch = segment === null ? (branch.parameter ??= newBranch()) : childOf(branch.literals, segment)
  }
  branch.operation = operation
}

function childOf(children: Map<string, Branch>, key: string): Branch {
  const found = children.get(key)
  if (found) return found
  const made = newBranch()
  children.set(key, made)
  return made
}

function newBranch(): Branch {
  return { literals: new Map(), parameter: undefined, operation: undefined }
}

/** A literal segment wins over a parameter, the leftmost difference first. */
function match(branch: Branch, segments: PathSegments, at: number): Operation | undefined {
  const segment = segments[at]
  if (segment === undefined) return branch.operation
  const literal = segment === null ? undefined : branch.literals.get(segment)
  const found = literal && match(literal, segments, at + 1)
  return found ?? (branch.parameter && match(branch.parameter, segments, at + 1))
}

function operationsBelow(branch: Branch): Operation[] {
  const own = branch.operation ? [branch.operation] : []
  const next = branch.parameter
    ? [...branch.literals.values(), branch.parameter]
    : [...branch.literals.values()]
  return [...own, ...next.flatMap(operationsBelow)]
}

function compareOperations(one: Operation, other: Operation): number {
  return (
    one.path.length - other.path.length ||
    (one.path < other.path ? -1 : one.path > other.path ? 1 : 0) ||
    httpMethods.indexOf(one.method) - httpMethods.indexOf(other.method)
  )
}
