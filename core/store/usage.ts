import { crc32 } from 'node:zlib'
import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { UsageRow } from '../organization/ports.ts'
import type { Connection } from './connection.ts'
import { storeIsDamaged } from './store-error.ts'

interface StoredUsage extends UsageRow {
  readonly checksum: number
}

const columns = 'client_id AS clientId, day, method, path, requests, failures, checksum'

export function usageOf(
  connection: Connection,
  organizationId: OrganizationId,
  from: { readonly clientId: ClientId; readonly since: string },
): readonly UsageRow[] {
  return connection
    .all<StoredUsage>(
      `SELECT ${columns} FROM usage
       WHERE organization_id = ? AND client_id = ? AND day >= ? ORDER BY day DESC, path, method`,
      organizationId,
      from.clientId,
      from.since,
    )
    .map((stored) => verified(stored, connection.path))
}

export function lastUsed(
  connection: Connection,
  organizationId: OrganizationId,
  clientId: ClientId,
): string | null {
  const day = connection.value<string | null>(
    'SELECT max(day) FROM usage WHERE organization_id = ? AND client_id = ?',
    organizationId,
    clientId,
  )
  return day ?? null
}

export function addUsage(
  connection: Connection,
  organizationId: OrganizationId,
  rows: readonly UsageRow[],
): void {
  for (const row of rows) {
    const former = connection.one<StoredUsage>(
      `SELECT ${columns} FROM usage
       WHERE organization_id = ? AND client_id = ? AND day = ? AND method = ? AND path = ?`,
      organizationId,
      row.clientId,
      row.day,
      row.method,
      row.path,
    )
    const before = former ? verified(former, connection.path) : { requests: 0, failures: 0 }
    const sum: UsageRow = {
      ...row,
      requests: row.requests + before.requests,
      failures: row.failures + before.failures,
    }
    connection.run(
      `INSERT INTO usage (organization_id, client_id, day, method, path, requests, failures, checksum)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET requests = excluded.requests, failures = excluded.failures, checksum = excluded.checksum`,
      organizationId,
      sum.clientId,
      sum.day,
      sum.method,
      sum.path,
      sum.requests,
      sum.failures,
      checksumOf(sum),
    )
  }
}

/** Compares every row of every organization with its checksum. */
export function verifyUsage(connection: Connection): void {
  for (const stored of connection.all<StoredUsage>(`SELECT ${columns} FROM usage`))
    verified(stored, connection.path)
}

function verified(stored: StoredUsage, path: string): UsageRow {
  const { checksum, ...row } = stored
  if (checksumOf(row) !== checksum) throw storeIsDamaged(path, 'a row of usage differs from its checksum')
  return row
}

function checksumOf(row: UsageRow): number {
  return crc32(JSON.stringify([row.clientId, row.day, row.method, row.path, row.requests, row.failures]))
}
