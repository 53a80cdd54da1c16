import type { OrganizationId } from '../model/brand.ts'
import type { Organization } from '../model/directory.ts'
import type { Connection } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'

export function allOrganizations(connection: Connection): readonly Organization[] {
  return connection
    .all<StoredRecord>('SELECT record, checksum FROM organization ORDER BY name, id')
    .map((stored) => unpackRecord<Organization>(stored, connection.path))
}

export function findOrganization(connection: Connection, id: OrganizationId): Organization | undefined {
  const stored = connection.one<StoredRecord>('SELECT record, checksum FROM organization WHERE id = ?', id)
  return stored && unpackRecord<Organization>(stored, connection.path)
}

export function putOrganization(connection: Connection, organization: Organization): void {
  const { record, checksum } = packRecord(organization)
  connection.run(
    `INSERT INTO organization (id, name, record, checksum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET name = excluded.name, record = excluded.record, checksum = excluded.checksum`,
    organization.id,
    organization.name,
    record,
    checksum,
  )
}
