import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import type { TypedAssumption } from './assumption-options.ts'
import { addAssumptionOptions } from './assumption-options.ts'
import { readAssumptions } from './assumptions.ts'
import type { ExitCode } from './exit.ts'
import { exitCodes, usageError } from './exit.ts'
import { followed } from './follow.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatCount, plain } from './text.ts'

type Answer = OutputOf<'access.whatIf'>

interface WhatIfOptions {
  readonly top?: number
  readonly failOnLoss?: boolean
}

/** `grantdesk what-if`: who would lose or gain what, before anything is saved (P4). */
export function whatIfCommand(host: CommandHost): Command {
  const whatIf = new Command('what-if').description(
    'who would lose or gain what if something were changed; nothing is saved. Flags may be repeated and count in their order',
  )
  const typed = addAssumptionOptions(whatIf)
  whatIf
    .option(
      '--top <n>',
      'list at most so many apps, users and operations; 20 by default, 100 with --json',
      wholeNumber(1, 500),
    )
    .option('--fail-on-loss', 'exit code 1 if anybody would lose anything')
    .action((options: WhatIfOptions) =>
      host.run((session, grantdesk) => showWhatIf(session, grantdesk, { ...options, typed })),
    )
  return withExamples(
    whatIf,
    'grantdesk what-if --remove-scope 7b1f…:users',
    'grantdesk what-if --take-role "ada@acme.example:Admin@*" --enforce on --fail-on-loss',
  )
}

async function showWhatIf(
  session: Session,
  grantdesk: Grantdesk,
  { typed, top, failOnLoss }: WhatIfOptions & { readonly typed: readonly TypedAssumption[] },
): Promise<ExitCode> {
  if (typed.length === 0) throw usageError(session.words.nothingAssumed)
  const assume = [...(await readAssumptions(session, typed))]
  const acting = await session.acting()
  const limit = top ?? (session.out.json ? 100 : 20)
  const answer = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('access.whatIf', { acting, assume, limit, taskId }),
  )
  session.out.record({ id: acting.organizationId, ...answer }, () => whatIfLines(session, answer))
  // Who holds a role in another division as well loses it in one only.
  const isLost = answer.lost.calls > 0 || answer.divisions.some(({ lost }) => lost.calls > 0)
  return failOnLoss === true && isLost ? exitCodes.refused : exitCodes.done
}

function whatIfLines(session: Session, answer: Answer): readonly string[] {
  const { words } = session
  const { apps, users, operations } = answer
  return [
    ...fields([
      [words.lost, sumText(session, answer.lost)],
      [words.gained, sumText(session, answer.gained)],
    ]),
    ...section(session, {
      title: words.apps,
      headings: [words.lost, words.gained, words.users, words.clientId, words.name],
      rows: apps.map((app) => [
        ...[String(app.lost), String(app.gained), app.users === null ? words.itself : String(app.users)],
        ...[app.clientId, clip(plain(app.name), 60)],
      ]),
      total: answer.appsInAll,
    }),
    ...section(session, {
      title: words.users,
      headings: [words.lost, words.gained, words.apps, words.id, words.name],
      rows: users.map((user) => [
        ...[String(user.lost), String(user.gained), String(user.apps)],
        ...[user.userId, clip(plain(user.name), 60)],
      ]),
      total: answer.usersInAll,
    }),
    ...section(session, {
      title: words.operations,
      headings: [words.lost, words.gained, words.risk, words.operation],
      rows: operations.map((row) => [
        ...[String(row.lost), String(row.gained), words.risks[row.risk], plain(row.operation)],
      ]),
      total: answer.operationsInAll,
    }),
    ...divisionLines(session, answer.divisions),
  ]
}

function sumText({ words, language }: Session, sum: Answer['lost']): string {
  if (sum.calls === 0) return words.nothing
  const count = (value: number) => formatCount(value, language)
  const { calls, apps, users, operations } = sum
  return words.difference({
    calls: count(calls),
    apps: count(apps),
    users: count(users),
    operations: count(operations),
  })
}

/** What is different where a call is made in one division only. */
function divisionLines(session: Session, divisions: Answer['divisions']): readonly string[] {
  const { words } = session
  return divisions.flatMap(({ divisionName, lost, gained }) => [
    '',
    session.out.style('bold', words.onlyInDivision(plain(divisionName))),
    ...fields([
      [words.lost, sumText(session, lost)],
      [words.gained, sumText(session, gained)],
    ]),
  ])
}

interface Section {
  readonly title: string
  readonly headings: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly total: number
}

function section({ out, words }: Session, { title, headings, rows, total }: Section): readonly string[] {
  if (rows.length === 0) return []
  const more = rows.length < total ? [words.moreRows(total - rows.length)] : []
  return ['', out.style('bold', title), ...table(headings, rows), ...more]
}
