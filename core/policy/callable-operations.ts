import { httpMethods, operationName, type Operation } from '../model/operation.ts'
import { groupAlikeUsers, type AlikeUsers } from './alike-subjects.ts'
import {
  isAdmitted,
  operationsOf,
  type CompiledApp,
  type CompiledOrganization,
  type CompiledUser,
} from './compiled-organization.ts'
import { operationGroup, operationRisk, type OperationRisk } from './operation-risk.ts'
import { addToTally } from './tally.ts'

/** An app, one user or anybody, and the number of a division or `ANY_DIVISION`. */
export interface CallsAsked {
  readonly app: CompiledApp
  /** Of no account for a client that acts for itself. */
  readonly user: CompiledUser | null
  readonly division: number
}

/** `users` are the active ones whom the app may act for, by its limit to roles; none for one that acts for itself. */
export interface CallableOperations {
  readonly actsForItself: boolean
  readonly users: number
  readonly operations: readonly CallableOperation[]
  readonly groups: readonly OperationCount[]
}

/** `users` are those for whom the operation can be called. */
export interface CallableOperation {
  readonly operation: string
  readonly group: string
  readonly risk: OperationRisk
  readonly users: number
}

/** An operation and the number of users for whom it can be called. */
interface CalledBy {
  readonly operation: Operation
  readonly users: number
}

/** How many operations of a group can be called, and how many there are. */
export interface OperationCount {
  readonly group: string
  readonly allowed: number
  readonly all: number
}

/** What an app can call for a user, or for anybody, by path; with every group of the catalogue (P4). */
export function callableOperations(
  organization: CompiledOrganization,
  asked: CallsAsked,
): CallableOperations {
  const { operations: all } = organization.catalogue
  const { users, callable } = countCallable(organization, asked)
  const operations = callable.map(({ operation, users: count }) => ({
    operation: operationName(operation),
    group: operationGroup(operation),
    risk: operationRisk(operation),
    users: count,
  }))
  const allowed = countBy(operations.map(({ group }) => group))
  const groups = Array.from(countBy(all.map(operationGroup)), ([group, count]) => ({
    group,
    allowed: allowed.get(group) ?? 0,
    all: count,
  })).sort((one, other) => (one.group < other.group ? -1 : 1))
  return { actsForItself: asked.app.own !== null, users, operations, groups }
}

/** Each operation that can be called, by path, and for how many users: the union over all whom the app may act for. */
export function countCallable(
  { catalogue, users }: Pick<CompiledOrganization, 'catalogue' | 'users'>,
  { app, user, division }: CallsAsked,
): { readonly users: number; readonly callable: readonly CalledBy[] } {
  const { operations } = catalogue
  const tally = new Float64Array(operations.length)
  let admitted = 0
  if (app.own) addToTally(tally, 1, app.reach, operationsOf(app.own, division))
  else {
    for (const { holdings, places } of admittedUsers(app, user ? [user] : users)) {
      admitted += places.length
      addToTally(tally, places.length, app.reach, operationsOf(holdings, division))
    }
  }
  const callable = operations.flatMap((operation, number) => {
    const count = tally[number] ?? 0
    return count === 0 ? [] : [{ operation, users: app.own ? 0 : count }]
  })
  callable.sort((one, other) => compareByPath(one.operation, other.operation))
  return { users: admitted, callable }
}

/** The active users whom an app may act for, by its limit to roles, those who hold the same together (P2.3, P2.5). */
export function admittedUsers(
  app: Pick<CompiledApp, 'limit'>,
  users: readonly CompiledUser[],
): readonly AlikeUsers[] {
  const active = users.filter(({ user }) => user.state === 'active')
  return groupAlikeUsers(active).filter((group) => isAdmitted(app, group))
}

function countBy(names: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function compareByPath(one: Operation, other: Operation): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1
  return httpMethods.indexOf(one.method) - httpMethods.indexOf(other.method)
}
