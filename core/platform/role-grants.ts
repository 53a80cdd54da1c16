import { z } from 'zod'
import { asId, type DivisionId, type RoleId } from '../model/brand.ts'
import type { RoleDivision, RoleGrant } from '../model/directory.ts'
import type { PlatformCall, WireObject } from './platform-call.ts'
import { policiesOf } from './wire-role.ts'

/** `*` means all divisions, nothing the home division. */
export function divisionOf({ live }: PlatformCall, text: string | null | undefined): RoleDivision {
  if (text === '*') return '*'
  return text ? asId<DivisionId>(text) : live.view.homeDivisionId
}

/** The vendor's `RoleDivisionGrants`. */
export const roleDivisionGrants = z.object({
  grants: z.array(z.object({ roleId: z.string(), divisionId: z.string().nullish() })),
})

export function grantsOf(call: PlatformCall, body: z.output<typeof roleDivisionGrants>): RoleGrant[] {
  return body.grants.map(({ roleId, divisionId }) => ({
    roleId: asId<RoleId>(roleId),
    divisionId: divisionOf(call, divisionId),
  }))
}

/** The vendor's `AuthzGrant`s of a subject, each with its role's policies. */
export function wireGrants(
  { live }: PlatformCall,
  subject: { readonly id: string; readonly roleGrants: readonly RoleGrant[] },
): readonly WireObject[] {
  const { view } = live
  return subject.roleGrants.map(({ roleId, divisionId }) => {
    const role = view.role(roleId)
    const isHome = divisionId === view.homeDivisionId
    const division =
      divisionId === '*'
        ? { id: '*', name: '*', homeDivision: false }
        : { id: divisionId, name: view.divisionName(divisionId) ?? divisionId, homeDivision: isHome }
    return {
      subjectId: subject.id,
      division,
      role: {
        id: roleId,
        name: role?.name ?? roleId,
        description: role?.description,
        policies: policiesOf(role?.patterns ?? []).map((policy) => ({
          actions: policy['actionSet'],
          domain: policy['domain'],
          entityName: policy['entityName'],
        })),
        default: (role?.defaultId ?? null) !== null,
        selfUri: `/api/v2/authorization/roles/${roleId}`,
      },
    }
  })
}
