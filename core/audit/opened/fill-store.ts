import type { Catalogue } from '../../catalogue/catalogue.ts'
import { asId, type DivisionId, type OrganizationId } from '../../model/brand.ts'
import type { Division, Organization } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { Snapshot, SnapshotCatalogue, UsageSeries } from '../../model/snapshot.ts'
import type { UsageRow } from '../../model/usage-row.ts'
import type { Store, WriteUnit } from '../../organization/ports.ts'
import { keepPace, type Pace } from '../../policy/long-question.ts'

/** After so many records it is asked whether anybody still waits. */
const BREATH = 500

/** The id of the organization that shows a snapshot: never that of the one it was taken of, which may be here too. */
export function openedIdOf(snapshotId: string): OrganizationId {
  return asId<OrganizationId>(`snapshot-${snapshotId.slice(0, 12)}`)
}

/**
 * Writes a snapshot into an empty store, as one organization that every query can be asked about (U1). Its records keep their
 * ids; only the organization itself has another one, wherever it is named.
 */
export async function fillStore(
  store: Store,
  { snapshot, organizationId }: { readonly snapshot: Snapshot; readonly organizationId: OrganizationId },
  pace: Pace,
): Promise<void> {
  await store.write(async (unit) => {
    await unit.put.organization(shownOrganization(snapshot, organizationId))
    await putCatalogue(unit, organizationId, snapshot)
    for (const division of divisionsOf(snapshot)) await unit.put.division(organizationId, division)
    for (const role of snapshot.roles) await unit.put.role(organizationId, role)
    await putProviders(unit, organizationId, snapshot)
    await putRecords(unit, organizationId, snapshot, pace)
  })
}

async function putRecords(
  unit: WriteUnit,
  id: OrganizationId,
  snapshot: Snapshot,
  pace: Pace,
): Promise<void> {
  const { users, clients, authorizations, usage } = snapshot
  const total = users.length + clients.length + authorizations.length + usage.length
  let done = 0
  const step = () => {
    if (done++ % BREATH === 0) keepPace(pace, done, total)
  }
  const here = (owner: OAuthClient['ownerId']) => (owner === snapshot.organization.id ? id : owner)
  for (const user of users) {
    step()
    await unit.put.user(id, user)
  }
  for (const client of clients) {
    step()
    await unit.put.client(id, { ...client, ownerId: here(client.ownerId) })
  }
  for (const authorization of authorizations) {
    step()
    await unit.put.authorization(id, { ...authorization, clientOwnerId: here(authorization.clientOwnerId) })
  }
  for (const series of usage) {
    step()
    await unit.put.usage(id, rowsOf(series))
  }
  keepPace(pace, total, total)
}

function shownOrganization({ organization }: Snapshot, id: OrganizationId): Organization {
  const { name, region, settings, createdAt } = organization
  return { id, name, kind: 'snapshot', region, settings, clockOffset: 0, createdAt, revision: 1 }
}

/** An organization has a home division, also one of which an import says nothing. */
function divisionsOf({ divisions, organization }: Snapshot): readonly Division[] {
  if (divisions.some(({ isHome }) => isHome)) return divisions
  const { homeDivisionId } = organization
  const known = divisions.find(({ id }) => id === homeDivisionId)
  const home = known ?? { id: asId<DivisionId>(homeDivisionId || 'home'), name: 'Home' }
  return [{ ...home, isHome: true }, ...divisions.filter((division) => division !== known)]
}

async function putCatalogue(
  unit: WriteUnit,
  id: OrganizationId,
  { catalogue, takenAt }: Snapshot,
): Promise<void> {
  if (catalogue) await unit.put.catalogue(id, shownCatalogue(catalogue, takenAt))
}

/** A snapshot says what its API document holds, and not what it was called. */
function shownCatalogue({ digest, operations, scopes }: SnapshotCatalogue, takenAt: string): Catalogue {
  const count = (matches: (operation: Catalogue['operations'][number]) => boolean) =>
    operations.filter(matches).length
  return {
    ...{ digest, operations, scopes, source: '', importedAt: takenAt },
    report: {
      title: '',
      version: '',
      format: 'openapi-3',
      operations: operations.length,
      permissions: new Set(operations.flatMap(({ permissions }) => permissions.names)).size,
      scopes: scopes.length,
      withoutPermissions: count(({ permissions }) => permissions.names.length === 0),
      withoutScopes: count((operation) => operation.acceptsOAuth && operation.scopes.length === 0),
      guestOnly: count(({ acceptsOAuth }) => !acceptsOAuth),
      unreadable: [],
    },
  }
}

async function putProviders(
  unit: WriteUnit,
  id: OrganizationId,
  { identityProviders, takenAt }: Snapshot,
): Promise<void> {
  for (const provider of identityProviders) {
    await unit.put.identityProvider(id, { ...provider, certificates: [], createdAt: takenAt, revision: 1 })
  }
}

function rowsOf({ clientId, method, path, days }: UsageSeries): readonly UsageRow[] {
  return days.map((day) => ({ clientId, method, path, ...day }))
}
