import type { OrganizationId } from '../model/brand.ts'
import type { IdentityProvider, IdentityProviderId } from '../model/identity-provider.ts'
import type { Connection } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'

/** By name. */
export function allIdentityProviders(
  connection: Connection,
  organizationId: OrganizationId,
): readonly IdentityProvider[] {
  return connection
    .all<StoredRecord>(
      'SELECT record, checksum FROM identity_provider WHERE organization_id = ? ORDER BY name, id',
      organizationId,
    )
    .map((stored) => unpackRecord<IdentityProvider>(stored, connection.path))
}

export function putIdentityProvider(
  connection: Connection,
  organizationId: OrganizationId,
  provider: IdentityProvider,
): void {
  const { record, checksum } = packRecord(provider)
  connection.run(
    `INSERT INTO identity_provider (organization_id, id, name, record, checksum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, record = excluded.record, checksum = excluded.checksum`,
    organizationId,
    provider.id,
    provider.name,
    record,
    checksum,
  )
}

export function removeIdentityProvider(
  connection: Connection,
  organizationId: OrganizationId,
  id: IdentityProviderId,
): void {
  connection.run('DELETE FROM identity_provider WHERE organization_id = ? AND id = ?', organizationId, id)
}
