import type { Terms } from '../../stores/authorizations.ts'

export type TermsField = keyof Terms

/** A field that somebody changed while it was edited: by them, by us, or by both to different values (C11). */
export interface MergedField {
  readonly field: TermsField
  readonly kind: 'theirs' | 'yours' | 'both' | 'conflict'
}

const termsFields = ['scopes', 'roleIds', 'expiresAt', 'reason', 'ticket'] as const

/** The fields in which two decisions differ. Lists are compared without their order. */
export function changedFields(one: Terms, other: Terms): readonly TermsField[] {
  return termsFields.filter((field) => textOf(one, field) !== textOf(other, field))
}

/** Compares what was opened with what stands there now and with what the person entered. */
export function compareTerms(base: Terms, theirs: Terms, yours: Terms): readonly MergedField[] {
  const byThem = new Set(changedFields(base, theirs))
  const byUs = new Set(changedFields(base, yours))
  const differ = new Set(changedFields(theirs, yours))
  return termsFields.flatMap((field): readonly MergedField[] => {
    if (!byThem.has(field) && !byUs.has(field)) return []
    if (!byThem.has(field)) return [{ field, kind: 'yours' }]
    if (!byUs.has(field) || !differ.has(field)) return [{ field, kind: 'theirs' }]
    // Two sets of additions and removals go together; two texts do not.
    return [{ field, kind: field === 'scopes' || field === 'roleIds' ? 'both' : 'conflict' }]
  })
}

/** Their decision with the person's own changes on it; of a conflict, theirs where `keepTheirs` names the field. */
export function mergeTerms(
  of: { readonly base: Terms; readonly theirs: Terms; readonly yours: Terms },
  keepTheirs: ReadonlySet<TermsField>,
): Terms {
  const { base, theirs, yours } = of
  const own = new Set(changedFields(base, yours).filter((field) => !keepTheirs.has(field)))
  return {
    scopes: own.has('scopes') ? mergeLists(base.scopes, theirs.scopes, yours.scopes) : theirs.scopes,
    roleIds: own.has('roleIds') ? mergeLists(base.roleIds, theirs.roleIds, yours.roleIds) : theirs.roleIds,
    expiresAt: own.has('expiresAt') ? yours.expiresAt : theirs.expiresAt,
    reason: own.has('reason') ? yours.reason : theirs.reason,
    ticket: own.has('ticket') ? yours.ticket : theirs.ticket,
  }
}

function mergeLists<Item>(
  base: readonly Item[],
  theirs: readonly Item[],
  yours: readonly Item[],
): readonly Item[] {
  const removed = base.filter((item) => !yours.includes(item))
  const added = yours.filter((item) => !base.includes(item) && !theirs.includes(item))
  return [...theirs.filter((item) => !removed.includes(item)), ...added]
}

function textOf(terms: Terms, field: TermsField): string {
  const value = terms[field]
  return typeof value === 'object' && value !== null ? [...value].sort().join('\n') : (value ?? '').trim()
}
