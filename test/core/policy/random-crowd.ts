import type { World } from '../../support/policy-world.ts'
import { fc } from '../catalogue/property-seed.ts'
import {
  scopeNames,
  someAuthorization,
  someClient,
  someOperation,
  somePatterns,
  someUser,
  roleNames,
} from './random-world.ts'

const operationNames = [
  'POST /api/v2/users',
  'GET /api/v2/users/me',
  'GET /api/v2/queues',
  'POST /api/v2/queues/query',
  'DELETE /api/v2/oauth/clients/{clientId}',
] as const
export const appNames = ['Desktop', 'Wallboard', 'Nightly', 'Export'] as const
export const userNames = ['Jonas', 'Mia', 'Ada', 'Noor'] as const
export const divisions = [null, 'home', 'sales', 'nowhere'] as const

/** A small organization with several of everything, some of it missing and some of it alike. */
export const crowd: fc.Arbitrary<World> = fc.record({
  enforceScopes: fc.boolean(),
  divisions: fc.constant({ home: 'Home', sales: 'Sales' }),
  roles: fc.record(Object.fromEntries(roleNames.map((name) => [name, somePatterns]))),
  users: several(userNames, orElse(someUser, { state: 'active', roles: ['R1@*', 'R2@sales'] })),
  clients: several(appNames, orElse(someClient, { state: { kind: 'active' }, scopes: [...scopeNames] })),
  authorizations: several(
    appNames,
    orElse(someAuthorization, { state: 'authorized', scopes: [...scopeNames], roleIds: [], expiresAt: null }),
  ),
  operations: several(operationNames, someOperation),
})

/** As random as it is, or with something that lets more through, so that answers are not mostly nothing. */
function orElse<Wish extends object>(wish: fc.Arbitrary<Wish>, more: Partial<Wish>) {
  return fc.oneof(
    wish,
    wish.map((made) => ({ ...made, ...more })),
  )
}

/** Some of the names, each with what is wished for it. */
function several<Wish>(names: readonly string[], wish: fc.Arbitrary<Wish>) {
  const wishes = fc.tuple(...names.map((name) => wish.map((made) => [name, made] as const)))
  return wishes.chain((entries) => fc.subarray(entries, { minLength: 1 })).map(Object.fromEntries)
}
