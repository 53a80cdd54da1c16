import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { confirm } from './confirm.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { Session } from './session.ts'
import { formatTime, plain } from './text.ts'

interface DeleteOptions {
  readonly yes?: boolean
  readonly revision?: number
}

/** `grantdesk client delete`: says whether it is for good, and what breaks, before it asks (C8). */
export function clientDeleteCommand(host: CommandHost): Command {
  return withExamples(
    new Command('delete')
      .description('delete a client: a young one for good, an older one restorable for 7 days; asks first')
      .argument('<client-id>')
      .option('--yes', 'do not ask')
      .option('--revision <n>', 'refuse unless the client is still at this revision', wholeNumber(0, 1e15))
      .action((id: string, options: DeleteOptions) =>
        host.run((session) => deleteClient(session, id, options)),
      ),
    'grantdesk client delete 7b1f… --yes',
  )
}

async function deleteClient(session: Session, clientId: string, options: DeleteOptions) {
  const { words } = session
  const acting = await session.acting()
  const { client } = await session.call('client.show', { acting, clientId })
  const impact = await session.call('client.deletionImpact', { acting, clientId })
  const name = plain(client.name)
  await confirm(session, {
    consequences: impactLines(session, name, impact),
    question: words.askDelete(name),
    yes: options.yes ?? false,
  })
  const deleted = await session.call('client.delete', {
    acting,
    clientId,
    revision: options.revision ?? client.revision,
  })
  session.out.record({ id: deleted.clientId, removed: deleted.removed, state: deleted.state }, () => [
    deleted.state?.kind === 'inactive'
      ? words.deactivated(name, formatTime(deleted.state.removalAt))
      : words.removed(name),
  ])
}

function impactLines(
  { words }: Session,
  name: string,
  impact: OutputOf<'client.deletionImpact'>,
): readonly string[] {
  return [
    impact.forGood || impact.restorableUntil === null
      ? words.deletesForGood(name)
      : words.deactivates(name, formatTime(impact.restorableUntil)),
    ...(impact.organizations.length === 0 ? [] : [words.authorizedIn(impact.organizations.map(plain))]),
    words.impact({
      users: impact.users,
      tokens: impact.liveTokens,
      calls: impact.recentCalls,
      lastUsed: impact.lastUsed ?? words.never,
    }),
  ]
}
