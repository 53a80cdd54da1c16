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

  /** Damaged ones too: whoever walks the chain compares hashes and can name the event (U5). */
  from(organizationId: OrganizationId, sequence: number, limit: number): readonly AuditEvent[] {
    return this.#connection
      .all<{ sequence: number; record: string }>(
        `SELECT sequence, record FROM event WHERE organization_id = ? AND sequence >= ?
         ORDER BY sequence LIMIT ?`,
        organizationId,
        sequence,
        limit,
      )
      .map((stored) => readUnchecked(stored.record) ?? unreadable(organizationId, stored.sequence))
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

/** A record that may have been changed past the program; its hash tells. */
function readUnchecked(record: string): AuditEvent | undefined {
  try {
    const value: unknown = JSON.parse(record)
    // INVARIANT: `append` wrote an event; what became of it is for the chain's verifier to find out.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as AuditEvent)
      : undefined
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

/** Stands in for a record that is no event any more: it fits after no other. */
function unreadable(organizationId: OrganizationId, sequence: number): AuditEvent {
  return {
    organizationId,
    sequence,
    at: '',
    machineTime: '',
    actor: { id: null, name: '' },
    action: '',
    target: { kind: 'organization', id: '', name: '' },
    before: null,
    after: null,
    note: '',
    previousHash: '',
    hash: '',
  }
}
