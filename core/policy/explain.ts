import type { AccessQuestion, Change, Check, Explanation } from '../model/decision.ts'
import type { Role } from '../model/directory.ts'
import { isPermission, patternCovers } from '../model/permission.ts'
import { isReadonlyScope, scopeCovers } from '../model/scope.ts'
import { applyChange } from './apply-change.ts'
import { decide } from './decide.ts'
import type { OrganizationView } from './organization-view.ts'
import { holdsPermission } from './permission-held.ts'

/** At most this many sets of changes are listed; the rest are counted (P3). */
const MAX_LISTED_SETS = 20
/** Roles considered for one missing permission, fewest permissions first. */
const MAX_ROLES = 60
/** Combinations put together before the search stops widening. */
const MAX_COMBINATIONS = 4_000

type ChangeSet = readonly Change[]

/** Decides, and for a denial finds the smallest sets of changes that would allow it, each proven by deciding again (P3). */
export function explain(question: AccessQuestion, view: OrganizationView): Explanation {
  const decision = decide(question, view)
  if (decision.outcome === 'allow') return { decision, wouldAllow: [], moreSets: 0 }
  const remedies = decision.checks
    .filter((check) => check.result === 'failed')
    .map((check) => remediesFor(check, question, view))
  const sets = minimalSets(combine(remedies)).filter((set) => allows(question, view, set))
  const cost = (set: ChangeSet) => set.reduce((sum, change) => sum + reach(change, view), 0)
  const sorted = sets
    .map((set) => ({ set, cost: cost(set), key: keyOf(set) }))
    .sort((a, b) => a.set.length - b.set.length || a.cost - b.cost || (a.key < b.key ? -1 : 1))
    .map(({ set }) => set)
  return {
    decision,
    wouldAllow: sorted.slice(0, MAX_LISTED_SETS),
    moreSets: Math.max(0, sorted.length - MAX_LISTED_SETS),
  }
}

function allows(question: AccessQuestion, view: OrganizationView, set: ChangeSet): boolean {
  const changed = set.reduce((former, change) => applyChange(former, question, change), view)
  return decide(question, changed).outcome === 'allow'
}

/** Every set of changes that might mend one failed check. An empty list means that nothing can. */
function remediesFor(check: Check, question: AccessQuestion, view: OrganizationView): readonly ChangeSet[] {
  switch (check.name) {
    case 'client':
      return check.evidence.key === 'client.inactive' ? [[{ kind: 'restore_client' }]] : []
    case 'authorization':
    case 'scope':
      return appRemedies(question, view)
    case 'role_limit':
      return roleLimitRemedies(question, view)
    case 'permission':
      return permissionRemedies(question, view)
    default:
      return []
  }
}

/** Authorizing and granting scopes are one act on one record, so both checks share these sets. */
function appRemedies(question: AccessQuestion, view: OrganizationView): readonly ChangeSet[] {
  const client = view.client(question.clientId)
  if (!client) return []
  const isAuthorized = check(question, view, 'authorization') !== 'failed'
  if (check(question, view, 'scope') !== 'failed') return [[{ kind: 'authorize_app', scopes: [] }]]
  const listed = view.operation(question.operation)?.scopes ?? []
  const granted = view.authorization(question.clientId)?.scopes ?? []
  const sets: ChangeSet[] = []
  const candidates = new Set([
    ...listed,
    ...client.scopes.filter((held) => listed.some((wanted) => scopeCovers(held, wanted))),
  ])
  for (const scope of candidates) {
    const set: Change[] = []
    if (!client.scopes.includes(scope)) set.push({ kind: 'request_scope', scope })
    if (!isAuthorized) set.push({ kind: 'authorize_app', scopes: granted.includes(scope) ? [] : [scope] })
    else if (!granted.includes(scope)) set.push({ kind: 'grant_scope', scope })
    sets.push(set)
  }
  return sets
}

function roleLimitRemedies(question: AccessQuestion, view: OrganizationView): readonly ChangeSet[] {
  const user = question.userId === null ? undefined : view.user(question.userId)
  if (!user) return []
  const limit = view.authorization(question.clientId)?.roleIds ?? []
  const divisionId = question.divisionId ?? view.homeDivisionId
  const give = limit
    .filter((roleId) => view.role(roleId))
    .map((roleId): ChangeSet => [{ kind: 'give_user_role', roleId, divisionId }])
  const admit = [...new Set(user.roleGrants.map((grant) => grant.roleId))].map((roleId): ChangeSet => [
    { kind: 'admit_role', roleId },
  ])
  return [...give, ...admit]
}

function permissionRemedies(question: AccessQuestion, view: OrganizationView): readonly ChangeSet[] {
  const operation = view.operation(question.operation)
  const client = view.client(question.clientId)
  if (!operation || !client) return []
  const actsForItself = client.grantType === 'client_credentials'
  const user = question.userId === null ? undefined : view.user(question.userId)
  if (!actsForItself && !user) return []
  const wake: ChangeSet = !actsForItself && user?.state === 'inactive' ? [{ kind: 'activate_user' }] : []
  const grants = actsForItself ? client.roleGrants : (user?.roleGrants ?? [])
  const findRole = (id: Role['id']) => view.role(id)
  const divisionId = question.divisionId
  const missing = operation.permissions.names.filter(
    (permission) => !holdsPermission(grants, findRole, { permission, divisionId }),
  )
  const enough =
    operation.permissions.match === 'any'
      ? missing.length < operation.permissions.names.length || missing.length === 0
      : missing.length === 0
  if (enough) return [wake]
  if (operation.permissions.match === 'all' && !missing.every(isPermission)) return []
  const give = (role: Role): Change => ({
    kind: actsForItself ? 'give_client_role' : 'give_user_role',
    roleId: role.id,
    divisionId: divisionId ?? view.homeDivisionId,
  })
  const rolesFor = (permission: string) =>
    view.roles
      .filter((role) => role.patterns.some((pattern) => patternCovers(pattern, permission)))
      .sort((a, b) => breadth(a) - breadth(b))
      .slice(0, MAX_ROLES)
  if (operation.permissions.match === 'any') {
    const roles = new Set(missing.flatMap(rolesFor))
    return [...roles].map((role) => [...wake, give(role)])
  }
  const perPermission = missing.map((permission) => rolesFor(permission).map((role) => [give(role)]))
  return combine(perPermission).map((set) => [...wake, ...set])
}

/** One set out of each list, put together in every way, without repeating a change. */
function combine(lists: readonly (readonly ChangeSet[])[]): readonly ChangeSet[] {
  let sets: readonly ChangeSet[] = [[]]
  for (const list of lists) {
    const merged = new Map<string, ChangeSet>()
    for (const set of sets) {
      for (const addition of list) {
        const union = new Map([...set, ...addition].map((change) => [JSON.stringify(change), change]))
        const joined = [...union.values()]
        merged.set(keyOf(joined), joined)
        if (merged.size >= MAX_COMBINATIONS) break
      }
      if (merged.size >= MAX_COMBINATIONS) break
    }
    sets = minimalSets([...merged.values()])
  }
  return sets
}

/** Drops every set that contains another one. */
function minimalSets(sets: readonly ChangeSet[]): readonly ChangeSet[] {
  const keyed = sets
    .map((set) => ({ set, keys: new Set(set.map((change) => JSON.stringify(change))) }))
    .sort((a, b) => a.keys.size - b.keys.size)
  const kept: typeof keyed = []
  for (const candidate of keyed) {
    if (!kept.some((smaller) => smaller.keys.isSubsetOf(candidate.keys))) kept.push(candidate)
  }
  return kept.map(({ set }) => set)
}

function check(question: AccessQuestion, view: OrganizationView, name: string) {
  return decide(question, view).checks.find((candidate) => candidate.name === name)?.result
}

function keyOf(set: ChangeSet): string {
  return set
    .map((change) => JSON.stringify(change))
    .sort()
    .join()
}

/** A rough size of what a change opens, so that among equally small sets the narrowest comes first. */
function reach(change: Change, view: OrganizationView): number {
  switch (change.kind) {
    case 'give_user_role':
    case 'give_client_role': {
      const role = view.role(change.roleId)
      return role ? breadth(role) : 0
    }
    case 'grant_scope':
    case 'request_scope':
      return isReadonlyScope(change.scope) ? 1 : 10
    case 'authorize_app':
      return change.scopes.every(isReadonlyScope) ? 1 : 10
    case 'admit_role':
      return 20
    case 'activate_user':
    case 'restore_client':
      return 0
  }
}

/** How much a role lets its holder do: each `*` counts for a great many permissions. */
function breadth(role: Role): number {
  return role.patterns.reduce((sum, pattern) => sum + 20 ** (pattern.split('*').length - 1), 0)
}
