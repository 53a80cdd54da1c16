import type { Catalogue } from '../catalogue/catalogue.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { SecretHash } from '../organization/ports.ts'
import type { Connection } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'

export function findSecret(connection: Connection, subject: string): SecretHash | undefined {
  const stored = connection.one<StoredRecord>(
    'SELECT record, checksum FROM secret WHERE subject = ?',
    subject,
  )
  return stored && unpackRecord<SecretHash>(stored, connection.path)
}

export function putSecret(connection: Connection, subject: string, hash: SecretHash): void {
  const { record, checksum } = packRecord(hash)
  connection.run(
    `INSERT INTO secret (subject, record, checksum) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET record = excluded.record, checksum = excluded.checksum`,
    subject,
    record,
    checksum,
  )
}

export function removeSecret(connection: Connection, subject: string): void {
  connection.run('DELETE FROM secret WHERE subject = ?', subject)
}

export function catalogueDigest(connection: Connection, organizationId: OrganizationId): string | null {
  return (
    connection.value<string>('SELECT digest FROM catalogue WHERE organization_id = ?', organizationId) ?? null
  )
}

export function findCatalogue(connection: Connection, organizationId: OrganizationId): Catalogue | undefined {
  const stored = connection.one<StoredRecord>(
    'SELECT record, checksum FROM catalogue WHERE organization_id = ?',
    organizationId,
  )
  return stored && unpackRecord<Catalogue>(stored, connection.path)
}

export function putCatalogue(
  connection: Connection,
  organizationId: OrganizationId,
  catalogue: Catalogue,
): void {
  const { record, checksum } = packRecord(catalogue)
  connection.run(
    `INSERT INTO catalogue (organization_id, digest, record, checksum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
     SET digest = excluded.digest, record = excluded.record, checksum = excluded.checksum`,
    organizationId,
    catalogue.digest,
    record,
    checksum,
  )
}
