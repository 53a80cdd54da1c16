import { asId, type RoleId } from '../model/brand.ts'
import type { Role } from '../model/directory.ts'
import { isPermissionPattern } from '../model/permission.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { act, type Acting, type Context, type Doing } from './context.ts'
import type { Random } from './ports.ts'
import { defaultRoleList, MASTER_ADMIN_ROLE, type DefaultRole } from './resources.ts'

/** The pattern that covers every permission. */
const EVERYTHING = '*:*:*'
const MAX_NAME = 200
const MAX_PATTERNS = 2_000

export interface RoleInput {
  readonly name: string
  readonly description: string
  readonly patterns: readonly string[]
}

/** Makes a custom role (O3, O6). */
export function createRole(context: Context, acting: Acting, input: RoleInput): Promise<Result<Role>> {
  return act(context, acting, 'authorization:role:add', async (doing) => {
    const checked = checkRole(doing, input, null)
    if (!checked.ok) return checked
    const role: Role = {
      id: asId<RoleId>(context.random.uuid()),
      ...checked.value,
      defaultId: null,
      revision: 1,
    }
    await doing.unit.put.role(doing.organization.id, role)
    await doing.record({ action: 'role.create', target: targetOf(role), after: role })
    return ok(role)
  })
}

/** Changes a role; everybody who holds it is affected at once. */
export function editRole(
  context: Context,
  acting: Acting,
  edit: RoleInput & { readonly roleId: RoleId; readonly revision: number; readonly note?: string },
): Promise<Result<Role>> {
  return act(context, acting, 'authorization:role:edit', async (doing) => {
    const former = doing.roles.find((role) => role.id === edit.roleId)
    if (!former) return fail({ code: 'role_not_found', field: 'role', value: edit.roleId })
    if (former.revision !== edit.revision) {
      return fail({ code: 'record_changed', value: former.name, rule: 'C11', params: { by: '', at: '' } })
    }
    const checked = checkRole(doing, edit, former)
    if (!checked.ok) return checked
    const after: Role = { ...former, ...checked.value, revision: former.revision + 1 }
    if (isUnchanged(former, after)) return fail({ code: 'nothing_changed', value: former.name, rule: 'C11' })
    // INVARIANT: whoever holds this role everywhere can do everything, which `keepsAdministrator` relies on.
    if (former.defaultId === MASTER_ADMIN_ROLE && !after.patterns.includes(EVERYTHING)) {
      return fail({ code: 'last_administrator', value: former.name, rule: 'O4' })
    }
    await doing.unit.put.role(doing.organization.id, after)
    const note = edit.note ?? ''
    await doing.record({ action: 'role.edit', target: targetOf(after), before: former, after, note })
    return ok(after)
  })
}

/** Adds the default roles that are missing and gives changed ones their permissions back (O5). */
export function restoreDefaultRoles(context: Context, acting: Acting): Promise<Result<readonly Role[]>> {
  return act(context, acting, 'authorization:role:edit', async (doing) => {
    const restored: Role[] = []
    for (const wanted of defaultRoleList) {
      const former = doing.roles.find((role) => role.defaultId === wanted.defaultId)
      const role: Role = former
        ? {
            ...former,
            ...namesOf(wanted),
            name: freeName(doing, wanted, former),
            revision: former.revision + 1,
          }
        : { ...makeDefaultRole(wanted, context.random), name: freeName(doing, wanted, null) }
      if (former && isUnchanged(former, role)) {
        restored.push(former)
        continue
      }
      await doing.unit.put.role(doing.organization.id, role)
      await doing.record({
        action: 'role.restore_default',
        target: targetOf(role),
        before: former ?? null,
        after: role,
      })
      restored.push(role)
    }
    return ok(restored)
  })
}

export function makeDefaultRole(wanted: DefaultRole, random: Random): Role {
  return {
    id: asId<RoleId>(random.uuid()),
    ...namesOf(wanted),
    defaultId: wanted.defaultId,
    revision: 1,
  }
}

/** The default name, unless a custom role has taken it meanwhile. */
function freeName({ roles }: Doing, wanted: DefaultRole, former: Role | null): string {
  const isTaken = (name: string) =>
    roles.some((role) => role.id !== former?.id && role.name.toLowerCase() === name.toLowerCase())
  if (!isTaken(wanted.name)) return wanted.name
  if (former) return former.name
  const numbers = roles.map((_role, index) => `${wanted.name} ${String(index + 2)}`)
  return numbers.find((name) => !isTaken(name)) ?? wanted.name
}

function namesOf({ name, description, patterns }: DefaultRole) {
  return { name, description, patterns }
}

function isUnchanged(one: Role, other: Role): boolean {
  return (
    one.name === other.name &&
    one.description === other.description &&
    JSON.stringify(one.patterns) === JSON.stringify(other.patterns)
  )
}

function checkRole(doing: Doing, input: RoleInput, former: Role | null): Result<RoleInput> {
  const name = input.name.trim()
  if (name === '' || name.length > MAX_NAME) {
    return fail({
      code: 'input_invalid',
      field: 'name',
      value: name.slice(0, 40),
      params: { problem: 'length' },
    })
  }
  const twin = doing.roles.find(
    (role) => role.id !== former?.id && role.name.toLowerCase() === name.toLowerCase(),
  )
  if (twin) return fail({ code: 'role_name_taken', field: 'name', value: name })
  const patterns = [...new Set(input.patterns.map((pattern) => pattern.trim()).filter((text) => text !== ''))]
  if (patterns.length === 0 || patterns.length > MAX_PATTERNS) {
    const value = String(patterns.length)
    return fail({ code: 'input_invalid', field: 'permissions', value, params: { problem: 'count' } })
  }
  const malformed = patterns.find((pattern) => !isPermissionPattern(pattern))
  if (malformed !== undefined) {
    const value = malformed.slice(0, 100)
    return fail({ code: 'permission_pattern_malformed', field: 'permissions', value, rule: 'P2' })
  }
  return ok({ name, description: input.description.trim(), patterns: patterns.sort() })
}

function targetOf(role: Role) {
  return { kind: 'role' as const, id: role.id, name: role.name }
}
