import type { ClientId, OrganizationId, RoleId } from '../model/brand.ts'
import { isBuiltIn } from '../model/oauth-client.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { ClientQuery, ClientRow, Page } from '../organization/ports.ts'
import { ClientIndex } from './client-index.ts'
import type { Connection } from './connection.ts'
import type { ListCache } from './list-cache.ts'
import { NameList } from './name-list.ts'
import type { ListQuery, ListRow } from './name-list.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'
import { clientText, readSearch } from './search.ts'

interface NumberedRecord extends StoredRecord {
  readonly number: number
}

interface UsedRow extends ListRow {
  readonly lastUsed: string | null
}

const lastUsedColumn = `, (SELECT max(day) FROM usage
  WHERE usage.organization_id = row.organization_id AND usage.client_id = row.id) AS lastUsed`

/** The OAuth clients of organizations, built-in ones among them. */
export class Clients {
  readonly #connection: Connection
  readonly #list: NameList<UsedRow>
  readonly #index: ClientIndex

  constructor(connection: Connection, cache: ListCache) {
    this.#connection = connection
    this.#index = new ClientIndex(connection)
    this.#list = new NameList(connection, cache, {
      table: 'client',
      columns: lastUsedColumn,
      searchesScopes: true,
    })
  }

  get(organizationId: OrganizationId, id: ClientId): OAuthClient | undefined {
    const stored = this.#stored(organizationId, id)
    return stored && this.#read(stored)
  }

  everywhere(id: ClientId): readonly { organizationId: OrganizationId; client: OAuthClient }[] {
    return this.#connection
      .all<StoredRecord & { organizationId: OrganizationId }>(
        `SELECT organization_id AS organizationId, record, checksum FROM client
         WHERE id = ? ORDER BY organization_id`,
        id,
      )
      .map((stored) => ({ organizationId: stored.organizationId, client: this.#read(stored) }))
      .sort((one, other) => Number(isOwnedHere(other)) - Number(isOwnedHere(one)))
  }

  page(organizationId: OrganizationId, query: ClientQuery): Page<ClientRow> {
    const filters: ListQuery['filters'] = [
      ...(query.state === null ? [] : [['state', query.state] as const]),
      ...(query.grantType === null ? [] : [['grant_type', query.grantType] as const]),
    ]
    const page = this.#list.page(organizationId, { ...query, search: readSearch(query.search), filters })
    return { ...page, rows: page.rows.map((row) => ({ client: this.#read(row), lastUsed: row.lastUsed })) }
  }

  count(organizationId: OrganizationId): number {
    const builtIn = this.#connection.value<number>(
      'SELECT count(*) FROM client WHERE organization_id = ? AND is_built_in = 1',
      organizationId,
    )
    return this.#list.size(organizationId) - (builtIn ?? 0)
  }

  builtIn(organizationId: OrganizationId): readonly OAuthClient[] {
    return this.#records(
      'SELECT record, checksum FROM client WHERE organization_id = ? AND is_built_in = 1 ORDER BY name, id',
      organizationId,
    )
  }

  dueForRemoval(organizationId: OrganizationId, until: string): readonly OAuthClient[] {
    return this.#records(
      `SELECT record, checksum FROM client WHERE organization_id = ? AND removal_at IS NOT NULL
       AND removal_at <= ? ORDER BY removal_at, id`,
      organizationId,
      until,
    )
  }

  holding(organizationId: OrganizationId, roleId: RoleId): readonly OAuthClient[] {
    return this.#records(
      `SELECT client.record, client.checksum FROM client_role JOIN client USING (number)
       WHERE client_role.organization_id = ? AND client_role.role_id = ? ORDER BY client.name, client.id`,
      organizationId,
      roleId,
    )
  }

  put(organizationId: OrganizationId, client: OAuthClient): void {
    const stored = this.#stored(organizationId, client.id)
    const former = stored && this.#read(stored)
    const number = this.#write(organizationId, client, stored?.number)
    this.#index.replace(organizationId, number, { former, client })
    if (!former || clientText(former) !== clientText(client)) this.#list.indexText(number, clientText(client))
    this.#list.changed(organizationId, former ? 0 : 1)
  }

  remove(organizationId: OrganizationId, id: ClientId): void {
    const stored = this.#stored(organizationId, id)
    if (!stored) return
    this.#index.replace(organizationId, stored.number, { former: this.#read(stored), client: undefined })
    this.#list.forgetText(stored.number)
    this.#connection.run('DELETE FROM client WHERE number = ?', stored.number)
    this.#list.changed(organizationId, -1)
  }

  /** To be called before a unit of work that changed something is committed. */
  finish(): void {
    this.#list.finish()
  }

  /** Changes the row of a number, or makes one; answers its number. */
  #write(organizationId: OrganizationId, client: OAuthClient, number: number | undefined): number {
    const { record, checksum } = packRecord(client)
    const values = [
      client.name,
      client.state.kind,
      client.grantType,
      isBuiltIn(client) ? 1 : 0,
      client.state.kind === 'inactive' ? client.state.removalAt : null,
      record,
      checksum,
    ]
    if (number === undefined)
      return this.#connection.insert(
        `INSERT INTO client
         (name, state, grant_type, is_built_in, removal_at, record, checksum, organization_id, id)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        ...values,
        organizationId,
        client.id,
      )
    this.#connection.run(
      `UPDATE client SET name = ?, state = ?, grant_type = ?, is_built_in = ?, removal_at = ?, record = ?,
       checksum = ? WHERE number = ?`,
      ...values,
      number,
    )
    return number
  }

  #stored(organizationId: OrganizationId, id: ClientId): NumberedRecord | undefined {
    return this.#connection.one<NumberedRecord>(
      'SELECT number, record, checksum FROM client WHERE organization_id = ? AND id = ?',
      organizationId,
      id,
    )
  }

  #records(sql: string, ...params: readonly string[]): readonly OAuthClient[] {
    return this.#connection.all<StoredRecord>(sql, ...params).map((stored) => this.#read(stored))
  }

  #read(stored: StoredRecord): OAuthClient {
    return unpackRecord<OAuthClient>(stored, this.#connection.path)
  }
}

function isOwnedHere(found: { organizationId: OrganizationId; client: OAuthClient }): boolean {
  return found.client.ownerId === found.organizationId
}
