import { sql as firstTables } from './0001-first-tables.ts'
import { sql as credentials } from './0002-credentials.ts'

/** Marks a SQLite file as Grantdesk's: the letters `Grnt`. */
export const APPLICATION_ID = 0x47726e74

/** Every step of the schema, oldest first; a file's version is how many it has taken. A published step never changes. */
export const migrations: readonly string[] = [firstTables, credentials]
