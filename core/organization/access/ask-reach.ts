import type { ParsedInputOf, ResultOf } from '../../contract/contract.ts'
import { ok } from '../../model/result.ts'
import { reachOf } from '../../policy/reach.ts'
import { appIn, compiledFor, userIn, type QuestionContext } from './question-context.ts'

/** What could a leaked secret or token of a client reach (P4)? */
export async function askReach(
  context: QuestionContext,
  input: ParsedInputOf<'access.reach'>,
): Promise<ResultOf<'access.reach'>> {
  const entered = await compiledFor(context, input.acting, [input.clientId])
  if (!entered.ok) return entered
  const organization = entered.value
  const app = appIn(organization, input.clientId)
  if (!app.ok) return app
  const user = userIn(organization, input.user)
  if (!user.ok) return user
  const reach = reachOf(organization, { app: app.value, user: user.value })
  return ok({
    ...reach,
    clientName: app.value.client.name,
    userName: reach.way === 'secret' ? null : (user.value?.user.name ?? null),
  })
}
