import { canonicalJson } from '../../model/canonical-json.ts'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { Division, Role, RoleGrant, User } from '../../model/directory.ts'
import type { Author, ClientState, OAuthClient } from '../../model/oauth-client.ts'
import type { Operation } from '../../model/operation.ts'
import type {
  HistoryEntry,
  SnapshotIdentityProvider,
  SnapshotOrganization,
  UsageSeries,
} from '../../model/snapshot.ts'

// INVARIANT: every object in here names its members in the order of canonical JSON, which then is what JSON.stringify
// writes; sorting them for each of a few hundred thousand records takes ten times as long.

export function clientText(client: OAuthClient): string {
  return JSON.stringify({
    addressRanges: client.addressRanges,
    contact: client.contact,
    createdAt: client.createdAt,
    createdBy: author(client.createdBy),
    description: client.description,
    environment: client.environment,
    grantType: client.grantType,
    modifiedAt: client.modifiedAt,
    modifiedBy: author(client.modifiedBy),
    name: client.name,
    ownerId: client.ownerId,
    pkce: client.pkce,
    redirectUris: client.redirectUris,
    revision: client.revision,
    roleGrants: roleGrants(client.roleGrants),
    scopes: client.scopes,
    secretChangedAt: client.secretChangedAt,
    state: state(client.state),
    tokenDuration: client.tokenDuration,
  })
}

export function authorizationText(authorization: AppAuthorization): string {
  return JSON.stringify({
    clientName: authorization.clientName,
    clientOwnerId: authorization.clientOwnerId,
    createdAt: authorization.createdAt,
    createdBy: author(authorization.createdBy),
    expiresAt: authorization.expiresAt,
    modifiedAt: authorization.modifiedAt,
    modifiedBy: author(authorization.modifiedBy),
    reason: authorization.reason,
    revision: authorization.revision,
    revocationCause: authorization.revocationCause,
    roleIds: authorization.roleIds,
    scopes: authorization.scopes,
    state: authorization.state,
    ticket: authorization.ticket,
  })
}

export function userText({ email, name, passwordChangedAt, revision, ...user }: User): string {
  const { roleGrants: grants, state } = user
  return JSON.stringify({ email, name, passwordChangedAt, revision, roleGrants: roleGrants(grants), state })
}

export function roleText({ defaultId, description, name, patterns, revision }: Role): string {
  return JSON.stringify({ defaultId, description, name, patterns, revision })
}

export function divisionText({ isHome, name }: Division): string {
  return JSON.stringify({ isHome, name })
}

export function identityProviderText({ enabled, issuer, name }: SnapshotIdentityProvider): string {
  return JSON.stringify({ enabled, issuer, name })
}

export function seriesText({ days }: UsageSeries): string {
  const rows = days.map(({ day, requests, failures, redirected, throttled, faulted }) => {
    return [day, requests, failures, redirected, throttled, faulted]
  })
  return JSON.stringify(rows)
}

/** Fields of any kind stand in a change, so this one is sorted. */
export function historyText({ at, actor, action, target, changes }: HistoryEntry): string {
  return canonicalJson({ at, actor: author(actor), action, target, changes })
}

export function operationText({ acceptsOAuth, deprecated, permissions, scopes }: Operation): string {
  const { match, names } = permissions
  return JSON.stringify({ acceptsOAuth, deprecated, permissions: { match, names }, scopes })
}

export function organizationText({ settings, ...organization }: SnapshotOrganization): string {
  const { tokenIdleTimeout, ...always } = settings
  const held = tokenIdleTimeout === undefined ? always : { ...always, tokenIdleTimeout }
  return canonicalJson({ ...organization, settings: held })
}

function author({ id, name }: HistoryEntry['actor'] | Author): HistoryEntry['actor'] {
  return { id, name }
}

function state(held: ClientState): ClientState {
  return held.kind === 'inactive' ? { kind: held.kind, removalAt: held.removalAt } : { kind: held.kind }
}

function roleGrants(grants: readonly RoleGrant[]): readonly RoleGrant[] {
  return grants.map(({ divisionId, roleId }) => ({ divisionId, roleId }))
}
