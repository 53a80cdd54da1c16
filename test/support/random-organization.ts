import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import {
  WORLD_NOW,
  type World,
  type WorldAuthorization,
  type WorldClient,
  type WorldOperation,
  type WorldQuestion,
} from './policy-world.ts'

type WorldOperations = Readonly<Record<string, WorldOperation>>

/** An organization, and questions that are about it or miss it by little. */
export interface RandomOrganization {
  readonly world: World
  readonly questions: readonly WorldQuestion[]
}

const APPS = 8
const USERS = 8
const ROLES = 10
/** Operations that roles and apps are made for, and that are asked about. */
const TOPICS = 30
const divisions = ['home', 'sales', 'support'] as const
const malformed = ['*', '*:*', '*:*:*:*', 'directory:user', 'directory:user:ad*', ' *:*:*', ''] as const

/** Everything that an organization may have, now and then something broken: as fast as it can be made, for millions of questions. */
export function randomOrganization(seed: string, count: number, given?: WorldOperations): RandomOrganization {
  const random = new SeededRandom(seed)
  const operations = given ?? inventOperations(random)
  const names = Object.keys(operations)
  const topics = Array.from({ length: Math.min(TOPICS, names.length) }, () => random.pick(names))
  const about = topics.map((name) => operations[name] ?? {})
  const permissions = about.flatMap(({ any, all }) => all ?? any ?? [])
  const scopes = about.flatMap((operation) => operation.scopes ?? [])
  const numbered = <Wish>(what: string, howMany: number, wish: () => Wish) =>
    Object.fromEntries(Array.from({ length: howMany }, (_none, n) => [`${what}${String(n)}`, wish()]))
  const world: World = {
    operations,
    enforceScopes: random.next() < 0.8,
    divisions: Object.fromEntries(divisions.map((name) => [name, name])),
    roles: numbered('role', ROLES, () => some(random, 5, () => pattern(random, permissions))),
    users: numbered('user', USERS, () => ({
      state: random.next() < 0.9 ? ('active' as const) : ('inactive' as const),
      roles: some(random, 4, () => grant(random)),
    })),
    clients: numbered('app', APPS, () => client(random, scopes)),
    // The last app has none.
    authorizations: numbered('app', APPS - 1, () => authorization(random, scopes)),
  }
  const questions = Array.from({ length: count }, () => ({
    client: seldom(random, 0.02) ? 'Ghost' : `app${String(random.between(0, APPS - 1))}`,
    user: seldom(random, 0.04) ? random.pick([null, 'Ghost']) : `user${String(random.between(0, USERS - 1))}`,
    operation: seldom(random, 0.03)
      ? random.pick(['', 'nonsense', 'GET /nothing', ...names])
      : random.pick(topics),
    division: random.pick([null, ...divisions, 'nowhere']),
  }))
  return { world, questions }
}

function inventOperations(random: SeededRandom): WorldOperations {
  const part = (...names: readonly string[]) => random.pick(names)
  const permission = () =>
    seldom(random, 0.05)
      ? part('admin', '*:*:*', 'a:b', '')
      : `${part('directory', 'routing')}:${part('user', 'queue')}:${part('view', 'add', 'edit')}`
  const paths = ['/users', '/users/me', '/queues', '/queues/query', '/organizations/me', '/users/{id}']
  const operation = (): WorldOperation => ({
    [part('any', 'all')]: some(random, 3, permission),
    scopes: some(random, 3, () => part('users', 'users:readonly', 'routing', 'routing:readonly')),
    acceptsOAuth: !seldom(random, 0.08),
  })
  return Object.fromEntries(
    paths.flatMap((path) => ['GET', 'POST'].map((method) => [`${method} /api/v2${path}`, operation()])),
  )
}

/** A permission that is needed, as it is or with `*` for some of its parts. */
function pattern(random: SeededRandom, permissions: readonly string[]): string {
  if (permissions.length === 0 || seldom(random, 0.08)) return random.pick(malformed)
  const permission = random.pick(permissions)
  if (random.next() < 0.5) return permission
  return permission
    .split(':')
    .map((part) => (random.next() < 0.5 ? '*' : part))
    .join(':')
}

function grant(random: SeededRandom): string {
  const role = seldom(random, 0.05) ? 'gone' : `role${String(random.between(0, ROLES - 1))}`
  return `${role}@${random.pick(['*', ...divisions])}`
}

function client(random: SeededRandom, scopes: readonly string[]): WorldClient {
  return {
    grantType: random.pick(['authorization_code', 'implicit', 'saml2_bearer', 'client_credentials']),
    state: seldom(random, 0.12)
      ? random.pick([
          { kind: 'disabled' } as const,
          { kind: 'inactive', removalAt: around(86_400_000) } as const,
          { kind: 'inactive', removalAt: around(0) } as const,
        ])
      : { kind: 'active' },
    scopes: most(random, scopes),
    roles: some(random, 3, () => grant(random)),
  }
}

function authorization(random: SeededRandom, scopes: readonly string[]): WorldAuthorization {
  return {
    state: seldom(random, 0.1) ? random.pick(['pending', 'revoked']) : 'authorized',
    scopes: most(random, scopes),
    roleIds: seldom(random, 0.25) ? some(random, 3, () => `role${String(random.between(0, ROLES))}`) : [],
    expiresAt: seldom(random, 0.15) ? around(random.pick([-1, 0, 1])) : null,
  }
}

function around(milliseconds: number): string {
  return new Date(Date.parse(WORLD_NOW) + milliseconds).toISOString()
}

function seldom(random: SeededRandom, share: number): boolean {
  return random.next() < share
}

function some<Item>(random: SeededRandom, most: number, make: () => Item): readonly Item[] {
  return Array.from({ length: random.between(0, most) }, make)
}

/** More than half of the names, each as it is or without its `:readonly`, or with one. */
function most(random: SeededRandom, names: readonly string[]): readonly string[] {
  const chosen = names.filter(() => random.next() < 0.6)
  const changed = chosen.map((name) => {
    if (!seldom(random, 0.3)) return name
    return name.endsWith(':readonly') ? name.slice(0, -':readonly'.length) : `${name}:readonly`
  })
  return [...new Set(changed)]
}
