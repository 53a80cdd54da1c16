import { z } from 'zod'
import type { AppAuthorization } from '../../../core/model/app-authorization.ts'
import type { ClientId } from '../../../core/model/brand.ts'
import { roleId } from '../../../core/contract/shapes.ts'
import type { OutputOf } from '../../../core/contract/contract.ts'
import type { Assumption } from '../../stores/access.ts'
import type { Terms } from '../../stores/authorizations.ts'

/** What saving these changes of an authorization does to access; reasons and dates do nothing to it now. */
export function termsAssumptions(
  clientId: ClientId,
  changes: OutputOf<'app.previewEdit'>,
): readonly Assumption[] {
  return changes.flatMap<Assumption>(({ field, added, removed, after }) => {
    if (field === 'scopes')
      return [{ kind: 'granted_scopes', clientId, add: [...added], remove: [...removed] }]
    if (field === 'roleIds') return [{ kind: 'role_limit', clientId, roleIds: z.array(roleId).parse(after) }]
    return []
  })
}

/** What authorizing does to access: the scopes that a former authorization had do not come back by themselves. */
export function authorizingAssumptions(
  clientId: ClientId,
  { scopes, roleIds }: Pick<Terms, 'scopes' | 'roleIds'>,
  former: AppAuthorization | null,
): readonly Assumption[] {
  if (scopes.length === 0) return []
  const left = (former?.scopes ?? []).filter((scope) => !scopes.includes(scope))
  return [
    { kind: 'authorize_app', clientId, scopes: [...scopes] },
    ...(left.length === 0 ? [] : [{ kind: 'granted_scopes' as const, clientId, add: [], remove: left }]),
    { kind: 'role_limit', clientId, roleIds: [...roleIds] },
  ]
}
