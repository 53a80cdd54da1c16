import { matchingPlaces } from '../../catalogue/operation-index.ts'
import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { ok, type Result } from '../../model/result.ts'
import { bitsOf } from '../../policy/bit-set.ts'
import type { CompiledOrganization } from '../../policy/compiled-organization.ts'
import type { Pace } from '../../policy/long-question.ts'
import { countMatrix, sumMatrix, type MatrixAsked } from '../../policy/matrix.ts'
import { appsByName, usersByName, withWords } from './lists-by-name.ts'
import { divisionIn, lookCompiled, type QuestionContext } from './question-context.ts'

/** A part of the matrix of apps and users: how many operations each app can call for each user (P4). */
export async function askMatrix(
  context: QuestionContext,
  input: ParsedInputOf<'access.matrix'>,
): Promise<ResultOf<'access.matrix'>> {
  const found = await findMatrix(context, {
    ...input,
    apps: input.apps.search,
    users: input.users.search,
  })
  if (!found.ok) return found
  const { asked, operations } = found.value
  const apps = part(asked.apps, input.apps)
  const users = part(asked.users, input.users)
  const { counts, itself } = countMatrix({ ...asked, apps, users })
  return ok({
    apps: {
      rows: apps.map(({ client }, row) => ({
        clientId: client.id,
        name: client.name,
        itself: itself[row] ?? null,
      })),
      total: asked.apps.length,
    },
    users: {
      rows: users.map(({ user: { id, name, email } }) => ({ userId: id, name, email })),
      total: asked.users.length,
    },
    counts,
    operations,
  })
}

/** The sums over the whole matrix (P4). */
export async function askTotals(
  context: QuestionContext,
  input: ParsedInputOf<'access.totals'>,
  pace: Pace,
): Promise<ResultOf<'access.totals'>> {
  const found = await findMatrix(context, input)
  if (!found.ok) return found
  const { asked, operations } = found.value
  const { topApps, topUsers, ...sums } = sumMatrix(asked, pace)
  return ok({
    apps: asked.apps.length,
    users: asked.users.length,
    operations,
    ...sums,
    topApps: topApps.map(({ client, ...row }) => ({ clientId: client.id, name: client.name, ...row })),
    topUsers: topUsers.map(({ user, ...row }) => ({ userId: user.id, name: user.name, ...row })),
  })
}

/** The matrix that the searches leave, apps and users by name, and how many operations it counts. */
async function findMatrix(
  context: QuestionContext,
  input: Pick<ParsedInputOf<'access.totals'>, 'acting' | 'apps' | 'users' | 'operations' | 'division'>,
): Promise<Result<{ readonly asked: MatrixAsked; readonly operations: number }>> {
  const entered = await lookCompiled(context, input.acting, [], async ({ unit }, organization) => {
    const { index } = await context.catalogues.of(unit, input.acting.organizationId)
    return { organization, places: matchingPlaces(index, input.operations) }
  })
  if (!entered.ok) return entered
  const { organization, places } = entered.value
  const division = divisionIn(organization, input.division)
  if (!division.ok) return division
  const asked = {
    ...listed(organization, input),
    operations: bitsOf(organization.catalogue.operations.length, places),
    division: division.value.number,
  }
  return ok({ asked, operations: places.length })
}

function listed(
  { apps, users }: CompiledOrganization,
  search: { readonly apps: string; readonly users: string },
) {
  return {
    apps: withWords(appsByName(apps), search.apps, ({ client }) => [client.name, client.id]),
    users: withWords(usersByName(users), search.users, ({ user }) => [user.name, user.email, user.id]),
  }
}

function part<Row>(
  rows: readonly Row[],
  { offset, limit }: { readonly offset: number; readonly limit: number },
): readonly Row[] {
  return rows.slice(offset, offset + limit)
}
