import { isDeepStrictEqual } from 'node:util'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { ClientId, OrganizationId } from '../../model/brand.ts'
import { isBuiltIn, type OAuthClient } from '../../model/oauth-client.ts'
import type { CompiledOrganization } from '../../policy/compiled-organization.ts'
import type { RecordChanges } from '../../policy/organization-records.ts'
import type { ReadUnit } from '../ports.ts'

/** The clients of these ids that other organizations of the workspace own; those that nobody owns are left out. */
export async function clientsFromAbroad(
  unit: ReadUnit,
  ids: readonly ClientId[],
): Promise<readonly OAuthClient[]> {
  const found: OAuthClient[] = []
  for (const id of ids) {
    const [held] = await unit.clients.everywhere(id)
    if (held) found.push(held.client)
  }
  return found
}

/** The ids under which other organizations of the workspace have, or had, a client that is authorized here. */
export function clientsPerhapsAbroad(
  { apps, strayAuthorizations }: CompiledOrganization,
  organizationId: OrganizationId,
): readonly ClientId[] {
  const isAbroad = (client: OAuthClient) => client.ownerId !== organizationId && !isBuiltIn(client)
  const known = apps.flatMap(({ client }) => (isAbroad(client) ? [client.id] : []))
  return [...known, ...strayAuthorizations.keys()]
}

/**
 * What became different of these clients, and of their authorizations here: their changes, a new name among them, stand in
 * no event of this organization, so they are read each time. Undefined where nothing did.
 */
export async function changedAbroad(
  unit: ReadUnit,
  from: { readonly compiled: CompiledOrganization; readonly organizationId: OrganizationId },
  ids: readonly ClientId[],
): Promise<RecordChanges | undefined> {
  const { compiled, organizationId } = from
  const present = await clientsFromAbroad(unit, ids)
  const presentIds = new Set(present.map(({ id }) => id))
  const put = present.filter((client) => !isDeepStrictEqual(client, compiled.client(client.id)))
  const removed = ids.filter((id) => !presentIds.has(id) && compiled.appNumbers.has(id))
  if (put.length + removed.length === 0) return undefined
  const authorizations: AppAuthorization[] = []
  for (const { id } of put) {
    const authorization = await unit.authorizations.get(organizationId, id)
    if (authorization) authorizations.push(authorization)
  }
  return { clients: { put, removed }, authorizations: { put: authorizations } }
}
