import { z } from 'zod'
import { authorizationStates } from '../model/app-authorization.ts'
import type { Json } from '../model/audit-event.ts'
import { asId } from '../model/brand.ts'
import type { ClientId, DivisionId, OrganizationId, RoleId, UserId } from '../model/brand.ts'
import { grantTypes } from '../model/grant-type.ts'
import { BUILT_IN_OWNER } from '../model/oauth-client.ts'
import { httpMethods } from '../model/operation.ts'
import { list } from './definition.ts'

const idText = z.string().min(1).max(200)
export const organizationId = idText.transform((text) => asId<OrganizationId>(text))
const divisionId = idText.transform((text) => asId<DivisionId>(text))
export const roleId = idText.transform((text) => asId<RoleId>(text))
export const userId = idText.transform((text) => asId<UserId>(text))
export const clientId = idText.transform((text) => asId<ClientId>(text))

const language = z.enum(['en', 'de'])
export type Language = z.infer<typeof language>

/** In which organization, and as whom, an act is done (O6); `language` is that of the sentences in the answer. */
export const acting = z.object({ organizationId, userId, language: language.default('en') })

/** Input of operations on one organization. */
export function actingWith<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.object({ acting, ...shape })
}

const text = z.string().max(20_000)
export const searchText = z.string().max(2_048).default('')
export const paging = {
  limit: z.number().int().min(1).max(500).default(100),
  cursor: z.string().max(4_096).nullable().default(null),
}

export function page<Row extends z.ZodType>(row: Row) {
  return z.object({ rows: list(row), cursor: z.string().nullable(), total: z.number().int() })
}

const actorId = idText.transform((text) => asId<UserId | ClientId>(text))
const author = z.object({ id: actorId.nullable(), name: z.string() })
export const divisionReference = z.union([z.literal('*'), divisionId])
export const roleGrant = z.object({ roleId, divisionId: divisionReference })
export const division = z.object({ id: divisionId, name: z.string(), isHome: z.boolean() })

export const role = z.object({
  id: roleId,
  name: z.string(),
  description: z.string(),
  defaultId: z.string().nullable(),
  patterns: list(z.string()),
  revision: z.number().int(),
})

export const user = z.object({
  id: userId,
  email: z.string(),
  name: z.string(),
  state: z.enum(['active', 'inactive']),
  roleGrants: list(roleGrant),
  passwordChangedAt: z.string().nullable(),
  revision: z.number().int(),
})

export const settings = z.object({
  enforceScopes: z.boolean(),
  hipaa: z.boolean(),
  maxClients: z.number().int(),
  implicitEndDate: z.string(),
  tokenIdleTimeout: z.number().int().nullable().exactOptional(),
})

export const organization = z.object({
  id: organizationId,
  name: z.string(),
  kind: z.enum(['local', 'snapshot']),
  region: z.string(),
  settings,
  clockOffset: z.number(),
  createdAt: z.string(),
  revision: z.number().int(),
})

export const grantType = z.enum(grantTypes)
export const environment = z.enum(['production', 'test'])
export const clientState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('active') }),
  z.object({ kind: z.literal('inactive'), removalAt: z.string() }),
  z.object({ kind: z.literal('disabled') }),
])

/** What a person fills in; every rule about it is checked in `core/organization`, which names field, value and rule. */
export const clientDraft = z.object({
  name: text,
  description: text.default(''),
  contact: text.default(''),
  environment: environment.default('production'),
  grantType: z.string().max(100),
  pkce: z.boolean().default(false),
  /** As people say it (`18h`, `2 days`) or in seconds (C3). */
  tokenDuration: z.union([z.string().max(100), z.number()]).default(86_400),
  redirectUris: list(z.string().max(10_000)).default([]),
  scopes: list(z.string().max(200)).default([]),
  roleGrants: list(roleGrant).default([]),
  addressRanges: list(z.string().max(100)).default([]),
})

export const client = z.object({
  id: clientId,
  ownerId: z.union([z.literal(BUILT_IN_OWNER), organizationId]),
  name: z.string(),
  description: z.string(),
  contact: z.string(),
  environment,
  grantType,
  pkce: z.boolean(),
  tokenDuration: z.number().int(),
  redirectUris: list(z.string()),
  scopes: list(z.string()),
  roleGrants: list(roleGrant),
  addressRanges: list(z.string()),
  state: clientState,
  secretChangedAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: author,
  modifiedAt: z.string(),
  modifiedBy: author,
  revision: z.number().int(),
})

export const appAuthorization = z.object({
  clientId,
  clientName: z.string(),
  clientOwnerId: z.union([z.literal(BUILT_IN_OWNER), organizationId]),
  state: z.enum(authorizationStates),
  revocationCause: z.enum(['administrator', 'expired', 'client_removed']).nullable(),
  scopes: list(z.string()),
  roleIds: list(roleId),
  reason: z.string(),
  ticket: z.string(),
  expiresAt: z.string().nullable(),
  createdAt: z.string(),
  createdBy: author,
  modifiedAt: z.string(),
  modifiedBy: author,
  revision: z.number().int(),
})

const json: z.ZodType<Json, Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), z.string(), list(json), z.record(z.string(), json)]),
)

export const auditTargetKind = z.enum([
  'organization',
  'client',
  'authorization',
  'role',
  'user',
  'catalogue',
  'identity_provider',
])

export const auditEvent = z.object({
  organizationId,
  sequence: z.number().int(),
  at: z.string(),
  machineTime: z.string(),
  actor: author,
  action: z.string(),
  target: z.object({
    kind: auditTargetKind,
    id: z.string(),
    name: z.string(),
  }),
  before: json,
  after: json,
  note: z.string(),
  previousHash: z.string(),
  hash: z.string(),
})

/** One field of a diff (C11). Lists come with what was added and removed. */
export const fieldChange = z.object({
  field: z.string(),
  before: json,
  after: json,
  added: list(z.string()),
  removed: list(z.string()),
  /** True for a field that the new grant type does not have, so that its value would be dropped (C2). */
  dropped: z.boolean(),
})

export const operation = z.object({
  method: z.enum(httpMethods),
  path: z.string(),
  permissions: z.object({ match: z.enum(['any', 'all']), names: list(z.string()) }),
  scopes: list(z.string()),
  acceptsOAuth: z.boolean(),
  deprecated: z.boolean(),
})

/** One check as every host prints it: the evidence is a sentence in the caller's language (P3). */
export interface CheckText {
  readonly name: string
  readonly title: string
  readonly rule: string
  readonly result: 'passed' | 'failed' | 'not_applicable'
  readonly evidence: string
  readonly children: readonly CheckText[]
}

export const checkText: z.ZodType<CheckText, CheckText> = z.lazy(() =>
  z.object({
    name: z.string(),
    title: z.string(),
    rule: z.string(),
    result: z.enum(['passed', 'failed', 'not_applicable']),
    evidence: z.string(),
    children: list(checkText),
  }),
)

export const change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('authorize_app'), scopes: list(z.string()) }),
  z.object({ kind: z.literal('request_scope'), scope: z.string() }),
  z.object({ kind: z.literal('grant_scope'), scope: z.string() }),
  z.object({ kind: z.literal('give_user_role'), roleId, divisionId: divisionReference }),
  z.object({ kind: z.literal('give_client_role'), roleId, divisionId: divisionReference }),
  z.object({ kind: z.literal('admit_role'), roleId }),
  z.object({ kind: z.literal('activate_user') }),
  z.object({ kind: z.literal('restore_client') }),
])
