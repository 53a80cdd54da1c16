import type { AccessQuestion, Change } from '../model/decision.ts'
import type { Role } from '../model/directory.ts'
import { patternCovers } from '../model/permission.ts'
import type { OrganizationView } from './organization-view.ts'

/** Roles that do the same for one question, the narrowest first: whoever gets one of them might get another. */
type AlikeRoles = readonly [Role, ...Role[]]

type ChangeSet = readonly Change[]

/** Sorts the roles by what giving them would do here, so that a search need try only the first of each kind. */
export function groupAlikeRoles(question: AccessQuestion, view: OrganizationView): readonly AlikeRoles[] {
  const names = view.operation(question.operation)?.permissions.names ?? []
  const limit = new Set(view.authorization(question.clientId)?.roleIds)
  // Where an app is limited to roles, one that its user holds can be admitted as it is, which sets it apart.
  const held = new Set(limit.size === 0 ? [] : rolesOf(question, view))
  const groups = new Map<string, [Role, ...Role[]]>()
  const narrowestFirst = [...view.roles].sort((a, b) => breadth(a) - breadth(b) || (a.id < b.id ? -1 : 1))
  for (const role of narrowestFirst) {
    const covered = names.map((name) => role.patterns.some((pattern) => patternCovers(pattern, name)))
    const kind = JSON.stringify([covered, limit.has(role.id), held.has(role.id) ? role.id : null])
    const group = groups.get(kind)
    if (group) group.push(role)
    else groups.set(kind, [role])
  }
  return [...groups.values()]
}

/** The narrowest sets that come of a proven one when its roles are exchanged for others alike, and how many there are. */
export function exchangeRoles(
  set: ChangeSet,
  groups: readonly AlikeRoles[],
  most: number,
): { readonly sets: readonly ChangeSet[]; readonly count: number } {
  let sets = [{ set, extra: 0 }]
  let count = 1
  for (const group of groups) {
    const [first] = group
    if (!set.some((change) => 'roleId' in change && change.roleId === first.id)) continue
    count *= group.length
    sets = sets
      .flatMap((former) =>
        group.slice(0, most).map((role) => ({
          set: former.set.map((change) => withRole(change, first, role)),
          extra: former.extra + breadth(role) - breadth(first),
        })),
      )
      .sort((a, b) => a.extra - b.extra)
      .slice(0, most)
  }
  return { sets: sets.map((exchanged) => exchanged.set), count }
}

/** How much a role lets its holder do: each `*` counts for a great many permissions. */
export function breadth(role: Role): number {
  return role.patterns.reduce((sum, pattern) => sum + 20 ** (pattern.split('*').length - 1), 0)
}

function withRole(change: Change, former: Role, role: Role): Change {
  return 'roleId' in change && change.roleId === former.id ? { ...change, roleId: role.id } : change
}

function rolesOf({ userId }: AccessQuestion, view: OrganizationView) {
  const user = userId === null ? undefined : view.user(userId)
  return (user?.roleGrants ?? []).map((grant) => grant.roleId)
}
