const readonlySuffix = ':readonly'

/** Scopes whose write form lets an app change who may do what, so that it could grow its own rights. */
const privilegedScopes: ReadonlySet<string> = new Set([
  'authorization',
  'identity-providers',
  'integrations',
  'oauth',
  'organization',
  'organization-authorization',
  'scim',
  'users',
])

export type ScopeRisk = 'privileged' | 'write' | 'read'

/** `x` covers `x` and `x:readonly`; `x:readonly` covers only itself (C5). */
export function scopeCovers(held: string, wanted: string): boolean {
  if (held === wanted) return true
  const isReadonlyOfHeld = wanted.length === held.length + readonlySuffix.length && wanted.startsWith(held)
  return isReadonlyOfHeld && isReadonlyScope(wanted)
}

/** The scopes that cover this one: itself, and its wider form where it is a readonly one (C5). */
export function coveringScopes(wanted: string): readonly string[] {
  return isReadonlyScope(wanted) ? [wanted, wanted.slice(0, -readonlySuffix.length)] : [wanted]
}

export function isReadonlyScope(scope: string): boolean {
  return scope.endsWith(readonlySuffix)
}

/** What a scope lets an app do at worst, as the screens show it. */
export function scopeRisk(scope: string): ScopeRisk {
  if (isReadonlyScope(scope) || scope === 'user-basic-info') return 'read'
  return privilegedScopes.has(scope) ? 'privileged' : 'write'
}

const riskOrder: Readonly<Record<ScopeRisk, number>> = { privileged: 0, write: 1, read: 2 }

/** Riskiest first, then by name: the order in which lists name scopes. */
export function compareScopes(one: string, other: string): number {
  return riskOrder[scopeRisk(one)] - riskOrder[scopeRisk(other)] || (one < other ? -1 : one > other ? 1 : 0)
}
