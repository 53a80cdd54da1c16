import type { RoleDivision, RoleGrant, User } from '../../../core/model/directory.ts'
import { canonicalPatterns } from '../../../core/model/permission.ts'

/** Does the user hold the role in that division or in all (C6)? The form's courtesy; the core checks again. */
export function holdsRole(user: User | null, roleId: string, divisionId: RoleDivision): boolean {
  return (
    user?.roleGrants.some(
      (held) => held.roleId === roleId && (held.divisionId === '*' || held.divisionId === divisionId),
    ) ?? false
  )
}

interface RolePatterns {
  readonly id: string
  readonly defaultId: string | null
  readonly patterns: readonly string[]
}

/** Do these roles together hold exactly the permissions of `SCIM Integration` (C3)? */
export function holdsScimExactly(grants: readonly RoleGrant[], roles: readonly RolePatterns[]): boolean {
  const scim = roles.find((role) => role.defaultId === 'scim-integration')
  if (!scim || grants.length === 0) return false
  const given = grants.flatMap((grant) => roles.find((role) => role.id === grant.roleId)?.patterns ?? [])
  return canonicalPatterns(given).join('\n') === canonicalPatterns(scim.patterns).join('\n')
}
