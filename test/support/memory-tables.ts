import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import type { AuditEvent } from '../../core/model/audit-event.ts'
import { asId } from '../../core/model/brand.ts'
import type { OrganizationId } from '../../core/model/brand.ts'
import type { Catalogue } from '../../core/catalogue/catalogue.ts'
import type { Division, Organization, Role, User } from '../../core/model/directory.ts'
import type { IdentityProvider } from '../../core/model/identity-provider.ts'
import type { IssuedCredential } from '../../core/model/issued-credential.ts'
import type { OAuthClient } from '../../core/model/oauth-client.ts'
import type { UsageRow } from '../../core/model/usage-row.ts'
import type { SecretHash } from '../../core/organization/ports.ts'

/** Rows of one noun, by organization and id. They are kept as JSON, so that nobody can change them from outside. */
class Table<Value> {
  /** How many rows were put or removed in this copy. */
  changes = 0
  readonly #rows: Map<string, { readonly organizationId: string; readonly json: string }>

  constructor(former?: Table<Value>) {
    this.#rows = new Map(former ? former.#rows : [])
  }

  get(organizationId: string, id: string): Value | undefined {
    const row = this.#rows.get(JSON.stringify([organizationId, id]))
    // Only `put` writes rows, and it takes values of this type.
    return row && (JSON.parse(row.json) as Value)
  }

  /** In the order in which the rows first came. */
  everywhere(): readonly { readonly organizationId: OrganizationId; readonly value: Value }[] {
    return [...this.#rows.values()].map((row) => ({
      organizationId: asId<OrganizationId>(row.organizationId),
      value: JSON.parse(row.json) as Value,
    }))
  }

  all(organizationId: string): readonly Value[] {
    return this.everywhere()
      .filter((row) => row.organizationId === organizationId)
      .map((row) => row.value)
  }

  put(organizationId: string, id: string, value: Value): void {
    this.changes++
    this.#rows.set(JSON.stringify([organizationId, id]), { organizationId, json: JSON.stringify(value) })
  }

  remove(organizationId: string, id: string): void {
    if (this.#rows.delete(JSON.stringify([organizationId, id]))) this.changes++
  }
}

/** Tables that can be changed without a trace in those that they are copied from. */
export function copyOf(former?: Tables): Tables {
  return {
    organizations: new Table<Organization>(former?.organizations),
    divisions: new Table<Division>(former?.divisions),
    roles: new Table<Role>(former?.roles),
    users: new Table<User>(former?.users),
    clients: new Table<OAuthClient>(former?.clients),
    secrets: new Table<SecretHash>(former?.secrets),
    authorizations: new Table<AppAuthorization>(former?.authorizations),
    usage: new Table<UsageRow>(former?.usage),
    catalogues: new Table<Catalogue>(former?.catalogues),
    events: new Table<AuditEvent>(former?.events),
    identityProviders: new Table<IdentityProvider>(former?.identityProviders),
    credentials: new Table<IssuedCredential>(former?.credentials),
    assertions: new Table<number>(former?.assertions),
    version: former?.version ?? 1,
  }
}

export interface Tables {
  readonly organizations: Table<Organization>
  readonly divisions: Table<Division>
  readonly roles: Table<Role>
  readonly users: Table<User>
  readonly clients: Table<OAuthClient>
  readonly secrets: Table<SecretHash>
  readonly authorizations: Table<AppAuthorization>
  readonly usage: Table<UsageRow>
  readonly catalogues: Table<Catalogue>
  readonly events: Table<AuditEvent>
  readonly identityProviders: Table<IdentityProvider>
  readonly credentials: Table<IssuedCredential>
  readonly assertions: Table<number>
  version: number
}

/** Whether records were changed in this copy; counts of usage and tokens are none. */
export function recordsChanged(tables: Tables): boolean {
  const { organizations, divisions, roles, users, clients, secrets, authorizations, catalogues } = tables
  return [
    ...[organizations, divisions, roles, users, clients, secrets, authorizations, catalogues],
    ...[tables.events, tables.identityProviders],
  ].some((table) => table.changes > 0)
}
