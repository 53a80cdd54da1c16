import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { Json } from '../../model/audit-event.ts'
import { asId, type Brand } from '../../model/brand.ts'
import type { RoleDivision, RoleGrant, User } from '../../model/directory.ts'
import { BUILT_IN_OWNER, isBuiltIn, type Author, type OAuthClient } from '../../model/oauth-client.ts'
import type { Fact, HistoryEntry, Snapshot } from '../../model/snapshot.ts'
import { systemAuthor } from '../../organization/due-removals.ts'
import type { Redactor } from './redactor.ts'

/**
 * A copy of a snapshot that names nobody and nothing of the organization's own, for whoever may see the findings only. Times,
 * scopes, permissions, operations, counts, and what equals what stay; built-in clients are the vendor's and stay too. Rules
 * that read names or hosts find both among what is absent and are not evaluated (U2, U4).
 */
export function redactSnapshot(snapshot: Snapshot, redactor: Redactor): Snapshot {
  const redact = new Redaction(redactor, snapshot)
  const { organization } = snapshot
  const absent = new Set<Fact>([...snapshot.absent, 'names', 'hosts'])
  return {
    takenAt: snapshot.takenAt,
    source: snapshot.source,
    absent: [...absent].sort(),
    organization: {
      ...organization,
      id: redact.id('organization', organization.id),
      name: redactor.text(organization.name),
      homeDivisionId: redact.id('division', organization.homeDivisionId),
    },
    catalogue: snapshot.catalogue,
    // The log of the organization is not part of the copy.
    historyHead: null,
    divisions: sortById(
      snapshot.divisions.map((division) => ({
        ...division,
        id: redact.id('division', division.id),
        name: redactor.text(division.name),
      })),
    ),
    roles: sortById(
      snapshot.roles.map((role) => ({
        ...role,
        id: redact.id('role', role.id),
        name: redactor.text(role.name),
        description: redactor.text(role.description),
      })),
    ),
    users: sortById(snapshot.users.map((user) => redact.user(user))),
    clients: sortById(snapshot.clients.map((client) => redact.client(client))),
    authorizations: snapshot.authorizations
      .map((authorization) => redact.authorization(authorization))
      .sort((one, other) => compare(one.clientId, other.clientId)),
    identityProviders: sortById(
      snapshot.identityProviders.map((provider) => ({
        ...provider,
        id: redact.id('provider', provider.id),
        name: redactor.text(provider.name),
        issuer: redactor.uri(provider.issuer),
      })),
    ),
    usage: snapshot.usage
      .map((series) => ({ ...series, clientId: redact.clientId(series.clientId) }))
      .sort((one, other) => compare(usageKey(one), usageKey(other))),
    history: snapshot.history.map((entry) => redact.historyEntry(entry)),
    secretsInState: snapshot.secretsInState.map((id) => redact.clientId(id)).sort(),
  }
}

/** Replaces what stands in records, by what each field holds. */
class Redaction {
  readonly #redactor: Redactor
  readonly #builtIn: ReadonlySet<string>
  readonly #clientIds: ReadonlySet<string>

  constructor(redactor: Redactor, snapshot: Snapshot) {
    this.#redactor = redactor
    this.#clientIds = new Set(snapshot.clients.map(({ id }) => id))
    this.#builtIn = new Set(snapshot.clients.filter(isBuiltIn).map(({ id }) => id))
  }

  id<Id extends Brand<string>>(kind: Parameters<Redactor['id']>[0], id: Id): Id {
    return asId<Id>(this.#redactor.id(kind, id))
  }

  clientId<Id extends Brand<string>>(id: Id): Id {
    return this.#builtIn.has(id) ? id : this.id('client', id)
  }

  owner(id: OAuthClient['ownerId']): OAuthClient['ownerId'] {
    return id === BUILT_IN_OWNER ? id : this.id('organization', id)
  }

  roleGrant({ roleId, divisionId }: RoleGrant): RoleGrant {
    return { roleId: this.id('role', roleId), divisionId: this.#division(divisionId) }
  }

  user(user: User): User {
    return {
      ...user,
      id: this.id('user', user.id),
      email: this.#redactor.text(user.email),
      name: this.#redactor.text(user.name),
      roleGrants: user.roleGrants.map((grant) => this.roleGrant(grant)),
    }
  }

  client(client: OAuthClient): OAuthClient {
    const authors = {
      createdBy: this.#author(client.createdBy),
      modifiedBy: this.#author(client.modifiedBy),
    }
    if (isBuiltIn(client)) return { ...client, ...authors }
    return {
      ...client,
      ...authors,
      id: this.clientId(client.id),
      ownerId: this.owner(client.ownerId),
      name: this.#redactor.text(client.name),
      description: this.#redactor.text(client.description),
      contact: this.#redactor.text(client.contact),
      redirectUris: client.redirectUris.map((uri) => this.#redactor.uri(uri)),
      roleGrants: client.roleGrants.map((grant) => this.roleGrant(grant)),
      addressRanges: client.addressRanges.map((range) => this.#redactor.address(range)),
    }
  }

  authorization(authorization: AppAuthorization): AppAuthorization {
    const { clientId, clientName } = authorization
    return {
      ...authorization,
      clientId: this.clientId(clientId),
      clientName: this.#builtIn.has(clientId) ? clientName : this.#redactor.text(clientName),
      clientOwnerId: this.owner(authorization.clientOwnerId),
      roleIds: authorization.roleIds.map((id) => this.id('role', id)),
      reason: this.#redactor.text(authorization.reason),
      ticket: this.#redactor.text(authorization.ticket),
      createdBy: this.#author(authorization.createdBy),
      modifiedBy: this.#author(authorization.modifiedBy),
    }
  }

  historyEntry(entry: HistoryEntry): HistoryEntry {
    const { actor, target } = entry
    return {
      ...entry,
      actor: {
        id: actor.id === null ? null : this.#actorId(actor.id),
        name: this.#actorName(actor),
      },
      target: {
        kind: target.kind,
        id: this.#builtIn.has(target.id) ? target.id : this.#redactor.id('client', target.id),
      },
      changes: entry.changes.map(({ field, before, after }) => ({
        field,
        before: this.#value(field, before),
        after: this.#value(field, after),
      })),
    }
  }

  #division(id: RoleDivision): RoleDivision {
    return id === '*' ? id : this.id('division', id)
  }

  #author(author: Author): Author {
    const name = this.#actorName(author)
    return author.id === null
      ? { id: null, name }
      : { id: asId<NonNullable<Author['id']>>(this.#actorId(author.id)), name }
  }

  /** The product itself has no id and a name that says nothing; a file from elsewhere may have others without an id. */
  #actorName({ id, name }: HistoryEntry['actor']): string {
    return id === null && name === systemAuthor.name ? name : this.#redactor.text(name)
  }

  /** Users act, and client-credentials clients do. */
  #actorId(id: string): string {
    return this.#redactor.id(this.#clientIds.has(id) ? 'client' : 'user', id)
  }

  /** A value of a changed field; of a field that is not known to be harmless every text is replaced. */
  #value(field: string, value: Json): Json {
    if (
      harmlessFields.has(field) ||
      value === null ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    ) {
      return value
    }
    if (typeof value === 'string') return this.#string(field, value)
    if (isList(value)) return value.map((item) => this.#value(field, item))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.#value(key, item)]))
  }

  #string(field: string, value: string): string {
    if (field === 'redirectUris') return this.#redactor.uri(value)
    if (field === 'addressRanges') return this.#redactor.address(value)
    if (field === 'roleId' || field === 'roleIds') return this.#redactor.id('role', value)
    if (field === 'divisionId') return value === '*' ? value : this.#redactor.id('division', value)
    return this.#redactor.text(value)
  }
}

/** Fields whose values are of a closed list, times, scopes or permissions. */
const harmlessFields: ReadonlySet<string> = new Set([
  'environment',
  'grantType',
  'kind',
  'removalAt',
  'scopes',
  'state',
  'revocationCause',
  'expiresAt',
  'createdAt',
  'modifiedAt',
  'secretChangedAt',
])

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}

function sortById<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return items.toSorted((one, other) => compare(one.id, other.id))
}

function usageKey({ clientId, method, path }: Snapshot['usage'][number]): string {
  return `${clientId} ${method} ${path}`
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
