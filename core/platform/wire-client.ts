import type { OAuthClient } from '../model/oauth-client.ts'
import { wireGrantType } from '../model/grant-type.ts'
import type { Author } from '../model/oauth-client.ts'
import type { WireObject } from './platform-call.ts'

/** The vendor's `OAuthClient`; the secret only where it was just made (C7). */
export function wireClient(client: OAuthClient, secret?: string): WireObject {
  return {
    ...wireBasics(client),
    accessTokenValiditySeconds: client.tokenDuration,
    description: client.description,
    registeredRedirectUri: client.redirectUris,
    secret,
    roleIds: [...new Set(client.roleGrants.map(({ roleId }) => roleId))],
    selfUri: `/api/v2/oauth/clients/${encodeURIComponent(client.id)}`,
  }
}

/** The vendor's `OrgOAuthClient`: what a token says about the client that it was issued to. */
export function wireOrganizationClient(client: OAuthClient, { id, name }: NamedEntity): WireObject {
  return { ...wireBasics(client), organization: { id, name } }
}

export interface NamedEntity {
  readonly id: string
  readonly name: string
}

function wireBasics(client: OAuthClient): WireObject {
  return {
    id: client.id,
    name: client.name,
    dateCreated: client.createdAt,
    dateModified: client.modifiedAt,
    createdBy: wireAuthor(client.createdBy),
    modifiedBy: wireAuthor(client.modifiedBy),
    authorizedGrantType: wireGrantType[client.grantType],
    scope: client.scopes,
    roleDivisions: client.roleGrants.map(({ roleId, divisionId }) => ({ roleId, divisionId })),
    state: client.state.kind,
    dateToDelete: client.state.kind === 'inactive' ? client.state.removalAt : undefined,
  }
}

/** The vendor's `DomainEntityRef`; undefined for what the product itself did. */
export function wireAuthor({ id, name }: Author): WireObject | undefined {
  return id === null ? undefined : { id, name }
}
