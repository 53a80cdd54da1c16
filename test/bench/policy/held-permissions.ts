import { patternCovers } from '../../../core/model/permission.ts'
import type { World } from '../../support/policy-world.ts'

/**
 * Which permissions each user holds, with every wildcard written out, as engines without wildcards and divisions must be
 * given it: one row for roles of any division, one for those held in all, and one for each division that a role names.
 */
export interface HeldPermissions {
  readonly rows: readonly ReadonlySet<string>[]
  /** The row that counts for a user, by their numbers; -1 is any division. */
  readonly rowOf: (user: number, division: number) => number
}

export function writeOut(world: World): HeldPermissions {
  const divisions = Object.keys(world.divisions ?? {})
  const permissionsOf = permissionsOfRoles(world)
  const users = Object.values(world.users ?? {})
  const rows: ReadonlySet<string>[] = []
  const width = divisions.length + 1
  const numbers = new Uint32Array(users.length * width)
  const addRow = (grants: readonly (readonly [role: string, division: string])[]) =>
    rows.push(new Set(grants.flatMap(([role]) => permissionsOf.get(role) ?? []))) - 1
  for (const [user, { roles = [] }] of users.entries()) {
    const grants = roles.map((grant) => splitGrant(grant))
    const everywhere = addRow(grants.filter(([, division]) => division === '*'))
    numbers.fill(everywhere, user * width, (user + 1) * width)
    numbers[user * width] = addRow(grants)
    for (const [number, name] of divisions.entries()) {
      if (!grants.some(([, division]) => division === name)) continue
      const here = grants.filter(([, division]) => division === '*' || division === name)
      numbers[user * width + number + 1] = addRow(here)
    }
  }
  return { rows, rowOf: (user, division) => numbers[user * width + division + 1] ?? 0 }
}

/** `role@division`, apart. */
export function splitGrant(grant: string): readonly [role: string, division: string] {
  const [role = '', division = '*'] = grant.split('@')
  return [role, division]
}

/** Every permission that an operation of the world asks for. */
export function permissionsIn(world: World): readonly string[] {
  const needed = Object.values(world.operations ?? {}).flatMap(({ any, all }) => any ?? all ?? [])
  return [...new Set(needed)]
}

function permissionsOfRoles(world: World): ReadonlyMap<string, readonly string[]> {
  const permissions = permissionsIn(world)
  return new Map(
    Object.entries(world.roles ?? {}).map(([role, patterns]) => [
      role,
      permissions.filter((permission) => patterns.some((pattern) => patternCovers(pattern, permission))),
    ]),
  )
}
