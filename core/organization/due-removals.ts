import type { AppAuthorization } from '../model/app-authorization.ts'
import type { Organization } from '../model/directory.ts'
import type { Author, OAuthClient } from '../model/oauth-client.ts'
import type { ReadUnit, WriteUnit } from './ports.ts'
import { recordEvent } from './record-event.ts'

/** Who does what falls due by itself. */
export const systemAuthor: Author = { id: null, name: 'Grantdesk' }

/** Something that happens by itself at a moment (O7). */
export interface DueRemoval {
  readonly kind: 'client' | 'authorization'
  readonly id: OAuthClient['id']
  readonly name: string
  readonly at: string
}

/** What falls due until a moment: deactivated clients to remove (C8), time-boxed approvals to end (A1). Soonest first. */
export async function findDue(
  unit: ReadUnit,
  organization: Organization,
  until: Date,
): Promise<readonly DueRemoval[]> {
  const limit = until.toISOString()
  const clients = await unit.clients.dueForRemoval(organization.id, limit)
  const authorizations = await unit.authorizations.dueToExpire(organization.id, limit)
  const due = [
    ...clients.map((client) => ({
      kind: 'client' as const,
      id: client.id,
      name: client.name,
      at: client.state.kind === 'inactive' ? client.state.removalAt : limit,
    })),
    ...authorizations.map((authorization) => ({
      kind: 'authorization' as const,
      id: authorization.clientId,
      name: authorization.clientName,
      at: authorization.expiresAt ?? limit,
    })),
  ]
  return due.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** Carries out what is due by the organization's clock; `machineNow` is the machine's time. Answers how many acts it took. */
export async function carryOutDue(
  unit: WriteUnit,
  organization: Organization,
  machineNow: Date,
): Promise<number> {
  const now = new Date(machineNow.getTime() + organization.clockOffset)
  const by = { organization, author: systemAuthor, clock: () => machineNow }
  const limit = now.toISOString()
  const expiring = await unit.authorizations.dueToExpire(organization.id, limit)
  for (const authorization of expiring) {
    const after = endAuthorization(authorization, { cause: 'expired', at: limit, author: systemAuthor })
    await unit.put.authorization(organization.id, after)
    await recordEvent(unit, by, {
      action: 'app.expire',
      target: { kind: 'authorization', id: authorization.clientId, name: authorization.clientName },
      before: authorization,
      after,
    })
  }
  const leaving = await unit.clients.dueForRemoval(organization.id, limit)
  for (const client of leaving) {
    await removeClient(unit, { client, organization, author: systemAuthor, machineNow })
  }
  return expiring.length + leaving.length
}

/** Removes a client for good and ends its authorization in every organization that holds one (A8). */
export async function removeClient(
  unit: WriteUnit,
  removal: {
    readonly client: OAuthClient
    readonly organization: Organization
    readonly author: Author
    readonly machineNow: Date
  },
): Promise<void> {
  const { client, organization, author, machineNow } = removal
  const clock = () => machineNow
  await unit.remove.client(organization.id, client.id)
  await unit.remove.secret(client.id)
  await recordEvent(
    unit,
    { organization, author, clock },
    { action: 'client.remove', target: { kind: 'client', id: client.id, name: client.name }, before: client },
  )
  for (const held of await unit.authorizations.everywhere(client.id)) {
    if (held.authorization.state === 'revoked') continue
    const holder = await unit.organizations.get(held.organizationId)
    if (!holder) continue
    const at = new Date(machineNow.getTime() + holder.clockOffset).toISOString()
    // A user of one organization does nothing in another one.
    const by = holder.id === organization.id ? author : systemAuthor
    const after = endAuthorization(held.authorization, { cause: 'client_removed', at, author: by })
    await unit.put.authorization(holder.id, after)
    await recordEvent(
      unit,
      { organization: holder, author: by, clock },
      {
        action: 'app.end',
        target: { kind: 'authorization', id: client.id, name: client.name },
        before: held.authorization,
        after,
      },
    )
  }
}

/** The record of an authorization that is no longer in force. */
export function endAuthorization(
  authorization: AppAuthorization,
  end: {
    readonly cause: NonNullable<AppAuthorization['revocationCause']>
    readonly at: string
    readonly author: Author
  },
): AppAuthorization {
  return {
    ...authorization,
    state: 'revoked',
    revocationCause: end.cause,
    modifiedAt: end.at,
    modifiedBy: end.author,
    revision: authorization.revision + 1,
  }
}
