import type { AppAuthorization } from '../model/app-authorization.ts'
import type { Assumption } from '../model/assumption.ts'
import type { ClientId, RoleId, UserId } from '../model/brand.ts'
import type { Role, RoleGrant, User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { authorizedApp } from './authorized-app.ts'
import type { Changed, RecordChanges } from './organization-records.ts'
import type { OrganizationView } from './organization-view.ts'

/** What an assumption names and the organization does not have. */
export interface UnknownName {
  readonly what: 'client' | 'authorization' | 'user' | 'role' | 'division'
  readonly id: string
}

/** The records as the assumptions leave them, or the first name that stands for nothing. */
export type Assumed = { readonly changes: RecordChanges } | { readonly unknown: UnknownName }

type Facts = Pick<OrganizationView, 'client' | 'authorization' | 'user' | 'role' | 'divisionName'>

/** What would become different if all of this were done, one after the other; nothing is changed (P4). */
export function assume(organization: Facts, assumptions: readonly Assumption[]): Assumed {
  const world = new AssumedWorld(organization)
  for (const assumption of assumptions) {
    const unknown = world.apply(assumption)
    if (unknown) return { unknown }
  }
  return { changes: world.changes() }
}

/** The organization with the records that were changed so far laid over it. */
class AssumedWorld {
  readonly #facts: Facts
  readonly #clients = new Map<ClientId, OAuthClient>()
  readonly #authorizations = new Map<ClientId, AppAuthorization>()
  readonly #users = new Map<UserId, User>()
  /** Undefined for a role that was deleted. */
  readonly #roles = new Map<RoleId, Role | undefined>()
  #enforceScopes: boolean | undefined

  constructor(facts: Facts) {
    this.#facts = facts
  }

  /** Answers what is unknown, and nothing when it was done. */
  apply(assumption: Assumption): UnknownName | undefined {
    switch (assumption.kind) {
      case 'requested_scopes':
        return this.#editClient(assumption.clientId, (client) => ({
          ...client,
          scopes: edited(client.scopes, assumption),
        }))
      case 'granted_scopes':
        return this.#editAuthorization(assumption.clientId, (former) => ({
          ...former,
          scopes: edited(former.scopes, assumption),
        }))
      case 'role_limit':
        return (
          this.#firstUnknownRole(assumption.roleIds) ??
          this.#editAuthorization(assumption.clientId, (former) => ({
            ...former,
            roleIds: assumption.roleIds,
          }))
        )
      case 'authorize_app':
        return this.#authorize(assumption.clientId, assumption.scopes)
      case 'revoke_app':
        return this.#editAuthorization(assumption.clientId, (former) => ({
          ...former,
          state: 'revoked',
          revocationCause: 'administrator',
        }))
      case 'give_client_role':
        return (
          this.#unknownGrant(assumption) ??
          this.#editClient(assumption.clientId, (client) => withGrant(client, assumption))
        )
      case 'take_client_role':
        return this.#editClient(assumption.clientId, (client) => withoutGrant(client, assumption))
      case 'give_user_role':
        return (
          this.#unknownGrant(assumption) ??
          this.#editUser(assumption.userId, (user) => withGrant(user, assumption))
        )
      case 'take_user_role':
        return this.#editUser(assumption.userId, (user) => withoutGrant(user, assumption))
      case 'role_patterns':
        return this.#editRole(assumption.roleId, (role) => ({
          ...role,
          patterns: edited(role.patterns, assumption),
        }))
      case 'delete_role':
        return this.#editRole(assumption.roleId, () => undefined)
      case 'enforce_scopes':
        this.#enforceScopes = assumption.on
        return undefined
    }
  }

  changes(): RecordChanges {
    return {
      ...(this.#enforceScopes === undefined ? {} : { enforceScopes: this.#enforceScopes }),
      ...(this.#clients.size === 0 ? {} : { clients: changedIn(this.#clients) }),
      ...(this.#authorizations.size === 0 ? {} : { authorizations: changedIn(this.#authorizations) }),
      ...(this.#users.size === 0 ? {} : { users: changedIn(this.#users) }),
      ...(this.#roles.size === 0 ? {} : { roles: changedIn(this.#roles) }),
    }
  }

  #editClient(id: ClientId, edit: (client: OAuthClient) => OAuthClient): UnknownName | undefined {
    const former = this.#clients.get(id) ?? this.#facts.client(id)
    if (!former) return { what: 'client', id }
    this.#clients.set(id, edit(former))
    return undefined
  }

  #editAuthorization(
    id: ClientId,
    edit: (former: AppAuthorization) => AppAuthorization,
  ): UnknownName | undefined {
    const former = this.#authorization(id)
    if (!former) return { what: this.#facts.client(id) ? 'authorization' : 'client', id }
    this.#authorizations.set(id, edit(former))
    return undefined
  }

  #authorize(id: ClientId, scopes: readonly string[]): UnknownName | undefined {
    const client = this.#clients.get(id) ?? this.#facts.client(id)
    if (!client) return { what: 'client', id }
    this.#authorizations.set(id, authorizedApp(client, this.#authorization(id), scopes))
    return undefined
  }

  #authorization(id: ClientId): AppAuthorization | undefined {
    return this.#authorizations.get(id) ?? this.#facts.authorization(id)
  }

  #editUser(id: UserId, edit: (user: User) => User): UnknownName | undefined {
    const former = this.#users.get(id) ?? this.#facts.user(id)
    if (!former) return { what: 'user', id }
    this.#users.set(id, edit(former))
    return undefined
  }

  #editRole(id: RoleId, edit: (role: Role) => Role | undefined): UnknownName | undefined {
    const former = this.#role(id)
    if (!former) return { what: 'role', id }
    this.#roles.set(id, edit(former))
    return undefined
  }

  #role(id: RoleId): Role | undefined {
    return this.#roles.has(id) ? this.#roles.get(id) : this.#facts.role(id)
  }

  #firstUnknownRole(ids: readonly RoleId[]): UnknownName | undefined {
    const id = ids.find((candidate) => !this.#role(candidate))
    return id === undefined ? undefined : { what: 'role', id }
  }

  #unknownGrant({ roleId, divisionId }: RoleGrant): UnknownName | undefined {
    if (divisionId !== '*' && this.#facts.divisionName(divisionId) === undefined) {
      return { what: 'division', id: divisionId }
    }
    return this.#firstUnknownRole([roleId])
  }
}

interface Holder {
  readonly roleGrants: readonly RoleGrant[]
}

function withGrant<Record extends Holder>(holder: Record, grant: RoleGrant): Record {
  if (holder.roleGrants.some((held) => isSame(held, grant))) return holder
  const { roleId, divisionId } = grant
  return { ...holder, roleGrants: [...holder.roleGrants, { roleId, divisionId }] }
}

function withoutGrant<Record extends Holder>(holder: Record, grant: RoleGrant): Record {
  return { ...holder, roleGrants: holder.roleGrants.filter((held) => !isSame(held, grant)) }
}

function isSame(one: RoleGrant, other: RoleGrant): boolean {
  return one.roleId === other.roleId && one.divisionId === other.divisionId
}

/** Removes first, so that what is both removed and added is there. */
function edited(
  list: readonly string[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): readonly string[] {
  const removed = new Set(remove)
  return [...new Set([...list.filter((item) => !removed.has(item)), ...add])]
}

function changedIn<Id, Item>(records: ReadonlyMap<Id, Item | undefined>): Changed<Item, Id> {
  const put: Item[] = []
  const removed: Id[] = []
  for (const [id, record] of records) {
    if (record === undefined) removed.push(id)
    else put.push(record)
  }
  return { put, removed }
}
