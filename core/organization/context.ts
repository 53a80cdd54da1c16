import type { ClientId, DivisionId, OrganizationId, UserId } from '../model/brand.ts'
import type { Organization, Role, RoleGrant } from '../model/directory.ts'
import { removalIsDue, type Author } from '../model/oauth-client.ts'
import { permissionTitle } from '../model/permission.ts'
import { fail, ok, type Result } from '../model/result.ts'
import { holdsPermission } from '../policy/permission-held.ts'
import { carryOutDue } from './due-removals.ts'
import type { Clock, Random, ReadUnit, Store, WriteUnit } from './ports.ts'
import { recordEvent, timeOf, type EventNote } from './record-event.ts'
import { isSnapshot, reviewer } from './reviewer.ts'

/** What every use case needs from the machine. */
export interface Context {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
}

/** What looking needs of it. */
export type LookContext = Pick<Context, 'store' | 'clock'>

/** In which organization, and as whom (O6): as a user, or as a client-credentials client on the Platform API. */
export type Acting = {
  readonly organizationId: OrganizationId
  readonly language: 'en' | 'de'
} & ({ readonly userId: UserId } | { readonly clientId: ClientId })

/** Who acts, by the roles that allow it. */
export interface Actor {
  readonly id: UserId | ClientId
  readonly name: string
  readonly roleGrants: readonly RoleGrant[]
}

interface Scene<Unit> {
  readonly unit: Unit
  readonly organization: Organization
  readonly actor: Actor
  readonly author: Author
  readonly roles: readonly Role[]
  readonly homeDivisionId: DivisionId
  /** The organization's time (O7). */
  readonly now: Date
  readonly language: 'en' | 'de'
  holds(permission: string): boolean
}

export type Looking = Scene<ReadUnit>

export interface Doing extends Scene<WriteUnit> {
  record(event: EventNote): Promise<void>
}

/** Looks at what every user of an organization may see; refused where there is no such organization (O1). */
export function visit<Value>(
  store: Store,
  organizationId: OrganizationId,
  work: (unit: ReadUnit) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return store.read(async (unit) => {
    const organization = await unit.organizations.get(organizationId)
    return organization ? work(unit) : organizationNotFound(organizationId)
  })
}

/**
 * Looks at one organization as one of its users; refused without the permission (O6). Whoever looks at a snapshot is its
 * reviewer, who may see everything (U1).
 */
export function look<Value>(
  context: LookContext,
  acting: Acting,
  permission: string | null,
  work: (scene: Looking) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return context.store.read(async (unit) => {
    const scene = await enter(context, unit, acting, permission)
    return scene.ok ? work(scene.value) : scene
  })
}

/**
 * Does something in one organization as one of its users; refused without the permission, where it takes one. The change and
 * its audit events are one transaction: a refusal at any point leaves nothing behind (F1).
 */
export async function act<Value>(
  context: Context,
  acting: Acting,
  permission: string | null,
  work: (scene: Doing) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  try {
    return await context.store.write(async (unit) => {
      const organization = await unit.organizations.get(acting.organizationId)
      if (organization && isSnapshot(organization)) throw new Refused(snapshotIsReadOnly(permission))
      if (organization) await carryOutDue(unit, organization, context.clock())
      const scene = await enter(context, unit, acting, permission)
      if (!scene.ok) throw new Refused(scene)
      const { organization: entered, author } = scene.value
      const record = async (note: EventNote) => {
        await recordEvent(unit, { organization: entered, author, clock: context.clock }, note)
      }
      const result = await work({ ...scene.value, unit, record })
      if (!result.ok) throw new Refused(result)
      return result
    })
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.result
    throw thrown
  }
}

/** Carries a refusal out of a unit of work, which undoes whatever it had done. */
class Refused extends Error {
  readonly result: Result<never>
  constructor(result: Result<never>) {
    super('refused')
    this.result = result
  }
}

async function enter<Unit extends ReadUnit>(
  context: LookContext,
  unit: Unit,
  acting: Acting,
  permission: string | null,
): Promise<Result<Scene<Unit>>> {
  const organization = await unit.organizations.get(acting.organizationId)
  if (!organization) return organizationNotFound(acting.organizationId)
  const now = timeOf(organization, context.clock)
  const found = isSnapshot(organization) ? ok(reviewer) : await findActor(unit, acting, now)
  if (!found.ok) return found
  const actor = found.value
  const roles = await unit.roles.all(organization.id)
  const divisions = await unit.divisions.all(organization.id)
  const home = divisions.find((division) => division.isHome)
  if (!home) throw new Error(`organization ${organization.id} has no home division`)
  const byId = new Map(roles.map((role) => [role.id, role]))
  const holds = (wanted: string) =>
    isSnapshot(organization) ||
    holdsPermission(actor.roleGrants, (id) => byId.get(id), { permission: wanted, divisionId: null })
  if (permission !== null && !holds(permission)) return permissionMissing(permission, actor)
  return ok({
    unit,
    organization,
    actor,
    author: { id: actor.id, name: actor.name },
    roles,
    homeDivisionId: home.id,
    now,
    language: acting.language,
    holds,
  })
}

async function findActor(unit: ReadUnit, acting: Acting, now: Date): Promise<Result<Actor>> {
  if ('userId' in acting) {
    const user = await unit.users.get(acting.organizationId, acting.userId)
    if (!user) return fail({ code: 'user_not_found', field: 'acting user', value: acting.userId })
    if (user.state === 'active') return ok(user)
    return fail({ code: 'user_inactive', field: 'acting user', value: user.email, rule: 'O6' })
  }
  const client = await unit.clients.get(acting.organizationId, acting.clientId)
  if (client?.grantType !== 'client_credentials' || removalIsDue(client, now)) {
    return fail({ code: 'client_not_found', field: 'acting client', value: acting.clientId })
  }
  // A token that was issued before a deactivation still acts (C8); whoever hands its client in here has checked it.
  return ok(client)
}

export function organizationNotFound(organizationId: OrganizationId): Result<never> {
  return fail({ code: 'organization_not_found', field: 'organization', value: organizationId })
}

/** Commands in a snapshot are refused before they come here; this is the second wall (U1). */
function snapshotIsReadOnly(permission: string | null): Result<never> {
  return fail({ code: 'snapshot_read_only', rule: 'U1', params: { operation: permission ?? 'command' } })
}

/** The refusal that names the missing permission and says that an administrator is required (O6). */
export function permissionMissing(permission: string, actor: Actor): Result<never> {
  return fail({
    code: 'permission_missing',
    value: permission,
    rule: 'O6',
    params: { permission, title: permissionTitle(permission), user: actor.name },
  })
}
