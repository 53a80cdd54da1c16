import { authorizationHasExpired } from '../model/app-authorization.ts'
import type { AccessQuestion, Check, CheckResult, Evidence } from '../model/decision.ts'
import type { RoleGrant } from '../model/directory.ts'
import { formatDuration } from '../model/duration.ts'
import type { GrantType } from '../model/grant-type.ts'
import { removalIsDue, type OAuthClient } from '../model/oauth-client.ts'
import { isAboutCaller, operationName, type Operation } from '../model/operation.ts'
import { isPermission, permissionTitle } from '../model/permission.ts'
import { scopeCovers } from '../model/scope.ts'
import type { OrganizationView } from './organization-view.ts'
import { divisionCovers } from './permission-held.ts'

/** The question together with what was found for it. */
export interface Asked {
  readonly question: AccessQuestion
  readonly view: OrganizationView
  readonly client: OAuthClient | undefined
  readonly operation: Operation | undefined
}

type Params = Evidence['params']

function check(
  name: string,
  rule: string,
  verdict: { readonly result: CheckResult; readonly key: string; readonly params?: Params },
  children: readonly Check[] = [],
): Check {
  const evidence = { key: verdict.key, params: verdict.params ?? {} }
  return { name, rule, result: verdict.result, evidence, children }
}

const passed = (key: string, params?: Params) => ({ result: 'passed' as const, key, params: params ?? {} })
const failed = (key: string, params?: Params) => ({ result: 'failed' as const, key, params: params ?? {} })
const notApplicable = (key: string, params?: Params) => ({
  result: 'not_applicable' as const,
  key,
  params: params ?? {},
})

/** P2.1: the client exists and is active. */
export function clientIsActive({ client, view, question }: Asked): Check {
  const rule = 'P2.1'
  if (!client || removalIsDue(client, view.now)) {
    return check('client', rule, failed('client.unknown', { client: question.clientId }))
  }
  const name = client.name
  switch (client.state.kind) {
    case 'active':
      return check('client', rule, passed('client.active', { client: name }))
    case 'inactive': {
      const left = Math.floor((Date.parse(client.state.removalAt) - view.now.getTime()) / 60_000) * 60
      return check(
        'client',
        rule,
        failed('client.inactive', {
          client: name,
          until: client.state.removalAt,
          left: formatDuration(left),
        }),
      )
    }
    case 'disabled':
      return check('client', rule, failed('client.disabled', { client: name }))
  }
}

/** P2.2: the app is authorized in this organization, and its approval has not ended. */
export function appIsAuthorized({ client, view, question }: Asked): Check {
  const rule = 'P2.2'
  if (actsForItself(client)) return check('authorization', rule, notApplicable('authorization.own_roles'))
  const authorization = view.authorization(question.clientId)
  const app = client?.name ?? question.clientId
  if (!authorization) return check('authorization', rule, failed('authorization.none', { client: app }))
  const { state, modifiedAt: at, modifiedBy } = authorization
  if (state === 'pending') return check('authorization', rule, failed('authorization.pending', { at }))
  if (state === 'revoked') {
    const cause = authorization.revocationCause
    const key =
      cause === 'expired'
        ? 'authorization.expired'
        : cause === 'client_removed'
          ? 'authorization.client_removed'
          : 'authorization.revoked'
    return check('authorization', rule, failed(key, { at, by: modifiedBy.name }))
  }
  if (authorizationHasExpired(authorization, view.now)) {
    return check(
      'authorization',
      rule,
      failed('authorization.expired', { at: authorization.expiresAt ?? at, by: modifiedBy.name }),
    )
  }
  return check('authorization', rule, passed('authorization.authorized', { at, by: modifiedBy.name }))
}

/** P2.3: an app limited to roles may act only for users who hold one of them, in any division. */
export function userHoldsAdmittedRole({ client, view, question }: Asked): Check {
  const rule = 'P2.3'
  if (actsForItself(client)) return check('role_limit', rule, notApplicable('role_limit.own_roles'))
  const limit = view.authorization(question.clientId)?.roleIds ?? []
  if (limit.length === 0) return check('role_limit', rule, notApplicable('role_limit.none'))
  const held = question.userId === null ? undefined : view.user(question.userId)
  const children = limit.map((roleId) => {
    const params = { role: view.role(roleId)?.name ?? roleId, user: held?.name ?? '' }
    return held?.roleGrants.some((grant) => grant.roleId === roleId)
      ? check('admitted_role', rule, passed('role_limit.held', params))
      : check('admitted_role', rule, failed('role_limit.not_held', params))
  })
  const admitted = children.some((child) => child.result === 'passed')
  const params = { user: held?.name ?? question.userId ?? '' }
  return admitted
    ? check('role_limit', rule, passed('role_limit.admitted', params), children)
    : check('role_limit', rule, failed('role_limit.not_admitted', params), children)
}

/** P2.4: some scope in granted ∩ requested covers some scope that the operation lists. */
export function scopeIsGranted({ client, operation, view, question }: Asked): Check {
  const rule = 'P2.4'
  if (actsForItself(client)) return check('scope', rule, notApplicable('scope.own_roles'))
  if (!view.enforceScopes) return check('scope', rule, notApplicable('scope.not_enforced'))
  if (!operation) return check('scope', rule, failed('operation.unknown', { operation: question.operation }))
  if (operation.scopes.length === 0) return check('scope', rule, passed('scope.none_needed'))
  const granted = view.authorization(question.clientId)?.scopes ?? []
  const requested = client?.scopes ?? []
  const listed = operation.scopes.join('`, `')
  const listing = operation.scopes.length === 1 ? 'scope.listed_one' : 'scope.listed_any'
  const children: Check[] = [check('listed_scopes', rule, notApplicable(listing, { scopes: listed }))]
  const usable = requested.filter((scope) => granted.includes(scope))
  const covering = usable.find((scope) => operation.scopes.some((wanted) => scopeCovers(scope, wanted)))
  if (covering !== undefined) {
    const covered = operation.scopes.find((wanted) => scopeCovers(covering, wanted)) ?? covering
    children.push(check('scope_covers', rule, passed('scope.covers', { scope: covering, covered })))
    return check('scope', rule, passed('scope.granted', { scope: covering }), children)
  }
  for (const scope of operation.scopes) {
    const isRequested = requested.some((held) => scopeCovers(held, scope))
    const isGranted = granted.some((held) => scopeCovers(held, scope))
    children.push(check('scope_missing', rule, failed(missingScope(isRequested, isGranted), { scope })))
    const narrower = `${scope}:readonly`
    if (usable.includes(narrower) && !operation.scopes.includes(narrower)) {
      children.push(check('scope_too_narrow', rule, failed('scope.readonly_only', { scope: narrower })))
    }
  }
  return check('scope', rule, failed('scope.missing', { scopes: listed }), children)
}

/** Why a listed scope is not in granted ∩ requested; each side may cover it by a scope that the other side lacks. */
function missingScope(isRequested: boolean, isGranted: boolean): string {
  if (isRequested && isGranted) return 'scope.not_in_common'
  if (isRequested) return 'scope.requested_not_granted'
  return isGranted ? 'scope.granted_not_requested' : 'scope.not_requested'
}

/** P2.5: the user, or the client itself, holds any or all of the operation's permissions, where asked. */
export function permissionIsHeld(asked: Asked): Check {
  const { client, operation, view, question } = asked
  const rule = 'P2.5'
  const holder = findHolder(asked)
  if ('problem' in holder) return check('permission', rule, failed(holder.problem, holder.params))
  const { names, match } = operation?.permissions ?? { names: [], match: 'any' }
  const children = names.map((permission) => onePermission(asked, holder, permission))
  if (!holder.isActive) {
    return check('permission', rule, failed('permission.user_inactive', { user: holder.name }), children)
  }
  if (!operation) {
    return check('permission', rule, failed('operation.unknown', { operation: question.operation }))
  }
  if (actsForItself(client) && isAboutCaller(operation)) {
    return check('permission', rule, failed('permission.no_user', { operation: operationName(operation) }))
  }
  if (names.length === 0) return check('permission', rule, passed('permission.none_needed'))
  const held = children.filter((child) => child.result === 'passed').length
  const enough = match === 'all' ? held === names.length : held > 0
  const divisionId = question.divisionId
  const params: Record<string, string | number> = {
    holder: holder.name,
    needed: names.length,
    held,
    permissions: names.join('`, `'),
    division: divisionId === null ? '' : (view.divisionName(divisionId) ?? divisionId),
  }
  const what = `${names.length === 1 ? 'one' : match}_${divisionId === null ? 'anywhere' : 'here'}`
  return enough
    ? check('permission', rule, passed(`permission.held_${what}`, params), children)
    : check('permission', rule, failed(`permission.missing_${what}`, params), children)
}

/** P2.6: the operation is known and accepts OAuth tokens at all. */
export function operationAcceptsOAuth({ operation, question }: Asked): Check {
  const rule = 'P2.6'
  if (!operation) {
    return check('operation', rule, failed('operation.unknown', { operation: question.operation }))
  }
  const params = { operation: operationName(operation) }
  return operation.acceptsOAuth
    ? check('operation', rule, passed('operation.accepts_oauth', params))
    : check('operation', rule, failed('operation.guests_only', params))
}

/** A client-credentials client has no user behind it: its own roles are its grant (P2). */
function actsForItself(client: { readonly grantType: GrantType } | undefined): boolean {
  return client?.grantType === 'client_credentials'
}

type Holder =
  | { readonly name: string; readonly grants: readonly RoleGrant[]; readonly isActive: boolean }
  | { readonly problem: string; readonly params: Params }

function findHolder({ client, view, question }: Asked): Holder {
  if (client && actsForItself(client)) {
    return { name: client.name, grants: client.roleGrants, isActive: true }
  }
  if (question.userId === null) return { problem: 'permission.user_needed', params: {} }
  const user = view.user(question.userId)
  if (!user) return { problem: 'permission.user_unknown', params: { user: question.userId } }
  return { name: user.name, grants: user.roleGrants, isActive: user.state === 'active' }
}

function onePermission(
  { view, question }: Asked,
  holder: { readonly grants: readonly RoleGrant[] },
  permission: string,
): Check {
  const rule = 'P2.5'
  const name = 'permission_needed'
  if (!isPermission(permission)) {
    return check(name, rule, failed('permission.malformed', { permission }))
  }
  const params = { permission, title: permissionTitle(permission) }
  const lines: Check[] = []
  let isHeld = false
  for (const grant of holder.grants) {
    const role = view.role(grant.roleId)
    const where = grant.divisionId === '*' ? '*' : (view.divisionName(grant.divisionId) ?? grant.divisionId)
    if (!role) {
      lines.push(check('role', rule, failed('role.unknown', { role: grant.roleId, division: where })))
      continue
    }
    const line = { role: role.name, division: where }
    for (const malformed of role.malformedPatterns) {
      lines.push(check('role', rule, failed('role.malformed_pattern', { ...line, pattern: malformed })))
    }
    const pattern = role.coveringPattern(permission)
    if (pattern === undefined) {
      lines.push(check('role', rule, failed('role.no_pattern', line)))
    } else if (divisionCovers(grant.divisionId, question.divisionId)) {
      lines.push(check('role', rule, passed('role.holds', { ...line, pattern })))
      isHeld = true
    } else {
      lines.push(check('role', rule, failed('role.elsewhere', { ...line, pattern })))
    }
  }
  // A failed permission shows every role that was tried, a passed one those that hold it; what is malformed always shows.
  const children = isHeld ? lines.filter((line) => line.result === 'passed' || isMalformed(line)) : lines
  return isHeld
    ? check(name, rule, passed('permission.one_held', params), children)
    : check(name, rule, failed('permission.one_missing', params), children)
}

function isMalformed(line: Check): boolean {
  return line.evidence.key === 'role.malformed_pattern'
}
