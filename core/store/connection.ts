import Database from 'better-sqlite3'
import { translateSqliteError } from './store-error.ts'

export type SqlValue = string | number | null

/**
 * One connection to the file, with every statement prepared once. It never waits for a lock: who holds it waits
 * without blocking the event loop (`retryWhileBusy`).
 */
export class Connection {
  readonly path: string
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()
  readonly #plucked = new Map<string, Database.Statement>()

  private constructor(path: string, database: Database.Database) {
    this.path = path
    this.#database = database
  }

  static open(path: string, mode: 'read' | 'write'): Connection {
    try {
      return new Connection(
        path,
        new Database(path, { readonly: mode === 'read', fileMustExist: true, timeout: 0 }),
      )
    } catch (cause) {
      throw translateSqliteError(cause, path)
    }
  }

  static inMemory(): Connection {
    return new Connection(':memory:', new Database(':memory:'))
  }

  one<Row>(sql: string, ...params: readonly SqlValue[]): Row | undefined {
    // INVARIANT: each caller's Row names the columns of its own statement; the tables are STRICT.
    return this.#translating(() => this.#prepare(sql).get(...params) as Row | undefined)
  }

  all<Row>(sql: string, ...params: readonly SqlValue[]): readonly Row[] {
    return this.#translating(() => this.#prepare(sql).all(...params) as Row[])
  }

  /** The first column of the first row. */
  value<Value extends SqlValue>(sql: string, ...params: readonly SqlValue[]): Value | undefined {
    return this.#translating(() => this.#pluck(sql).get(...params) as Value | undefined)
  }

  /** The first column of every row. */
  values<Value extends SqlValue>(sql: string, ...params: readonly SqlValue[]): readonly Value[] {
    return this.#translating(() => this.#pluck(sql).all(...params) as Value[])
  }

  /** How many rows a statement changed. */
  run(sql: string, ...params: readonly SqlValue[]): number {
    return this.#translating(() => this.#prepare(sql).run(...params).changes)
  }

  /** The number that SQLite gave the new row. `RETURNING` would tell it too, at twice the cost. */
  insert(sql: string, ...params: readonly SqlValue[]): number {
    return this.#translating(() => Number(this.#prepare(sql).run(...params).lastInsertRowid))
  }

  /** How many rows this connection has changed since it was opened. */
  changes(): number {
    return this.value<number>('SELECT total_changes()') ?? 0
  }

  /** Several statements at once; for schemas. */
  script(sql: string): void {
    this.#translating(() => this.#database.exec(sql))
  }

  pragma(text: string): unknown {
    return this.#translating(() => this.#database.pragma(text, { simple: true }))
  }

  /** Copies the whole database, as this connection sees it, into another file. */
  async copyTo(path: string): Promise<void> {
    try {
      await this.#database.backup(path)
    } catch (cause) {
      throw translateSqliteError(cause, path)
    }
  }

  isInTransaction(): boolean {
    return this.#database.inTransaction
  }

  rollback(): void {
    // SQLite has already rolled back by itself after some faults, such as a full disk.
    if (this.isInTransaction()) this.run('ROLLBACK')
  }

  close(): void {
    this.#statements.clear()
    this.#plucked.clear()
    if (this.#database.open) this.#database.close()
  }

  #prepare(sql: string): Database.Statement {
    const known = this.#statements.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #pluck(sql: string): Database.Statement {
    const known = this.#plucked.get(sql)
    if (known) return known
    const statement = this.#database.prepare(sql).pluck()
    this.#plucked.set(sql, statement)
    return statement
  }

  #translating<Value>(work: () => Value): Value {
    try {
      return work()
    } catch (cause) {
      throw translateSqliteError(cause, this.path)
    }
  }
}
