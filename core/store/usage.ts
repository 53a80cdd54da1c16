import { crc32 } from 'node:zlib'
import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { Connection } from './connection.ts'
import { storeIsDamaged } from './store-error.ts'

export interface StoredUsage extends UsageRow {
  readonly checksum: number
}

export const usageColumns =
  'client_id AS clientId, day, method, path, requests, failures, redirected, throttled, faulted, checksum'
const none = { requests: 0, failures: 0, redirected: 0, throttled: 0, faulted: 0 }

export function usageOf(
  connection: Connection,
  organizationId: OrganizationId,
  from: { readonly clientId: ClientId; readonly since: string },
): readonly UsageRow[] {
  return connection
    .all<StoredUsage>(
      `SELECT ${usageColumns} FROM usage
       WHERE organization_id = ? AND client_id = ? AND day >= ? ORDER BY day DESC, path, method`,
      organizationId,
      from.clientId,
      from.since,
    )
    .map((stored) => verifiedUsage(stored, connection.path))
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
      `SELECT ${usageColumns} FROM usage
       WHERE organization_id = ? AND client_id = ? AND day = ? AND method = ? AND path = ?`,
      organizationId,
      row.clientId,
      row.day,
      row.method,
      row.path,
    )
    const before = former ? verifiedUsage(former, connection.path) : none
    const sum: UsageRow = {
      ...row,
      requests: row.requests + before.requests,
      failures: row.failures + before.failures,
      redirected: row.redirected + before.redirected,
      throttled: row.throttled + before.throttled,
      faulted: row.faulted + before.faulted,
    }
    connection.run(
      `INSERT INTO usage (organization_id, client_id, day, method, path, requests, failures, redirected, throttled,
       faulted, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET requests = excluded.requests, failures = excluded.failures, redirected = excluded.redirected,
       throttled = excluded.throttled, faulted = excluded.faulted, checksum = excluded.checksum`,
      organizationId,
      sum.clientId,
      sum.day,
      sum.method,
      sum.path,
      sum.requests,
      sum.failures,
      sum.redirected,
      sum.throttled,
      sum.faulted,
      checksumOf(sum),
    )
  }
}

/** Compares every row of every organization with its checksum; files of version 1 have fewer columns. */
export function verifyUsage(connection: Connection, version: number): void {
  const present =
    version > 1
      ? usageColumns
      : usageColumns.replace(/redirected|throttled|faulted/g, (name) => `0 AS ${name}`)
  for (const stored of connection.all<StoredUsage>(`SELECT ${present} FROM usage`))
    verifiedUsage(stored, connection.path)
}

/** A row as it was counted; one that differs from its checksum is reported and never used (F2). */
export function verifiedUsage(stored: StoredUsage, path: string): UsageRow {
  const { checksum, ...row } = stored
  if (checksumOf(row) !== checksum) throw storeIsDamaged(path, 'a row of usage differs from its checksum')
  return row
}

/** The last three counts came with version 2. Where they are 0 the list stays what it was, and old rows stay valid. */
function checksumOf(row: UsageRow): number {
  const { clientId, day, method, path, requests, failures, redirected, throttled, faulted } = row
  const more = redirected + throttled + faulted === 0 ? [] : [redirected, throttled, faulted]
  return crc32(JSON.stringify([clientId, day, method, path, requests, failures, ...more]))
}
