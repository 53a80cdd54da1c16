import type { Check, Evidence } from '../model/decision.ts'
import type { RoleGrant } from '../model/directory.ts'
import { isAboutCaller, operationName } from '../model/operation.ts'
import { isPermission } from '../model/permission.ts'
import { actsForItself, type Asked } from './checks.ts'
import { failed, passed } from './make-check.ts'
import type { ReadableRole } from './organization-view.ts'
import { divisionCovers } from './permission-held.ts'

const PERMISSION = { name: 'permission', rule: 'P2.5' }
const PERMISSION_NEEDED = { name: 'permission_needed', rule: 'P2.5' }
const ROLE = { name: 'role', rule: 'P2.5' }

/** P2.5: the user, or the client itself, holds any or all of the operation's permissions, where asked. */
export function permissionIsHeld(asked: Asked): Check {
  const { client, operation, question, view } = asked
  const holder = findHolder(asked)
  if ('key' in holder) return failed(PERMISSION, holder)
  if (!operation) {
    return holder.isActive
      ? failed(PERMISSION, { key: 'operation.unknown', params: { operation: question.operation } })
      : failed(PERMISSION, { key: 'permission.user_inactive', params: { user: holder.name } })
  }
  const { names, match } = operation.permissions
  const children = names.map((permission) => onePermission(asked, holder, permission))
  if (!holder.isActive) {
    const params = { user: holder.name }
    return failed(PERMISSION, { key: 'permission.user_inactive', params }, children)
  }
  if (actsForItself(client) && isAboutCaller(operation)) {
    const params = { operation: operationName(operation) }
    return failed(PERMISSION, { key: 'permission.no_user', params })
  }
  if (names.length === 0) return passed(PERMISSION, { key: 'permission.none_needed', params: {} })
  const held = children.reduce((sum, child) => (child.result === 'passed' ? sum + 1 : sum), 0)
  const division =
    question.divisionId === null ? '' : (view.divisionName(question.divisionId) ?? question.divisionId)
  const isEnough = match === 'all' ? held === names.length : held > 0
  const params = { holder: holder.name, needed: names.length, held, permissions: names, division }
  const place = question.divisionId === null ? 'anywhere' : 'here'
  const key = sentences[isEnough ? 'held' : 'missing'][place][names.length === 1 ? 'one' : match]
  return isEnough
    ? passed(PERMISSION, { key, params }, children)
    : failed(PERMISSION, { key, params }, children)
}

const sentences = {
  held: {
    anywhere: {
      one: 'permission.held_one_anywhere',
      any: 'permission.held_any_anywhere',
      all: 'permission.held_all_anywhere',
    },
    here: {
      one: 'permission.held_one_here',
      any: 'permission.held_any_here',
      all: 'permission.held_all_here',
    },
  },
  missing: {
    anywhere: {
      one: 'permission.missing_one_anywhere',
      any: 'permission.missing_any_anywhere',
      all: 'permission.missing_all_anywhere',
    },
    here: {
      one: 'permission.missing_one_here',
      any: 'permission.missing_any_here',
      all: 'permission.missing_all_here',
    },
  },
} as const

interface Holder {
  readonly name: string
  readonly grants: readonly RoleGrant[]
  readonly isActive: boolean
}

/** Whose roles count, or the evidence that nobody's do. */
function findHolder({ client, user, question }: Asked): Holder | Evidence {
  if (actsForItself(client)) return { name: client.name, grants: client.roleGrants, isActive: true }
  if (question.userId === null) return { key: 'permission.user_needed', params: {} }
  if (!user) return { key: 'permission.user_unknown', params: { user: question.userId } }
  return { name: user.name, grants: user.roleGrants, isActive: user.state === 'active' }
}

/**
 * A permission that is held shows the roles that hold it, one that is missing every role that was tried; patterns that
 * are malformed always show.
 */
function onePermission({ view, question }: Asked, { grants }: Holder, permission: string): Check {
  let lines: Check[] = []
  let isHeld = false
  for (const grant of grants) {
    const role = view.role(grant.roleId)
    const division =
      grant.divisionId === '*' ? '*' : (view.divisionName(grant.divisionId) ?? grant.divisionId)
    if (role) addMalformedPatterns(lines, role, division)
    const pattern = role?.coveringPattern(permission)
    if (role && pattern !== undefined && divisionCovers(grant.divisionId, question.divisionId)) {
      if (!isHeld) lines = lines.filter(isMalformedPattern)
      isHeld = true
      lines.push(passed(ROLE, { key: 'role.holds', params: { role: role.name, division, pattern } }))
    } else if (!isHeld) lines.push(triedRole(role, pattern, { roleId: grant.roleId, division }))
  }
  const params = { permission }
  if (isHeld) return passed(PERMISSION_NEEDED, { key: 'permission.one_held', params }, lines)
  return isPermission(permission)
    ? failed(PERMISSION_NEEDED, { key: 'permission.one_missing', params }, lines)
    : failed(PERMISSION_NEEDED, { key: 'permission.malformed', params })
}

/** Why a role, held in one division, does not give the permission: it is gone, has no such pattern, or is not held here. */
function triedRole(
  role: ReadableRole | undefined,
  pattern: string | undefined,
  { roleId, division }: { readonly roleId: string; readonly division: string },
): Check {
  if (!role) return failed(ROLE, { key: 'role.unknown', params: { role: roleId, division } })
  return pattern === undefined
    ? failed(ROLE, { key: 'role.no_pattern', params: { role: role.name, division } })
    : failed(ROLE, { key: 'role.elsewhere', params: { role: role.name, division, pattern } })
}

function addMalformedPatterns(lines: Check[], role: ReadableRole, division: string): void {
  for (const pattern of role.malformedPatterns) {
    lines.push(
      failed(ROLE, { key: 'role.malformed_pattern', params: { role: role.name, division, pattern } }),
    )
  }
}

function isMalformedPattern(line: Check): boolean {
  return line.evidence.key === 'role.malformed_pattern'
}
