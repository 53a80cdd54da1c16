import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { Json } from '../../model/audit-event.ts'
import type { Division, Role, RoleGrant, User } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { Fact, Snapshot, SnapshotIdentityProvider, SnapshotOrganization } from '../../model/snapshot.ts'
import type { RecordKind } from './snapshot-comparison.ts'

export type Fields = Readonly<Record<string, Json>>

/** How the names of roles and divisions are written, the same for both snapshots. */
export interface Names {
  readonly roleName: (id: string) => string
  readonly divisionName: (id: string) => string
}

/** How records of one kind are read: as fields whose lists have an order that means nothing. */
export interface RecordReader<Item> {
  readonly kind: RecordKind
  /** The section that must be there. */
  readonly needs: Fact
  /** The fields that a snapshot may lack, by the fact that it then names. */
  readonly facts: Readonly<Record<string, Fact>>
  readonly itemsOf: (snapshot: Snapshot) => readonly Item[]
  readonly idOf: (item: Item) => string
  readonly nameOf: (item: Item) => string
  readonly fieldsOf: (item: Item, names: Names) => Fields
}

export const clientReader: RecordReader<OAuthClient> = {
  kind: 'client',
  needs: 'client.scopes',
  facts: {
    description: 'client.description',
    contact: 'client.contact',
    environment: 'client.environment',
    pkce: 'client.pkce',
    tokenDuration: 'client.tokenDuration',
    redirectUris: 'client.redirectUris',
    scopes: 'client.scopes',
    roleGrants: 'client.roles',
    addressRanges: 'client.addressRanges',
    state: 'client.state',
    removalAt: 'client.state',
    secretChangedAt: 'client.secretChanged',
  },
  itemsOf: ({ clients }) => clients,
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  fieldsOf: (client, names) => ({
    name: client.name,
    description: client.description,
    contact: client.contact,
    environment: client.environment,
    grantType: client.grantType,
    pkce: client.pkce,
    tokenDuration: client.tokenDuration,
    redirectUris: client.redirectUris.toSorted(),
    scopes: client.scopes.toSorted(),
    roleGrants: grantTexts(client.roleGrants, names),
    addressRanges: client.addressRanges.toSorted(),
    state: client.state.kind,
    removalAt: client.state.kind === 'inactive' ? client.state.removalAt : null,
    ownerId: client.ownerId,
    secretChangedAt: client.secretChangedAt,
  }),
}

export const authorizationReader: RecordReader<AppAuthorization> = {
  kind: 'authorization',
  needs: 'authorizations',
  facts: {},
  itemsOf: ({ authorizations }) => authorizations,
  idOf: ({ clientId }) => clientId,
  nameOf: ({ clientName }) => clientName,
  fieldsOf: (authorization, names) => ({
    state: authorization.state,
    revocationCause: authorization.revocationCause,
    scopes: authorization.scopes.toSorted(),
    roleIds: authorization.roleIds.map((id) => names.roleName(id)).sort(),
    reason: authorization.reason,
    ticket: authorization.ticket,
    expiresAt: authorization.expiresAt,
  }),
}

export const userReader: RecordReader<User> = {
  kind: 'user',
  needs: 'users',
  facts: {},
  itemsOf: ({ users }) => users,
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  fieldsOf: (user, names) => ({
    name: user.name,
    email: user.email,
    state: user.state,
    roleGrants: grantTexts(user.roleGrants, names),
    passwordChangedAt: user.passwordChangedAt,
  }),
}

export const roleReader: RecordReader<Role> = {
  kind: 'role',
  needs: 'roles',
  facts: {},
  itemsOf: ({ roles }) => roles,
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  fieldsOf: ({ name, description, defaultId, patterns }) => ({
    ...{ name, description, defaultId },
    patterns: patterns.toSorted(),
  }),
}

export const divisionReader: RecordReader<Division> = {
  kind: 'division',
  needs: 'divisions',
  facts: {},
  itemsOf: ({ divisions }) => divisions,
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  fieldsOf: ({ name, isHome }) => ({ name, isHome }),
}

/** An organization has one record of settings; its name and region stand there too. */
export const settingsReader: RecordReader<SnapshotOrganization> = {
  kind: 'settings',
  needs: 'settings',
  facts: { organizationName: 'organization', region: 'organization' },
  itemsOf: ({ organization }) => [organization],
  idOf: () => 'settings',
  nameOf: ({ name }) => name,
  fieldsOf: ({ name, region, settings }) => ({
    organizationName: name,
    region,
    enforceScopes: settings.enforceScopes,
    hipaa: settings.hipaa,
    maxClients: settings.maxClients,
    implicitEndDate: settings.implicitEndDate,
    tokenIdleTimeout: settings.tokenIdleTimeout ?? null,
  }),
}

export const identityProviderReader: RecordReader<SnapshotIdentityProvider> = {
  kind: 'identity_provider',
  needs: 'identityProviders',
  facts: {},
  itemsOf: ({ identityProviders }) => identityProviders,
  idOf: ({ id }) => id,
  nameOf: ({ name }) => name,
  fieldsOf: ({ name, issuer, enabled }) => ({ name, issuer, enabled }),
}

/** `Viewer @ Home`, and `Viewer @ *` where the role is held in every division. */
function grantTexts(grants: readonly RoleGrant[], { roleName, divisionName }: Names): string[] {
  return grants
    .map(({ roleId, divisionId }) => {
      const division = divisionId === '*' ? '*' : divisionName(divisionId)
      return `${roleName(roleId)} @ ${division}`
    })
    .sort()
}

/**
 * Names by which ids are told apart: where one of them occurs twice, or stands for nothing, the id is written too. A record
 * that was only renamed has the same name on both sides, so that its holders do not seem changed.
 */
export function sharedNames(before: Snapshot, after: Snapshot): Names {
  return {
    roleName: namer([...before.roles, ...after.roles]),
    divisionName: namer([...before.divisions, ...after.divisions]),
  }
}

/** The last name of an id wins. */
function namer(items: readonly { readonly id: string; readonly name: string }[]): (id: string) => string {
  const names = new Map(items.map(({ id, name }) => [id, name]))
  const holders = new Map<string, number>()
  for (const name of names.values()) holders.set(name, (holders.get(name) ?? 0) + 1)
  return (id) => {
    const name = names.get(id)
    if (name === undefined) return id
    return holders.get(name) === 1 ? name : `${name} (${id})`
  }
}
