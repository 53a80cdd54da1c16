import type { AppAuthorization } from '../model/app-authorization.ts'
import type { OAuthClient } from '../model/oauth-client.ts'

/** The record of an app that is authorized without end, with these scopes beside those it had (A2, A5). */
export function authorizedApp(
  client: OAuthClient,
  former: AppAuthorization | undefined,
  scopes: readonly string[],
): AppAuthorization {
  return {
    ...(former ?? firstAuthorization(client)),
    state: 'authorized',
    revocationCause: null,
    expiresAt: null,
    scopes: [...new Set([...(former?.scopes ?? []), ...scopes])],
  }
}

function firstAuthorization(client: OAuthClient): AppAuthorization {
  return {
    clientId: client.id,
    clientName: client.name,
    clientOwnerId: client.ownerId,
    state: 'authorized',
    revocationCause: null,
    scopes: [],
    roleIds: [],
    reason: '',
    ticket: '',
    expiresAt: null,
    createdAt: client.createdAt,
    createdBy: client.createdBy,
    modifiedAt: client.createdAt,
    modifiedBy: client.createdBy,
    revision: 0,
  }
}
