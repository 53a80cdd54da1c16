import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Every byte that lies in a workspace's folder, the write-ahead log included. */
export async function storedBytes(directory: string): Promise<Buffer> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Buffer.concat(await Promise.all(files.map((file) => readFile(file))))
}

/** The rows of every table, as text: equal texts mean that nothing was written. */
export function storedRows(file: string): string {
  const database = new Database(file, { readonly: true })
  try {
    const tables = database
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .pluck()
      .all() as string[]
    const rows = tables.map((table) => [table, database.prepare(`SELECT * FROM "${table}"`).all()])
    return JSON.stringify(rows)
  } finally {
    database.close()
  }
}
