import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, DivisionId, RoleId, UserId } from '../model/brand.ts'
import type { RoleGrant, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { BitSet } from './bit-set.ts'
import { AppCompiler, isInForce } from './compile-app.ts'
import type { CompiledCatalogue } from './compile-catalogue.ts'
import { HoldingsCompiler } from './compile-holdings.ts'
import { compileRole, type CompiledRole } from './compile-role.ts'
import {
  ANY_DIVISION,
  operationsOf,
  type CompiledApp,
  type CompiledOrganization,
  type CompiledUser,
} from './compiled-organization.ts'
import { NumberedChanges, withNumbers, type Numbered } from './numbered.ts'
import type { Changed, OrganizationRecords, RecordChanges } from './organization-records.ts'

/** Everything of a compiled organization but the look-ups, which are made from it. */
type Parts = Omit<CompiledOrganization, LookUp>
type LookUp =
  | 'reaches'
  | 'actsForAll'
  | 'openings'
  | 'roles'
  | 'client'
  | 'authorization'
  | 'user'
  | 'role'
  | 'divisionName'
  | 'operation'

/** Compiles a whole organization over a catalogue that was compiled before. */
export function compileOrganization(
  records: OrganizationRecords,
  catalogue: CompiledCatalogue,
): CompiledOrganization {
  const { now, enforceScopes, homeDivisionId, divisions } = records
  const nothing = new Map<never, never>()
  const empty: Parts = {
    ...{ now, enforceScopes, homeDivisionId, divisions, catalogue },
    ...{ apps: [], users: [], compiledRoles: nothing, strayAuthorizations: nothing },
    ...{ appNumbers: nothing, userNumbers: nothing, roleNumbers: nothing, divisionNumbers: nothing },
  }
  return recompile(withLookUps(empty, undefined), {
    divisions,
    roles: { put: records.roles },
    users: { put: records.users },
    clients: { put: records.clients },
    authorizations: { put: records.authorizations },
  })
}

/**
 * The organization with some records changed, as a second value: only what depends on a changed record is compiled again,
 * the rest is shared with the first. An id that is both put and removed is removed.
 */
export function recompile(former: CompiledOrganization, changes: RecordChanges): CompiledOrganization {
  const { catalogue } = former
  const now = changes.now ?? former.now
  const enforceScopes = changes.enforceScopes ?? former.enforceScopes
  const divisions = changes.divisions ?? former.divisions
  const names = namesIn(changes)
  const roleNumbers = withNumbers(former.roleNumbers, names.roles)
  const divisionNumbers = withNumbers(former.divisionNumbers, names.divisions)
  const compiledRoles = recompileRoles(former, changes.roles)
  const holdings = new HoldingsCompiler({ catalogue, compiledRoles, roleNumbers, divisionNumbers })
  const compiler = new AppCompiler({ now, enforceScopes, catalogue, roleNumbers, holdings })
  const users = recompileUsers(former, changes, holdings)
  const { apps, strayAuthorizations } = recompileApps(former, changes, compiler)
  const parts: Parts = {
    ...{ now, enforceScopes, homeDivisionId: former.homeDivisionId, divisions, catalogue },
    ...{ compiledRoles, roleNumbers, divisionNumbers, strayAuthorizations },
    ...{ apps: apps.items, appNumbers: apps.numbers, users: users.items, userNumbers: users.numbers },
  }
  return withLookUps(parts, former)
}

function recompileRoles(
  former: CompiledOrganization,
  changed: RecordChanges['roles'],
): ReadonlyMap<RoleId, CompiledRole> {
  if (!changed) return former.compiledRoles
  const roles = new Map(former.compiledRoles)
  for (const role of changed.put ?? []) roles.set(role.id, compileRole(role, former.catalogue))
  for (const id of changed.removed ?? []) roles.delete(id)
  return roles
}

function recompileUsers(
  former: CompiledOrganization,
  changes: RecordChanges,
  holdings: HoldingsCompiler,
): Numbered<UserId, CompiledUser> {
  const compile = (user: User): CompiledUser => {
    const { state, roleGrants } = user
    return { user, holdings: state === 'active' ? holdings.of(roleGrants) : holdings.dormant(roleGrants) }
  }
  const users = new NumberedChanges({ items: former.users, numbers: former.userNumbers })
  const holdsChangedRole = holderOf(changes.roles)
  for (const { user } of former.users) {
    if (holdsChangedRole(user.roleGrants)) users.put(user.id, compile(user))
  }
  for (const user of changes.users?.put ?? []) users.put(user.id, compile(user))
  for (const id of changes.users?.removed ?? []) users.remove(id)
  return users.done()
}

function recompileApps(former: CompiledOrganization, changes: RecordChanges, compiler: AppCompiler) {
  const apps = new NumberedChanges({ items: former.apps, numbers: former.appNumbers })
  for (const { client, authorization } of touchedApps(former, changes)) {
    apps.put(client.id, compiler.of(client, authorization))
  }
  const clients = changedById(changes.clients, ({ id }) => id)
  const authorizations = changedById(changes.authorizations, ({ clientId }) => clientId)
  const stray = new Map<ClientId, AppAuthorization>(former.strayAuthorizations)
  const compile = (
    id: ClientId,
    client: OAuthClient | undefined,
    authorization: AppAuthorization | undefined,
  ): void => {
    if (client) apps.put(id, compiler.of(client, authorization))
    else apps.remove(id)
    if (!client && authorization) stray.set(id, authorization)
    else stray.delete(id)
  }
  for (const [id, client] of clients) {
    const changedOne = authorizations.get(id)
    compile(id, client, changedOne ?? (authorizations.has(id) ? undefined : former.authorization(id)))
  }
  for (const [id, authorization] of authorizations) {
    if (!clients.has(id)) compile(id, former.client(id), authorization)
  }
  return { apps: apps.done(), strayAuthorizations: stray }
}

/** Apps whose records stay and which do something else all the same: by roles, by enforcement, or by the clock. */
function touchedApps(former: CompiledOrganization, changes: RecordChanges): readonly CompiledApp[] {
  const { now = former.now, enforceScopes = former.enforceScopes } = changes
  const holdsChangedRole = holderOf(changes.roles)
  const isEnforcementChanged = enforceScopes !== former.enforceScopes
  const hasEnded = ({ client, authorization }: CompiledApp) =>
    isInForce(client, authorization, former.now) !== isInForce(client, authorization, now)
  // Most changes touch no other app, and there may be a hundred thousand to look through.
  const mayEnd = now.getTime() !== former.now.getTime()
  if (!changes.roles && !isEnforcementChanged && !mayEnd) return []
  return former.apps.filter((app) => {
    if (app.own) return holdsChangedRole(app.client.roleGrants)
    return isEnforcementChanged || (mayEnd && app.authorization?.expiresAt && hasEnded(app))
  })
}

/** Tells whether somebody holds a role that has changed. */
function holderOf(roles: RecordChanges['roles']): (grants: readonly RoleGrant[]) => boolean {
  const ids = new Set(changedById(roles, ({ id }) => id).keys())
  return (grants) => ids.size > 0 && grants.some((grant) => ids.has(grant.roleId))
}

/** What each changed id stands for now; undefined where it is gone. */
function changedById<Item, Id>(
  changed: Changed<Item, Id> | undefined,
  idOf: (item: Item) => Id,
): ReadonlyMap<Id, Item | undefined> {
  const items = new Map<Id, Item | undefined>()
  for (const item of changed?.put ?? []) items.set(idOf(item), item)
  for (const id of changed?.removed ?? []) items.set(id, undefined)
  return items
}

/** The roles and divisions that changed records name, in their order. */
function namesIn(changes: RecordChanges) {
  const roles = new Set<RoleId>()
  const divisions = new Set<DivisionId>()
  for (const role of changes.roles?.put ?? []) roles.add(role.id)
  for (const division of changes.divisions ?? []) divisions.add(division.id)
  for (const holders of [changes.users?.put, changes.clients?.put]) {
    for (const { roleGrants } of holders ?? []) {
      for (const { roleId, divisionId } of roleGrants) {
        roles.add(roleId)
        if (divisionId !== '*') divisions.add(divisionId)
      }
    }
  }
  for (const { roleIds } of changes.authorizations?.put ?? []) for (const id of roleIds) roles.add(id)
  return { roles, divisions }
}

function withLookUps(parts: Parts, former: CompiledOrganization | undefined): CompiledOrganization {
  const { apps, appNumbers, users, userNumbers, compiledRoles, strayAuthorizations, catalogue } = parts
  const appOf = (id: ClientId): CompiledApp | undefined => apps[appNumbers.get(id) ?? -1]
  const divisionNames = new Map(parts.divisions.map((division) => [division.id, division.name]))
  return {
    ...parts,
    ...appLists(apps, former),
    openings: openingsOf(parts, former),
    roles: [...compiledRoles.values()],
    client: (id) => appOf(id)?.client,
    authorization: (id) => appOf(id)?.authorization ?? strayAuthorizations.get(id),
    user: (id) => users[userNumbers.get(id) ?? -1]?.user,
    role: (id) => compiledRoles.get(id),
    divisionName: (id) => divisionNames.get(id),
    operation: (name) => catalogue.find(name),
  }
}

function appLists(
  apps: readonly CompiledApp[],
  former: CompiledOrganization | undefined,
): Pick<CompiledOrganization, 'reaches' | 'actsForAll'> {
  if (former?.apps === apps) return { reaches: former.reaches, actsForAll: former.actsForAll }
  const actsForAll = new Uint8Array(apps.length)
  const reaches = apps.map(({ reach, own, limit }, number) => {
    actsForAll[number] = own === null && limit === null ? 1 : 0
    return reach
  })
  return { reaches, actsForAll }
}

function openingsOf(
  { users, divisionNumbers }: Parts,
  former: CompiledOrganization | undefined,
): readonly BitSet[] {
  if (former?.users === users && former.divisionNumbers === divisionNumbers) return former.openings
  const divisions = [ANY_DIVISION, ...divisionNumbers.values()]
  // Millions: a list that grows would be copied over and over.
  const openings = new Array<BitSet>(users.length * divisions.length)
  let place = 0
  for (const { holdings } of users) {
    for (const division of divisions) openings[place++] = operationsOf(holdings, division)
  }
  return openings
}
