import type { Assumption } from '../model/assumption.ts'
import type { AccessDifference } from './access-difference.ts'
import { assume, type UnknownName } from './assume.ts'
import { compareAccess } from './compare-access.ts'
import { recompile } from './compile.ts'
import type { CompiledOrganization } from './compiled-organization.ts'
import type { Pace } from './long-question.ts'

/** Who would lose or gain what, before anything is saved (P4); or what the assumptions name that is not there. */
export function whatIf(
  organization: CompiledOrganization,
  assumptions: readonly Assumption[],
  pace: Pace = {},
): { readonly difference: AccessDifference } | { readonly unknown: UnknownName } {
  const assumed = assume(organization, assumptions)
  if ('unknown' in assumed) return assumed
  const after = recompile(organization, assumed.changes)
  return { difference: compareAccess(organization, after, pace) }
}
