import type { Snapshot } from '../../model/snapshot.ts'
import type { KeptSnapshot } from '../library/snapshot-shelf.ts'

/** What lists show of a snapshot; its size is known when it is written. */
export function summarizeSnapshot({
  snapshot,
  digest,
  keptAt,
}: {
  readonly snapshot: Snapshot
  readonly digest: string
  readonly keptAt: Date
}): Omit<KeptSnapshot, 'id' | 'size'> {
  const { takenAt, source, organization, clients, authorizations, users, roles, usage, absent } = snapshot
  return {
    ...{ digest, takenAt, source, absent },
    keptAt: keptAt.toISOString(),
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
