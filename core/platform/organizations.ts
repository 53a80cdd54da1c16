import { z } from 'zod'
import type { Organization } from '../model/directory.ts'
import { configureOrganization } from '../organization/organizations.ts'
import { valueOrRefuse } from './failure-codes.ts'
import type { Handler, HandlerTable, PlatformCall, WireObject } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'
import { bodyOf } from './read-body.ts'

/** The vendor's `Organization`. */
export function wireOrganization({ id, name, region, revision }: Organization): WireObject {
  return {
    id,
    name,
    defaultLanguage: 'en-us',
    thirdPartyOrgName: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    domain: region,
    version: revision,
    state: 'active',
    productPlatform: 'GenesysCloud',
    selfUri: '/api/v2/organizations/me',
  }
}

const showMe: Handler = (call) => Promise.resolve({ body: wireOrganization(call.live.organization) })

const organizationShape = z.object({ name: z.string().optional(), version: z.number().optional() })

/** The name alone can be changed; whoever read an older version is refused (C11). */
const putMe: Handler = async (call) => {
  const { name, version } = bodyOf(call, organizationShape)
  const former = call.live.organization
  if (version !== undefined && version !== former.revision) throw new PlatformRefusal('request.conflict')
  return {
    body: wireOrganization(await configure(call, { settings: {}, ...(name !== undefined && { name }) })),
  }
}

const showEnforcement: Handler = (call) =>
  Promise.resolve({ body: { enforceScopes: call.live.organization.settings.enforceScopes } })

const enforcementShape = z.object({ enforceScopes: z.boolean() })

const putEnforcement: Handler = async (call) => {
  const settings = bodyOf(call, enforcementShape)
  const saved = await configure(call, { settings })
  return { body: { enforceScopes: saved.settings.enforceScopes } }
}

async function configure(
  call: PlatformCall,
  order: Parameters<typeof configureOrganization>[2],
): Promise<Organization> {
  const saved = await configureOrganization(call.context, call.acting, order)
  if (!saved.ok && saved.failure.code === 'nothing_changed') return call.live.organization
  return valueOrRefuse(saved, call)
}

export const organizationHandlers: HandlerTable = {
  'GET /api/v2/organizations/me': showMe,
  'PUT /api/v2/organizations/me': putMe,
  'GET /api/v2/organizations/enforcescopes': showEnforcement,
  'PUT /api/v2/organizations/enforcescopes': putEnforcement,
}
