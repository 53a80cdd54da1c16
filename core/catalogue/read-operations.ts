import { canonicalJson } from '../model/canonical-json.ts'
import { httpMethods, operationName, type Operation } from '../model/operation.ts'
import type { ReadProgress, UnreadableEntry } from './catalogue.ts'
import { readPath, templateKey } from './path-template.ts'
import { isRecord, pointerTo, rawText, resolveReference, type DocumentRecord } from './raw-value.ts'
import { denyEverybody, readPermissions, readSecurity, type SecurityRequirement } from './read-requirement.ts'

/** What the reading of every path needs to know of the document around it. */
interface Surroundings {
  readonly root: DocumentRecord
  readonly paths: DocumentRecord
  readonly prefix: string
  readonly oauthSchemes: ReadonlySet<string>
  /** Applies where an operation says nothing itself. */
  readonly security: SecurityRequirement
}

interface Listeners {
  readonly report: (entry: UnreadableEntry) => void
  readonly onProgress: ReadProgress | undefined
}

const PROGRESS_STEP = 250
const MAX_REFERENCES = 10
const otherPathKeys: ReadonlySet<string> = new Set([
  'parameters',
  'summary',
  'description',
  'servers',
  '$ref',
])

/** Reads every operation of the document; whatever is none is reported, and so unknown, which denies (P5). */
export function readOperations(surroundings: Surroundings, listeners: Listeners): readonly Operation[] {
  const { root, paths, prefix } = surroundings
  const { report, onProgress } = listeners
  const operations = new Map<string, Operation>()
  const entries = Object.entries(paths)

  entries.forEach(([template, stated], index) => {
    if (index % PROGRESS_STEP === 0) onProgress?.(index, entries.length)
    if (template.startsWith('x-')) return
    const pointer = pointerTo('/paths', template)
    const segments = template.startsWith('/') ? readPath(prefix + template) : undefined
    const parts = readPathItem(root, stated, pointer)
    if (!segments || !parts) {
      report({ pointer, problem: 'path_malformed', text: segments ? rawText(stated) : template })
      return
    }
    const path = segments.length === 0 ? '/' : (prefix + template).replace(/\/$/, '')
    for (const part of parts) {
      const operation = readOperation({ ...part, path }, surroundings, report)
      if (!operation) continue
      const key = templateKey(operation.method, segments)
      const former = operations.get(key)
      if (former) {
        report({ pointer: part.pointer, problem: 'operation_duplicate', text: operationName(former) })
      }
      operations.set(key, former ? reconcile(former, operation) : operation)
    }
  })
  onProgress?.(entries.length, entries.length)
  return [...operations.values()]
}

/** One member of a path item, and where it stands. */
interface PathPart {
  readonly key: string
  readonly value: unknown
  readonly pointer: string
}

/** The members of a path item, with those of the path item that it refers to; undefined if it is none. */
function readPathItem(
  root: DocumentRecord,
  stated: unknown,
  pointer: string,
  references = 0,
): readonly PathPart[] | undefined {
  if (!isRecord(stated)) return undefined
  const own = Object.entries(stated).map(([key, value]) => ({ key, value, pointer: pointerTo(pointer, key) }))
  const reference = stated['$ref']
  if (reference === undefined) return own
  if (typeof reference !== 'string' || references >= MAX_REFERENCES) return undefined
  const target = resolveReference(root, reference)
  const referred = readPathItem(root, target, reference.slice(1), references + 1)
  return referred && [...referred, ...own]
}

function readOperation(
  part: PathPart & { readonly path: string },
  surroundings: Surroundings,
  report: Listeners['report'],
): Operation | undefined {
  const { key, value, pointer, path } = part
  if (key.startsWith('x-') || otherPathKeys.has(key)) return undefined
  const method = httpMethods.find((known) => known === key.toUpperCase())
  // A reference where the standard has none could hide what the operation requires.
  if (method === undefined || !isRecord(value) || value['$ref'] !== undefined) {
    report({ pointer, problem: 'operation_malformed', text: rawText(value) })
    return undefined
  }
  const stated = value['security']
  const security =
    stated === undefined
      ? surroundings.security
      : readSecurity(stated, surroundings.oauthSchemes, { pointer: pointerTo(pointer, 'security'), report })
  const extension = 'x-inin-requires-permissions'
  const permissions = readPermissions(value[extension], pointerTo(pointer, extension), report)
  return {
    method,
    path,
    permissions: security.unreadable === null ? permissions : denyEverybody(permissions, security.unreadable),
    scopes: security.scopes,
    acceptsOAuth: security.acceptsOAuth,
    deprecated: value['deprecated'] === true,
  }
}

/** Of two declarations of one operation the first counts; if they ask for different things, it denies (P5). */
function reconcile(first: Operation, second: Operation): Operation {
  if (requirementText(first) === requirementText(second)) return first
  return {
    ...first,
    permissions: denyEverybody(first.permissions, 'declared twice, with different requirements'),
  }
}

function requirementText({ permissions, scopes, acceptsOAuth }: Operation): string {
  return canonicalJson({
    permissions: { match: permissions.match, names: permissions.names },
    scopes,
    acceptsOAuth,
  })
}
