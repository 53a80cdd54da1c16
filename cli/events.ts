import type { InputOf, OutputOf } from '../core/contract/contract.ts'
import type { Session } from './session.ts'

type Listed = OutputOf<'event.list'>['events'][number]
type Target = InputOf<'event.list'>['target']

/** The contract gives at most so many events at once. */
const PAGE = 1_000

/** The newest events, of one target or of all, up to a limit or to the beginning. */
export async function collectEvents(
  session: Session,
  target: Target,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly Listed[]> {
  const { organization } = await session.organization()
  const events: Listed[] = []
  while (events.length < limit) {
    const wanted = Math.min(PAGE, limit - events.length)
    const page = await session.call('event.list', {
      organizationId: organization.id,
      language: session.language,
      target,
      before: events.at(-1)?.event.sequence ?? null,
      limit: wanted,
    })
    events.push(...page.events)
    if (page.events.length < wanted) break
  }
  return events
}
