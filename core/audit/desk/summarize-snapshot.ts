import type { KeptSnapshot } from '../library/snapshot-shelf.ts'
import type { ReadSnapshot } from '../snapshot/read-snapshot.ts'

/** What lists show of a snapshot; its size and when it is kept are known when it is written. */
export function summarizeSnapshot({
  snapshot,
  digest,
}: Pick<ReadSnapshot, 'snapshot' | 'digest'>): Omit<KeptSnapshot, 'id' | 'size' | 'keptAt'> {
  const { takenAt, source, organization, clients, authorizations, users, roles, usage, absent } = snapshot
  return {
    ...{ digest, takenAt, source, absent },
    organizationId: organization.id,
    organizationName: organization.name,
    region: organization.region,
    clients: clients.length,
    authorizations: authorizations.length,
    users: users.length,
    roles: roles.length,
    usageRows: usage.reduce((sum, { days }) => sum + days.length, 0),
    redacted: absent.includes('names') || absent.includes('hosts'),
  }
}
