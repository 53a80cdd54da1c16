import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { placeText } from './access-text.ts'
import { followed } from './follow.ts'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import { askedDivision } from './resolve.ts'
import type { Session } from './session.ts'
import { groupedTable } from './table.ts'
import { plain } from './text.ts'

type Answer = OutputOf<'access.operations'>

interface AccessOptions {
  readonly app: string
  readonly user?: string
  readonly division?: string
}

/** `grantdesk access`: what an app can call for a user, or for anybody (P4). */
export function accessCommand(host: CommandHost): Command {
  return withExamples(
    new Command('access')
      .description('what an app can call for a user, or for anybody')
      .requiredOption('--app <client-id>', 'the application')
      .option('--user <user>', 'e-mail address or id; anybody by default')
      .option('--division <division>', 'name or id; any division by default')
      .action((options: AccessOptions) =>
        host.run((session, grantdesk) => showAccess(session, grantdesk, options)),
      ),
    'grantdesk access --app 7b1f… --user ada@acme.example',
  )
}

async function showAccess(session: Session, grantdesk: Grantdesk, options: AccessOptions) {
  const division = await askedDivision(session, options.division)
  const acting = await session.acting()
  const answer = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('access.operations', {
      acting,
      clientId: options.app,
      user: options.user ?? null,
      division,
      taskId,
    }),
  )
  session.out.record({ id: options.app, ...answer }, () => [
    summary(session, answer),
    ...(answer.enforceScopes || answer.actsForItself ? [] : [session.words.scopesNotEnforced]),
    ...operationLines(session, answer),
  ])
}

function summary(session: Session, answer: Answer): string {
  const { words } = session
  const all = answer.groups.reduce((sum, group) => sum + group.all, 0)
  const app = plain(answer.clientName)
  const how = { count: answer.operations.length, all, where: placeText(session, answer.divisionName) }
  if (answer.actsForItself) return words.callableItself(app, how)
  if (answer.userName !== null) return words.callableFor(app, plain(answer.userName), how)
  return words.callableForAnybody(app, answer.users, how)
}

/** The operations below their groups; for how many users stands before them where anybody was asked about. */
function operationLines({ out, words }: Session, answer: Answer): readonly string[] {
  if (answer.operations.length === 0) return []
  const counts = !answer.actsForItself && answer.userName === null
  const byGroup = Map.groupBy(answer.operations, ({ group }) => group)
  const groups = answer.groups
    .filter(({ allowed }) => allowed > 0)
    .map(({ group, allowed, all }) => ({
      title: out.style('bold', words.groupOf(plain(group), allowed, all)),
      rows: (byGroup.get(group) ?? []).map(({ operation, risk, users }) => [
        ...(counts ? [String(users)] : []),
        words.risks[risk],
        plain(operation),
      ]),
    }))
  return ['', ...groupedTable([...(counts ? [words.users] : []), words.risk, words.operation], groups)]
}
