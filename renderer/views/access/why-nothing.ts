import type { AppAuthorization } from '../../../core/model/app-authorization.ts'
import { usesScopes } from '../../../core/model/grant-type.ts'
import type { OAuthClient } from '../../../core/model/oauth-client.ts'
import type { AccessOperations } from '../../stores/access.ts'

/** The first thing that stands between a client and every call. */
export type NothingBecause =
  | 'client'
  | 'noRole'
  | 'noRights'
  | 'unauthorized'
  | 'pending'
  | 'revoked'
  | 'noScopes'
  | 'roleLimit'
  | 'user'

export type AccessClient = Pick<
  OAuthClient,
  'id' | 'ownerId' | 'name' | 'grantType' | 'state' | 'scopes' | 'roleGrants'
>
export type AccessAuthorization = Pick<AppAuthorization, 'state' | 'scopes'>

/** Why an app can call nothing at all, as its records tell; the checks of one call tell more. */
export function whyNothing(
  client: AccessClient,
  authorization: AccessAuthorization | null,
  answer: Pick<AccessOperations, 'users' | 'userName' | 'enforceScopes'>,
): NothingBecause {
  if (client.state.kind !== 'active') return 'client'
  if (!usesScopes(client.grantType)) return client.roleGrants.length === 0 ? 'noRole' : 'noRights'
  if (!authorization) return 'unauthorized'
  if (authorization.state !== 'authorized') return authorization.state
  const requested = new Set(client.scopes)
  if (answer.enforceScopes && !authorization.scopes.some((scope) => requested.has(scope))) return 'noScopes'
  if (answer.users === 0) return answer.userName === null ? 'roleLimit' : 'user'
  return 'noRights'
}
