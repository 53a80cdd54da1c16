import { catalogueScopes, ownOperations } from '../../core/catalogue/own-catalogue.ts'
import type { AppAuthorization } from '../../core/model/app-authorization.ts'
import { asId, type ClientId, type OrganizationId } from '../../core/model/brand.ts'
import type { Role, RoleGrant, User } from '../../core/model/directory.ts'
import type { Author, ClientState, OAuthClient } from '../../core/model/oauth-client.ts'
import type { HistoryEntry, Snapshot, UsageDay, UsageSeries } from '../../core/model/snapshot.ts'
import { firstNames } from '../../core/organization/sample/vocabulary.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import { aSnapshot, daysBefore, homeId, organizationId } from './audited-snapshot.ts'

export interface LargeSize {
  readonly clients: number
  readonly authorizations: number
  readonly users: number
  readonly usageRows: number
  readonly seed?: number
}

/** What one organization's records are made from. */
interface Making {
  readonly random: SeededRandom
  readonly roles: readonly Role[]
  readonly divisions: Snapshot['divisions']
  readonly scopes: readonly string[]
  readonly administrators: readonly Author[]
  /** Roles in divisions, as few combinations as people really have. */
  readonly grants: readonly (readonly RoleGrant[])[]
}

const FOREIGN = asId<OrganizationId>('organization-vendor')

/** A large organization that looks like one: mostly in order, with faults of many kinds in some records. The same for a seed. */
export function largeSnapshot(size: LargeSize): Snapshot {
  const random = new SeededRandom(`large ${String(size.seed ?? 1)}`)
  const divisions = [
    { id: homeId, name: 'Home', isHome: true },
    ...Array.from({ length: 20 }, (_none, n) => ({
      id: asId<typeof homeId>(`division-${letters(n)}`),
      name: `Site ${letters(n)}`,
      isHome: false,
    })),
  ]
  const roles = manyRoles(random)
  const grants = Array.from({ length: 300 }, () =>
    Array.from({ length: random.between(1, 4) }, (): RoleGrant => ({
      roleId: random.pick(roles).id,
      divisionId: random.next() < 0.3 ? '*' : random.pick(divisions).id,
    })),
  )
  const administrators = Array.from({ length: 30 }, (_none, n): Author => {
    return { id: asId<User['id']>(`user-${letters(n)}`), name: `${random.pick(firstNames)} ${letters(n)}` }
  })
  const making: Making = {
    random,
    roles,
    divisions,
    scopes: catalogueScopes(undefined),
    administrators,
    grants,
  }
  const clients = sorted(
    many(size.clients, (n) => client(making, n)),
    ({ id }) => id,
  )
  const apps = clients.filter(({ grantType }) => grantType !== 'client_credentials')
  return aSnapshot({
    historyHead: { sequence: 5_000_000, hash: 'a'.repeat(64) },
    divisions: sorted(divisions, ({ id }) => id),
    roles: sorted(roles, ({ id }) => id),
    users: sorted(
      [
        ...administrators.map((author) => user(making, author)),
        ...many(size.users - administrators.length, () => user(making)),
      ],
      ({ id }) => id,
    ),
    clients,
    authorizations: sorted(
      apps.slice(0, size.authorizations).map((app) => authorization(making, app)),
      ({ clientId }) => clientId,
    ),
    usage: usage(making, clients, size.usageRows),
    history: many(Math.ceil(size.clients / 10), (n) => historyEntry(making, clients, n)),
  })
}

function client({ random, scopes, administrators, grants }: Making, number: number): OAuthClient {
  const isService = random.next() < 0.3
  const createdAt = daysBefore(random.between(1, 2_000))
  const createdBy = random.pick(administrators)
  const name = `${random.pick(topics)} ${random.pick(kinds)} ${letters(number)}`
  return {
    id: asId<ClientId>(random.uuid()),
    ownerId: random.next() < 0.1 ? FOREIGN : organizationId,
    name: random.next() < 0.01 ? `${name} test` : name,
    description: seldom(random, 0.005)
      ? 'client_secret=Zx81kQ0pT7vW2nLr5sYbC9dE'
      : `Serves the ${random.pick(topics)} team`,
    contact: seldom(random, 0.1) ? '' : `${random.pick(firstNames).toLowerCase()}@acme.example`,
    environment: seldom(random, 0.1) ? 'test' : 'production',
    grantType: isService
      ? 'client_credentials'
      : pickBy(random, [
          ['authorization_code', 0.9],
          ['implicit', 0.06],
          ['saml2_bearer', 0.03],
          ['password', 0.01],
        ]),
    pkce: !isService && random.next() < 0.8,
    tokenDuration: pickBy(random, [
      [28_800, 0.5],
      [86_400, 0.4],
      [172_800, 0.08],
      [38_880_000, 0.02],
    ]),
    redirectUris: isService ? [] : many(random.between(1, 3), () => redirect(random, number)),
    scopes: isService ? [] : random.some(scopes, seldom(random, 0.02) ? 60 : random.between(1, 6)),
    roleGrants: isService ? random.pick(grants) : [],
    addressRanges:
      isService && random.next() < 0.6
        ? [
            pickBy(random, [
              ['203.0.113.0/24', 0.95],
              ['0.0.0.0/0', 0.05],
            ]),
          ]
        : [],
    state: state(random),
    secretChangedAt: seldom(random, 0.4) ? daysBefore(random.between(1, 900)) : null,
    createdAt,
    createdBy,
    modifiedAt: seldom(random, 0.5) ? createdAt : daysBefore(random.between(0, 300)),
    modifiedBy: random.pick(administrators),
    revision: random.between(1, 9),
  }
}

function redirect(random: SeededRandom, number: number): string {
  const path = `callback/${letters(number)}`
  return pickBy(random, [
    [`https://${random.pick(topics).toLowerCase()}.acme.example/${path}`, 0.88],
    [`http://${random.pick(topics).toLowerCase()}.acme.example/${path}`, 0.03],
    [`http://localhost:8080/${path}`, 0.04],
    [`https://*.acme.example/${path}`, 0.02],
    [`com.acme.app://${path}`, 0.02],
    ['https://oauth.pstmn.io/v1/callback', 0.01],
  ])
}

function state(random: SeededRandom): ClientState {
  if (seldom(random, 0.03)) return { kind: 'inactive', removalAt: daysBefore(-random.between(1, 7)) }
  return seldom(random, 0.01) ? { kind: 'disabled' } : { kind: 'active' }
}

function authorization({ random, roles, administrators }: Making, app: OAuthClient): AppAuthorization {
  const at = daysBefore(random.between(0, 700))
  const by = random.pick(administrators)
  return {
    clientId: app.id,
    clientName: app.name,
    clientOwnerId: app.ownerId,
    state: pickBy(random, [
      ['authorized', 0.9],
      ['pending', 0.05],
      ['revoked', 0.05],
    ]),
    revocationCause: null,
    scopes: seldom(random, 0.8) ? app.scopes : app.scopes.slice(1),
    roleIds: seldom(random, 0.3) ? [random.pick(roles).id] : [],
    reason: seldom(random, 0.2) ? '' : `${random.pick(topics)} needs it`,
    ticket: seldom(random, 0.5) ? '' : `SEC-${String(random.between(1, 99_999))}`,
    expiresAt: seldom(random, 0.1) ? daysBefore(random.between(-300, 100)) : null,
    createdAt: at,
    createdBy: by,
    modifiedAt: at,
    modifiedBy: by,
    revision: random.between(1, 4),
  }
}

function user({ random, grants, roles }: Making, known?: Author): User {
  const name = known?.name ?? `${random.pick(firstNames)} ${letters(random.between(0, 500_000))}`
  const id = known?.id ?? random.uuid()
  const administers: readonly RoleGrant[] = [{ roleId: roles[0]?.id ?? asId(''), divisionId: '*' }]
  return {
    id: asId<User['id']>(id),
    email: `${id.slice(0, 13)}@acme.example`,
    name,
    state: seldom(random, 0.04) ? 'inactive' : 'active',
    roleGrants: known ? administers : seldom(random, 0.05) ? [] : random.pick(grants),
    passwordChangedAt: seldom(random, 0.5) ? daysBefore(random.between(1, 700)) : null,
    revision: random.between(1, 5),
  }
}

function manyRoles(random: SeededRandom): readonly Role[] {
  const permissions = [...new Set(ownOperations.flatMap((operation) => operation.permissions.names))]
  const role = (n: number, patterns: readonly string[]): Role => {
    return {
      id: asId(`role-${letters(n)}`),
      name: `Role ${letters(n)}`,
      description: '',
      defaultId: null,
      patterns,
      revision: 1,
    }
  }
  return [
    role(0, ['*:*:*']),
    role(1, ['oauth:*:*', 'authorization:*:*']),
    ...many(38, (n) => role(n + 2, random.some(permissions, random.between(1, 20)))),
  ]
}

/** Ten rows or so for each client that was used at all, on days of the last year. */
function usage({ random }: Making, clients: readonly OAuthClient[], rows: number): readonly UsageSeries[] {
  const operations = ownOperations.filter(({ acceptsOAuth }) => acceptsOAuth)
  const days = many(365, (n) => daysBefore(365 - n).slice(0, 10))
  const each = Math.ceil(rows / Math.max(1, Math.ceil(clients.length * 0.8)))
  const made: UsageSeries[] = []
  let left = rows
  for (const { id } of clients) {
    if (seldom(random, 0.2) && left < rows / 2) continue
    const called = sorted(
      random.some(operations, Math.max(1, Math.round(each / 5))),
      ({ method, path }) => `${method} ${path}`,
    )
    for (const { method, path } of called) {
      const length = Math.min(left, Math.ceil(each / called.length))
      const from = random.between(0, days.length - length)
      if (length > 0)
        made.push({
          clientId: id,
          method,
          path,
          days: days.slice(from, from + length).map((day) => usageDay(random, day)),
        })
      left -= length
    }
    if (left === 0) break
  }
  return made
}

function usageDay(random: SeededRandom, day: string): UsageDay {
  const requests = random.between(1, 20_000)
  const failures = seldom(random, 0.1) ? random.between(0, requests) : 0
  return {
    day,
    requests,
    failures,
    redirected: 0,
    throttled: seldom(random, 0.05) ? failures : 0,
    faulted: 0,
  }
}

function historyEntry(
  { random, administrators }: Making,
  clients: readonly OAuthClient[],
  n: number,
): HistoryEntry {
  const { id, redirectUris } = random.pick(clients)
  const isEdit = random.next() < 0.6
  return {
    sequence: n + 1,
    at: daysBefore(random.between(0, 400)),
    actor: random.pick(administrators),
    action: isEdit ? 'client.edit' : 'app.authorize',
    target: { kind: isEdit ? 'client' : 'authorization', id },
    changes: isEdit ? [{ field: 'redirectUris', before: [], after: redirectUris }] : [],
  }
}

const topics = [
  'Agent',
  'Billing',
  'Contact',
  'Desk',
  'Export',
  'Forecast',
  'Queue',
  'Report',
  'Survey',
  'Voice',
]
const kinds = ['Bridge', 'Connector', 'Dashboard', 'Job', 'Portal', 'Sync', 'Widget']

function letters(number: number): string {
  return number.toString(36)
}

function seldom(random: SeededRandom, chance: number): boolean {
  return random.next() < chance
}

/** One of these, each with its chance; the last where the chances leave a rest. */
function pickBy<Item>(random: SeededRandom, chances: readonly (readonly [Item, number])[]): Item {
  let rest = random.next()
  const found = chances.find(([, chance]) => (rest -= chance) < 0) ?? chances.at(-1)
  if (!found) throw new Error('cannot pick from an empty list')
  return found[0]
}

function many<Item>(count: number, make: (number: number) => Item): readonly Item[] {
  return Array.from({ length: Math.max(0, count) }, (_none, number) => make(number))
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Item[] {
  return items.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}
