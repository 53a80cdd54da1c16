import { z } from 'zod'
import { asId, type ClientId, type RoleId } from '../model/brand.ts'
import type { RoleGrant } from '../model/directory.ts'
import type { FailureCode } from '../model/failure.ts'
import { removalIsDue, type OAuthClient } from '../model/oauth-client.ts'
import { fail, ok } from '../model/result.ts'
import type { ClientInput } from '../organization/client-fields.ts'
import { regenerateSecret } from '../organization/client-life.ts'
import { createClient } from '../organization/clients.ts'
import { look } from '../organization/context.ts'
import { removeInactiveClient, replaceClient } from '../organization/replace-client.ts'
import { wholeListing } from './entity-listing.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformCall } from './platform-call.ts'
import { PlatformRefusal, type PlatformCode } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'
import { divisionOf } from './role-grants.ts'
import { callerHolds } from './caller-holds.ts'
import { wireClient } from './wire-client.ts'

const VIEW = 'oauth:client:view'
/** Some operations on clients have a code of their own for one that is unknown. */
const clientNotFound: Partial<Record<FailureCode, PlatformCode>> = { client_not_found: 'client.not.found' }

/** What is wrong with the roles of a client is one thing to the vendor. */
const badRole: Partial<Record<FailureCode, PlatformCode>> = {
  role_not_found: 'bad.client.role',
  division_not_found: 'bad.client.role',
}

/** All of them at once: the vendor's list knows no pages. */
const listClients: Handler = async (call) => {
  const clients = await look(call.context, call.acting, VIEW, async ({ unit, organization, now }) => {
    const all = await unit.clients.all(organization.id)
    return ok(all.filter((client) => !removalIsDue(client, now)))
  })
  const entities = valueOrRefuse(clients, call).map((client) => wireClient(client))
  return { body: wholeListing(call, entities) }
}

/** The organization's own clients are at hand; of the built-in ones each organization has a record of its own. */
const showClient: Handler = async (call) => {
  const clientId = clientIdOf(call)
  const { organization: here, now: present } = call.live
  const live = await call.context.live.client(clientId)
  if (live?.owner?.id === here.id && !removalIsDue(live.client, present) && callerHolds(call, VIEW)) {
    return { body: wireClient(live.client) }
  }
  const found = await look(call.context, call.acting, VIEW, async ({ unit, organization, now }) => {
    const client = await unit.clients.get(organization.id, clientId)
    return client && !removalIsDue(client, now)
      ? ok(client)
      : fail({ code: 'client_not_found', field: 'client', value: clientId.slice(0, 100) })
  })
  return { body: wireClient(valueOrRefuse(found, call, clientNotFound)) }
}

const addClient: Handler = async (call) => {
  const wanted = bodyOf(call, clientShape)
  if (wanted.state !== undefined && wanted.state !== 'active') {
    throw new PlatformRefusal('bad.client.state', { message: 'New clients can only have an active state' })
  }
  const draft = inputOf(call, wanted, null)
  const made = await createClient(call.context, call.acting, { draft, authorize: true })
  const { client, secret } = valueOrRefuse(made, call, badRole)
  return { body: wireClient(client, secret) }
}

const putClient: Handler = async (call) => {
  const wanted = bodyOf(call, clientShape)
  if (wanted.state === 'disabled') {
    throw new PlatformRefusal('bad.client.state', { message: 'Clients are disabled by support only.' })
  }
  const replaced = await replaceClient(call.context, call.acting, {
    clientId: clientIdOf(call),
    state: wanted.state ?? null,
    draft: (former) => inputOf(call, wanted, former),
  })
  return { body: wireClient(valueOrRefuse(replaced, call, { ...clientNotFound, ...badRole })) }
}

const deleteClient: Handler = async (call) => {
  const removed = await removeInactiveClient(call.context, call.acting, clientIdOf(call))
  valueOrRefuse(removed, call, { ...clientNotFound, client_state_forbids: 'cannot.delete.client' })
  return {}
}

const renewSecret: Handler = async (call) => {
  const wanted = { clientId: clientIdOf(call), revision: null }
  const { client, secret } = valueOrRefuse(await regenerateSecret(call.context, call.acting, wanted), call)
  return { body: wireClient(client, secret) }
}

function clientIdOf({ params }: PlatformCall): ClientId {
  return asId<ClientId>(params['clientId'] ?? '')
}

/** The vendor's `OAuthClientRequest`. */
const clientShape = z.object({
  name: z.string().optional(),
  description: z.string().nullish(),
  authorizedGrantType: z.string().optional(),
  accessTokenValiditySeconds: z.number().nullish(),
  registeredRedirectUri: z.array(z.string()).nullish(),
  scope: z.array(z.string()).nullish(),
  roleIds: z.array(z.string()).nullish(),
  roleDivisions: z.array(z.object({ roleId: z.string(), divisionId: z.string().nullish() })).nullish(),
  state: z.enum(['active', 'disabled', 'inactive']).optional(),
})

type WireClientRequest = z.output<typeof clientShape>

/** What is not said stays as it was; a new client takes what the rules give it. */
function inputOf(call: PlatformCall, wanted: WireClientRequest, former: OAuthClient | null): ClientInput {
  const { authorizedGrantType: grantType, scope, registeredRedirectUri } = wanted
  if (grantType === undefined) throw new PlatformRefusal('grant.type.required')
  return {
    name: wanted.name ?? '',
    description: wanted.description ?? former?.description ?? '',
    contact: former?.contact ?? '',
    environment: former?.environment ?? 'production',
    grantType,
    pkce: former?.pkce ?? false,
    tokenDuration: wanted.accessTokenValiditySeconds ?? former?.tokenDuration ?? '',
    redirectUris: registeredRedirectUri ?? former?.redirectUris ?? [],
    scopes: scope ?? former?.scopes ?? [],
    roleGrants: roleGrantsOf(call, wanted) ?? former?.roleGrants ?? [],
    addressRanges: former?.addressRanges ?? [],
  }
}

/** A role without a division is held in the home division; the same goes for the older list of ids. */
function roleGrantsOf(
  call: PlatformCall,
  { roleDivisions, roleIds }: WireClientRequest,
): readonly RoleGrant[] | null {
  if (!roleDivisions && !roleIds) return null
  const home = call.live.view.homeDivisionId
  const placed = (roleDivisions ?? []).map(({ roleId, divisionId }) => ({
    roleId: asId<RoleId>(roleId),
    divisionId: divisionOf(call, divisionId),
  }))
  const rest = (roleIds ?? []).filter((id) => !placed.some(({ roleId }) => roleId === id))
  return [...placed, ...rest.map((id) => ({ roleId: asId<RoleId>(id), divisionId: home }))]
}

export const clientHandlers: HandlerTable = {
  'GET /api/v2/oauth/clients': listClients,
  'POST /api/v2/oauth/clients': addClient,
  'GET /api/v2/oauth/clients/{clientId}': showClient,
  'PUT /api/v2/oauth/clients/{clientId}': putClient,
  'DELETE /api/v2/oauth/clients/{clientId}': deleteClient,
  'POST /api/v2/oauth/clients/{clientId}/secret': renewSecret,
}
