import type { Json } from '../model/audit-event.ts'
import { canonicalJson } from '../model/canonical-json.ts'

/** One field that a change touches, with its value before and after (C11). */
export interface FieldChange {
  readonly field: string
  readonly before: Json
  readonly after: Json
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly dropped: boolean
}

/** Compares two records field by field, in the order of `fields`; lists also tell what was added and removed. */
export function fieldChanges<Key extends string>(
  before: { readonly [Field in Key]: Json },
  after: { readonly [Field in Key]: Json },
  fields: readonly Key[],
): readonly FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of fields) {
    const [former, later] = [before[field], after[field]]
    if (canonicalJson(former) === canonicalJson(later)) continue
    const [had, has] = [new Set(itemsOf(former)), new Set(itemsOf(later))]
    changes.push({
      field,
      before: former,
      after: later,
      added: itemsOf(later).filter((item) => !had.has(item)),
      removed: itemsOf(former).filter((item) => !has.has(item)),
      dropped: false,
    })
  }
  return changes
}

function itemsOf(value: Json): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.map((item: Json) => (typeof item === 'string' ? item : canonicalJson(item)))
}
