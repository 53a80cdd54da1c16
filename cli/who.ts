import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { placeText, rolesText } from './access-text.ts'
import { followed } from './follow.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import { askedDivision } from './resolve.ts'
import type { Session } from './session.ts'
import { table } from './table.ts'
import { clip, plain } from './text.ts'

type Answer = OutputOf<'access.who'>

interface WhoOptions {
  readonly division?: string
  readonly limit?: number
}

/** `grantdesk who`: who can make a call, through which app and which role (P4). */
export function whoCommand(host: CommandHost): Command {
  return withExamples(
    new Command('who')
      .description('who can make a call, through which app and which role')
      .argument('<operation>', "such as 'POST /api/v2/users'; a concrete path will do")
      .option('--division <division>', 'name or id; any division by default')
      .option('--limit <n>', 'list at most so many apps and users; 200 by default', wholeNumber(1, 1_000))
      .action((operation: string, options: WhoOptions) =>
        host.run((session, grantdesk) => showWho(session, grantdesk, { operation, ...options })),
      ),
    "grantdesk who 'POST /api/v2/users'",
  )
}

async function showWho(
  session: Session,
  grantdesk: Grantdesk,
  { operation, limit, ...options }: WhoOptions & { readonly operation: string },
) {
  const division = await askedDivision(session, options.division)
  const acting = await session.acting()
  const answer = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('access.who', {
      acting,
      operation,
      division,
      ...(limit !== undefined && { limit }),
      taskId,
    }),
  )
  session.out.record({ id: answer.operation, ...answer }, () => whoLines(session, answer))
}

function whoLines(session: Session, answer: Answer): readonly string[] {
  const { out, words } = session
  const { apps, users } = answer
  const where = placeText(session, answer.divisionName)
  return [
    words.whoCan(plain(answer.operation), { risk: answer.risk, pairs: answer.pairs, where }),
    '',
    out.style('bold', words.apps),
    ...(apps.rows.length === 0
      ? []
      : table(
          [words.name, words.clientId, words.scope, words.users, words.roles],
          apps.rows.map((app) => [
            clip(plain(app.name), 40),
            app.clientId,
            app.scope === null ? '–' : plain(app.scope),
            app.actsForItself ? words.itself : String(app.users),
            app.actsForItself ? clip(rolesText(app.roles), 60) : '–',
          ]),
        )),
    words.shown(apps.rows.length, apps.total),
    '',
    out.style('bold', words.users),
    ...(users.rows.length === 0
      ? []
      : table(
          [words.name, words.email, words.apps, words.roles],
          users.rows.map((user) => [
            clip(plain(user.name), 40),
            plain(user.email),
            String(user.apps),
            clip(rolesText(user.roles), 60),
          ]),
        )),
    words.shown(users.rows.length, users.total),
  ]
}
