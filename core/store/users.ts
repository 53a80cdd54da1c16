import type { OrganizationId, RoleId, UserId } from '../model/brand.ts'
import type { User } from '../model/directory.ts'
import type { Page, UserQuery } from '../organization/ports.ts'
import type { Connection } from './connection.ts'
import type { ListCache } from './list-cache.ts'
import { NameList } from './name-list.ts'
import type { ListRow } from './name-list.ts'
import type { StoredRecord } from './record.ts'
import { packRecord, unpackRecord } from './record.ts'
import { readSearch, userText } from './search.ts'

interface NumberedRecord extends StoredRecord {
  readonly number: number
}

/** The users of organizations, found by id, address, role or text. */
export class Users {
  readonly #connection: Connection
  readonly #list: NameList<ListRow>

  constructor(connection: Connection, cache: ListCache) {
    this.#connection = connection
    this.#list = new NameList(connection, cache, { table: 'user', columns: '', searchesScopes: false })
  }

  get(organizationId: OrganizationId, id: UserId): User | undefined {
    const stored = this.#stored(organizationId, id)
    return stored && this.#read(stored)
  }

  byEmail(organizationId: OrganizationId, email: string): User | undefined {
    const stored = this.#connection.one<StoredRecord>(
      'SELECT record, checksum FROM user WHERE organization_id = ? AND email = ? ORDER BY number LIMIT 1',
      organizationId,
      email,
    )
    return stored && this.#read(stored)
  }

  page(organizationId: OrganizationId, query: UserQuery): Page<User> {
    const page = this.#list.page(organizationId, { ...query, search: readSearch(query.search), filters: [] })
    return { ...page, rows: page.rows.map((row) => this.#read(row)) }
  }

  /** In the order in which they joined the organization. */
  holding(organizationId: OrganizationId, roleId: RoleId): readonly User[] {
    return this.#connection
      .all<StoredRecord>(
        `SELECT user.record, user.checksum FROM user_role JOIN user USING (number)
         WHERE user_role.organization_id = ? AND user_role.role_id = ? ORDER BY user_role.number`,
        organizationId,
        roleId,
      )
      .map((stored) => this.#read(stored))
  }

  countActive(organizationId: OrganizationId): number {
    const counted = this.#connection.one<{ readonly count: number }>(
      `SELECT count(*) AS count FROM user WHERE organization_id = ? AND record ->> 'state' = 'active'`,
      organizationId,
    )
    return counted?.count ?? 0
  }

  put(organizationId: OrganizationId, user: User): void {
    const stored = this.#stored(organizationId, user.id)
    const former = stored && this.#read(stored)
    const number = this.#write(organizationId, user, stored?.number)
    const before = new Set(former?.roleGrants.map((grant) => grant.roleId))
    const after = new Set(user.roleGrants.map((grant) => grant.roleId))
    for (const roleId of before.difference(after))
      this.#connection.run(
        'DELETE FROM user_role WHERE organization_id = ? AND role_id = ? AND number = ?',
        organizationId,
        roleId,
        number,
      )
    for (const roleId of after.difference(before))
      this.#connection.run('INSERT INTO user_role VALUES (?, ?, ?)', organizationId, roleId, number)
    if (!former || userText(former) !== userText(user)) this.#list.indexText(number, userText(user))
    this.#list.changed(organizationId, former ? 0 : 1)
  }

  /** To be called before a unit of work that changed something is committed. */
  finish(): void {
    this.#list.finish()
  }

  /** Changes the row of a number, or makes one; answers its number. */
  #write(organizationId: OrganizationId, user: User, number: number | undefined): number {
    const { record, checksum } = packRecord(user)
    const values = [user.name, user.email, record, checksum]
    if (number === undefined)
      return this.#connection.insert(
        'INSERT INTO user (name, email, record, checksum, organization_id, id) VALUES (?, ?, ?, ?, ?, ?)',
        ...values,
        organizationId,
        user.id,
      )
    this.#connection.run(
      'UPDATE user SET name = ?, email = ?, record = ?, checksum = ? WHERE number = ?',
      ...values,
      number,
    )
    return number
  }

  #stored(organizationId: OrganizationId, id: UserId): NumberedRecord | undefined {
    return this.#connection.one<NumberedRecord>(
      'SELECT number, record, checksum FROM user WHERE organization_id = ? AND id = ?',
      organizationId,
      id,
    )
  }

  #read(stored: StoredRecord): User {
    return unpackRecord<User>(stored, this.#connection.path)
  }
}
