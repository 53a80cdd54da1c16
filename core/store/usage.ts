import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { UsageRow } from '../organization/ports.ts'
import type { Connection } from './connection.ts'

export function usageOf(
  connection: Connection,
  organizationId: OrganizationId,
  from: { readonly clientId: ClientId; readonly since: string },
): readonly UsageRow[] {
  return connection.all<UsageRow>(
    `SELECT client_id AS clientId, day, method, path, requests, failures FROM usage
     WHERE organization_id = ? AND client_id = ? AND day >= ? ORDER BY day DESC, path, method`,
    organizationId,
    from.clientId,
    from.since,
  )
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
  for (const row of rows)
    connection.run(
      `INSERT INTO usage (organization_id, client_id, day, method, path, requests, failures)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE
       SET requests = requests + excluded.requests, failures = failures + excluded.failures`,
      organizationId,
      row.clientId,
      row.day,
      row.method,
      row.path,
      row.requests,
      row.failures,
    )
}
