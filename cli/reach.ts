import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { followed } from './follow.ts'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import type { Session } from './session.ts'
import { groupedTable } from './table.ts'
import { plain } from './text.ts'

type Answer = OutputOf<'access.reach'>

interface ReachOptions {
  readonly app: string
  readonly user?: string
}

/** `grantdesk reach`: what a leaked secret or token of an app could reach, and how it could grow itself (P4). */
export function reachCommand(host: CommandHost): Command {
  return withExamples(
    new Command('reach')
      .description(
        'what a leaked secret or token of an app could reach, by risk, and how it could grow itself',
      )
      .requiredOption('--app <client-id>', 'the application')
      .option('--user <user>', "e-mail address or id of the user whose token it is; anybody's by default")
      .action((options: ReachOptions) =>
        host.run((session, grantdesk) => showReach(session, grantdesk, options)),
      ),
    'grantdesk reach --app 7b1f…',
  )
}

async function showReach(session: Session, grantdesk: Grantdesk, { app, user }: ReachOptions) {
  const acting = await session.acting()
  const answer = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('access.reach', { acting, clientId: app, user: user ?? null, taskId }),
  )
  session.out.record({ id: app, ...answer }, () => [
    summary(session, answer),
    ...groupLines(session, answer),
    ...escalationLines(session, answer),
  ])
}

function summary({ words }: Session, { clientName, way, userName, users, operations }: Answer): string {
  const app = plain(clientName)
  if (way === 'secret') return words.secretReaches(app, operations)
  if (userName !== null) return words.tokenReaches(app, plain(userName), operations)
  return words.anyTokenReaches(app, users, operations)
}

/** The operations by risk; with how many users' tokens stands before them where it takes one. */
function groupLines({ out, words }: Session, answer: Answer): readonly string[] {
  if (answer.groups.length === 0) return []
  const counts = answer.way === 'token' && answer.userName === null
  const groups = answer.groups.map(({ risk, operations }) => ({
    title: out.style('bold', words.riskGroup(risk, operations.length)),
    rows: operations.map(({ operation, users }) => [...(counts ? [String(users)] : []), plain(operation)]),
  }))
  return ['', ...groupedTable([...(counts ? [words.users] : []), words.operation], groups)]
}

function escalationLines({ out, words }: Session, { way, escalation }: Answer): readonly string[] {
  if (escalation.length === 0) return ['', words.cannotGrow]
  return [
    '',
    out.style(['bold', 'red'], words.canGrow),
    ...escalation.flatMap(({ target, operations, users }) => [
      `  ${words.escalates[target]}${way === 'token' ? ` (${words.byUsers(users)})` : ''}`,
      ...operations.map((operation) => `    ${plain(operation)}`),
    ]),
  ]
}
