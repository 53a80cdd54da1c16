import { differenceOf, type AccessDifference } from './access-difference.ts'
import {
  compareApps,
  compareServices,
  compareUsers,
  type AppsCompared,
  type UsersCompared,
} from './before-and-after.ts'
import { countBits, overlaps, union, type BitSet } from './bit-set.ts'
import { ANY_DIVISION, type CompiledOrganization, type Holdings } from './compiled-organization.ts'
import { keepPace, type Pace } from './long-question.ts'
import { changeOf, isChanged, type SetChange } from './set-change.ts'
import { addProduct, addToTally, sumIn, type Tally } from './tally.ts'

/** One kind of users with what each of them lost and gained, and through how many apps. */
interface UserCount extends UsersCompared {
  lost: number
  gained: number
  apps: number
}

/** One kind of apps with what each of them lost and gained, and with how many users. */
interface AppCount extends AppsCompared {
  lost: number
  gained: number
  users: number
  usersWhoLost: number
  usersWhoGained: number
}

/** What users may call through the apps of one limit, as far as these admit them (P2.3). */
interface Meeting {
  readonly user: UserCount
  readonly calls: SetChange
}

interface OperationTallies {
  readonly lost: Tally
  readonly gained: Tally
}

/**
 * Who can call more or less in the second organization than in the first, over the same catalogue (P4). Every kind of app
 * is held against every kind of user once, and only where one of them was compiled anew.
 */
export function compareAccess(
  before: CompiledOrganization,
  after: CompiledOrganization,
  options: Pace & { readonly division?: number } = {},
): AccessDifference {
  const both = { before, after, division: options.division ?? ANY_DIVISION }
  const users = compareUsers(both).map((kind): UserCount => ({ ...kind, lost: 0, gained: 0, apps: 0 }))
  const areUsersChanged = users.some((kind) => kind.before !== kind.after)
  const apps = compareApps(both, areUsersChanged ? 'all' : 'changed').map(startCount)
  const services = compareServices(both)
  const { operations } = before.catalogue
  const tallies = {
    lost: new Float64Array(operations.length),
    gained: new Float64Array(operations.length),
  }
  countAll({ apps, users, tallies }, options)
  for (const { calls } of services) {
    addToTally(tallies.lost, 1, calls.lost, calls.lost)
    addToTally(tallies.gained, 1, calls.gained, calls.gained)
  }
  return differenceOf({
    pairs: {
      lost: apps.reduce((sum, app) => sum + app.usersWhoLost * app.clients.length, 0),
      gained: apps.reduce((sum, app) => sum + app.usersWhoGained * app.clients.length, 0),
    },
    apps: [
      ...services.map(({ client, calls: { lost, gained } }) => ({
        ...{ client, lost: countBits(lost), gained: countBits(gained), users: null },
      })),
      ...apps.flatMap(({ clients, lost, gained, users: met }) =>
        clients.map((client) => ({ client, lost, gained, users: met })),
      ),
    ],
    users: users.flatMap(({ users: alike, lost, gained, apps: met }) =>
      alike.map((user) => ({ user, lost, gained, apps: met })),
    ),
    operations: operations.map((operation, number) => ({
      operation,
      lost: tallies.lost[number] ?? 0,
      gained: tallies.gained[number] ?? 0,
    })),
  })
}

function startCount(kind: AppsCompared): AppCount {
  return { ...kind, lost: 0, gained: 0, users: 0, usersWhoLost: 0, usersWhoGained: 0 }
}

function countAll(
  counts: {
    readonly apps: readonly AppCount[]
    readonly users: readonly UserCount[]
    readonly tallies: OperationTallies
  },
  pace: Pace,
): void {
  const total = counts.apps.reduce((sum, { clients }) => sum + clients.length, 0)
  let done = 0
  for (const alike of groupByLimits(counts.apps)) {
    const meetings = meet(alike[0], counts.users)
    const changed = meetings.filter(({ calls }) => isChanged(calls))
    for (const app of alike) {
      keepPace(pace, done, total)
      countPairs(app, isChanged(app.reach) ? meetings : changed)
      done += app.clients.length
    }
    sumCalls(counts.tallies, alike, meetings)
  }
  keepPace(pace, total, total)
}

/** With how many users, and they through how many apps, something was lost or gained. */
function countPairs(app: AppCount, meetings: readonly Meeting[]): void {
  const { reach, clients } = app
  for (const { user, calls } of meetings) {
    const hasLost = overlaps(reach.lost, calls.before) || overlaps(reach.kept, calls.lost)
    const hasGained = overlaps(reach.gained, calls.after) || overlaps(reach.kept, calls.gained)
    if (!hasLost && !hasGained) continue
    const alike = user.users.length
    app.users += alike
    if (hasLost) app.usersWhoLost += alike
    if (hasGained) app.usersWhoGained += alike
    user.apps += clients.length
  }
}

/**
 * Sums calls by operation, app and user: an app lost what its lost reach held of all that the users could call, and what
 * its kept reach held of what they lost. The cost grows with apps plus users, not with pairs.
 */
function sumCalls(tallies: OperationTallies, apps: readonly AppCount[], meetings: readonly Meeting[]): void {
  const size = tallies.lost.length
  const add = (side: 'lost' | 'gained', part: keyof SetChange, ofUsers: keyof SetChange) => {
    const wanted = union(
      size,
      apps.map(({ reach }) => reach[part]),
    )
    const usersWho = new Float64Array(size)
    const appsThat = new Float64Array(size)
    for (const { user, calls } of meetings) addToTally(usersWho, user.users.length, calls[ofUsers], wanted)
    for (const app of apps) {
      addToTally(appsThat, app.clients.length, app.reach[part], wanted)
      addProduct(tallies[side], app.clients.length, app.reach[part], usersWho)
      app[side] += sumIn(app.reach[part], usersWho)
    }
    for (const { user, calls } of meetings) user[side] += sumIn(calls[ofUsers], appsThat)
  }
  add('lost', 'lost', 'before')
  add('lost', 'kept', 'lost')
  add('gained', 'gained', 'after')
  add('gained', 'kept', 'gained')
}

/** Whom the apps of a limit admitted and admit, and what that lets these call. */
function meet(
  { limitBefore, limitAfter }: Pick<AppsCompared, 'limitBefore' | 'limitAfter'>,
  users: readonly UserCount[],
): readonly Meeting[] {
  return users.flatMap((user) => {
    const wasAdmitted = admits(limitBefore, user.before)
    const isAdmitted = admits(limitAfter, user.after)
    if (wasAdmitted && isAdmitted) return [{ user, calls: user.calls }]
    if (wasAdmitted) return [{ user, calls: changeOf(user.calls.before, undefined) }]
    return isAdmitted ? [{ user, calls: changeOf(undefined, user.calls.after) }] : []
  })
}

function admits(limit: BitSet | null, holdings: Holdings | undefined): boolean {
  return holdings !== undefined && (limit === null || overlaps(limit, holdings.roles))
}

function groupByLimits(apps: readonly AppCount[]): readonly (readonly [AppCount, ...AppCount[]])[] {
  const groups = new Map<BitSet | null, Map<BitSet | null, [AppCount, ...AppCount[]]>>()
  for (const app of apps) {
    const inner = groups.get(app.limitBefore) ?? new Map<BitSet | null, [AppCount, ...AppCount[]]>()
    groups.set(app.limitBefore, inner)
    const alike = inner.get(app.limitAfter)
    if (alike) alike.push(app)
    else inner.set(app.limitAfter, [app])
  }
  return [...groups.values()].flatMap((inner) => [...inner.values()])
}
