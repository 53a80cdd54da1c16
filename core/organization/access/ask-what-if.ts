import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import type { Failure } from '../../model/failure.ts'
import { operationName } from '../../model/operation.ts'
import { fail, ok } from '../../model/result.ts'
import type { UnknownName } from '../../policy/assume.ts'
import type { Pace } from '../../policy/long-question.ts'
import { operationRisk, risks } from '../../policy/operation-risk.ts'
import { whatIf } from '../../policy/what-if.ts'
import { compiledFor, type QuestionContext } from './question-context.ts'

/** Who would lose or gain what, before anything is saved (P4)? */
export async function askWhatIf(
  context: QuestionContext,
  input: ParsedInputOf<'access.whatIf'>,
  pace: Pace,
): Promise<ResultOf<'access.whatIf'>> {
  const clientIds = input.assume.flatMap((assumed) => ('clientId' in assumed ? [assumed.clientId] : []))
  const entered = await compiledFor(context, input.acting, clientIds)
  if (!entered.ok) return entered
  const answer = whatIf(entered.value, input.assume, pace)
  if ('unknown' in answer) return fail(notFound(answer.unknown))
  const { lost, gained, apps, users, operations } = answer.difference
  return ok({
    lost,
    gained,
    apps: apps
      .slice(0, input.limit)
      .map(({ client, ...row }) => ({ clientId: client.id, name: client.name, ...row })),
    users: users
      .slice(0, input.limit)
      .map(({ user, ...row }) => ({ userId: user.id, name: user.name, ...row })),
    operations: operations
      .map(({ operation, ...row }) => ({ operation, risk: operationRisk(operation), ...row }))
      // The rest of the order stays: those with the greatest loss first.
      .toSorted((one, other) => risks.indexOf(one.risk) - risks.indexOf(other.risk))
      .slice(0, input.limit)
      .map(({ operation, ...row }) => ({ operation: operationName(operation), ...row })),
    divisions: answer.divisions.map(({ division, ...sums }) => ({ divisionName: division.name, ...sums })),
    appsInAll: apps.length,
    usersInAll: users.length,
    operationsInAll: operations.length,
  })
}

function notFound({ what, id }: UnknownName): Failure {
  switch (what) {
    case 'client':
      return { code: 'client_not_found', field: 'client', value: id }
    case 'authorization':
      return { code: 'authorization_not_found', field: 'client', value: id, rule: 'A1' }
    case 'user':
      return { code: 'user_not_found', field: 'user', value: id }
    case 'role':
      return { code: 'role_not_found', field: 'role', value: id }
    case 'division':
      return { code: 'division_not_found', field: 'division', value: id, rule: 'P2.5' }
  }
}
