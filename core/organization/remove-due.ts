import { carryOutDue } from './due-removals.ts'
import type { Clock, Store } from './ports.ts'

/** Carries out what has fallen due in every organization (A1, C8); writes only where there is something. */
export async function removeDue(store: Store, clock: Clock): Promise<void> {
  const organizations = await store.read((unit) => unit.organizations.all())
  for (const organization of organizations) {
    const until = new Date(clock().getTime() + organization.clockOffset).toISOString()
    const isDue = await store.read(async (unit) => {
      const clients = await unit.clients.dueForRemoval(organization.id, until)
      return clients.length > 0 || (await unit.authorizations.dueToExpire(organization.id, until)).length > 0
    })
    if (!isDue) continue
    await store.write(async (unit) => {
      // Read again: another process may have moved the clock meanwhile.
      const present = await unit.organizations.get(organization.id)
      if (present) await carryOutDue(unit, present, clock())
    })
  }
}
