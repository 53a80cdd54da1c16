import type { Role } from '../model/directory.ts'
import { isPermissionPattern } from '../model/permission.ts'
import type { WireObject } from './platform-call.ts'
import { z } from 'zod'

/** The vendor's `DomainOrganizationRole`. */
export function wireRole(role: Role, userCount?: number): WireObject {
  return {
    id: role.id,
    name: role.name,
    description: role.description,
    defaultRoleId: role.defaultId ?? undefined,
    permissions: [],
    permissionPolicies: policiesOf(role.patterns),
    userCount,
    base: role.defaultId !== null,
    default: role.defaultId !== null,
    selfUri: `/api/v2/authorization/roles/${role.id}`,
  }
}

/** One policy for each domain and entity, with all of its actions; `*` stays `*` (O3). */
export function policiesOf(patterns: readonly string[]): readonly WireObject[] {
  const actions = new Map<string, string[]>()
  for (const pattern of patterns.filter(isPermissionPattern)) {
    const at = pattern.lastIndexOf(':')
    const entity = pattern.slice(0, at)
    actions.set(entity, [...(actions.get(entity) ?? []), pattern.slice(at + 1)])
  }
  return [...actions].map(([entity, actionSet]) => {
    const [domain = '', entityName = ''] = entity.split(':')
    return { domain, entityName, actionSet, allowConditions: false }
  })
}

/** What of the vendor's role a local organization keeps; permissions may also come as `domain:entity:action`. */
export const roleShape = z.object({
  name: z.string().optional(),
  description: z.string().nullish(),
  permissions: z.array(z.string()).nullish(),
  permissionPolicies: z
    .array(
      z.object({
        domain: z.string(),
        entityName: z.string(),
        actionSet: z.array(z.string()).nullish(),
        resourceConditionNode: z.unknown().optional(),
      }),
    )
    .nullish(),
})

/** The patterns that a role's body stands for; null where it says nothing about permissions. */
export function patternsOf(wanted: z.output<typeof roleShape>): readonly string[] | null {
  const { permissions, permissionPolicies } = wanted
  if (!permissions && !permissionPolicies) return null
  const fromPolicies = (permissionPolicies ?? []).flatMap(({ domain, entityName, actionSet }) =>
    (actionSet ?? []).map((action) => `${domain}:${entityName}:${action}`),
  )
  return [...fromPolicies, ...(permissions ?? [])]
}
