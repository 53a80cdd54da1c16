import { z } from 'zod'
import { authorizationStates } from '../model/app-authorization.ts'
import { command, list, query } from './definition.ts'
import {
  actingWith,
  appAuthorization,
  client,
  clientId,
  fieldChange,
  page,
  paging,
  roleId,
  searchText,
} from './shapes.ts'

const terms = {
  scopes: list(z.string().max(200)),
  roleIds: list(roleId).default([]),
  reason: z.string().max(20_000).default(''),
  ticket: z.string().max(1_000).default(''),
  /** ISO 8601; null for an approval without an end (A1). */
  expiresAt: z.string().max(100).nullable().default(null),
}

/** Authorized applications (A1 to A8). */
export const authorizationContract = {
  'app.list': query({
    input: actingWith({
      search: searchText,
      state: z.enum(authorizationStates).nullable().default(null),
      ...paging,
    }),
    output: page(z.object({ authorization: appAuthorization, lastUsed: z.string().nullable() })),
  }),
  /** The client of this id in this or another organization of the workspace, and what it requests (A2). */
  'app.lookup': query({
    input: actingWith({ clientId }),
    output: z.object({
      client,
      ownerName: z.string(),
      requestedScopes: list(z.string()),
      authorization: appAuthorization.nullable(),
      lastUsed: z.string().nullable(),
    }),
  }),
  'app.authorize': command({ input: actingWith({ clientId, ...terms }), output: appAuthorization }),
  'app.previewEdit': query({
    input: actingWith({ clientId, revision: z.number().int(), ...terms }),
    output: list(fieldChange),
  }),
  'app.edit': command({
    input: actingWith({ clientId, revision: z.number().int(), ...terms }),
    output: z.object({ authorization: appAuthorization, changes: list(fieldChange) }),
  }),
  'app.revoke': command({
    input: actingWith({ clientId, revision: z.number().int() }),
    output: appAuthorization,
  }),
} as const
