import { authorizationStates } from '../../core/model/app-authorization.ts'
import { grantTypes } from '../../core/model/grant-type.ts'
import { httpMethods } from '../../core/model/operation.ts'
import { facts, snapshotSources, type Snapshot } from '../../core/model/snapshot.ts'
import { fc } from '../core/catalogue/property-seed.ts'

// No half of a surrogate pair: the engine's own JSON.parse takes such a key for another one now and then.
const id = fc.oneof(
  fc.uuid(),
  fc.string({ minLength: 1, maxLength: 6, unit: 'binary' }),
  fc.constantFrom('__proto__', 'a/b', '~', '"', '\\', '\u007f'),
)
const text = fc.oneof(
  fc.string({ maxLength: 8, unit: 'binary' }),
  fc.constantFrom('<script>', '__proto__', '\ud800', 'ü€😀', '"}],\n'),
)
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const day = moment.map((written) => written.slice(0, 10))
const count = fc.nat()
const author = fc.record({ id: fc.option(id), name: text })
const roleGrants = fc.array(fc.record({ roleId: id, divisionId: fc.oneof(id, fc.constant('*')) }), {
  maxLength: 3,
})
const texts = fc.array(text, { maxLength: 3 })

const client = fc.record({
  id,
  ownerId: id,
  name: text,
  description: text,
  contact: text,
  environment: fc.constantFrom('production', 'test'),
  grantType: fc.constantFrom(...grantTypes),
  pkce: fc.boolean(),
  tokenDuration: count,
  redirectUris: texts,
  scopes: texts,
  roleGrants,
  addressRanges: texts,
  state: fc.oneof(
    fc.record({ kind: fc.constantFrom('active', 'disabled') }),
    fc.record({ kind: fc.constant('inactive'), removalAt: moment }),
  ),
  secretChangedAt: fc.option(moment),
  createdAt: moment,
  createdBy: author,
  modifiedAt: moment,
  modifiedBy: author,
  revision: count,
})

const authorization = fc.record({
  clientId: id,
  clientName: text,
  clientOwnerId: id,
  state: fc.constantFrom(...authorizationStates),
  revocationCause: fc.constantFrom(null, 'administrator', 'expired', 'client_removed'),
  scopes: texts,
  roleIds: texts,
  reason: text,
  ticket: text,
  expiresAt: fc.option(moment),
  createdAt: moment,
  createdBy: author,
  modifiedAt: moment,
  modifiedBy: author,
  revision: count,
})

const user = fc.record({
  id,
  email: text,
  name: text,
  state: fc.constantFrom('active', 'inactive'),
  roleGrants,
  passwordChangedAt: fc.option(moment),
  revision: count,
})

const role = fc.record({
  id,
  name: text,
  description: text,
  defaultId: fc.option(text),
  patterns: texts,
  revision: count,
})

const usageDay = fc.record({
  day,
  ...{ requests: count, failures: count, redirected: count, throttled: count, faulted: count },
})
const path = text.map((written) => `/${written}`)
const series = fc.record({
  clientId: id,
  method: fc.constantFrom(...httpMethods),
  path,
  days: fc.array(usageDay, { maxLength: 3 }),
})

const operation = fc.record({
  method: fc.constantFrom(...httpMethods),
  path,
  permissions: fc.record({ match: fc.constantFrom('any', 'all'), names: texts }),
  scopes: texts,
  acceptsOAuth: fc.boolean(),
  deprecated: fc.boolean(),
})

const historyEntry = fc.record({
  sequence: count,
  at: moment,
  actor: author,
  action: text,
  target: fc.record({ kind: fc.constantFrom('client', 'authorization'), id }),
  changes: fc.array(
    fc.record({ field: text, before: fc.jsonValue({ maxDepth: 2 }), after: fc.jsonValue({ maxDepth: 2 }) }),
    {
      maxLength: 2,
    },
  ),
})

/** So many with different keys, in the order of the keys. */
function several<Item>(
  item: fc.Arbitrary<Item>,
  keyOf: (item: Item) => string | number,
): fc.Arbitrary<readonly Item[]> {
  return fc
    .uniqueArray(item, { maxLength: 4, selector: keyOf })
    .map((items) => items.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)))
}

function names<Text extends string>(of: fc.Arbitrary<Text>): fc.Arbitrary<readonly Text[]> {
  return fc.uniqueArray(of, { maxLength: 4 }).map((items) => items.sort())
}

/** Any snapshot, with records that contradict each other and text of every kind. */
export const randomSnapshot: fc.Arbitrary<Snapshot> = fc.record({
  takenAt: moment,
  source: fc.constantFrom(...snapshotSources),
  absent: names(fc.constantFrom(...facts)),
  organization: fc.record({
    ...{ id, name: text, region: text, createdAt: moment, homeDivisionId: id },
    settings: fc.oneof(
      fc.record({
        enforceScopes: fc.boolean(),
        hipaa: fc.boolean(),
        maxClients: count,
        implicitEndDate: day,
      }),
      fc.record({
        ...{ enforceScopes: fc.boolean(), hipaa: fc.boolean(), maxClients: count, implicitEndDate: day },
        tokenIdleTimeout: fc.option(count),
      }),
    ),
  }),
  catalogue: fc.option(
    fc.record({
      digest: text,
      operations: several(operation, ({ method, path }) => `${method} ${path}`),
      scopes: names(text),
    }),
  ),
  historyHead: fc.option(fc.record({ sequence: count, hash: text })),
  divisions: several(fc.record({ id, name: text, isHome: fc.boolean() }), ({ id }) => id),
  roles: several(role, ({ id }) => id),
  users: several(user, ({ id }) => id),
  clients: several(client, ({ id }) => id),
  authorizations: several(authorization, ({ clientId }) => clientId),
  identityProviders: several(
    fc.record({ id, name: text, issuer: text, enabled: fc.boolean() }),
    ({ id }) => id,
  ),
  usage: several(series, ({ clientId, method, path }) => `${clientId}\n${method} ${path}`),
  history: several(historyEntry, ({ sequence }) => sequence),
  secretsInState: names(id),
  // Ids are branded for the compiler only; random text stands for every kind of them.
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Snapshot>
