import { z } from 'zod'
import { asId, type UserId } from '../model/brand.ts'
import { scopeCovers } from '../model/scope.ts'
import { endUserTokens } from '../organization/end-user-tokens.ts'
import { idlesAt, idleTimeoutOf, MAX_IDLE_TIMEOUT } from '../organization/live-token.ts'
import { configureOrganization } from '../organization/organizations.ts'
import type { Handler, HandlerTable, PlatformCall, WireObject } from './platform-call.ts'
import { bodyOf } from './read-body.ts'
import { valueOrRefuse } from './failure-codes.ts'
import { wireOrganizationClient, type NamedEntity } from './wire-client.ts'

/** What a token is good for, and for whom (the vendor's `TokenInfo`). */
const showMe: Handler = async (call) => {
  const { organization } = call.live
  const here = { id: organization.id, name: organization.name }
  const idles = idlesAt(call.credential, organization.settings)
  return {
    body: {
      organization: here,
      homeOrganization: here,
      authorizedScope: effectiveScopes(call),
      dateTokenIdles: idles === null ? undefined : new Date(idles).toISOString(),
      OAuthClient: wireOrganizationClient(call.client, await ownerOf(call)),
    },
  }
}

/** Whose the client is: this organization's, another's of the workspace, or the vendor's own (A2, A6). */
async function ownerOf({ client, context }: PlatformCall): Promise<NamedEntity> {
  const owner = (await context.live.client(client.id))?.owner
  return owner ? { id: owner.id, name: owner.name } : { id: client.ownerId, name: client.ownerId }
}

/** The scopes that are requested, granted and carried by the token (P2.4); a client's own roles need none. */
function effectiveScopes({ client, credential, live }: PlatformCall): readonly string[] {
  const granted = live.view.authorization(client.id)?.scopes ?? []
  const inCommon = client.scopes.filter((scope) => granted.includes(scope))
  const { scopes } = credential
  return scopes === null
    ? inCommon
    : scopes.filter((wanted) => inCommon.some((held) => scopeCovers(held, wanted)))
}

/** Ends the token that is presented, and what its login led to (RFC 7009 §2.1). */
const endMe: Handler = async ({ context, credential, live }) => {
  const at = live.now.getTime()
  const { hash, familyId } = credential
  await context.store.tokens.write((unit) => {
    unit.revoke(hash, at)
    if (familyId !== null) unit.revokeFamily(familyId, at)
  })
  return {}
}

const endOfUser: Handler = async (call) => {
  const userId = asId<UserId>(call.params['userId'] ?? '')
  valueOrRefuse(await endUserTokens(call.context, call.acting, userId), call)
  return { status: 204 }
}

const showTimeout: Handler = (call) => Promise.resolve({ body: wireTimeout(call.live.organization.settings) })

const timeoutShape = z.object({
  idleTokenTimeoutSeconds: z.number().optional(),
  enableIdleTokenTimeout: z.boolean().optional(),
})

const setTimeoutOfTokens: Handler = async (call) => {
  const wanted = bodyOf(call, timeoutShape)
  const { settings } = call.live.organization
  const isOn = wanted.enableIdleTokenTimeout ?? wanted.idleTokenTimeoutSeconds !== undefined
  const seconds = wanted.idleTokenTimeoutSeconds ?? settings.tokenIdleTimeout ?? idleTimeoutOf(settings)
  const tokenIdleTimeout = isOn ? (seconds ?? MAX_IDLE_TIMEOUT) : null
  if (tokenIdleTimeout === (settings.tokenIdleTimeout ?? null)) return { body: wireTimeout(settings) }
  const order = { settings: { tokenIdleTimeout } }
  const saved = valueOrRefuse(await configureOrganization(call.context, call.acting, order), call, {
    organization_setting_invalid: settings.hipaa ? 'token.timeout.exceeded.hipaa' : 'token.timeout.exceeded',
  })
  return { body: wireTimeout(saved.settings) }
}

function wireTimeout(settings: Parameters<typeof idleTimeoutOf>[0]): WireObject {
  const seconds = idleTimeoutOf(settings)
  return { idleTokenTimeoutSeconds: seconds ?? MAX_IDLE_TIMEOUT, enableIdleTokenTimeout: seconds !== null }
}

export const tokenHandlers: HandlerTable = {
  'GET /api/v2/tokens/me': showMe,
  'HEAD /api/v2/tokens/me': () => Promise.resolve({}),
  'DELETE /api/v2/tokens/me': endMe,
  'DELETE /api/v2/tokens/{userId}': endOfUser,
  'GET /api/v2/tokens/timeout': showTimeout,
  'PUT /api/v2/tokens/timeout': setTimeoutOfTokens,
}
