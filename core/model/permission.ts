/** Three parts of letters, digits, `_`, `-` or `.`; a pattern may have `*` for a whole part (O3, P2). */
const part = '[A-Za-z0-9_.-]+'
const permissionShape = new RegExp(`^${part}:${part}:${part}$`)
const patternShape = new RegExp(`^(?:\\*|${part}):(?:\\*|${part}):(?:\\*|${part})$`)

/** True for `domain:entity:action`; anything else is malformed and nobody holds it (P5). */
export function isPermission(text: string): boolean {
  return permissionShape.test(text)
}

/** True for a pattern of exactly three parts, each a name or `*`; anything else matches nothing (P2). */
export function isPermissionPattern(text: string): boolean {
  return patternShape.test(text)
}

/** Does the pattern of a role cover this permission? A malformed pattern or permission never matches (P5). */
export function patternCovers(pattern: string, permission: string): boolean {
  if (!isPermissionPattern(pattern) || !isPermission(permission)) return false
  return partsCover(pattern, permission)
}

/** Does every permission of `inner` also match `outer`? Both are patterns. */
export function patternCoversPattern(outer: string, inner: string): boolean {
  if (!isPermissionPattern(outer) || !isPermissionPattern(inner)) return false
  return partsCover(outer, inner)
}

function partsCover(pattern: string, text: string): boolean {
  const wanted = text.split(':')
  return pattern.split(':').every((piece, index) => piece === '*' || piece === wanted[index])
}

/** The patterns that are not already covered by another one, sorted: equal lists mean equal permission sets. */
export function canonicalPatterns(patterns: readonly string[]): readonly string[] {
  const unique = [...new Set(patterns.filter(isPermissionPattern))].sort()
  return unique.filter((pattern) => !unique.some((other) => other !== pattern && partsCover(other, pattern)))
}

/** `oauth:client:authorize` as screens show it: `OAuth > Client > Authorize` (O3). */
export function permissionTitle(permission: string): string {
  if (!isPermissionPattern(permission)) return permission
  return permission.split(':').map(partTitle).join(' > ')
}

function partTitle(piece: string): string {
  if (piece === '*') return '*'
  if (piece.toLowerCase() === 'oauth') return 'OAuth'
  const spaced = piece.replace(/[_-]+/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2')
  return spaced.replace(/(^|\s)(\S)/g, (_all, gap: string, first: string) => gap + first.toUpperCase())
}
