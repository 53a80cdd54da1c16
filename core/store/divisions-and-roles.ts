import type { DivisionId, OrganizationId, RoleId } from '../model/brand.ts'
import type { Division, Role } from '../model/directory.ts'
import type { Connection } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'

/** The home division first, then by name. */
export function allDivisions(connection: Connection, organizationId: OrganizationId): readonly Division[] {
  return connection
    .all<StoredRecord>(
      'SELECT record, checksum FROM division WHERE organization_id = ? ORDER BY is_home DESC, name, id',
      organizationId,
    )
    .map((stored) => unpackRecord<Division>(stored, connection.path))
}

export function putDivision(
  connection: Connection,
  organizationId: OrganizationId,
  division: Division,
): void {
  const { record, checksum } = packRecord(division)
  connection.run(
    `INSERT INTO division (organization_id, id, name, is_home, record, checksum) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, is_home = excluded.is_home, record = excluded.record,
     checksum = excluded.checksum`,
    organizationId,
    division.id,
    division.name,
    division.isHome ? 1 : 0,
    record,
    checksum,
  )
}

export function removeDivision(connection: Connection, organizationId: OrganizationId, id: DivisionId): void {
  connection.run('DELETE FROM division WHERE organization_id = ? AND id = ?', organizationId, id)
}

/** By name. */
export function allRoles(connection: Connection, organizationId: OrganizationId): readonly Role[] {
  return connection
    .all<StoredRecord>(
      'SELECT record, checksum FROM role WHERE organization_id = ? ORDER BY name, id',
      organizationId,
    )
    .map((stored) => unpackRecord<Role>(stored, connection.path))
}

export function findRole(
  connection: Connection,
  organizationId: OrganizationId,
  id: RoleId,
): Role | undefined {
  const stored = connection.one<StoredRecord>(
    'SELECT record, checksum FROM role WHERE organization_id = ? AND id = ?',
    organizationId,
    id,
  )
  return stored && unpackRecord<Role>(stored, connection.path)
}

export function putRole(connection: Connection, organizationId: OrganizationId, role: Role): void {
  const { record, checksum } = packRecord(role)
  connection.run(
    `INSERT INTO role (organization_id, id, name, record, checksum) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET name = excluded.name, record = excluded.record, checksum = excluded.checksum`,
    organizationId,
    role.id,
    role.name,
    record,
    checksum,
  )
}

export function removeRole(connection: Connection, organizationId: OrganizationId, id: RoleId): void {
  connection.run('DELETE FROM role WHERE organization_id = ? AND id = ?', organizationId, id)
}
