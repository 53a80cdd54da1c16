import { operationName } from '../../../core/model/operation.ts'
import { SeededRandom } from '../../../core/organization/sample/seeded-random.ts'
import {
  mayCall,
  type CompiledOrganization,
  type NumberedQuestion,
} from '../../../core/policy/compiled-organization.ts'
import { questionOf, type World, type WorldOperation } from '../../support/policy-world.ts'
import type { AccessQuestion } from '../../../core/model/decision.ts'

type WorldOperations = Readonly<Record<string, WorldOperation>>

/** How large an organization is; everything else about it follows from the seed. */
export interface WorkloadSize {
  readonly apps: number
  readonly users: number
  readonly operations: number
}

/** The organization that peers and growth are measured on. */
export const STANDARD_SIZE: WorkloadSize = { apps: 500, users: 1_000, operations: 2_500 }

const ROLES = 200
const PATTERNS_PER_ROLE = 50
const DIVISIONS = 8
const DOMAINS = 45
const ENTITIES = 6
const actions = ['view', 'add', 'edit', 'delete', 'search', 'assign'] as const

/** A question in names and in numbers, so that no engine has to look up what another is given. */
export interface BenchQuestion extends NumberedQuestion {
  readonly asked: AccessQuestion
}

/** An organization of this size over invented operations. */
export function makeWorld(seed: number, size: WorkloadSize): World {
  const operations = inventOperations(new SeededRandom(`operations ${String(seed)}`), size.operations)
  return populate(seed, size, operations)
}

/** Roles, users and apps over given operations: their permissions and scopes are what roles and apps are made of. */
export function populate(
  seed: number,
  { apps, users }: Pick<WorkloadSize, 'apps' | 'users'>,
  operations: WorldOperations,
): World {
  const random = new SeededRandom(`people ${String(seed)}`)
  const divisions = listOf(DIVISIONS, (number) => [`division${String(number)}`, `Division ${String(number)}`])
  const scopesOfApps = listOf(apps, appScopes(random, operations))
  return {
    operations,
    divisions: Object.fromEntries(divisions) as Readonly<Record<string, string>>,
    roles: Object.fromEntries(listOf(ROLES, rolePatterns(random, operations))),
    users: Object.fromEntries(
      listOf(users, (number) => [`user${String(number)}`, { roles: grants(random) }]),
    ),
    clients: Object.fromEntries(scopesOfApps.map(([id, scopes]) => [id, { scopes }])),
    authorizations: Object.fromEntries(scopesOfApps.map(([id, scopes]) => [id, { scopes }])),
  }
}

/** Half of the questions are allowed and half are denied; half name a division. */
export function drawQuestions(
  seed: number,
  organization: CompiledOrganization,
  count: number,
): readonly BenchQuestion[] {
  const random = new SeededRandom(`questions ${String(seed)}`)
  const below = (limit: number) => Math.floor(random.next() * limit)
  const { apps, users, catalogue, divisions } = organization
  const wanted = { allowed: count >> 1, denied: count - (count >> 1) }
  const drawn: BenchQuestion[] = []
  while (drawn.length < count) {
    const division = random.next() < 0.5 ? -1 : below(divisions.length)
    const question = {
      app: below(apps.length),
      user: below(users.length),
      operation: below(catalogue.operations.length),
      division,
    }
    const answer = mayCall(organization, question) ? 'allowed' : 'denied'
    if (wanted[answer] === 0) continue
    wanted[answer]--
    drawn.push(withNames(organization, question))
  }
  return shuffled(random, drawn)
}

/** The same question by the names of its app, user, operation and division. */
function withNames(
  { apps, users, catalogue, divisions }: CompiledOrganization,
  question: NumberedQuestion,
): BenchQuestion {
  const operation = catalogue.operations[question.operation]
  const asked = questionOf({
    client: apps[question.app]?.client.id ?? '',
    user: users[question.user]?.user.id ?? null,
    operation: operation ? operationName(operation) : '',
    division: divisions[question.division]?.id ?? null,
  })
  return { ...question, asked }
}

/** Each needs one to three permissions of one entity, and the scope of its domain; a reading one takes the readonly scope too. */
function inventOperations(random: SeededRandom, count: number): WorldOperations {
  const operations = listOf(count, (number) => {
    const domain = `d${String(random.between(0, DOMAINS - 1))}`
    const entity = `e${String(random.between(0, ENTITIES - 1))}`
    const needed = random.next() < 0.7 ? 1 : random.next() < 0.7 ? 2 : 3
    const names = new Set<string>()
    while (names.size < needed) names.add(`${domain}:${entity}:${random.pick(actions)}`)
    const isReading = [...names].every((name) => /:(view|search)$/.test(name))
    const match = needed > 1 && random.next() < 0.35 ? 'all' : 'any'
    const scopes = isReading ? [domain, `${domain}:readonly`] : [domain]
    return [
      `GET /api/v2/${domain}/${entity}/operation${String(number)}`,
      { [match]: [...names], scopes },
    ] as const
  })
  return Object.fromEntries(operations)
}

/** Mostly in a few domains; a few patterns cover a domain, more an entity, most are one permission. */
function rolePatterns(random: SeededRandom, operations: WorldOperations) {
  const needed = Object.values(operations).flatMap(({ any, all }) => any ?? all ?? [])
  const permissions = [...new Set(needed)].sort()
  const byDomain = Map.groupBy(permissions, (permission) => permission.split(':')[0] ?? '')
  const domains = [...byDomain.values()]
  return (number: number): readonly [string, readonly string[]] => {
    const own = Array.from({ length: 6 }, () => random.pick(domains))
    const patterns = new Set<string>()
    for (let tries = 0; patterns.size < PATTERNS_PER_ROLE && tries < 4_000; tries++) {
      const permission = random.pick(random.next() < 0.8 ? random.pick(own) : random.pick(domains))
      const [domain, entity] = permission.split(':')
      const width = random.next()
      if (width < 0.02) patterns.add(`${String(domain)}:*:*`)
      else if (width < 0.3) patterns.add(`${String(domain)}:${String(entity)}:*`)
      else patterns.add(permission)
    }
    return [`role${String(number)}`, [...patterns]]
  }
}

/** One to five roles, half of them in all divisions and half in a single one. */
function grants(random: SeededRandom): readonly string[] {
  return Array.from({ length: random.between(1, 5) }, () => {
    const division = random.next() < 0.5 ? '*' : `division${String(random.between(0, DIVISIONS - 1))}`
    return `role${String(random.between(0, ROLES - 1))}@${division}`
  })
}

/** Six to fourteen scopes. */
function appScopes(random: SeededRandom, operations: WorldOperations) {
  const scopes = [...new Set(Object.values(operations).flatMap((operation) => operation.scopes ?? []))].sort()
  return (number: number): readonly [string, readonly string[]] => {
    const count = Math.min(random.between(6, 14), scopes.length)
    const chosen = new Set<string>()
    while (chosen.size < count) chosen.add(random.pick(scopes))
    return [`app${String(number)}`, [...chosen]]
  }
}

function listOf<Item>(count: number, make: (number: number) => Item): readonly Item[] {
  return Array.from({ length: count }, (_none, number) => make(number))
}

function shuffled<Item>(random: SeededRandom, items: readonly Item[]): readonly Item[] {
  const keyed = items.map((item) => ({ item, key: random.next() }))
  return keyed.sort((one, other) => one.key - other.key).map(({ item }) => item)
}
