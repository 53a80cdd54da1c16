import type { Page, PageRequest } from '../organization/ports.ts'
import type { Connection, SqlValue } from './connection.ts'
import { fromCursor, toCursor } from './cursor.ts'
import type { Place } from './cursor.ts'
import type { ListCache, ListKnowledge } from './list-cache.ts'
import { rememberMatches } from './list-cache.ts'
import type { StoredRecord } from './record.ts'
import type { Attempt, Search } from './search.ts'

/**
 * Up to this many hits are sorted by SQLite; more are put in order by the list's own order, which is remembered
 * and, once known, cheaper for all but a handful.
 */
const FEW = { beforeOrderIsKnown: 3_000, afterwards: 300 }
/** So many changed texts in one unit of work are an import. */
const MANY = 5_000
const LAST_CHARACTER = '\u{10ffff}'

/** Fixed parts of the statements about one list; nothing in it comes from outside. */
export interface ListShape {
  readonly table: 'client' | 'authorization' | 'user'
  /** The columns of a row beside number, name and id. */
  readonly columns: string
  readonly searchesScopes: boolean
}

export interface ListQuery extends PageRequest {
  readonly search: Search
  /** Columns that must have a value. The names are this room's own words. */
  readonly filters: readonly (readonly [column: 'state' | 'grant_type', value: string])[]
}

/** What every page of a list reads of a row. */
export interface ListRow extends StoredRecord {
  readonly number: number
  readonly name: string
  readonly id: string
}

/** Pages of one noun's long list, ordered by name (whatever the case) and id, narrowed by filters and a search. */
export class NameList<Row extends ListRow> {
  readonly #connection: Connection
  readonly #cache: ListCache
  readonly #shape: ListShape
  #textsChanged = 0

  constructor(connection: Connection, cache: ListCache, shape: ListShape) {
    this.#connection = connection
    this.#cache = cache
    this.#shape = shape
  }

  page(organizationId: string, query: ListQuery): Page<Row> {
    if (query.search.kind === 'attempts') return this.#matchPage(organizationId, query, query.search)
    return this.#keysetPage(organizationId, query, query.search)
  }

  /** How many rows the whole list has. */
  size(organizationId: string): number {
    return this.#version(organizationId).size
  }

  /** Raises the list's version after a change that added `added` rows (or took, if negative). */
  changed(organizationId: string, added: number): void {
    this.#connection.run(
      `INSERT INTO list_version (organization_id, list, version, size) VALUES (?, ?, 1, ?)
       ON CONFLICT DO UPDATE SET version = version + 1, size = size + excluded.size`,
      organizationId,
      this.#shape.table,
      added,
    )
  }

  /** Replaces what the list's row is found by. */
  indexText(number: number, text: string): void {
    this.#textsChanged += 1
    this.#connection.run(
      `INSERT OR REPLACE INTO ${this.#shape.table}_text (rowid, text) VALUES (?, ?)`,
      number,
      text,
    )
  }

  forgetText(number: number): void {
    this.#connection.run(`DELETE FROM ${this.#shape.table}_text WHERE rowid = ?`, number)
  }

  /** After an import: brings the index of texts into one piece, in which searching is several times as fast. */
  finish(): void {
    if (this.#textsChanged < MANY) return
    this.#textsChanged = 0
    const index = `${this.#shape.table}_text`
    this.#connection.run(`INSERT INTO ${index} (${index}) VALUES ('optimize')`)
  }

  #keysetPage(
    organizationId: string,
    query: ListQuery,
    search: Exclude<Search, { kind: 'attempts' }>,
  ): Page<Row> {
    const conditions = [...query.filters.map(([column]) => `${column} = ?`)]
    const params: SqlValue[] = [organizationId, ...query.filters.map(([, value]) => value)]
    if (search.kind === 'name_prefix') {
      conditions.push('name >= ?', 'name < ?')
      params.push(search.prefix, search.prefix + LAST_CHARACTER)
    }
    const where = ['organization_id = ?', ...conditions].join(' AND ')
    const total = this.#total(organizationId, query, { search, where, params })
    const after = query.cursor === null ? null : fromCursor(query.cursor)
    const rows = this.#connection.all<Row>(
      `SELECT number, name, id, record, checksum ${this.#shape.columns} FROM ${this.#shape.table} AS row
       WHERE ${where} ${after ? 'AND (name, id) > (?, ?)' : ''} ORDER BY name, id LIMIT ?`,
      ...params,
      ...(after ? [after.name, after.id] : []),
      query.limit + 1,
    )
    const shown = rows.slice(0, query.limit)
    return { rows: shown, cursor: rows.length > query.limit ? cursorAfter(shown) : null, total }
  }

  #total(
    organizationId: string,
    query: ListQuery,
    counting: { search: Search; where: string; params: readonly SqlValue[] },
  ): number {
    const { version, size } = this.#version(organizationId)
    if (counting.search.kind === 'everything' && query.filters.length === 0) return size
    const { totals } = this.#knowledge(organizationId, version)
    const key = JSON.stringify([counting.search, query.filters])
    const known = totals.get(key)
    if (known !== undefined) return known
    const total =
      this.#connection.value<number>(
        `SELECT count(*) FROM ${this.#shape.table} WHERE ${counting.where}`,
        ...counting.params,
      ) ?? 0
    totals.set(key, total)
    return total
  }

  #matchPage(
    organizationId: string,
    query: ListQuery,
    search: Extract<Search, { kind: 'attempts' }>,
  ): Page<Row> {
    const matches = this.#matches(organizationId, query, search)
    const start = query.cursor === null ? 0 : this.#firstAfter(matches, fromCursor(query.cursor))
    const end = start + query.limit
    const rows = this.#connection.all<Row>(
      `SELECT row.number, row.name, row.id, row.record, row.checksum ${this.#shape.columns}
       FROM json_each(?) AS hit CROSS JOIN ${this.#shape.table} AS row ON row.number = hit.value ORDER BY hit.key`,
      JSON.stringify([...matches.subarray(start, end)]),
    )
    return { rows, cursor: end < matches.length ? cursorAfter(rows) : null, total: matches.length }
  }

  #matches(
    organizationId: string,
    query: ListQuery,
    search: Extract<Search, { kind: 'attempts' }>,
  ): Uint32Array {
    const knowledge = this.#knowledge(organizationId, this.#version(organizationId).version)
    const key = JSON.stringify([search.text, query.filters])
    const known = knowledge.matches.get(key)
    if (known) return known
    let matches: Uint32Array = new Uint32Array()
    for (const attempt of search.attempts) {
      matches = this.#inOrder(organizationId, query, { hits: this.#hits(organizationId, attempt), knowledge })
      if (matches.length > 0) break
    }
    rememberMatches(knowledge, key, matches)
    return matches
  }

  /** Row numbers that an attempt finds, in no order and perhaps twice; those of other organizations may be among them. */
  #hits(organizationId: string, attempt: Attempt): readonly number[] {
    if (attempt.kind === 'contains') return this.#containing(attempt.text)
    if (this.#shape.table !== 'client') return []
    return attempt.keys.flatMap((key) =>
      this.#connection.values<number>(
        `SELECT number FROM client_redirect WHERE organization_id = ? AND redirect_key >= ? AND redirect_key < ?`,
        organizationId,
        key,
        key + LAST_CHARACTER,
      ),
    )
  }

  #containing(text: string): readonly number[] {
    const hits = this.#connection.values<number>(
      `SELECT rowid FROM ${this.#shape.table}_text WHERE ${this.#shape.table}_text MATCH ?`,
      `"${text.replaceAll('"', '""')}"`,
    )
    if (!this.#shape.searchesScopes) return hits
    const wanted = text.toLowerCase()
    const scopes = this.#connection.all<{ number: number; name: string }>('SELECT number, name FROM scope')
    const having = scopes
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ number }) =>
        this.#connection.values<number>('SELECT number FROM client_scope WHERE scope = ?', number),
      )
    return hits.concat(...having)
  }

  #inOrder(
    organizationId: string,
    query: ListQuery,
    found: { hits: readonly number[]; knowledge: ListKnowledge },
  ): Uint32Array {
    const filtered = query.filters.map(([column]) => ` AND +row.${column} = ?`).join('')
    const values = query.filters.map(([, value]) => value)
    const orderIsKnown = found.knowledge.orders.has(JSON.stringify(query.filters))
    if (found.hits.length <= (orderIsKnown ? FEW.afterwards : FEW.beforeOrderIsKnown))
      return Uint32Array.from(
        this.#connection.values<number>(
          `SELECT row.number FROM json_each(?) AS hit
           CROSS JOIN ${this.#shape.table} AS row ON row.number = hit.value
           WHERE +row.organization_id = ? ${filtered} ORDER BY row.name, row.id`,
          JSON.stringify([...new Set(found.hits)]),
          organizationId,
          ...values,
        ),
      )
    return pick(this.#order(organizationId, query, found.knowledge), found.hits)
  }

  /** The numbers of all rows that pass the filters, in the order of the list. */
  #order(organizationId: string, query: ListQuery, knowledge: ListKnowledge): Uint32Array {
    const key = JSON.stringify(query.filters)
    const known = knowledge.orders.get(key)
    if (known) return known
    const order = Uint32Array.from(
      this.#connection.values<number>(
        `SELECT number FROM ${this.#shape.table}
         WHERE organization_id = ? ${query.filters.map(([column]) => `AND ${column} = ?`).join(' ')}
         ORDER BY name, id`,
        organizationId,
        ...query.filters.map(([, value]) => value),
      ),
    )
    knowledge.orders.set(key, order)
    return order
  }

  /** Where in the matches the first row after a place stands. */
  #firstAfter(matches: Uint32Array, place: Place): number {
    let low = 0
    let high = matches.length
    while (low < high) {
      const middle = (low + high) >> 1
      const isAfter = this.#connection.value<number>(
        `SELECT (name, id) > (?, ?) FROM ${this.#shape.table} WHERE number = ?`,
        place.name,
        place.id,
        matches[middle] ?? 0,
      )
      if (isAfter === 1) high = middle
      if (isAfter !== 1) low = middle + 1
    }
    return low
  }

  #version(organizationId: string): { readonly version: number; readonly size: number } {
    return (
      this.#connection.one<{ version: number; size: number }>(
        'SELECT version, size FROM list_version WHERE organization_id = ? AND list = ?',
        organizationId,
        this.#shape.table,
      ) ?? { version: 0, size: 0 }
    )
  }

  #knowledge(organizationId: string, version: number): ListKnowledge {
    return this.#cache.of(`${this.#shape.table} ${organizationId}`, version)
  }
}

/** Those of the ordered numbers that are hits. */
function pick(order: Uint32Array, hits: readonly number[]): Uint32Array {
  let highest = 0
  for (const number of order) if (number > highest) highest = number
  const isHit = new Uint8Array(highest + 1)
  for (const number of hits) isHit[number] = 1
  return order.filter((number) => isHit[number] === 1)
}

function cursorAfter(rows: readonly ListRow[]): string | null {
  const last = rows.at(-1)
  return last ? toCursor(last) : null
}
