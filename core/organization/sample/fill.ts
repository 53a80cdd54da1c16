import { asId, type ClientId, type DivisionId, type UserId } from '../../model/brand.ts'
import type { Division, Organization, Role, RoleGrant, User } from '../../model/directory.ts'
import { needsRedirectUri } from '../../model/grant-type.ts'
import { RESTORE_WINDOW, type Author, type ClientState, type OAuthClient } from '../../model/oauth-client.ts'
import { compareScopes } from '../../model/scope.ts'
import type { AppAuthorization } from '../../model/app-authorization.ts'
import type { UsageRow } from '../../model/usage-row.ts'
import type { WriteUnit } from '../ports.ts'
import type { FollowedWork } from '../running-tasks.ts'
import { SeededRandom } from './seeded-random.ts'
import {
  calls,
  divisionNames,
  firstNames,
  kindCycle,
  lastNames,
  serviceRoles,
  vendors,
  type SampleKind,
} from './vocabulary.ts'

const DAY = 86_400_000
const USAGE_DAYS = 90
/** Above this size a client gets a handful of usage rows instead of a row a day. */
const DETAILED_USAGE_LIMIT = 2_000
/** After how many clients progress is told. */
const PROGRESS_STEP = 250

export interface SampleOrder {
  readonly organization: Organization
  readonly home: Division
  readonly roles: readonly Role[]
  readonly administrator: User
  readonly now: Date
  readonly seed: string
  readonly clients: number
  readonly follow: FollowedWork
}

export interface SampleSize {
  readonly seed: string
  readonly clients: number
  readonly authorizations: number
  readonly users: number
  readonly usageRows: number
}

/**
 * Fills a new organization with people, clients, authorizations and 90 days of usage; equal seeds give equal content
 * (O4). Throws the reason of a signal that stops it.
 */
export async function fillWithSample(unit: WriteUnit, order: SampleOrder): Promise<SampleSize> {
  const { organization, follow } = order
  const random = new SeededRandom(order.seed)
  const divisions = divisionNames.map((name): Division => ({
    id: asId<DivisionId>(random.uuid()),
    name,
    isHome: false,
  }))
  for (const division of divisions) await unit.put.division(organization.id, division)
  const users = makeUsers(order, random, [order.home, ...divisions])
  for (const user of users) await unit.put.user(organization.id, user)
  const ids = await unusedIds(unit, order.seed)
  const authors = users.slice(0, 8).map((user): Author => ({ id: user.id, name: user.name }))
  let usageRows = 0
  let authorizations = 0
  for (let index = 0; index < order.clients; index++) {
    follow.signal.throwIfAborted()
    if (index % PROGRESS_STEP === 0) follow.onProgress(index, order.clients)
    const kind = kindCycle[index % kindCycle.length]
    if (!kind) throw new Error('the cycle of client kinds is empty')
    const id = asId<ClientId>(ids.uuid())
    const client = makeClient(order, { id, random, index, kind, authors, divisions })
    await unit.put.client(organization.id, client)
    const isAuthorized = kind.grantType !== 'client_credentials' && authorizations * 3 < (index + 1) * 2
    if (kind.grantType !== 'client_credentials') {
      const state = isAuthorized ? 'authorized' : random.next() < 0.5 ? 'pending' : 'revoked'
      await unit.put.authorization(organization.id, makeAuthorization(client, { state, random, authors }))
      if (isAuthorized) authorizations++
    }
    if (isAuthorized || kind.grantType === 'client_credentials') {
      const rows = makeUsage(order, random, client)
      await unit.put.usage(organization.id, rows)
      usageRows += rows.length
    }
  }
  follow.onProgress(order.clients, order.clients)
  return { seed: order.seed, clients: order.clients, authorizations, users: users.length + 1, usageRows }
}

/**
 * Client ids are known to the whole workspace, so a second organization of the same seed takes the next series:
 * otherwise removing a client in one would end the other's authorization.
 */
async function unusedIds(unit: WriteUnit, seed: string): Promise<SeededRandom> {
  for (let series = 1; ; series++) {
    const name = `${seed} client ids ${String(series)}`
    const taken = await unit.clients.everywhere(asId<ClientId>(new SeededRandom(name).uuid()))
    if (taken.length === 0) return new SeededRandom(name)
  }
}

/** 200 people with the administrator; larger samples have one for every twenty clients. */
function makeUsers(
  order: SampleOrder,
  random: SeededRandom,
  divisions: readonly Division[],
): readonly User[] {
  const count = Math.max(199, Math.floor(order.clients / 20))
  const role = (defaultId: string, divisionId: RoleGrant['divisionId']): RoleGrant[] => {
    const found = order.roles.find((candidate) => candidate.defaultId === defaultId)
    return found ? [{ roleId: found.id, divisionId }] : []
  }
  return Array.from({ length: count }, (_none, index): User => {
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`
    const number = index < firstNames.length ? '' : String(index)
    const email = `${name.toLowerCase().replace(' ', '.')}${number === '' ? `.${String(index)}` : number}@example.com`
    const division = random.pick(divisions)
    const roleGrants = [
      ...role('employee', '*'),
      ...(index % 4 === 3 ? [] : role('user', division.id)),
      ...(index % 12 === 5 ? role('supervisor', division.id) : []),
      ...(index % 20 === 7 ? role('user-manager', division.id) : []),
      ...(index % 40 === 1 ? role('integration-manager', '*') : []),
      ...(index % 50 === 2 ? role('developer', order.home.id) : []),
      ...(index % 60 === 9 ? role('read-only-auditor', '*') : []),
      ...(index % 90 === 4 ? role('admin', '*') : []),
    ]
    const state = index % 45 === 44 ? 'inactive' : 'active'
    const id = asId<UserId>(random.uuid())
    return { id, email, name, state, roleGrants, passwordChangedAt: null, revision: 1 }
  })
}

function makeClient(
  order: SampleOrder,
  made: {
    readonly id: ClientId
    readonly random: SeededRandom
    readonly index: number
    readonly kind: SampleKind
    readonly authors: readonly Author[]
    readonly divisions: readonly Division[]
  },
): OAuthClient {
  const { id, random, index, kind, authors, divisions } = made
  const vendor = random.pick(vendors)
  const number = index < 60 ? '' : ` ${String(index)}`
  const host = `${vendor.toLowerCase()}-${String(index)}.example.com`
  const createdAt = new Date(order.now.getTime() - random.between(1, 900) * DAY - random.between(0, DAY))
  const isOld = order.now.getTime() - createdAt.getTime() > 60 * DAY
  const modifiedAt = new Date(
    createdAt.getTime() + random.next() * (order.now.getTime() - createdAt.getTime()),
  )
  const redirects = kind.redirects.map((uri) => uri.replace('{host}', host))
  const author = random.pick(authors)
  return {
    id,
    ownerId: order.organization.id,
    name: `${vendor} ${random.pick(kind.names)}${number}`,
    description: index % 3 === 0 ? '' : `${random.pick(kind.names)} for ${vendor}`,
    contact: index % 4 === 0 ? '' : `integrations@${vendor.toLowerCase()}.example.com`,
    environment: index % 9 === 8 ? 'test' : 'production',
    grantType: kind.grantType,
    pkce: kind.pkce,
    tokenDuration: random.pick(kind.durations),
    redirectUris: needsRedirectUri(kind.grantType)
      ? random.some(redirects, random.between(1, redirects.length))
      : [],
    scopes: [...random.some(kind.scopes, random.between(1, kind.scopes.length - 1))].sort(compareScopes),
    roleGrants: kind.grantType === 'client_credentials' ? serviceGrants(order, random, divisions) : [],
    addressRanges: kind.grantType === 'client_credentials' && index % 2 === 1 ? ['203.0.113.0/24'] : [],
    state: makeState(order, random, { index, isOld }),
    secretChangedAt: modifiedAt.toISOString(),
    createdAt: createdAt.toISOString(),
    createdBy: author,
    modifiedAt: modifiedAt.toISOString(),
    modifiedBy: random.pick(authors),
    revision: 1,
  }
}

function makeState(
  order: SampleOrder,
  random: SeededRandom,
  of: { readonly index: number; readonly isOld: boolean },
): ClientState {
  if (of.index % 60 === 35) return { kind: 'disabled' }
  if (of.index % 20 !== 11 || !of.isOld) return { kind: 'active' }
  const left = Math.floor((0.1 + random.next() * 0.85) * RESTORE_WINDOW)
  return { kind: 'inactive', removalAt: new Date(order.now.getTime() + left).toISOString() }
}

function serviceGrants(
  order: SampleOrder,
  random: SeededRandom,
  divisions: readonly Division[],
): readonly RoleGrant[] {
  return random.some(serviceRoles, random.between(1, 2)).flatMap((defaultId) => {
    const role = order.roles.find((candidate) => candidate.defaultId === defaultId)
    if (!role) return []
    const where = random.next()
    const divisionId = where < 0.6 ? order.home.id : where < 0.8 ? '*' : random.pick(divisions).id
    return [{ roleId: role.id, divisionId }]
  })
}

function makeAuthorization(
  client: OAuthClient,
  made: {
    readonly state: AppAuthorization['state']
    readonly random: SeededRandom
    readonly authors: readonly Author[]
  },
): AppAuthorization {
  const { state, random, authors } = made
  const granted = client.scopes.filter(() => random.next() < 0.8)
  const author = random.pick(authors)
  return {
    clientId: client.id,
    clientName: client.name,
    clientOwnerId: client.ownerId,
    state,
    revocationCause: state === 'revoked' ? 'administrator' : null,
    scopes: state === 'pending' ? [] : granted.length > 0 ? granted : client.scopes.slice(0, 1),
    roleIds: [],
    reason: random.next() < 0.5 ? 'Rolled out with the contact center' : '',
    ticket: random.next() < 0.5 ? `CHG-${String(random.between(1_000, 9_999))}` : '',
    expiresAt: null,
    createdAt: client.createdAt,
    createdBy: author,
    modifiedAt: client.modifiedAt,
    modifiedBy: author,
    revision: 1,
  }
}

function makeUsage(order: SampleOrder, random: SeededRandom, client: OAuthClient): readonly UsageRow[] {
  if (random.next() < 0.12) return []
  const reachable =
    client.scopes.length === 0
      ? calls
      : calls.filter((call) => call.scopes.some((scope) => client.scopes.includes(scope)))
  if (reachable.length === 0) return []
  const used = random.some(reachable, random.between(1, 4))
  const isDetailed = order.clients <= DETAILED_USAGE_LIMIT
  const quietFor = random.next() < 0.75 ? 0 : random.between(2, USAGE_DAYS - 10)
  const rows: UsageRow[] = []
  for (const call of used) {
    const days = isDetailed ? USAGE_DAYS : 3
    for (let ago = quietFor; ago < days; ago++) {
      if (isDetailed && random.next() < 0.3) continue
      const requests = random.between(1, 400)
      const failures = random.next() < 0.2 ? random.between(0, Math.ceil(requests / 10)) : 0
      rows.push({
        clientId: client.id,
        day: new Date(order.now.getTime() - (ago + 1) * DAY).toISOString().slice(0, 10),
        method: call.method,
        path: call.path,
        requests,
        failures,
        redirected: 0,
        throttled: Math.floor(failures / 4),
        faulted: Math.floor(failures / 8),
      })
    }
  }
  return rows
}
