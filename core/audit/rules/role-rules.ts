import { defaultRoleList, SCIM_ROLE } from '../../organization/resources.ts'
import type { Role } from '../../model/directory.ts'
import { MAX_TOKEN_DURATION } from '../../model/duration.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import { canonicalPatterns } from '../../model/permission.ts'
import { divisionCovers } from '../../policy/permission-held.ts'
import type { AuditPolicy } from '../audit-policy.ts'
import type { AuditSubject, ClientRule, Rule, SnapshotRule } from '../rule.ts'
import { authorizeHelp, maester, manageHelp } from './access-clauses.ts'
import { createClientHelp } from './clauses.ts'
import {
  beyondItsOwner,
  deadScopes,
  growsItself,
  togetherTooMuch,
  unusedPermissions,
} from './effective-access-rules.ts'
import { adminRoleJudge } from './privilege.ts'
import { inClient, isOwnService, ownClients } from './subjects.ts'

const withoutRole: ClientRule = {
  id: 'ROLE-001',
  sees: 'client',
  severity: 'medium',
  needs: ['client.roles'],
  fix: 'guided',
  clauses: [createClientHelp],
  *check({ client }, setting) {
    if (!isOwnService(client, setting)) return
    if (client.roleGrants.length === 0) yield { at: ['roleGrants'], evidence: {} }
  },
}

const administrator: SnapshotRule = {
  id: 'ROLE-002',
  sees: 'snapshot',
  severity: 'critical',
  needs: ['client.roles', 'roles'],
  fix: 'guided',
  clauses: [createClientHelp, maester('MT.1027')],
  *check(subject) {
    const isAdmin = adminRoleJudge(subject)
    for (const client of services(subject)) {
      for (const [index, { roleId }] of client.roleGrants.entries()) {
        const role = subject.role(roleId)
        if (!role || !isAdmin(role)) continue
        yield inClient(client, { at: ['roleGrants', index], evidence: { role: role.name } })
      }
    }
  },
}

const allDivisions: ClientRule = {
  id: 'ROLE-003',
  sees: 'client',
  severity: 'high',
  needs: ['client.roles'],
  fix: 'guided',
  clauses: [createClientHelp],
  *check({ client }, setting) {
    if (!isOwnService(client, setting)) return
    const everywhere = client.roleGrants.filter(({ divisionId }) => divisionId === '*').length
    if (everywhere === 0) return
    yield { at: ['roleGrants'], evidence: { everywhere, roles: client.roleGrants.length } }
  },
}

const homeOnly: SnapshotRule = {
  id: 'ROLE-004',
  sees: 'snapshot',
  severity: 'low',
  needs: ['client.roles', 'divisions'],
  fix: 'guided',
  clauses: [createClientHelp],
  *check(subject) {
    const { homeDivisionId } = subject.organization
    const others = subject.snapshot.divisions.filter(({ id }) => id !== homeDivisionId).length
    if (others === 0) return
    for (const client of services(subject)) {
      const grants = client.roleGrants
      if (grants.length === 0 || grants.some(({ divisionId }) => divisionId !== homeDivisionId)) continue
      yield inClient(client, { at: ['roleGrants'], evidence: { roles: grants.length, others } })
    }
  },
}

/** An edit is refused to whoever lacks a role of the client (C6): the one who edited it last, or else who created it. */
const editorLacksRole: SnapshotRule = {
  id: 'ROLE-006',
  sees: 'snapshot',
  severity: 'info',
  needs: ['client.createdBy', 'client.modified', 'client.roles', 'users'],
  fix: 'advice',
  clauses: [manageHelp, createClientHelp],
  *check(subject) {
    for (const client of services(subject)) {
      const editor = userOf(subject, client.modifiedBy) ?? userOf(subject, client.createdBy)
      if (editor?.state !== 'active') continue
      const lacking = client.roleGrants.filter(
        ({ roleId, divisionId }) =>
          !editor.roleGrants.some(
            (held) => held.roleId === roleId && divisionCovers(held.divisionId, divisionId),
          ),
      ).length
      if (lacking === 0) continue
      const evidence = { editor: editor.name, lacking, roles: client.roleGrants.length }
      yield inClient(client, { at: ['roleGrants'], evidence })
    }
  },
}

/**
 * A client that another company runs, which can act in every division. No field says what it is for: that somebody outside
 * runs it shows in a contact elsewhere than in the owned domains, and that nobody narrowed it in a role for all divisions.
 */
const outsideService: SnapshotRule = {
  id: 'ROLE-011',
  sees: 'snapshot',
  severity: 'medium',
  needs: ['client.contact', 'client.roles', 'names', 'ownedDomains'],
  fix: 'advice',
  clauses: [authorizeHelp, createClientHelp],
  *check(subject) {
    for (const client of services(subject)) {
      const domain = /@([^\s@<>,;]+)/.exec(client.contact)?.[1]?.toLowerCase()
      if (domain === undefined || isOwned(domain, subject.policy)) continue
      const everywhere = client.roleGrants.filter(({ divisionId }) => divisionId === '*').length
      if (everywhere === 0) continue
      yield inClient(client, { at: ['roleGrants'], evidence: { contact: client.contact, everywhere } })
    }
  },
}

/** Only the permissions of the default role make the long lifetime harmless enough for the vendor (C3). */
const alteredScim: SnapshotRule = {
  id: 'ROLE-012',
  sees: 'snapshot',
  severity: 'high',
  needs: ['client.roles', 'client.tokenDuration', 'roles'],
  fix: 'guided',
  clauses: [createClientHelp],
  *check(subject) {
    const wanted = canonicalPatterns(defaultRoleList.find(isScimRole)?.patterns ?? [])
    for (const client of services(subject)) {
      if (client.tokenDuration <= MAX_TOKEN_DURATION) continue
      const roles = client.roleGrants.flatMap(({ roleId }) => subject.role(roleId) ?? [])
      if (!roles.some((role) => isScimRole(role) || role.patterns.some(isOfScim))) continue
      const held = canonicalPatterns(roles.flatMap(({ patterns }) => patterns))
      const extra = held.filter((pattern) => !wanted.includes(pattern))
      const missing = wanted.filter((pattern) => !held.includes(pattern))
      if (extra.length + missing.length === 0) continue
      const evidence = {
        seconds: client.tokenDuration,
        limit: MAX_TOKEN_DURATION,
        extra: orNone(extra),
        missing: orNone(missing),
      }
      yield inClient(client, { at: ['roleGrants'], evidence })
    }
  },
}

export const roleRules: readonly Rule[] = [
  withoutRole,
  administrator,
  allDivisions,
  homeOnly,
  unusedPermissions,
  editorLacksRole,
  beyondItsOwner,
  growsItself,
  togetherTooMuch,
  deadScopes,
  outsideService,
  alteredScim,
]

function services(subject: AuditSubject): readonly OAuthClient[] {
  return ownClients(subject).filter((client) => client.grantType === 'client_credentials')
}

function userOf(subject: AuditSubject, { id }: OAuthClient['createdBy']) {
  return id === null ? undefined : subject.user(id)
}

function isOwned(domain: string, { ownedDomains }: AuditPolicy): boolean {
  return ownedDomains.some((owned) => domain === owned || domain.endsWith(`.${owned}`))
}

function isScimRole({ defaultId }: Pick<Role, 'defaultId'>): boolean {
  return defaultId === SCIM_ROLE
}

function isOfScim(pattern: string): boolean {
  return pattern.startsWith('scim:')
}

function orNone(patterns: readonly string[]): readonly string[] {
  return patterns.length === 0 ? ['-'] : patterns
}
