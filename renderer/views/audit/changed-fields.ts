import type { Json } from '../../../core/model/audit-event.ts'
import { canonicalJson } from '../../../core/model/canonical-json.ts'

/** The fields whose present value is not what a change began with; the order of a list does not matter. */
export function changedFields(
  changes: readonly { readonly field: string; readonly before: Json }[],
  present: object,
): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(present))
  return changes
    .filter(({ field, before }) => values.has(field) && textOf(values.get(field)) !== textOf(before))
    .map(({ field }) => field)
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
