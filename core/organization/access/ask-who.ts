import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { operationName } from '../../model/operation.ts'
import { ok } from '../../model/result.ts'
import { operationRisk } from '../../policy/operation-risk.ts'
import { whoCanCall } from '../../policy/who-can-call.ts'
import {
  compiledFor,
  divisionIn,
  namedGrants,
  operationIn,
  type QuestionContext,
} from './question-context.ts'

/** Who can make this call, through which app and which role (P4)? */
export async function askWho(
  context: QuestionContext,
  input: ParsedInputOf<'access.who'>,
): Promise<ResultOf<'access.who'>> {
  const entered = await compiledFor(context, input.acting)
  if (!entered.ok) return entered
  const organization = entered.value
  const operation = operationIn(organization, input.operation)
  if (!operation.ok) return operation
  const division = divisionIn(organization, input.division)
  if (!division.ok) return division
  const { pairs, apps, users } = whoCanCall(organization, {
    operation: operation.value.number,
    division: division.value.number,
    limit: input.limit,
  })
  return ok({
    operation: operationName(operation.value.operation),
    risk: operationRisk(operation.value.operation),
    divisionName: division.value.name,
    pairs,
    apps: {
      rows: apps.rows.map(({ app: { client }, roles, ...row }) => ({
        clientId: client.id,
        name: client.name,
        ...row,
        roles: namedGrants(organization, roles),
      })),
      total: apps.total,
    },
    users: {
      rows: users.rows.map(({ user: { user }, apps: count, roles }) => ({
        userId: user.id,
        name: user.name,
        email: user.email,
        apps: count,
        roles: namedGrants(organization, roles),
      })),
      total: users.total,
    },
  })
}
