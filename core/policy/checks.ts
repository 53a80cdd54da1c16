import { authorizationHasExpired, type AppAuthorization } from '../model/app-authorization.ts'
import type { AccessQuestion, Check, PresentedToken } from '../model/decision.ts'
import type { User } from '../model/directory.ts'
import { formatDuration } from '../model/duration.ts'
import { removalIsDue, RESTORE_WINDOW, type OAuthClient } from '../model/oauth-client.ts'
import { operationName, type Operation } from '../model/operation.ts'
import { scopeCovers } from '../model/scope.ts'
import { failed, notApplicable, passed } from './make-check.ts'
import type { OrganizationView } from './organization-view.ts'

/** The question together with what was found for it. */
export interface Asked {
  readonly question: AccessQuestion
  readonly view: OrganizationView
  readonly client: OAuthClient | undefined
  readonly authorization: AppAuthorization | undefined
  readonly user: User | undefined
  readonly operation: Operation | undefined
}

/** Looks up what a question names. */
export function lookUp(question: AccessQuestion, view: OrganizationView): Asked {
  return {
    question,
    view,
    client: view.client(question.clientId),
    authorization: view.authorization(question.clientId),
    user: question.userId === null ? undefined : view.user(question.userId),
    operation: view.operation(question.operation),
  }
}

const CLIENT = { name: 'client', rule: 'P2.1' }
const AUTHORIZATION = { name: 'authorization', rule: 'P2.2' }
const ROLE_LIMIT = { name: 'role_limit', rule: 'P2.3' }
const ADMITTED_ROLE = { name: 'admitted_role', rule: 'P2.3' }
const SCOPE = { name: 'scope', rule: 'P2.4' }
const LISTED_SCOPES = { name: 'listed_scopes', rule: 'P2.4' }
const SCOPE_COVERS = { name: 'scope_covers', rule: 'P2.4' }
const SCOPE_MISSING = { name: 'scope_missing', rule: 'P2.4' }
const SCOPE_TOO_NARROW = { name: 'scope_too_narrow', rule: 'P2.4' }
const OPERATION = { name: 'operation', rule: 'P2.6' }

const OWN_AUTHORIZATION = notApplicable(AUTHORIZATION, { key: 'authorization.own_roles', params: {} })
const OWN_LIMIT = notApplicable(ROLE_LIMIT, { key: 'role_limit.own_roles', params: {} })
const NO_LIMIT = notApplicable(ROLE_LIMIT, { key: 'role_limit.none', params: {} })
const OWN_SCOPE = notApplicable(SCOPE, { key: 'scope.own_roles', params: {} })
const NOT_ENFORCED = notApplicable(SCOPE, { key: 'scope.not_enforced', params: {} })
const ACCEPTS_OAUTH = passed(OPERATION, { key: 'operation.accepts_oauth', params: {} })
const TOKEN_ENDED = failed(OPERATION, { key: 'operation.token_ended', params: {} })
const NO_SCOPE_NEEDED = passed(SCOPE, { key: 'scope.none_needed', params: {} })

/** P2.1: the client exists and is active. */
export function clientIsActive({ client, view, question }: Asked): Check {
  if (!client || removalIsDue(client, view.now)) {
    return failed(CLIENT, { key: 'client.unknown', params: { client: question.clientId } })
  }
  switch (client.state.kind) {
    case 'active':
      return passed(CLIENT, { key: 'client.active', params: { client: client.name } })
    case 'inactive': {
      const until = client.state.removalAt
      if (question.token && wasIssuedBefore(question.token, until)) {
        return passed(CLIENT, { key: 'client.inactive_token', params: { client: client.name, until } })
      }
      const left = Math.floor((Date.parse(until) - view.now.getTime()) / 60_000) * 60
      const params = { client: client.name, until, left: formatDuration(left) }
      return failed(CLIENT, { key: 'client.inactive', params })
    }
    case 'disabled':
      return failed(CLIENT, { key: 'client.disabled', params: { client: client.name } })
  }
}

/** Live tokens of a deactivated client run out (C8); none can be younger than its deactivation. */
function wasIssuedBefore(token: PresentedToken, removalAt: string): boolean {
  return Date.parse(token.issuedAt) <= Date.parse(removalAt) - RESTORE_WINDOW
}

/** P2.2: the app is authorized in this organization, and its approval has not ended. */
export function appIsAuthorized({ client, authorization, view, question }: Asked): Check {
  if (actsForItself(client)) return OWN_AUTHORIZATION
  if (!authorization) {
    const params = { client: client?.name ?? question.clientId }
    return failed(AUTHORIZATION, { key: 'authorization.none', params })
  }
  const { state, modifiedAt, modifiedBy, expiresAt } = authorization
  const by = modifiedBy.name
  if (state === 'pending') {
    return failed(AUTHORIZATION, { key: 'authorization.pending', params: { at: modifiedAt } })
  }
  if (state === 'revoked') {
    return failed(AUTHORIZATION, { key: revocationKey(authorization), params: { at: modifiedAt, by } })
  }
  if (authorizationHasExpired(authorization, view.now)) {
    return failed(AUTHORIZATION, {
      key: 'authorization.expired',
      params: { at: expiresAt ?? modifiedAt, by },
    })
  }
  return passed(AUTHORIZATION, { key: 'authorization.authorized', params: { at: modifiedAt, by } })
}

function revocationKey({ revocationCause }: AppAuthorization): string {
  if (revocationCause === 'expired') return 'authorization.expired'
  return revocationCause === 'client_removed' ? 'authorization.client_removed' : 'authorization.revoked'
}

/** P2.3: an app limited to roles may act only for users who hold one of them, in any division. */
export function userHoldsAdmittedRole({ client, authorization, user, view, question }: Asked): Check {
  if (actsForItself(client)) return OWN_LIMIT
  const limit = authorization?.roleIds ?? []
  if (limit.length === 0) return NO_LIMIT
  const children = limit.map((roleId) => {
    const params = { role: view.role(roleId)?.name ?? roleId, user: user?.name ?? '' }
    return user?.roleGrants.some((grant) => grant.roleId === roleId)
      ? passed(ADMITTED_ROLE, { key: 'role_limit.held', params })
      : failed(ADMITTED_ROLE, { key: 'role_limit.not_held', params })
  })
  const params = { user: user?.name ?? question.userId ?? '' }
  return children.some((child) => child.result === 'passed')
    ? passed(ROLE_LIMIT, { key: 'role_limit.admitted', params }, children)
    : failed(ROLE_LIMIT, { key: 'role_limit.not_admitted', params }, children)
}

/** P2.4: some scope in granted ∩ requested, and in the token where it was narrowed, covers some scope that the operation lists. */
export function scopeIsGranted({ client, authorization, operation, view, question }: Asked): Check {
  if (actsForItself(client)) return OWN_SCOPE
  if (!view.enforceScopes) return NOT_ENFORCED
  if (!operation) {
    return failed(SCOPE, { key: 'operation.unknown', params: { operation: question.operation } })
  }
  const { scopes } = operation
  if (scopes.length === 0) return NO_SCOPE_NEEDED
  const sets = {
    granted: authorization?.scopes ?? [],
    requested: client?.scopes ?? [],
    inToken: question.token?.scopes ?? null,
    listed: scopes,
  }
  const key = scopes.length === 1 ? 'scope.listed_one' : 'scope.listed_any'
  const params = { scopes }
  const children = [notApplicable(LISTED_SCOPES, { key, params })]
  const covering = findCoveringScope(sets)
  if (!covering) {
    for (const scope of scopes) addMissingScope(children, scope, sets)
    return failed(SCOPE, { key: 'scope.missing', params }, children)
  }
  children.push(passed(SCOPE_COVERS, { key: 'scope.covers', params: covering }))
  return passed(SCOPE, { key: 'scope.granted', params: covering }, children)
}

interface ScopeSets {
  readonly granted: readonly string[]
  readonly requested: readonly string[]
  /** Null where no token narrows them. */
  readonly inToken: readonly string[] | null
  /** By the operation. */
  readonly listed: readonly string[]
}

/** The first scope, both requested and granted, that covers a listed one, with the one that it covers. */
function findCoveringScope({
  granted,
  requested,
  inToken,
  listed,
}: ScopeSets): { readonly scope: string; readonly covered: string } | undefined {
  for (const scope of requested) {
    for (const covered of listed) {
      if (!scopeCovers(scope, covered) || !granted.includes(scope)) continue
      if (inToken === null || tokenCarries(inToken, covered)) return { scope, covered }
    }
  }
  return undefined
}

/** A token may be narrowed to the readonly form of what is granted, so it is asked for the listed scope itself. */
function tokenCarries(inToken: readonly string[], covered: string): boolean {
  return inToken.some((scope) => scopeCovers(scope, covered))
}

/** Why a listed scope is not in granted ∩ requested; each side may cover it by a scope that the other side lacks. */
function addMissingScope(children: Check[], scope: string, sets: ScopeSets): void {
  const { granted, requested, listed } = sets
  const covers = (held: string) => scopeCovers(held, scope)
  const isInCommon = findCoveringScope({ ...sets, inToken: null, listed: [scope] }) !== undefined
  const key = isInCommon ? 'scope.not_in_token' : missingKey(requested.some(covers), granted.some(covers))
  children.push(failed(SCOPE_MISSING, { key, params: { scope } }))
  const narrower = requested.find((held) => scopeCovers(scope, held) && granted.includes(held))
  if (narrower === undefined || listed.includes(narrower)) return
  children.push(failed(SCOPE_TOO_NARROW, { key: 'scope.readonly_only', params: { scope: narrower } }))
}

function missingKey(isRequested: boolean, isGranted: boolean): string {
  if (isRequested && isGranted) return 'scope.not_in_common'
  if (isRequested) return 'scope.requested_not_granted'
  return isGranted ? 'scope.granted_not_requested' : 'scope.not_requested'
}

/** P2.6: the operation is known and accepts OAuth tokens at all, and the token that is presented is live. */
export function operationAcceptsOAuth({ operation, question }: Asked): Check {
  if (!operation) {
    return failed(OPERATION, { key: 'operation.unknown', params: { operation: question.operation } })
  }
  if (operation.acceptsOAuth && question.token?.isLive === false) return TOKEN_ENDED
  if (operation.acceptsOAuth) return ACCEPTS_OAUTH
  const params = { operation: operationName(operation) }
  return failed(OPERATION, { key: 'operation.guests_only', params })
}

/** A client-credentials client has no user behind it: its own roles are its grant (P2). */
export function actsForItself(
  client: OAuthClient | undefined,
): client is OAuthClient & { readonly grantType: 'client_credentials' } {
  return client?.grantType === 'client_credentials'
}
