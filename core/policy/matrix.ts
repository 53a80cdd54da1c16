import type { OAuthClient } from '../model/oauth-client.ts'
import type { User } from '../model/directory.ts'
import { groupAlikeApps, groupAlikeUsers, type AlikeApps, type AlikeUsers } from './alike-subjects.ts'
import { countCommon, countCommonOfThree, intersection, overlaps, type BitSet } from './bit-set.ts'
import { compareNames } from './compare-names.ts'
import { isAdmitted, operationsOf, type CompiledApp, type CompiledUser } from './compiled-organization.ts'
import { keepPace, type Pace } from './long-question.ts'
import { addToTally, sumIn } from './tally.ts'

/** At most this many apps and users are named in the sums. */
const MAX_TOP = 20

/** Some apps and users, the operations that count, and the number of a division or `ANY_DIVISION`. */
export interface MatrixAsked {
  readonly apps: readonly CompiledApp[]
  readonly users: readonly CompiledUser[]
  readonly operations: BitSet
  readonly division: number
}

/**
 * `counts[app][user]`, in the order of the lists. The row of a client that acts for itself is empty; `itself` counts
 * what it can call, and is null for all others.
 */
export interface MatrixCounts {
  readonly counts: readonly (readonly number[])[]
  readonly itself: readonly (number | null)[]
}

/** `calls` are triples of app, user and operation, `pairs` those of app and user with at least one. */
export interface MatrixTotals {
  readonly calls: number
  readonly pairs: number
  /** What clients that act for themselves can call, beside that. */
  readonly itself: number
  /** Those with the most calls. */
  readonly topApps: readonly {
    readonly client: OAuthClient
    readonly calls: number
    readonly users: number
  }[]
  readonly topUsers: readonly { readonly user: User; readonly calls: number; readonly apps: number }[]
}

/** How many of the operations each app can call for each user (P4). */
export function countMatrix({ apps, users, operations, division }: MatrixAsked): MatrixCounts {
  const calls = users.map(({ holdings }) => operationsOf(holdings, division))
  const counts = apps.map((app) => {
    if (app.own) return []
    const reach = intersection(app.reach, operations)
    return users.map((user, place) => {
      const called = calls[place]
      return called && isAdmitted(app, user) ? countCommon(reach, called) : 0
    })
  })
  const itself = apps.map((app) =>
    app.own ? countCommonOfThree(app.reach, operationsOf(app.own, division), operations) : null,
  )
  return { counts, itself }
}

/**
 * The sums over the matrix of these apps and users (P4). Calls are summed by operation, so that their cost grows with apps
 * plus users; only whether an app can call anything at all for a user is asked for each kind of app and of user.
 */
export function sumMatrix(asked: MatrixAsked, pace: Pace = {}): MatrixTotals {
  const { apps, users, operations, division } = asked
  const userGroups = groupAlikeUsers(users).map(({ holdings, places }): UserSums => ({
    ...{ holdings, places, callsInAll: 0, apps: 0 },
    calls: intersection(operationsOf(holdings, division), operations),
  }))
  const appGroups = groupAlikeApps(apps).map((group): AppSums => ({ ...group, calls: 0, users: 0 }))
  let done = 0
  for (const [limit, alike] of Map.groupBy(appGroups, (group) => group.limit)) {
    const admitted = userGroups.filter(
      (group) => isAdmitted({ limit }, group) && overlaps(group.calls, operations),
    )
    const everybody = sum(admitted, ({ places }) => places.length)
    let appsForAll = 0
    // An app that reaches anything which all of them can call has a pair with each of them.
    const common = admitted.reduce((calls, user) => intersection(calls, user.calls), operations)
    for (const app of alike) {
      keepPace(pace, done, apps.length)
      if (overlaps(app.reach, common)) {
        app.users = everybody
        appsForAll += app.places.length
      } else countPairs(app, admitted)
      done += app.places.length
    }
    for (const user of admitted) user.apps += appsForAll
    sumCalls(alike, admitted, operations)
  }
  keepPace(pace, apps.length, apps.length)
  const itself = countMatrix({ ...asked, users: [] }).itself
  return {
    calls: sum(appGroups, ({ calls, places }) => calls * places.length),
    pairs: sum(appGroups, (group) => group.users * group.places.length),
    itself: sum(itself, (count) => count ?? 0),
    topApps: appGroups
      .flatMap(({ calls, users: count, places }) =>
        places.flatMap((place) => {
          const client = apps[place]?.client
          return client && calls > 0 ? [{ client, calls, users: count }] : []
        }),
      )
      .sort((one, other) => other.calls - one.calls || compareNames(one.client, other.client))
      .slice(0, MAX_TOP),
    topUsers: userGroups
      .flatMap(({ callsInAll, apps: count, places }) =>
        places.flatMap((place) => {
          const user = users[place]?.user
          return user && callsInAll > 0 ? [{ user, calls: callsInAll, apps: count }] : []
        }),
      )
      .sort((one, other) => other.calls - one.calls || compareNames(one.user, other.user))
      .slice(0, MAX_TOP),
  }
}

interface AppSums extends AlikeApps {
  calls: number
  users: number
}

interface UserSums extends AlikeUsers {
  readonly calls: BitSet
  callsInAll: number
  apps: number
}

function countPairs(app: AppSums, users: readonly UserSums[]): void {
  for (const user of users) {
    if (!overlaps(app.reach, user.calls)) continue
    app.users += user.places.length
    user.apps += app.places.length
  }
}

/** What apps of one limit can call for the users whom they admit. */
function sumCalls(apps: readonly AppSums[], users: readonly UserSums[], operations: BitSet): void {
  const usersWho = new Float64Array(operations.length * 32)
  const appsThat = new Float64Array(operations.length * 32)
  for (const user of users) addToTally(usersWho, user.places.length, user.calls, operations)
  for (const app of apps) {
    addToTally(appsThat, app.places.length, app.reach, operations)
    app.calls = sumIn(app.reach, usersWho)
  }
  for (const user of users) user.callsInAll += sumIn(user.calls, appsThat)
}

function sum<Item>(items: readonly Item[], count: (item: Item) => number): number {
  return items.reduce((total, item) => total + count(item), 0)
}
