import { matchingPlaces } from '../../catalogue/operation-index.ts'
import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { operationName, type Operation } from '../../model/operation.ts'
import { ok } from '../../model/result.ts'
import { callableOperations } from '../../policy/callable-operations.ts'
import { appIn, divisionIn, lookCompiled, userIn, type QuestionContext } from './question-context.ts'

/** What can an app call for a user, or for anybody (P4)? */
export async function askOperations(
  context: QuestionContext,
  input: ParsedInputOf<'access.operations'>,
): Promise<ResultOf<'access.operations'>> {
  const entered = await lookCompiled(context, input.acting, [input.clientId], async ({ unit }, whole) => {
    const { index } = await context.catalogues.of(unit, input.acting.organizationId)
    return { organization: whole, places: matchingPlaces(index, input.operations) }
  })
  if (!entered.ok) return entered
  const { organization, places } = entered.value
  const app = appIn(organization, input.clientId)
  if (!app.ok) return app
  const user = userIn(organization, input.user)
  if (!user.ok) return user
  const division = divisionIn(organization, input.division)
  if (!division.ok) return division
  const asked = { app: app.value, user: user.value, division: division.value.number }
  const answer = callableOperations(organization, asked)
  return ok({
    ...answer,
    operations: withNames(answer.operations, organization.catalogue.operations, places),
    clientName: app.value.client.name,
    userName: answer.actsForItself ? null : (user.value?.user.name ?? null),
    divisionName: division.value.name,
    enforceScopes: organization.enforceScopes,
  })
}

/** Those that a search found; every one where nothing was searched for. */
function withNames<Row extends { readonly operation: string }>(
  rows: readonly Row[],
  operations: readonly Operation[],
  places: readonly number[],
): readonly Row[] {
  if (places.length === operations.length) return rows
  const names = new Set(
    places.flatMap((place) => {
      const operation = operations[place]
      return operation ? [operationName(operation)] : []
    }),
  )
  return rows.filter(({ operation }) => names.has(operation))
}
