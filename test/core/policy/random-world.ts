import { RESTORE_WINDOW, type ClientState } from '../../../core/model/oauth-client.ts'
import type { World, WorldQuestion } from '../../support/policy-world.ts'
import { WORLD_NOW } from '../../support/policy-world.ts'
import { fc } from '../catalogue/property-seed.ts'

/** A small organization and a question about it. Few names, so that the parts meet; some of them are broken. */
export interface Asked {
  readonly world: World
  readonly question: WorldQuestion
}

/** What lies before the first name happens often, the rest seldom. */
function mostly<Value>(usual: fc.Arbitrary<Value>, ...seldom: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: fc.constantFrom(...seldom) })
}

const permissions = ['directory:user:view', 'directory:user:add', 'routing:queue:view'] as const
const malformedPatterns = ['*', '*:*', 'directory:user', 'directory:user:ad*', 'a:b:c:d', ' *:*:*', '']
export const scopeNames = ['users', 'users:readonly', 'routing', 'routing:readonly'] as const
const operationNames = ['POST /api/v2/users', 'GET /api/v2/users/me', 'GET /api/v2/queues'] as const

export const roleNames = ['R1', 'R2', 'R3', 'R4'] as const
export const someScope = fc.constantFrom(...scopeNames)
export const somePattern = mostly(
  fc.constantFrom(...permissions, 'directory:*:view', '*:user:add', 'directory:user:*', '*:*:*'),
  ...malformedPatterns,
)
export const someGrant = fc
  .tuple(mostly(fc.constantFrom(...roleNames), 'Gone'), fc.constantFrom('home', 'sales', '*'))
  .map(([role, division]) => `${role}@${division}`)

const around = (milliseconds: number) => new Date(Date.parse(WORLD_NOW) + milliseconds).toISOString()
const scopes = fc.uniqueArray(someScope, { maxLength: 4 })
const grants = fc.uniqueArray(someGrant, { maxLength: 3 })

export const someClient = fc.record({
  grantType: fc.constantFrom('authorization_code', 'implicit', 'saml2_bearer', 'client_credentials'),
  state: mostly<ClientState>(
    fc.constant({ kind: 'active' }),
    { kind: 'disabled' },
    { kind: 'inactive', removalAt: around(86_400_000) },
    { kind: 'inactive', removalAt: around(0) },
  ),
  scopes,
  roles: grants,
} as const)

export const someAuthorization = fc.record({
  state: mostly(fc.constant('authorized'), 'pending', 'revoked'),
  cause: fc.constantFrom(null, 'administrator', 'expired', 'client_removed'),
  scopes,
  roleIds: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...roleNames, 'Gone'), { maxLength: 3 }) },
  ),
  expiresAt: mostly(fc.constant(null), around(1), around(0), around(-1)),
} as const)

export const someOperation = fc
  .record({
    match: fc.constantFrom('any', 'all'),
    names: fc.uniqueArray(mostly(fc.constantFrom(...permissions), 'admin', '*:*:*', ''), { maxLength: 3 }),
    scopes: fc.uniqueArray(someScope, { maxLength: 2 }),
    acceptsOAuth: mostly(fc.constant(true), false),
  } as const)
  .map(({ match, names, ...rest }) => ({ [match]: names, ...rest }))

export const somePatterns = fc.uniqueArray(somePattern, { maxLength: 3 })

export const someUser = fc.record({
  state: mostly(fc.constant('active'), 'inactive'),
  roles: grants,
} as const)

const world = fc.record({
  enforceScopes: fc.boolean(),
  divisions: fc.constant({ home: 'Home', sales: 'Sales' }),
  roles: fc.record(Object.fromEntries(roleNames.map((name) => [name, somePatterns]))),
  users: fc.record({
    Jonas: someUser,
  }),
  clients: fc.record({ Desktop: someClient }),
  authorizations: fc.record({ Desktop: someAuthorization }, { requiredKeys: [] }),
  operations: fc.record(Object.fromEntries(operationNames.map((name) => [name, someOperation]))),
})

const question = fc.record({
  client: mostly(fc.constant('Desktop'), 'Ghost', '__proto__'),
  user: mostly(fc.constant<string | null>('Jonas'), null, 'Ghost', 'constructor'),
  operation: mostly(fc.constantFrom<string>(...operationNames), 'POST /api/v2/nothing', 'nonsense', ''),
  division: fc.constantFrom(null, 'home', 'sales'),
})

export const asked: fc.Arbitrary<Asked> = fc.record({ world, question })

const token = fc.record({
  issuedAt: fc.constantFrom(...[-1, 0, 1].map((after) => around(86_400_000 - RESTORE_WINDOW + after))),
  scopes: fc.option(scopes),
  isLive: mostly(fc.constant(true), false),
})

/** The same with a token, as the Platform API asks. */
export const askedWithToken: fc.Arbitrary<Asked> = fc
  .tuple(asked, token)
  .map(([{ world, question }, presented]) => ({ world, question: { ...question, token: presented } }))
