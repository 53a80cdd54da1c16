import type { PlatformCall } from './platform-call.ts'

/**
 * Does the caller hold a permission in some division, by the records that the call was decided on? An imported catalogue may
 * ask for less than an act takes (O6), so who answers from those records asks as a use case would.
 */
export function callerHolds({ acting, client, live }: PlatformCall, permission: string): boolean {
  const { roleGrants } = 'userId' in acting ? (live.user ?? { roleGrants: [] }) : client
  return roleGrants.some(({ roleId }) => live.view.role(roleId)?.coveringPattern(permission) !== undefined)
}
