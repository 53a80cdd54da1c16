import type { AuditEvent, Json } from '../../model/audit-event.ts'
import { canonicalJson } from '../../model/canonical-json.ts'
import type { DivisionId } from '../../model/brand.ts'
import type { Division, Organization } from '../../model/directory.ts'
import { removalIsDue } from '../../model/oauth-client.ts'
import { operationName } from '../../model/operation.ts'
import { asId } from '../../model/brand.ts'
import type { Fact, HistoryEntry, Snapshot, SnapshotOrganization } from '../../model/snapshot.ts'
import { clientsFromAbroad } from '../../organization/access/clients-from-abroad.ts'
import type { ReadUnit } from '../../organization/ports.ts'
import { inOrder } from './snapshot-text.ts'

/** How far back usage and history go, in milliseconds: 400 days, so that a yearly look overlaps the former one. */
const LOOK_BACK = 400 * 86_400_000

/** How many events are read at once. */
const PIECE = 1_000

/**
 * One organization as it is at this moment of its own clock, without anything secret (U1). A unit of work is one consistent look,
 * so nothing that changes meanwhile shows in one section and not in another.
 */
export async function takeSnapshot(
  unit: ReadUnit,
  organization: Organization,
  { now }: { readonly now: Date },
): Promise<Snapshot> {
  const { id } = organization
  const since = new Date(now.getTime() - LOOK_BACK)
  const divisions = await unit.divisions.all(id)
  const own = await unit.clients.all(id)
  const authorizations = await unit.authorizations.all(id)
  const ownIds = new Set(own.map((client) => client.id))
  const elsewhere = authorizations.map(({ clientId }) => clientId).filter((known) => !ownIds.has(known))
  // Whoever decides sees no client whose removal is due, carried out or not.
  const clients = [...own, ...(await clientsFromAbroad(unit, elsewhere))].filter(
    (client) => !removalIsDue(client, now),
  )
  const catalogue = await unit.catalogues.get(id)
  const head = await unit.events.head(id)
  const providers = await unit.identityProviders.all(id)
  const usage = await unit.usage.all(id, since.toISOString().slice(0, 10))
  const absent: readonly Fact[] = catalogue ? ['terraform'] : ['catalogue', 'terraform']
  return {
    takenAt: now.toISOString(),
    source: 'organization',
    absent,
    organization: withoutState(organization, divisions),
    catalogue: catalogue
      ? {
          digest: catalogue.digest,
          operations: inOrder(catalogue.operations, operationName),
          scopes: [...catalogue.scopes].sort(),
        }
      : null,
    historyHead: head ? { sequence: head.sequence, hash: head.hash } : null,
    divisions: byId(divisions),
    roles: byId(await unit.roles.all(id)),
    users: byId(await unit.users.all(id)),
    clients: byId(clients),
    authorizations: inOrder(authorizations, ({ clientId }) => clientId),
    identityProviders: byId(
      providers.map(({ id, name, issuer, enabled }) => ({ id, name, issuer, enabled })),
    ),
    usage: inOrder(usage, (series) => `${series.clientId}\n${operationName(series)}`),
    history: await historySince(unit, organization, since),
    secretsInState: [],
  }
}

function withoutState(
  { id, name, region, createdAt, settings }: Organization,
  divisions: readonly Division[],
): SnapshotOrganization {
  const { enforceScopes, hipaa, maxClients, implicitEndDate, tokenIdleTimeout } = settings
  const idle = tokenIdleTimeout === undefined ? {} : { tokenIdleTimeout }
  return {
    ...{ id, name, region, createdAt },
    homeDivisionId: divisions.find(({ isHome }) => isHome)?.id ?? asId<DivisionId>(''),
    settings: { enforceScopes, hipaa, maxClients, implicitEndDate, ...idle },
  }
}

/** Acts on clients and authorizations since a moment, oldest first. */
async function historySince(
  unit: ReadUnit,
  { id, clockOffset }: Organization,
  since: Date,
): Promise<readonly HistoryEntry[]> {
  const from = since.toISOString()
  // A clock that was set back leaves events of a time to come behind; by the machine's time, events are in their order.
  const machineFrom = new Date(since.getTime() - clockOffset).toISOString()
  const entries: HistoryEntry[] = []
  let before: number | null = null
  for (;;) {
    const piece: readonly AuditEvent[] = await unit.events.page(id, { target: null, before, limit: PIECE })
    for (const event of piece) if (event.at >= from) entries.push(...entryOf(event))
    const last = piece.at(-1)
    if (piece.length < PIECE || !last || last.machineTime < machineFrom) return entries.reverse()
    before = last.sequence
  }
}

function entryOf({
  sequence,
  at,
  actor,
  action,
  target,
  before,
  after,
}: AuditEvent): readonly HistoryEntry[] {
  const { kind, id } = target
  if (kind !== 'client' && kind !== 'authorization') return []
  return [{ sequence, at, actor, action, target: { kind, id }, changes: changesBetween(before, after) }]
}

/** Where a record came or went there is nothing to compare; the action says it. */
function changesBetween(before: Json, after: Json): HistoryEntry['changes'] {
  if (!isRecord(before) || !isRecord(after)) return []
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return fields.flatMap((field) => {
    const [former = null, later = null] = [before[field], after[field]]
    if (aboutTheChange.has(field) || canonicalJson(former) === canonicalJson(later)) return []
    return [{ field, before: former, after: later }]
  })
}

/** Fields that change with every act, and say no more than the entry itself. */
const aboutTheChange: ReadonlySet<string> = new Set(['modifiedAt', 'modifiedBy', 'revision'])

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return inOrder(items, ({ id }) => id)
}
