import type { AuditEvent } from '../model/audit-event.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { EventQuery } from '../organization/ports.ts'
import type { Connection, SqlValue } from './connection.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'

/** The histories of organizations. An event is written once; the file itself refuses to change or delete one. */
export class Events {
  readonly #connection: Connection

  constructor(connection: Connection) {
    this.#connection = connection
  }

  head(organizationId: OrganizationId): AuditEvent | undefined {
    return this.#select('organization_id = ? ORDER BY sequence DESC LIMIT 1', organizationId)[0]
  }

  get(organizationId: OrganizationId, sequence: number): AuditEvent | undefined {
    return this.#select('organization_id = ? AND sequence = ?', organizationId, sequence)[0]
  }

  page(organizationId: OrganizationId, query: EventQuery): readonly AuditEvent[] {
    const target = query.target ? 'AND target_kind = ? AND target_id = ?' : ''
    const before = query.before === null ? '' : 'AND sequence < ?'
    return this.#select(
      `organization_id = ? ${target} ${before} ORDER BY sequence DESC LIMIT ?`,
      organizationId,
      ...(query.target ? [query.target.kind, query.target.id] : []),
      ...(query.before === null ? [] : [query.before]),
      query.limit,
    )
  }

  count(organizationId: OrganizationId, target: EventQuery['target']): number {
    const rows = this.#connection.all<{ count: number }>(
      `SELECT count(*) AS count FROM event WHERE organization_id = ? ${target ? 'AND target_kind = ? AND target_id = ?' : ''}`,
      organizationId,
      ...(target ? [target.kind, target.id] : []),
    )
    return rows[0]?.count ?? 0
  }

  from(organizationId: OrganizationId, sequence: number, limit: number): readonly AuditEvent[] {
    return this.#select(
      'organization_id = ? AND sequence >= ? ORDER BY sequence LIMIT ?',
      organizationId,
      sequence,
      limit,
    )
  }

  append(event: AuditEvent): void {
    const { record, checksum } = packRecord(event)
    this.#connection.run(
      `INSERT INTO event (organization_id, sequence, target_kind, target_id, record, checksum)
       VALUES (?, ?, ?, ?, ?, ?)`,
      event.organizationId,
      event.sequence,
      event.target.kind,
      event.target.id,
      record,
      checksum,
    )
  }

  #select(rest: string, ...params: readonly SqlValue[]): readonly AuditEvent[] {
    return this.#connection
      .all<StoredRecord>(`SELECT record, checksum FROM event WHERE ${rest}`, ...params)
      .map((stored) => unpackRecord<AuditEvent>(stored, this.#connection.path))
  }
}
