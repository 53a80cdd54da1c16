import type { Connection } from './connection.ts'

/** Remembers an assertion; false if it was remembered already (RFC 7522 §3). */
export function rememberAssertion(connection: Connection, key: string, until: number): boolean {
  return (
    connection.run('INSERT INTO assertion (key, until) VALUES (?, ?) ON CONFLICT DO NOTHING', key, until) ===
    1
  )
}

/** Forgets at most `limit` assertions that had ended before a moment. */
export function purgeAssertions(connection: Connection, before: number, limit: number): void {
  connection.run(
    'DELETE FROM assertion WHERE key IN (SELECT key FROM assertion WHERE until < ? LIMIT ?)',
    before,
    limit,
  )
}
