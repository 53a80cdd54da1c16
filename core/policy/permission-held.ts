import type { DivisionId, RoleId } from '../model/brand.ts'
import type { Role, RoleDivision, RoleGrant } from '../model/directory.ts'
import { patternCovers, patternCoversPattern } from '../model/permission.ts'

type FindRole = (id: RoleId) => Role | undefined

/** Is a role held in `held` in force where `wanted` is asked for? `null` asks for any division (P2.5). */
export function divisionCovers(held: RoleDivision, wanted: RoleDivision | null): boolean {
  return wanted === null || held === '*' || held === wanted
}

/** Does a holder of these role grants hold the permission, in this division or in any (P2.5)? */
export function holdsPermission(
  grants: readonly RoleGrant[],
  findRole: FindRole,
  asked: { readonly permission: string; readonly divisionId: DivisionId | null },
): boolean {
  return grants.some(
    (grant) =>
      divisionCovers(grant.divisionId, asked.divisionId) &&
      (findRole(grant.roleId)?.patterns.some((pattern) => patternCovers(pattern, asked.permission)) ?? false),
  )
}

/**
 * Does a holder of these role grants hold everything that `patterns` stand for, in that division (O6)? A pattern
 * is held only if one held pattern covers it whole; a malformed one is held by nobody.
 */
export function holdsPatterns(
  grants: readonly RoleGrant[],
  findRole: FindRole,
  asked: { readonly patterns: readonly string[]; readonly divisionId: RoleDivision },
): boolean {
  const held = grants
    .filter((grant) => divisionCovers(grant.divisionId, asked.divisionId))
    .flatMap((grant) => findRole(grant.roleId)?.patterns ?? [])
  return asked.patterns.every((pattern) => held.some((outer) => patternCoversPattern(outer, pattern)))
}
