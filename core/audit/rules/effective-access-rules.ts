import type { ClientId, RoleId } from '../../model/brand.ts'
import type { User } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { groupAlikeUsers } from '../../policy/alike-subjects.ts'
import {
  addAll,
  addBit,
  countBits,
  countCommon,
  emptyBits,
  intersection,
  overlaps,
  union,
  without,
  type BitSet,
} from '../../policy/bit-set.ts'
import type { Holdings } from '../../policy/compiled-organization.ts'
import type { EscalationTarget } from '../../policy/operation-risk.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { maester, permissionsHelp } from './access-clauses.ts'
import { createClientHelp, house, rfc9700 } from './clauses.ts'
import {
  alikeServices,
  escalatingOperations,
  escalationTargetsIn,
  operationNames,
  numbersIn,
} from './privilege.ts'
import { peopleByAddress } from './people-by-address.ts'
import { appsInForce, contactOf, inApp, inClient } from './subjects.ts'

/** So many operations or permissions are named; the rest is counted. */
const NAMED = 10

/** Permissions that the calls on record did not need; of several that would each have done, all that are held count as used. */
export const unusedPermissions: SnapshotRule = {
  id: 'ROLE-005',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['catalogue', 'client.roles', 'roles', 'usage'],
  fix: 'guided',
  clauses: [rfc9700('2.3'), maester('MT.1079')],
  *check(subject) {
    const { catalogue } = subject.compiled()
    for (const { clients } of alikeServices(subject)) {
      const held = permissionsHeld(subject, clients[0]?.roleGrants.map(({ roleId }) => roleId) ?? [])
      for (const client of clients) {
        const { requests } = subject.usageOf(client.id)
        if (requests < subject.policy.thresholds.leastCalls) continue
        const unused = without(held, permissionsUsed(subject, client.id))
        const count = countBits(unused)
        if (count === 0) continue
        const permissions = [...numbersIn(unused)]
          .slice(0, NAMED)
          .map((number) => catalogue.permissions[number] ?? '')
        const evidence = { held: countBits(held), unused: count, permissions, requests }
        yield inClient(client, { at: ['roleGrants'], evidence })
      }
    }
  },
}

/**
 * The owner is whom the contact names by e-mail address, or else who created the client. What the client can call in some
 * division is held against what the owner can in some, and what it can in all divisions against the same.
 */
export const beyondItsOwner: SnapshotRule = {
  id: 'ROLE-007',
  sees: 'snapshot',
  severity: 'high',
  needs: ['client.contact', 'client.createdBy', 'client.roles', 'names', 'roles', 'users'],
  fix: 'advice',
  clauses: [createClientHelp, maester('MT.1077')],
  *check(subject) {
    const { users, userNumbers, catalogue } = subject.compiled()
    const ownerOf = ownerFinder(subject)
    for (const group of alikeServices(subject)) {
      const everywhere = intersection(group.operations, group.holdings.everywhere)
      const known = new Map<Holdings, { readonly count: number; readonly operations: readonly string[] }>()
      for (const client of group.clients) {
        const owner = ownerOf(client)
        const holdings = owner && users[userNumbers.get(owner.id) ?? -1]?.holdings
        if (owner?.state !== 'active' || !holdings) continue
        if (isWithin(group.operations, holdings.anywhere) && isWithin(everywhere, holdings.everywhere))
          continue
        let beyond = known.get(holdings)
        if (!beyond) {
          const bits = without(group.operations, holdings.anywhere)
          addAll(bits, without(everywhere, holdings.everywhere))
          beyond = { count: countBits(bits), operations: operationNames(bits, catalogue).slice(0, NAMED) }
          known.set(holdings, beyond)
        }
        yield inClient(client, { at: ['roleGrants'], evidence: { owner: owner.name, ...beyond } })
      }
    }
  },
}

export const growsItself: SnapshotRule = {
  id: 'ROLE-008',
  sees: 'snapshot',
  severity: 'critical',
  needs: ['client.roles', 'roles'],
  fix: 'guided',
  clauses: [rfc9700('2.3'), maester('MT.1050')],
  *check(subject) {
    const { catalogue } = subject.compiled()
    for (const { operations, clients } of alikeServices(subject)) {
      const targets = escalationTargetsIn(operations, catalogue)
      if (targets.length === 0) continue
      const names = operationNames(escalatingOperations(operations, catalogue), catalogue)
      const evidence = { targets, count: names.length, operations: names.slice(0, NAMED) }
      for (const client of clients) yield inClient(client, { at: ['roleGrants'], evidence })
    }
  },
}

/** Who holds the secrets of several clients can do what all of them can: one may edit users, another give roles. */
export const togetherTooMuch: SnapshotRule = {
  id: 'ROLE-009',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.createdBy', 'client.roles', 'roles', 'users'],
  fix: 'advice',
  clauses: [house],
  *check(subject) {
    const { catalogue } = subject.compiled()
    const byOwner = new Map<string, { targets: Set<EscalationTarget>; most: number; clients: number }>()
    for (const { operations, clients } of alikeServices(subject)) {
      const targets = escalationTargetsIn(operations, catalogue)
      if (targets.length === 0) continue
      for (const { createdBy } of clients) {
        if (createdBy.id === null) continue
        const owned = byOwner.get(createdBy.id) ?? { targets: new Set(), most: 0, clients: 0 }
        for (const target of targets) owned.targets.add(target)
        byOwner.set(createdBy.id, {
          targets: owned.targets,
          most: Math.max(owned.most, targets.length),
          clients: owned.clients + 1,
        })
      }
    }
    for (const [id, { targets, most, clients }] of byOwner) {
      const user = subject.user(id)
      if (!user || targets.size <= most) continue
      yield {
        subject: { kind: 'user', id, name: user.name },
        at: ['users', id],
        evidence: { clients, targets: [...targets].sort(), most },
      }
    }
  },
}

/**
 * Scopes through which nobody who may use the app can call anything, since none of them holds a permission for it. While
 * scopes are not enforced they decide nothing; of a scope that the catalogue does not know nothing can be said. The other half,
 * a permission that no scope of the app reaches, is no fault: people hold their roles for all their work, of which an app is to
 * reach as little as it can.
 */
export const deadScopes: SnapshotRule = {
  id: 'ROLE-010',
  sees: 'snapshot',
  severity: 'info',
  needs: ['authorizations', 'catalogue', 'client.scopes', 'roles', 'settings', 'users'],
  fix: 'automatic',
  clauses: [permissionsHelp],
  *check(subject) {
    const { apps, appNumbers, catalogue, enforceScopes } = subject.compiled()
    if (!enforceScopes) return
    const callableBy = callableByUsers(subject)
    for (const authorization of appsInForce(subject)) {
      const app = apps[appNumbers.get(authorization.clientId) ?? -1]
      if (app?.own) continue
      const callable = callableBy(authorization.roleIds)
      // Where nobody may use the app at all, no scope is to blame.
      if (countBits(callable) === 0) continue
      const requested = app && new Set(app.client.scopes)
      const scopes = authorization.scopes.filter((scope) => {
        const reached = catalogue.reachedBy.get(scope)
        return requested?.has(scope) !== false && reached && !overlaps(reached, callable)
      })
      if (scopes.length === 0) continue
      const kept = authorization.scopes.filter((scope) => !scopes.includes(scope))
      const { clientId } = authorization
      yield inApp(authorization, {
        at: ['scopes'],
        evidence: { scopes },
        fix:
          kept.length === 0
            ? { kind: 'guided' }
            : { kind: 'automatic', change: { act: 'narrow_app', clientId, scopes: kept } },
      })
    }
  },
}

function permissionsHeld(subject: AuditSubject, roleIds: readonly RoleId[]): BitSet {
  const { catalogue, compiledRoles } = subject.compiled()
  return union(
    catalogue.permissions.length,
    roleIds.flatMap((id) => compiledRoles.get(id)?.permissions ?? []),
  )
}

function permissionsUsed(subject: AuditSubject, clientId: ClientId): BitSet {
  const { permissions, permissionNumbers } = subject.compiled().catalogue
  const used = emptyBits(permissions.length)
  for (const operation of subject.usageOf(clientId).operations) {
    for (const name of operation.permissions.names) {
      const number = permissionNumbers.get(name)
      if (number !== undefined) addBit(used, number)
    }
  }
  return used
}

function isWithin(one: BitSet, other: BitSet): boolean {
  return countCommon(one, other) === countBits(one)
}

function ownerFinder(subject: AuditSubject): (client: OAuthClient) => User | undefined {
  const people = peopleByAddress(subject)
  return (client) => {
    const [named] = people.get(contactOf(client)) ?? []
    const { id } = client.createdBy
    return named ?? (id === null ? undefined : subject.user(id))
  }
}

/** What those who may use an app limited to these roles can call, all of them together; with no limit everybody (P2.3). */
function callableByUsers(subject: AuditSubject): (roleIds: readonly RoleId[]) => BitSet {
  const { users, catalogue } = subject.compiled()
  const size = catalogue.operations.length
  const everybody = emptyBits(size)
  const byRole = new Map<RoleId, BitSet>()
  for (const { holdings, places } of groupAlikeUsers(users)) {
    addAll(everybody, holdings.anywhere)
    for (const { roleId } of users[places[0] ?? -1]?.user.roleGrants ?? []) {
      const bits = byRole.get(roleId) ?? emptyBits(size)
      addAll(bits, holdings.anywhere)
      byRole.set(roleId, bits)
    }
  }
  return (roleIds) => {
    if (roleIds.length === 0) return everybody
    return union(
      size,
      roleIds.flatMap((id) => byRole.get(id) ?? []),
    )
  }
}
