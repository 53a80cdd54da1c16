import type { PermissionRequirement } from '../model/operation.ts'
import { isPermission } from '../model/permission.ts'
import type { UnreadableEntry } from './catalogue.ts'
import { isRecord, pointerTo, rawText, shorten } from './raw-value.ts'

type Report = (entry: UnreadableEntry) => void

/** What an operation asks of a token; `unreadable` is what stood there instead, so that the operation must deny. */
export interface SecurityRequirement {
  readonly acceptsOAuth: boolean
  readonly scopes: readonly string[]
  readonly unreadable: string | null
}

const noSecurity: SecurityRequirement = { acceptsOAuth: true, scopes: [], unreadable: null }

/** The requirement with one more name that nobody can hold: it denies everybody, and shows why (P5). */
export function denyEverybody(requirement: PermissionRequirement, text: string): PermissionRequirement {
  return { match: 'all', names: distinct([...requirement.names, text]) }
}

/**
 * Reads `{ type: 'ANY' | 'ALL', permissions: [] }`, the vendor's extension. Malformed names are reported and kept,
 * where nobody can hold them; any other shape is reported and denies (P5).
 */
export function readPermissions(extension: unknown, pointer: string, report: Report): PermissionRequirement {
  if (extension === undefined) return { match: 'any', names: [] }
  const type = isRecord(extension) ? extension['type'] : undefined
  const listed = isRecord(extension) ? extension['permissions'] : undefined
  const names = Array.isArray(listed) ? readNames(listed, pointerTo(pointer, 'permissions'), report) : []
  if (Array.isArray(listed) && (type === 'ANY' || type === 'ALL')) {
    return { match: type === 'ANY' ? 'any' : 'all', names }
  }
  const text = rawText(extension)
  report({ pointer, problem: 'permissions_malformed', text })
  return denyEverybody({ match: 'all', names }, text)
}

function readNames(listed: readonly unknown[], pointer: string, report: Report): readonly string[] {
  const names = listed.map((item, index) => {
    const name = typeof item === 'string' ? item : rawText(item)
    if (!isPermission(name)) {
      const text = shorten(name, 200)
      report({ pointer: pointerTo(pointer, index), problem: 'permission_malformed', text })
    }
    return name
  })
  return distinct(names)
}

/**
 * Reads a list of security alternatives. The scopes of all OAuth alternatives together are any-of, as the vendor
 * means them; no list, or one that asks for nothing, is open to every token; one without OAuth is for guests only.
 */
export function readSecurity(
  security: unknown,
  oauthSchemes: ReadonlySet<string>,
  place: { readonly pointer: string; readonly report: Report },
): SecurityRequirement {
  if (security === undefined) return noSecurity
  const alternatives = Array.isArray(security)
    ? security.map((item: unknown) => readAlternative(item, oauthSchemes))
    : undefined
  if (!alternatives || alternatives.some(({ kind }) => kind === 'malformed')) {
    const text = rawText(security)
    place.report({ pointer: place.pointer, problem: 'security_malformed', text })
    return { ...noSecurity, unreadable: text }
  }
  if (alternatives.length === 0) return noSecurity
  const scopes = distinct(alternatives.flatMap((one) => (one.kind === 'oauth' ? one.scopes : [])))
  for (const scope of scopes) {
    if (isScopeToken(scope)) continue
    place.report({ pointer: place.pointer, problem: 'security_malformed', text: shorten(scope, 200) })
  }
  return { acceptsOAuth: alternatives.some(({ kind }) => kind !== 'other'), scopes, unreadable: null }
}

/** A scope as RFC 6749 §3.3 spells it. */
export function isScopeToken(text: string): boolean {
  return /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(text)
}

/** One way to make a call: with OAuth, with nothing, or with other schemes only. */
type SecurityAlternative =
  | { readonly kind: 'oauth'; readonly scopes: readonly string[] }
  | { readonly kind: 'open' | 'other' | 'malformed' }

function readAlternative(alternative: unknown, oauthSchemes: ReadonlySet<string>): SecurityAlternative {
  if (!isRecord(alternative)) return { kind: 'malformed' }
  const lists: (readonly string[])[] = []
  for (const [scheme, scopes] of Object.entries(alternative)) {
    if (!isTextList(scopes)) return { kind: 'malformed' }
    if (oauthSchemes.has(scheme)) lists.push(scopes)
  }
  const [scopes, ...more] = lists
  if (scopes === undefined) return { kind: Object.keys(alternative).length === 0 ? 'open' : 'other' }
  // No token satisfies two OAuth schemes at once, and any-of would ask for too little.
  return more.length > 0 ? { kind: 'malformed' } : { kind: 'oauth', scopes }
}

function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** A set of names, in one order whatever the document's. */
function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort()
}
