/** Which scopes a client requests, and which it is granted; null where it is not authorized. */
export interface ScopeSets {
  readonly requested: readonly string[]
  readonly granted: readonly string[] | null
}

/** One save: the scopes that a record then has. */
export interface ScopeStep {
  readonly record: 'client' | 'authorization'
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * The saves that lead from one state to another, such that nothing that works before and after is refused in between:
 * what is requested is widened first, then the grant is changed in one save, and what is requested is narrowed last.
 */
export function planScopes(from: ScopeSets, to: ScopeSets): readonly ScopeStep[] {
  const widened = [...from.requested, ...missingIn(from.requested, to.requested)]
  const steps: ScopeStep[] = []
  if (from.granted === null || to.granted === null) {
    add(steps, 'client', from.requested, to.requested)
    return steps
  }
  add(steps, 'client', from.requested, widened)
  add(steps, 'authorization', from.granted, to.granted)
  add(steps, 'client', widened, to.requested)
  return steps
}

/** What a suggestion makes of the present scopes where it can be applied, or why it cannot. */
export type Suggestion =
  | { readonly kind: 'apply'; readonly from: ScopeSets; readonly to: ScopeSets }
  /** Nothing was seen, so nothing can be said; or nothing that was seen needs a scope, and none is not allowed. */
  | { readonly kind: 'nothing_seen' | 'none_needed' | 'unchanged' | 'not_authorized' }
  /** Only the owner of the client can request these. */
  | { readonly kind: 'not_requested'; readonly scopes: readonly string[] }

export function suggestionOf(answer: {
  readonly isOwn: boolean
  readonly observed: readonly unknown[]
  readonly requested: readonly string[]
  /** Null where the client is not authorized. */
  readonly granted: readonly string[] | null
  readonly suggested: readonly string[]
}): Suggestion {
  const { isOwn, observed, requested, granted, suggested } = answer
  if (observed.length === 0) return { kind: 'nothing_seen' }
  if (suggested.length === 0) return { kind: 'none_needed' }
  if (!isOwn) {
    if (granted === null) return { kind: 'not_authorized' }
    const foreign = missingIn(requested, suggested)
    if (foreign.length > 0) return { kind: 'not_requested', scopes: foreign }
  }
  const from = { requested, granted }
  const to = {
    requested: isOwn ? suggested : requested,
    granted: granted === null ? null : suggested,
  }
  return planScopes(from, to).length === 0 ? { kind: 'unchanged' } : { kind: 'apply', from, to }
}

/** Only what is requested can be granted, so a grant beyond that cannot be given back (A4). */
export function canComeBack({ requested, granted }: ScopeSets): boolean {
  return granted === null || missingIn(requested, granted).length === 0
}

export function missingIn(present: readonly string[], wanted: readonly string[]): readonly string[] {
  const known = new Set(present)
  return wanted.filter((scope) => !known.has(scope))
}

function add(
  steps: ScopeStep[],
  record: ScopeStep['record'],
  before: readonly string[],
  after: readonly string[],
): void {
  const isSame = missingIn(before, after).length === 0 && missingIn(after, before).length === 0
  if (!isSame) steps.push({ record, before, after })
}
