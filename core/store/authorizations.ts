import type { AppAuthorization } from '../model/app-authorization.ts'
import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { AuthorizationQuery, AuthorizationRow, Page } from '../organization/ports.ts'
import type { Connection } from './connection.ts'
import type { ListCache } from './list-cache.ts'
import { NameList } from './name-list.ts'
import type { ListRow } from './name-list.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'
import { authorizationText, readSearch } from './search.ts'

interface NumberedRecord extends StoredRecord {
  readonly number: number
}

interface UsedRow extends ListRow {
  readonly lastUsed: string | null
}

const lastUsedColumn = `, (SELECT max(day) FROM usage
  WHERE usage.organization_id = row.organization_id AND usage.client_id = row.id) AS lastUsed`

/** The apps that organizations authorized, each known by its client's id. */
export class Authorizations {
  readonly #connection: Connection
  readonly #list: NameList<UsedRow>

  constructor(connection: Connection, cache: ListCache) {
    this.#connection = connection
    this.#list = new NameList(connection, cache, {
      table: 'authorization',
      columns: lastUsedColumn,
      searchesScopes: false,
    })
  }

  get(organizationId: OrganizationId, clientId: ClientId): AppAuthorization | undefined {
    const stored = this.#stored(organizationId, clientId)
    return stored && this.#read(stored)
  }

  page(organizationId: OrganizationId, query: AuthorizationQuery): Page<AuthorizationRow> {
    const page = this.#list.page(organizationId, {
      ...query,
      search: readSearch(query.search),
      filters: query.state === null ? [] : [['state', query.state]],
    })
    return {
      ...page,
      rows: page.rows.map((row) => ({ authorization: this.#read(row), lastUsed: row.lastUsed })),
    }
  }

  count(organizationId: OrganizationId): number {
    return this.#list.size(organizationId)
  }

  everywhere(
    clientId: ClientId,
  ): readonly { organizationId: OrganizationId; authorization: AppAuthorization }[] {
    return this.#connection
      .all<StoredRecord & { organizationId: OrganizationId }>(
        `SELECT organization_id AS organizationId, record, checksum FROM authorization
         WHERE id = ? ORDER BY organization_id`,
        clientId,
      )
      .map((stored) => ({ organizationId: stored.organizationId, authorization: this.#read(stored) }))
  }

  dueToExpire(organizationId: OrganizationId, until: string): readonly AppAuthorization[] {
    return this.#connection
      .all<StoredRecord>(
        `SELECT record, checksum FROM authorization WHERE organization_id = ? AND state = 'authorized'
         AND expires_at IS NOT NULL AND expires_at <= ? ORDER BY expires_at, id`,
        organizationId,
        until,
      )
      .map((stored) => this.#read(stored))
  }

  put(organizationId: OrganizationId, authorization: AppAuthorization): void {
    const stored = this.#stored(organizationId, authorization.clientId)
    const former = stored && this.#read(stored)
    const number = this.#write(organizationId, authorization, stored?.number)
    const text = authorizationText(authorization)
    if (!former || authorizationText(former) !== text) this.#list.indexText(number, text)
    this.#list.changed(organizationId, former ? 0 : 1)
  }

  /** To be called before a unit of work that changed something is committed. */
  finish(): void {
    this.#list.finish()
  }

  /** Changes the row of a number, or makes one; answers its number. */
  #write(
    organizationId: OrganizationId,
    authorization: AppAuthorization,
    number: number | undefined,
  ): number {
    const { record, checksum } = packRecord(authorization)
    const values = [authorization.clientName, authorization.state, authorization.expiresAt, record, checksum]
    if (number === undefined)
      return this.#connection.insert(
        `INSERT INTO authorization (name, state, expires_at, record, checksum, organization_id, id)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        ...values,
        organizationId,
        authorization.clientId,
      )
    this.#connection.run(
      `UPDATE authorization SET name = ?, state = ?, expires_at = ?, record = ?, checksum = ? WHERE number = ?`,
      ...values,
      number,
    )
    return number
  }

  #stored(organizationId: OrganizationId, clientId: ClientId): NumberedRecord | undefined {
    return this.#connection.one<NumberedRecord>(
      'SELECT number, record, checksum FROM authorization WHERE organization_id = ? AND id = ?',
      organizationId,
      clientId,
    )
  }

  #read(stored: StoredRecord): AppAuthorization {
    return unpackRecord<AppAuthorization>(stored, this.#connection.path)
  }
}
