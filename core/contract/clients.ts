import { z } from 'zod'
import { command, list, query } from './definition.ts'
import {
  actingWith,
  appAuthorization,
  client,
  clientDraft,
  clientId,
  clientState,
  environment,
  fieldChange,
  grantType,
  page,
  paging,
  searchText,
} from './shapes.ts'

const clientRow = z.object({ client, lastUsed: z.string().nullable() })
const revision = z.number().int()

const deletionImpact = z.object({
  /** True: removed at once and for good. False: deactivated, and restorable until `restorableUntil` (C8). */
  forGood: z.boolean(),
  restorableUntil: z.string().nullable(),
  organizations: list(z.string()),
  /** Active users who may use it in those organizations. */
  users: z.number().int(),
  /** Access tokens of the client that are neither revoked nor expired. */
  liveTokens: z.number().int(),
  recentCalls: z.number().int(),
  lastUsed: z.string().nullable(),
})

const createdClient = z.object({
  client,
  /** Shown once; the store keeps a hash (C7). */
  secret: z.string(),
  authorization: appAuthorization.nullable(),
})

/** OAuth clients (C1 to C12). */
export const clientContract = {
  'client.list': query({
    input: actingWith({
      search: searchText,
      state: z.enum(['active', 'inactive', 'disabled']).nullable().default(null),
      grantType: grantType.nullable().default(null),
      ...paging,
    }),
    output: page(clientRow).extend({
      /** How many there are without any filter, and how many are allowed (O2). */
      all: z.number().int(),
      limitOfClients: z.number().int(),
    }),
  }),
  'client.show': query({
    input: actingWith({ clientId }),
    output: z.object({
      client,
      authorization: appAuthorization.nullable(),
      lastUsed: z.string().nullable(),
      regions: list(z.string()),
      secretKept: z.boolean(),
      /** Why it may not be restored now, in words; null where it may or is active (C9). */
      restoreBlockedBy: z.string().nullable(),
      /** Why the acting user may not edit it, in words; null where they may (C6). */
      editBlockedBy: z.string().nullable(),
      usage: list(
        z.object({ method: z.string(), path: z.string(), requests: z.number().int(), lastDay: z.string() }),
      ),
    }),
  }),
  'client.templates': query({
    input: z.object({ region: z.string().max(200), language: z.enum(['en', 'de']).default('en') }),
    output: list(
      z.object({
        id: z.string(),
        name: z.string(),
        description: z.string(),
        grantType,
        pkce: z.boolean(),
        tokenDuration: z.number().int(),
        redirectUris: list(z.string()),
        scopes: list(z.string()),
        roleNames: list(z.string()),
        environment,
      }),
    ),
  }),
  'client.create': command({
    input: actingWith({
      draft: clientDraft,
      /** Authorize it in this organization in the same step, with every requested scope (A7). */
      authorize: z.boolean().default(true),
    }),
    output: createdClient,
  }),
  /** What saving would change, field by field (C11); refuses just what saving would refuse. */
  'client.previewEdit': query({
    input: actingWith({ clientId, revision, draft: clientDraft }),
    output: list(fieldChange),
  }),
  'client.edit': command({
    input: actingWith({
      clientId,
      revision,
      draft: clientDraft,
      /** The person has seen that fields are dropped because the grant type changes (C2). */
      confirmDropped: z.boolean().default(false),
    }),
    output: z.object({ client, changes: list(fieldChange) }),
  }),
  'client.deletionImpact': query({ input: actingWith({ clientId }), output: deletionImpact }),
  'client.delete': command({
    input: actingWith({ clientId, revision }),
    output: z.object({ clientId, removed: z.boolean(), state: clientState.nullable() }),
  }),
  'client.restore': command({ input: actingWith({ clientId }), output: client }),
  'client.regenerateSecret': command({
    input: actingWith({ clientId, revision }),
    output: z.object({ client, secret: z.string() }),
  }),
  /** Puts a secret that was just shown into the keychain; refused unless it is this client's present secret. */
  'secret.keep': command({
    input: actingWith({ clientId, secret: z.string().min(1).max(1_000) }),
    output: z.object({ kept: z.enum(['keychain', 'session']) }),
  }),
} as const
