import { z } from 'zod'
import { authorizationHasExpired, type AppAuthorization } from '../model/app-authorization.ts'
import { asId, type ClientId, type RoleId } from '../model/brand.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { ok } from '../model/result.ts'
import { authorizeApp, editApp, findApp, lookupApp, revokeApp } from '../organization/authorizations.ts'
import { look } from '../organization/context.ts'
import { refusalOf, valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformAnswer, PlatformCall, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { wireAuthor, wireClient } from './wire-client.ts'

const listAuthorizations: Handler = async (call) => {
  const { context, acting } = call
  const found = await look(context, acting, 'oauth:client:authorize', async ({ unit, organization }) => {
    const rows: { authorization: AppAuthorization; client: OAuthClient | undefined }[] = []
    for (const authorization of await unit.authorizations.all(organization.id)) {
      const app = await findApp(unit, organization.id, authorization.clientId)
      rows.push({ authorization, client: app?.client })
    }
    return ok(rows)
  })
  const entities = valueOrRefuse(found, call).map(({ authorization, client }) =>
    wireAuthorization(call, { authorization, client }),
  )
  return { body: { total: entities.length, entities, selfUri: '/api/v2/oauth/authorizations' } }
}

/** A client of the workspace that nobody authorized here is `Unauthorized`; of one that is unknown there is nothing (A2). */
const showAuthorization: Handler = async (call) => answerFor(call, await lookUp(call))

const terms = z.object({
  scope: z.array(z.string()).nullish(),
  roles: z.array(z.string()).nullish(),
  /** The rest of the record says what was, not what is wanted. */
  state: z.enum(['Unauthorized', 'Requested', 'Authorized', 'Revoked']).nullish(),
})

/** Authorizes an app, or edits an authorization that is in force (A2, A4); what is not said stays as it was. */
const putAuthorization: Handler = async (call) => {
  const { context, acting } = call
  const wanted = bodyOf(call, terms)
  if (wanted.state === 'Revoked') {
    throw new PlatformRefusal('invalid.value', {
      params: { field: 'state', reason: 'an authorization is revoked by DELETE' },
      details: [{ errorCode: 'invalid.value', fieldName: 'state' }],
    })
  }
  const { client, authorization } = await lookUp(call)
  const inForce = authorization && isInForce(call, authorization) ? authorization : null
  const { reason = '', ticket = '', expiresAt = null } = inForce ?? {}
  const order = {
    clientId: client.id,
    scopes: wanted.scope ?? inForce?.scopes ?? client.scopes,
    // A limit to roles outlasts a revocation: who does not mention it does not widen it.
    roleIds: wanted.roles?.map((id) => asId<RoleId>(id)) ?? authorization?.roleIds ?? [],
    ...{ reason, ticket, expiresAt },
  }
  if (!inForce) {
    return answerFor(call, {
      client,
      authorization: valueOrRefuse(await authorizeApp(context, acting, order), call),
    })
  }
  const edited = await editApp(context, acting, { ...order, revision: inForce.revision })
  if (edited.ok) return answerFor(call, { client, authorization: edited.value.authorization })
  if (edited.failure.code === 'nothing_changed') return answerFor(call, { client, authorization: inForce })
  throw refusalOf(edited.failure, acting.language)
}

const deleteAuthorization: Handler = async (call) => {
  const { client, authorization } = await lookUp(call)
  if (!authorization) throw new PlatformRefusal('not.found')
  const wanted = { clientId: client.id, revision: authorization.revision }
  valueOrRefuse(await revokeApp(call.context, call.acting, wanted), call)
  return {}
}

interface FoundApp {
  readonly client: OAuthClient
  readonly authorization: AppAuthorization | null
}

async function lookUp(call: PlatformCall): Promise<FoundApp> {
  const clientId = asId<ClientId>(call.params['clientId'] ?? '')
  return valueOrRefuse(await lookupApp(call.context, call.acting, clientId), call)
}

function answerFor(call: PlatformCall, { client, authorization }: FoundApp): PlatformAnswer {
  if (authorization) return { body: wireAuthorization(call, { client, authorization }) }
  return {
    body: {
      client: wireClient(client),
      scope: [],
      roles: [],
      resourceOwner: ownerOf(call),
      pending: false,
      state: 'Unauthorized',
      selfUri: selfUri(client.id),
    },
  }
}

/** The vendor's `OAuthAuthorization`; a client that is gone is known by what the record kept of it. */
function wireAuthorization(
  call: PlatformCall,
  {
    client,
    authorization,
  }: { readonly client: OAuthClient | undefined; readonly authorization: AppAuthorization },
): WireObject {
  const { clientId, clientName } = authorization
  return {
    client: client ? wireClient(client) : { id: clientId, name: clientName },
    scope: authorization.scopes,
    roles: authorization.roleIds,
    resourceOwner: ownerOf(call),
    dateCreated: authorization.createdAt,
    dateModified: authorization.modifiedAt,
    createdBy: wireAuthor(authorization.createdBy),
    modifiedBy: wireAuthor(authorization.modifiedBy),
    pending: authorization.state === 'pending',
    state: wireState(call, authorization),
    selfUri: selfUri(clientId),
  }
}

/** Who let the app in: the organization, in whose data it works. */
function ownerOf({ live }: PlatformCall): WireObject {
  const { id, name } = live.organization
  return { id, name, selfUri: '/api/v2/organizations/me' }
}

/** An approval that is past its end is over, whether or not anybody recorded it yet (A1). */
function wireState(call: PlatformCall, authorization: AppAuthorization): string {
  if (authorization.state === 'pending') return 'Requested'
  return isInForce(call, authorization) ? 'Authorized' : 'Revoked'
}

function isInForce({ live }: PlatformCall, authorization: AppAuthorization): boolean {
  return authorization.state === 'authorized' && !authorizationHasExpired(authorization, live.now)
}

function selfUri(clientId: string): string {
  return `/api/v2/oauth/authorizations/${encodeURIComponent(clientId)}`
}

export const authorizationHandlers: HandlerTable = {
  'GET /api/v2/oauth/authorizations': listAuthorizations,
  'GET /api/v2/oauth/authorizations/{clientId}': showAuthorization,
  'PUT /api/v2/oauth/authorizations/{clientId}': putAuthorization,
  'DELETE /api/v2/oauth/authorizations/{clientId}': deleteAuthorization,
}
