import type { RoleGrant } from '../model/directory.ts'
import type { Operation } from '../model/operation.ts'
import { scopeCovers } from '../model/scope.ts'
import { groupAlikeUsers } from './alike-subjects.ts'
import { hasBit, type BitSet } from './bit-set.ts'
import { compareNames } from './compare-names.ts'
import {
  ANY_DIVISION,
  isAdmitted,
  operationsOf,
  type CompiledApp,
  type CompiledOrganization,
  type CompiledUser,
} from './compiled-organization.ts'

/** Places in the catalogue's operations and in the divisions, and how many apps and users are to be listed. */
export interface WhoAsked {
  readonly operation: number
  /** Or `ANY_DIVISION`. */
  readonly division: number
  readonly limit: number
}

/** Apps that act for themselves come first, then those with the most users; users with the most apps first. */
export interface WhoCanCall {
  /** Pairs of an app and a user, without apps that act for themselves. */
  readonly pairs: number
  readonly apps: { readonly rows: readonly AppThatCan[]; readonly total: number }
  readonly users: { readonly rows: readonly UserWhoCan[]; readonly total: number }
}

interface AppCount {
  readonly app: CompiledApp
  readonly users: number
}

export interface AppThatCan extends AppCount {
  readonly actsForItself: boolean
  /** A scope of it that reaches the operation; null where none is needed. */
  readonly scope: string | null
  /** Which of its own roles give it, where it acts for itself. */
  readonly roles: readonly RoleGrant[]
}

export interface UserWhoCan {
  readonly user: CompiledUser
  readonly apps: number
  readonly roles: readonly RoleGrant[]
}

/** Who can make this call, through which app and by which roles (P4). */
export function whoCanCall(organization: CompiledOrganization, asked: WhoAsked): WhoCanCall {
  const { operation, division, limit } = asked
  const operationAsked = organization.catalogue.operations[operation]
  if (!operationAsked) return { pairs: 0, apps: { rows: [], total: 0 }, users: { rows: [], total: 0 } }
  const { apps, users, pairs } = findAll(organization, asked)
  const roles = (grants: readonly RoleGrant[]) =>
    rolesThatGive(organization, operationAsked, grants, division)
  return {
    pairs,
    apps: {
      total: apps.length,
      rows: apps
        .sort(compareApps)
        .slice(0, limit)
        .map(({ app, users: count }) => ({
          app,
          actsForItself: app.own !== null,
          scope: organization.enforceScopes ? scopeThatReaches(app, operationAsked) : null,
          users: count,
          roles: app.own ? roles(app.client.roleGrants) : [],
        })),
    },
    users: {
      total: users.length,
      rows: users
        .sort((one, other) => other.apps - one.apps || compareNames(one.user.user, other.user.user))
        .slice(0, limit)
        .map((row) => ({ ...row, roles: roles(row.user.user.roleGrants) })),
    },
  }
}

/** All of them, counted by kind: apps with the same limit to roles, and users who hold the same, have the same partners. */
function findAll(organization: CompiledOrganization, asked: WhoAsked) {
  const { services, byLimit } = appsThatReach(organization, asked)
  const holders = groupAlikeUsers(organization.users).filter(({ holdings }) =>
    hasBit(operationsOf(holdings, asked.division), asked.operation),
  )
  const apps = services.map((app) => ({ app, users: 0 }))
  const appsOfHolder = new Float64Array(holders.length)
  let pairs = 0
  for (const [limit, alike] of byLimit) {
    let users = 0
    for (const [number, holder] of holders.entries()) {
      if (!isAdmitted({ limit }, holder)) continue
      users += holder.places.length
      appsOfHolder[number] = (appsOfHolder[number] ?? 0) + alike.length
    }
    pairs += users * alike.length
    if (users > 0) for (const app of alike) apps.push({ app, users })
  }
  const users: { readonly user: CompiledUser; readonly apps: number }[] = []
  for (const [number, { places }] of holders.entries()) {
    const count = appsOfHolder[number] ?? 0
    if (count === 0) continue
    for (const place of places) {
      const user = organization.users[place]
      if (user) users.push({ user, apps: count })
    }
  }
  return { apps, users, pairs }
}

function compareApps(one: AppCount, other: AppCount): number {
  return (
    Number(other.app.own !== null) - Number(one.app.own !== null) ||
    other.users - one.users ||
    compareNames(one.app.client, other.app.client)
  )
}

/** Clients that can make the call for themselves, and the apps that reach it, by their limit to roles. */
function appsThatReach({ apps }: CompiledOrganization, { operation, division }: WhoAsked) {
  const services: CompiledApp[] = []
  const byLimit = new Map<BitSet | null, CompiledApp[]>()
  for (const app of apps) {
    if (!hasBit(app.reach, operation)) continue
    if (app.own) {
      if (hasBit(operationsOf(app.own, division), operation)) services.push(app)
      continue
    }
    const alike = byLimit.get(app.limit)
    if (alike) alike.push(app)
    else byLimit.set(app.limit, [app])
  }
  return { services, byLimit }
}

function scopeThatReaches({ client, authorization, own }: CompiledApp, operation: Operation): string | null {
  if (own || operation.scopes.length === 0) return null
  const granted = authorization?.scopes ?? []
  const reaches = (scope: string) =>
    granted.includes(scope) && operation.scopes.some((wanted) => scopeCovers(scope, wanted))
  return client.scopes.find(reaches) ?? null
}

/** The roles, in force where asked, that hold one of the operation's permissions. */
function rolesThatGive(
  { compiledRoles, divisionNumbers }: CompiledOrganization,
  { permissions }: Operation,
  grants: readonly RoleGrant[],
  division: number,
): readonly RoleGrant[] {
  return grants.filter(({ roleId, divisionId }) => {
    const isHere =
      division === ANY_DIVISION || divisionId === '*' || divisionNumbers.get(divisionId) === division
    const role = isHere ? compiledRoles.get(roleId) : undefined
    return permissions.names.some((name) => role?.coveringPattern(name) !== undefined)
  })
}
