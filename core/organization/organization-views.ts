import type { OrganizationId, UserId } from '../model/brand.ts'
import type { Organization } from '../model/directory.ts'
import { ok, type Result } from '../model/result.ts'
import { readClock, type ClockReading } from './clock.ts'
import type { ClientContext } from './clients.ts'
import { organizationNotFound } from './context.ts'
import type { ReadUnit } from './ports.ts'
import { MASTER_ADMIN_ROLE } from './resources.ts'
import { isSnapshot, reviewer } from './reviewer.ts'

export interface OrganizationDetail {
  readonly organization: Organization
  readonly clock: ClockReading
  readonly homeDivisionId: string
  /** The user whom hosts act as until a person chooses: the first who holds everything (O4), in a snapshot its reviewer (U1). */
  readonly administratorId: UserId
  readonly counts: {
    readonly clients: number
    readonly builtInClients: number
    readonly authorizations: number
    readonly users: number
    readonly roles: number
    readonly operations: number
  }
}

/** One organization with its clock, its size and its first administrator. */
export function showOrganization(
  context: ClientContext,
  organizationId: OrganizationId,
): Promise<Result<OrganizationDetail>> {
  return context.store.read(async (unit) => {
    const organization = await unit.organizations.get(organizationId)
    if (!organization) return organizationNotFound(organizationId)
    const divisions = await unit.divisions.all(organizationId)
    const home = divisions.find((division) => division.isHome)
    const administratorId = isSnapshot(organization)
      ? reviewer.id
      : await findAdministrator(unit, organizationId)
    if (!home || !administratorId)
      throw new Error(`organization ${organizationId} lacks a home or administrator`)
    const users = await unit.users.page(organizationId, { search: '', limit: 1, cursor: null })
    const { index } = await context.catalogues.of(unit, organizationId)
    return ok({
      organization,
      clock: readClock(organization, context.clock),
      homeDivisionId: home.id,
      administratorId,
      counts: {
        clients: await unit.clients.count(organizationId),
        builtInClients: (await unit.clients.builtIn(organizationId)).length,
        authorizations: await unit.authorizations.count(organizationId),
        users: users.total,
        roles: (await unit.roles.all(organizationId)).length,
        operations: index.operations.length,
      },
    })
  })
}

/** The active user who holds `Master Admin` everywhere and the most roles; the founder holds every default role. */
async function findAdministrator(
  unit: ReadUnit,
  organizationId: OrganizationId,
): Promise<UserId | undefined> {
  const roles = await unit.roles.all(organizationId)
  const master = roles.find((role) => role.defaultId === MASTER_ADMIN_ROLE)
  if (!master) return undefined
  const holders = await unit.users.holding(organizationId, master.id)
  const able = holders.filter(
    (user) =>
      user.state === 'active' &&
      user.roleGrants.some((grant) => grant.roleId === master.id && grant.divisionId === '*'),
  )
  const [first] = able.sort(
    (one, other) => other.roleGrants.length - one.roleGrants.length || (one.email < other.email ? -1 : 1),
  )
  return first?.id
}
