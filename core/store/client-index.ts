import type { OrganizationId } from '../model/brand.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Connection } from './connection.ts'
import { redirectKey } from './search.ts'

/** Keeps the tables by which clients are found through their scopes, redirect URIs and roles. */
export class ClientIndex {
  readonly #connection: Connection
  /** Only as lasting as the unit of work that this object serves: a rollback takes numbers back. */
  readonly #scopes = new Map<string, number>()

  constructor(connection: Connection) {
    this.#connection = connection
  }

  /** Brings the tables from what the client was to what it is; undefined stands for no client. */
  replace(
    organizationId: OrganizationId,
    number: number,
    change: { readonly former: OAuthClient | undefined; readonly client: OAuthClient | undefined },
  ): void {
    const scopes = difference(change.former?.scopes, change.client?.scopes)
    for (const scope of scopes.gone)
      this.#run('DELETE FROM client_scope WHERE scope = ? AND number = ?', this.#scopeNumber(scope), number)
    for (const scope of scopes.come)
      this.#run('INSERT INTO client_scope (scope, number) VALUES (?, ?)', this.#scopeNumber(scope), number)

    const redirects = difference(
      change.former?.redirectUris.map(redirectKey),
      change.client?.redirectUris.map(redirectKey),
    )
    const redirectRow = 'organization_id = ? AND redirect_key = ? AND number = ?'
    for (const key of redirects.gone)
      this.#run(`DELETE FROM client_redirect WHERE ${redirectRow}`, organizationId, key, number)
    for (const key of redirects.come)
      this.#run('INSERT INTO client_redirect VALUES (?, ?, ?)', organizationId, key, number)

    const roles = difference(rolesOf(change.former), rolesOf(change.client))
    const roleRow = 'organization_id = ? AND role_id = ? AND number = ?'
    for (const role of roles.gone)
      this.#run(`DELETE FROM client_role WHERE ${roleRow}`, organizationId, role, number)
    for (const role of roles.come)
      this.#run('INSERT INTO client_role VALUES (?, ?, ?)', organizationId, role, number)
  }

  /** The number that stands for a scope, given out when it is first met. */
  #scopeNumber(name: string): number {
    const known = this.#scopes.get(name)
    if (known !== undefined) return known
    const number =
      this.#connection.value<number>('SELECT number FROM scope WHERE name = ?', name) ??
      this.#connection.insert('INSERT INTO scope (name) VALUES (?)', name)
    this.#scopes.set(name, number)
    return number
  }

  #run(sql: string, ...params: readonly (string | number)[]): void {
    this.#connection.run(sql, ...params)
  }
}

function rolesOf(client: OAuthClient | undefined): readonly string[] | undefined {
  return client?.roleGrants.map((grant) => grant.roleId)
}

function difference(
  former: readonly string[] = [],
  present: readonly string[] = [],
): { readonly gone: ReadonlySet<string>; readonly come: ReadonlySet<string> } {
  const before = new Set(former)
  const after = new Set(present)
  return { gone: before.difference(after), come: after.difference(before) }
}
