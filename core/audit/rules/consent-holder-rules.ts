import type { RoleId } from '../../model/brand.ts'
import { holdsPermission } from '../../policy/permission-held.ts'
import type { AuditSubject, SnapshotRule } from '../rule.ts'
import { authorizeHelp, maester, scubaConsent } from './access-clauses.ts'
import { appsInForce, inApp, inOrganization, isInForce, isThirdParty } from './subjects.ts'

/** With a limit to roles that no active user holds, or that are gone, an app is authorized for nobody (P2.3). */
export const nobodyMayUse: SnapshotRule = {
  id: 'CONS-009',
  sees: 'snapshot',
  severity: 'info',
  needs: ['authorizations', 'roles', 'users'],
  fix: 'guided',
  clauses: [authorizeHelp],
  *check(subject) {
    const limited = subject.snapshot.authorizations.filter(
      (app) => isInForce(app, subject.now) && app.roleIds.length > 0,
    )
    if (limited.length === 0) return
    const held = rolesHeld(subject)
    for (const app of limited) {
      if (app.roleIds.some((id) => held.has(id))) continue
      yield inApp(app, { at: ['roleIds'], evidence: { roles: app.roleIds.length } })
    }
  },
}

export const openToAll: SnapshotRule = {
  id: 'CONS-010',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['authorizations'],
  fix: 'guided',
  clauses: [maester('MT.1075')],
  *check(subject) {
    for (const app of appsInForce(subject)) {
      if (!isThirdParty(app, subject) || app.roleIds.length > 0) continue
      yield inApp(app, { at: ['roleIds'], evidence: { scopes: app.scopes.length } })
    }
  },
}

const authorizing = ['oauth:client:authorize', 'oauth:client:add', 'oauth:client:edit'] as const

export const tooManyAuthorizers: SnapshotRule = {
  id: 'CONS-011',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['roles', 'users'],
  fix: 'advice',
  clauses: [scubaConsent('MS.AAD.5.1v1'), scubaConsent('MS.AAD.5.2v1')],
  *check(subject) {
    const limit = subject.policy.thresholds.maxAuthorizers
    const holders = holdersOf(authorizing, subject)
    const tooMany = holders.filter(({ people }) => people > limit)
    if (tooMany.length === 0) return
    yield inOrganization(subject, {
      at: ['users'],
      evidence: {
        permissions: tooMany.map(({ permission }) => permission),
        people: Math.max(...tooMany.map(({ people }) => people)),
        limit,
      },
    })
  },
}

/** For each permission the number of active users who hold it in any division; each role is asked about once. */
function holdersOf(permissions: readonly string[], subject: AuditSubject) {
  const { roles, users } = subject.snapshot
  const findRole = (id: RoleId) => subject.role(id)
  const holders = permissions.map((permission) => {
    const opening = roles.filter(({ id: roleId }) =>
      holdsPermission([{ roleId, divisionId: '*' }], findRole, { permission, divisionId: null }),
    )
    return { permission, opening: new Set(opening.map(({ id }) => id)), people: 0 }
  })
  for (const { state, roleGrants } of users) {
    if (state !== 'active') continue
    for (const holder of holders) {
      if (roleGrants.some(({ roleId }) => holder.opening.has(roleId))) holder.people += 1
    }
  }
  return holders
}

function rolesHeld(subject: AuditSubject): ReadonlySet<string> {
  const held = new Set<string>()
  for (const { state, roleGrants } of subject.snapshot.users) {
    if (state !== 'active') continue
    for (const { roleId } of roleGrants) held.add(roleId)
  }
  return new Set([...held].filter((id) => subject.role(id)))
}
