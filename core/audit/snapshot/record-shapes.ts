import { authorizationStates } from '../../model/app-authorization.ts'
import { grantTypes } from '../../model/grant-type.ts'
import { facts, snapshotSources } from '../../model/snapshot.ts'
import {
  anything,
  count,
  flag,
  isDay,
  list,
  matching,
  moment,
  oneOf,
  optional,
  orNull,
  record,
  text,
  variants,
  type Shape,
} from './shape.ts'

const author = record({ id: orNull(text), name: text })
const roleGrants = list(record({ divisionId: text, roleId: text }))

const client = record({
  addressRanges: list(text),
  contact: text,
  createdAt: moment,
  createdBy: author,
  description: text,
  environment: oneOf(['production', 'test']),
  grantType: oneOf(grantTypes),
  modifiedAt: moment,
  modifiedBy: author,
  name: text,
  ownerId: text,
  pkce: flag,
  redirectUris: list(text),
  revision: count,
  roleGrants,
  scopes: list(text),
  secretChangedAt: orNull(moment),
  state: variants('kind', {
    active: record({ kind: text }),
    inactive: record({ kind: text, removalAt: moment }),
    disabled: record({ kind: text }),
  }),
  tokenDuration: count,
})

const authorization = record({
  clientName: text,
  clientOwnerId: text,
  createdAt: moment,
  createdBy: author,
  expiresAt: orNull(moment),
  modifiedAt: moment,
  modifiedBy: author,
  reason: text,
  revision: count,
  revocationCause: orNull(oneOf(['administrator', 'expired', 'client_removed'])),
  roleIds: list(text),
  scopes: list(text),
  state: oneOf(authorizationStates),
  ticket: text,
})

const user = record({
  email: text,
  name: text,
  passwordChangedAt: orNull(moment),
  revision: count,
  roleGrants,
  state: oneOf(['active', 'inactive']),
})

const role = record({
  defaultId: orNull(text),
  description: text,
  name: text,
  patterns: list(text),
  revision: count,
})

const historyEntry = record({
  action: text,
  actor: author,
  at: moment,
  changes: list(record({ after: anything, before: anything, field: text })),
  target: record({ id: text, kind: oneOf(['client', 'authorization']) }),
})

/** `[day, requests, failures, redirected, throttled, faulted]`, by far the most frequent of all, so it is looked at in one go. */
const usageDay: Shape = (value) => {
  if (!Array.isArray(value) || value.length !== 6) return { path: [], problem: 'shape' }
  if (!isDay(value[0])) return { path: [0], problem: 'day' }
  for (let at = 1; at < 6; at++) {
    const found = count(value[at])
    if (found) return { ...found, path: [at] }
  }
  return undefined
}

const organization = record({
  createdAt: moment,
  homeDivisionId: text,
  id: text,
  name: text,
  region: text,
  settings: record({
    enforceScopes: flag,
    hipaa: flag,
    implicitEndDate: text,
    maxClients: count,
    tokenIdleTimeout: optional(orNull(count)),
  }),
})

/** The value that each member of a file's sections must have. */
export const recordShapes = {
  authorizations: authorization,
  clients: client,
  divisions: record({ isHome: flag, name: text }),
  history: historyEntry,
  identityProviders: record({ enabled: flag, issuer: text, name: text }),
  roles: role,
  usage: list(usageDay),
  users: user,
} as const satisfies Readonly<Record<string, Shape>>

/** The members of a file beside its sections. */
export const memberShapes = {
  $schema: text,
  absent: list(oneOf(facts)),
  digest: matching(/^sha256:[0-9a-f]{64}$/),
  historyHead: orNull(record({ hash: text, sequence: count })),
  organization,
  secretsInState: list(text),
  source: oneOf(snapshotSources),
  takenAt: moment,
} as const satisfies Readonly<Record<string, Shape>>

/** The members of the API document, where there is one. */
export const catalogueShapes = {
  digest: text,
  operations: record({
    acceptsOAuth: flag,
    deprecated: flag,
    permissions: record({ match: oneOf(['any', 'all']), names: list(text) }),
    scopes: list(text),
  }),
  scopes: list(text),
} as const satisfies Readonly<Record<string, Shape>>
