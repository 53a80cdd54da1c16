import type { AuditEvent } from '../../model/audit-event.ts'
import { asId, type ClientId, type RoleId, type UserId } from '../../model/brand.ts'
import type { Changed, RecordChanges } from '../../policy/organization-records.ts'
import type { Looking } from '../context.ts'
import { clientsFromAbroad } from './clients-from-abroad.ts'

/** An organization as one look at the store sees it. */
export type OrganizationMoment = Pick<Looking, 'unit' | 'organization' | 'now' | 'roles' | 'homeDivisionId'>

/**
 * Acts on an organization that change its settings, its divisions or its clock, and no other record. Setting the clock back
 * is none of them: authorizations of the time to come are dated anew (O7).
 */
const smallActs: readonly string[] = ['organization.configure', 'division.create', 'clock.advance']

/**
 * Reads again what these events may have changed. Undefined where they do not name every record: a catalogue's import
 * widens built-in clients, a sample fills the whole organization, and of an unknown act nothing is known.
 */
export async function changesBy(
  events: readonly AuditEvent[],
  moment: OrganizationMoment,
): Promise<RecordChanges | undefined> {
  const clientIds = new Set<ClientId>()
  const roleIds = new Set<RoleId>()
  const userIds = new Set<UserId>()
  let isOrganizationChanged = false
  for (const { action, target } of events) {
    switch (target.kind) {
      case 'client':
      case 'authorization':
        clientIds.add(asId(target.id))
        break
      case 'role':
        roleIds.add(asId(target.id))
        break
      case 'user':
        userIds.add(asId(target.id))
        break
      case 'organization':
        if (!smallActs.includes(action)) return undefined
        isOrganizationChanged = true
        break
      case 'catalogue':
        return undefined
      case 'identity_provider':
        break
    }
  }
  const { unit, organization, roles } = moment
  return {
    ...(isOrganizationChanged ? { divisions: await unit.divisions.all(organization.id) } : {}),
    roles: await changed(roleIds, (id) => Promise.resolve(roles.find((role) => role.id === id))),
    users: await changed(userIds, (id) => unit.users.get(organization.id, id)),
    // An act on a client can touch its authorization (its name) and the other way round.
    authorizations: await changed(clientIds, (id) => unit.authorizations.get(organization.id, id)),
    clients: await changed(clientIds, (id) => clientHere(moment, id)),
  }
}

async function changed<Item, Id>(
  ids: Iterable<Id>,
  read: (id: Id) => Promise<Item | undefined>,
): Promise<Changed<Item, Id>> {
  const put: Item[] = []
  const removed: Id[] = []
  for (const id of ids) {
    const item = await read(id)
    if (item === undefined) removed.push(id)
    else put.push(item)
  }
  return { put, removed }
}

/** The organization's own client, or one of another organization that has an authorization here. */
async function clientHere({ unit, organization }: OrganizationMoment, id: ClientId) {
  const own = await unit.clients.get(organization.id, id)
  if (own || !(await unit.authorizations.get(organization.id, id))) return own
  return (await clientsFromAbroad(unit, [id]))[0]
}
