import type { Json } from '../../../core/model/audit-event.ts'
import { canonicalJson } from '../../../core/model/canonical-json.ts'
import { REMOVED_SECRET } from '../../../core/model/removed-secret.ts'

/**
 * The fields whose present value is not what a change began with; the order of a list does not matter, and where the audit took
 * a secret out of a text anything may stand.
 */
export function changedFields(
  changes: readonly { readonly field: string; readonly before: Json }[],
  present: object,
): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(present))
  return changes
    .filter(({ field, before }) => values.has(field) && !isSame(values.get(field), before))
    .map(({ field }) => field)
}

function isSame(value: unknown, before: Json): boolean {
  if (typeof before !== 'string' || typeof value !== 'string') return textOf(value) === textOf(before)
  const [start = '', ...rest] = before.split(REMOVED_SECRET)
  if (rest.length === 0) return value === before
  if (!value.startsWith(start)) return false
  const end = rest.pop() ?? ''
  let at = start.length
  for (const part of rest) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return value.length - end.length >= at && value.endsWith(end)
}

function textOf(value: unknown): string {
  // Records come over the wire, so each of their fields is plain JSON.
  const json = (value ?? null) as Json
  if (isList(json)) return JSON.stringify(json.map(canonicalJson).sort())
  return canonicalJson(json)
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
