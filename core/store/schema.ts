import { Connection } from './connection.ts'

/** The statements that made a file's tables, as one text; without the tables that the search index makes for itself. */
export function schemaOf(connection: Connection): string {
  const rows = connection.all(
    `SELECT type, name, sql FROM sqlite_schema
     WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE '%~_text~_%' ESCAPE '~'
     ORDER BY name`,
  )
  return JSON.stringify(rows)
}

/** What `schemaOf` answers for an undamaged file that took these steps. */
export function schemaAfter(migrations: readonly string[]): string {
  const connection = Connection.inMemory()
  try {
    for (const sql of migrations) connection.script(sql)
    return schemaOf(connection)
  } finally {
    connection.close()
  }
}
