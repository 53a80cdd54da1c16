import { operationName, type Operation } from '../model/operation.ts'
import { admittedUsers, countCallable, type CallsAsked } from './callable-operations.ts'
import { bitsOf, intersection, overlaps } from './bit-set.ts'
import { ANY_DIVISION, operationsOf, type CompiledOrganization } from './compiled-organization.ts'
import {
  escalationOf,
  escalationTargets,
  operationRisk,
  risks,
  type EscalationTarget,
  type OperationRisk,
} from './operation-risk.ts'

/** What a leaked secret of a client, or a token of one of its users, could reach. */
export interface Reach {
  /** `secret`: its secret alone is enough. `token`: a token of one of its users is needed. */
  readonly way: 'secret' | 'token'
  /** Active users whom it may act for; none where the secret is enough. */
  readonly users: number
  readonly operations: number
  /** Riskiest first; `users` is the number of users whose token would do. */
  readonly groups: readonly RiskGroup[]
  readonly escalation: readonly Escalation[]
}

interface RiskGroup {
  readonly risk: OperationRisk
  readonly operations: readonly { readonly operation: string; readonly users: number }[]
}

/** What it can change to grow itself, by which operations, and with how many users' tokens. */
export interface Escalation {
  readonly target: EscalationTarget
  readonly operations: readonly string[]
  readonly users: number
}

/** What a leaked secret or token of an app could reach in any division, and whether it could grow itself (P4). */
export function reachOf(organization: CompiledOrganization, asked: Pick<CallsAsked, 'app' | 'user'>): Reach {
  const { app } = asked
  const { users, callable } = countCallable(organization, { ...asked, division: ANY_DIVISION })
  const groups = risks.map((risk) => ({
    risk,
    operations: callable
      .filter(({ operation }) => operationRisk(operation) === risk)
      .map(({ operation, users: count }) => ({ operation: operationName(operation), users: count })),
  }))
  const escalation = escalationTargets.map((target) => {
    const operations = callable
      .map(({ operation }) => operation)
      .filter((operation) => escalationOf(operation).includes(target))
    const names = operations.map(operationName)
    return { target, operations: names, users: usersWhoReach(organization, asked, operations) }
  })
  return {
    way: app.own ? 'secret' : 'token',
    users,
    operations: callable.length,
    groups: groups.filter(({ operations }) => operations.length > 0),
    escalation: escalation.filter(({ operations }) => operations.length > 0),
  }
}

/** How many users there are with whose token one of the operations can be called. */
function usersWhoReach(
  { catalogue, users }: CompiledOrganization,
  { app, user }: Pick<CallsAsked, 'app' | 'user'>,
  operations: readonly Operation[],
): number {
  if (app.own) return 0
  const numbers = operations.flatMap(
    (operation) => catalogue.operationNumbers.get(operationName(operation)) ?? [],
  )
  const wanted = intersection(app.reach, bitsOf(catalogue.operations.length, numbers))
  return admittedUsers(app, user ? [user] : users)
    .filter(({ holdings }) => overlaps(wanted, operationsOf(holdings, ANY_DIVISION)))
    .reduce((sum, { places }) => sum + places.length, 0)
}
