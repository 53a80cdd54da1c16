import type { Connection } from './connection.ts'

/** How often records changed, and how often usage did; of whatever process. */
export interface Versions {
  readonly records: number
  readonly usage: number
}

export function recordsVersion(connection: Connection): number {
  return connection.value<number>('SELECT records FROM version') ?? 0
}

export function versionsOf(connection: Connection): Versions {
  return connection.one<Versions>('SELECT records, usage FROM version') ?? { records: 0, usage: 0 }
}

export function raiseRecordsVersion(connection: Connection): number {
  return connection.value<number>('UPDATE version SET records = records + 1 RETURNING records') ?? 0
}

export function raiseUsageVersion(connection: Connection): void {
  connection.run('UPDATE version SET usage = usage + 1')
}
