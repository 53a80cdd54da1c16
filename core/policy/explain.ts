import type { AccessQuestion, Change, Check, Explanation } from '../model/decision.ts'
import type { Role, RoleGrant } from '../model/directory.ts'
import { isBuiltIn } from '../model/oauth-client.ts'
import { patternCovers } from '../model/permission.ts'
import { compareScopes, isReadonlyScope, scopeCovers } from '../model/scope.ts'
import { breadth, exchangeRoles, groupAlikeRoles } from './alike-roles.ts'
import { applyChange } from './apply-change.ts'
import { decide } from './decide.ts'
import type { OrganizationView } from './organization-view.ts'
import { holdsPermission } from './permission-held.ts'

/** At most this many sets of changes are listed; the rest are counted (P3). */
const MAX_LISTED_SETS = 20
/** Combinations put together before the search stops widening. */
const MAX_COMBINATIONS = 4_000

type ChangeSet = readonly Change[]

/** What remedies are looked for in: the question, and one role of each kind that might be given or admitted. */
interface Search {
  readonly question: AccessQuestion
  readonly view: OrganizationView
  readonly roles: readonly Role[]
}

/** Decides, and for a denial finds the smallest sets of changes that would allow it, each proven by deciding again (P3). */
export function explain(question: AccessQuestion, view: OrganizationView): Explanation {
  const decision = decide(question, view)
  if (decision.outcome === 'allow') return { decision, wouldAllow: [], moreSets: 0 }
  const groups = groupAlikeRoles(question, view)
  const search = { question, view, roles: groups.map(([role]) => role) }
  const remedies = decision.checks
    .filter((check) => check.result === 'failed')
    .map((check) => remediesFor(check, search))
  const found = minimalSets(combine(remedies))
    .map(inOrder)
    .filter((set) => allows(question, view, set))
    .map((set) => exchangeRoles(set, groups, MAX_LISTED_SETS))
  const cost = (set: ChangeSet) => set.reduce((sum, change) => sum + reach(change, view), 0)
  const wouldAllow = found
    .flatMap(({ sets }) => sets)
    .map((set) => ({ set, cost: cost(set), key: keyOf(set) }))
    .sort((a, b) => a.set.length - b.set.length || a.cost - b.cost || (a.key < b.key ? -1 : 1))
    .slice(0, MAX_LISTED_SETS)
    .map(({ set }) => set)
  const total = found.reduce((sum, { count }) => sum + count, 0)
  return { decision, wouldAllow, moreSets: total - wouldAllow.length }
}

/** In an order in which they can be done: a client comes back only with scopes (C9), and is authorized only when active (A8). */
function inOrder(set: ChangeSet): ChangeSet {
  const turn = ({ kind }: Change) => (kind === 'request_scope' ? 0 : kind === 'restore_client' ? 1 : 2)
  return set.toSorted((one, other) => turn(one) - turn(other))
}

function allows(question: AccessQuestion, view: OrganizationView, set: ChangeSet): boolean {
  const changed = set.reduce((former, change) => applyChange(former, question, change), view)
  return decide(question, changed).outcome === 'allow'
}

/** Every set of changes that might mend one failed check. An empty list means that nothing can. */
function remediesFor(check: Check, search: Search): readonly ChangeSet[] {
  switch (check.name) {
    case 'client':
      return check.evidence.key === 'client.inactive' ? [[{ kind: 'restore_client' }]] : []
    case 'authorization':
    case 'scope':
      return appRemedies(search)
    case 'role_limit':
      return roleLimitRemedies(search)
    case 'permission':
      return permissionRemedies(search)
    default:
      return []
  }
}

/** Authorizing and granting scopes are one act on one record, so both checks share these sets. */
function appRemedies({ question, view }: Search): readonly ChangeSet[] {
  const client = view.client(question.clientId)
  if (!client) return []
  const isAuthorized = check(question, view, 'authorization') !== 'failed'
  const granted = view.authorization(question.clientId)?.scopes ?? []
  if (check(question, view, 'scope') !== 'failed') {
    // An approval has at least one scope (A2): the former ones, or the narrowest that is requested.
    const hasFormer = granted.some((scope) => client.scopes.includes(scope))
    const narrowest = [...client.scopes].sort(compareScopes).slice(-1)
    return [[{ kind: 'authorize_app', scopes: hasFormer ? [] : narrowest }]]
  }
  const listed = view.operation(question.operation)?.scopes ?? []
  const known = [...client.scopes, ...granted]
  const candidates = new Set([
    ...listed,
    ...known.filter((held) => listed.some((wanted) => scopeCovers(held, wanted))),
  ])
  const sets: ChangeSet[] = []
  for (const scope of candidates) {
    const set: Change[] = []
    const isRequested = client.scopes.includes(scope)
    // Nobody here can change what a built-in client requests (A6).
    if (!isRequested && isBuiltIn(client)) continue
    if (!isRequested) set.push({ kind: 'request_scope', scope })
    if (!isAuthorized) set.push({ kind: 'authorize_app', scopes: granted.includes(scope) ? [] : [scope] })
    else if (!granted.includes(scope)) set.push({ kind: 'grant_scope', scope })
    sets.push(set)
  }
  return sets
}

/** Give the user a role that the app admits, or admit one that the user has or is to get. */
function roleLimitRemedies({ question, view, roles }: Search): readonly ChangeSet[] {
  const user = question.userId === null ? undefined : view.user(question.userId)
  if (!user) return []
  const limit = new Set(view.authorization(question.clientId)?.roleIds)
  const held = new Set(user.roleGrants.map((grant) => grant.roleId))
  const divisionId = question.divisionId ?? view.homeDivisionId
  const give = (role: Role): Change => ({ kind: 'give_user_role', roleId: role.id, divisionId })
  const admit = (role: Role): Change => ({ kind: 'admit_role', roleId: role.id })
  const single = [
    ...roles.filter((role) => limit.has(role.id)).map((role) => [give(role)]),
    ...roles.filter((role) => held.has(role.id)).map((role) => [admit(role)]),
  ]
  const missing = missingPermissions({ question, view }, user.roleGrants)
  const helps = (role: Role) =>
    missing.length === 0 ? single.length === 0 : missing.some((permission) => covers(role, permission))
  const fresh = roles.filter((role) => !limit.has(role.id) && !held.has(role.id) && helps(role))
  return [...single, ...fresh.map((role) => [give(role), admit(role)])]
}

function permissionRemedies({ question, view, roles }: Search): readonly ChangeSet[] {
  const operation = view.operation(question.operation)
  const client = view.client(question.clientId)
  if (!operation || !client) return []
  const actsForItself = client.grantType === 'client_credentials'
  const user = question.userId === null ? undefined : view.user(question.userId)
  if (!actsForItself && !user) return []
  const wake: ChangeSet = !actsForItself && user?.state === 'inactive' ? [{ kind: 'activate_user' }] : []
  const grants = actsForItself ? client.roleGrants : (user?.roleGrants ?? [])
  const missing = missingPermissions({ question, view }, grants)
  if (missing.length === 0) return [wake]
  const give = (role: Role): Change => ({
    kind: actsForItself ? 'give_client_role' : 'give_user_role',
    roleId: role.id,
    divisionId: question.divisionId ?? view.homeDivisionId,
  })
  if (operation.permissions.match === 'any') {
    const useful = roles.filter((role) => missing.some((permission) => covers(role, permission)))
    return useful.map((role) => [...wake, give(role)])
  }
  const perPermission = missing.map((permission) =>
    roles.filter((role) => covers(role, permission)).map((role) => [give(role)]),
  )
  return combine(perPermission).map((set) => [...wake, ...set])
}

/** The permissions that whoever holds these grants lacks for the operation; none where any one of them is enough. */
function missingPermissions(
  { question, view }: Pick<Search, 'question' | 'view'>,
  grants: readonly RoleGrant[],
): readonly string[] {
  const { names, match } = view.operation(question.operation)?.permissions ?? { names: [], match: 'any' }
  const { divisionId } = question
  const missing = names.filter(
    (permission) => !holdsPermission(grants, (id) => view.role(id), { permission, divisionId }),
  )
  return match === 'any' && missing.length < names.length ? [] : missing
}

function covers(role: Role, permission: string): boolean {
  return role.patterns.some((pattern) => patternCovers(pattern, permission))
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
