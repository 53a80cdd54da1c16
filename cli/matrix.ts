import { Command, Option } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { usageError } from './exit.ts'
import type { Followed } from './follow.ts'
import { followed } from './follow.ts'
import { withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import type { Matrix, MatrixWanted } from './matrix-pages.ts'
import { readMatrix } from './matrix-pages.ts'
import { matrixCsv, matrixJson, matrixTable } from './matrix-text.ts'
import { askedDivision, divisionName } from './resolve.ts'
import type { Session } from './session.ts'
import { fields, table } from './table.ts'
import { clip, formatCount, plain } from './text.ts'
import { writeStream, writeWholeFile } from './write-file.ts'

const formats = ['summary', 'table', 'csv', 'json'] as const
type Format = (typeof formats)[number]

interface MatrixOptions {
  readonly format?: Format
  readonly apps?: string
  readonly users?: string
  readonly operations?: string
  readonly division?: string
  readonly out?: string
}

/** `grantdesk matrix`: how many operations each app can call for each user (P4). */
export function matrixCommand(host: CommandHost): Command {
  return withExamples(
    new Command('matrix')
      .description(
        'how many operations each app can call for each user: a row for each app, a column for each user',
      )
      .addOption(
        new Option('--format <format>', 'summary on a terminal and csv elsewhere by default').choices(
          formats,
        ),
      )
      .option('--apps <text>', 'only apps in whose name or id these words occur')
      .option('--users <text>', 'only users in whose name, e-mail address or id these words occur')
      .option('--operations <text>', 'count only operations in which these words occur, such as "GET users"')
      .option('--division <division>', 'name or id; any division by default')
      .option('--out <file>', 'write it to a file, as a whole or not at all')
      .action((options: MatrixOptions) =>
        host.run((session, grantdesk) => showMatrix(session, grantdesk, options)),
      ),
    'grantdesk matrix',
    'grantdesk matrix --format csv --operations "DELETE users" --out matrix.csv',
  )
}

async function showMatrix(session: Session, grantdesk: Grantdesk, options: MatrixOptions) {
  const format = options.format ?? formatFor(session, options.out)
  if (format === 'summary' && options.out !== undefined) {
    throw usageError(session.words.oneOf('--out', '--format summary'))
  }
  const wanted = {
    apps: options.apps ?? '',
    users: options.users ?? '',
    operations: options.operations ?? '',
    division: await askedDivision(session, options.division),
  }
  const printsMeanwhile = options.out === undefined && format !== 'summary'
  await followed(session, { grantdesk, printsMeanwhile }, (task) =>
    format === 'summary'
      ? printSummary(session, task, wanted)
      : writeMatrix(session, task, { wanted, format, out: options.out }),
  )
}

function formatFor(session: Session, out: string | undefined): Format {
  if (out !== undefined) return out.toLowerCase().endsWith('.json') ? 'json' : 'csv'
  if (session.out.json) return 'json'
  return session.terminal.stdout.isTTY === true ? 'summary' : 'csv'
}

interface Order {
  readonly wanted: MatrixWanted
  readonly format: Exclude<Format, 'summary'>
  readonly out: string | undefined
}

async function writeMatrix(session: Session, task: Followed, { wanted, format, out }: Order) {
  const matrix = await readMatrix(session, task, wanted)
  const chunks = await textOf(session, matrix, { wanted, format, out })
  if (out === undefined) {
    await writeStream(session.terminal.stdout, chunks)
    return
  }
  await writeWholeFile(out, chunks, session.words)
  const { organizationId: id, apps, users, operations } = matrix
  session.out.record({ id, path: out, format, apps, users: users.length, operations }, () => [
    session.words.matrixWritten(plain(out), apps, users.length),
  ])
}

async function textOf(session: Session, matrix: Matrix, { wanted, format, out }: Order) {
  if (format === 'csv') return matrixCsv(matrix, out === undefined && session.terminal.stdout.isTTY === true)
  if (format === 'table') return matrixTable(matrix, session.words)
  const { division } = wanted
  return matrixJson(matrix, division === null ? null : divisionName(await session.directory(), division))
}

async function printSummary(session: Session, { taskId }: Followed, wanted: MatrixWanted) {
  const acting = await session.acting()
  const totals = await session.call('access.totals', { acting, ...wanted, taskId })
  session.out.record({ id: acting.organizationId, ...totals }, () => summaryLines(session, totals))
}

function summaryLines(
  { out, words, language }: Session,
  totals: OutputOf<'access.totals'>,
): readonly string[] {
  const count = (value: number) => formatCount(value, language)
  const { topApps, topUsers } = totals
  return [
    ...fields([
      [words.apps, count(totals.apps)],
      [words.users, count(totals.users)],
      [words.operations, count(totals.operations)],
      [words.allowedCalls, count(totals.calls)],
      [words.allowedPairs, count(totals.pairs)],
      [words.callsForItself, count(totals.itself)],
    ]),
    ...(topApps.length === 0 ? [] : ['', out.style('bold', words.topApps)]),
    ...(topApps.length === 0
      ? []
      : table(
          [words.name, words.clientId, words.calls, words.users],
          topApps.map((app) => [clip(plain(app.name), 40), app.clientId, count(app.calls), count(app.users)]),
        )),
    ...(topUsers.length === 0 ? [] : ['', out.style('bold', words.topUsers)]),
    ...(topUsers.length === 0
      ? []
      : table(
          [words.name, words.id, words.calls, words.apps],
          topUsers.map((user) => [
            clip(plain(user.name), 40),
            user.userId,
            count(user.calls),
            count(user.apps),
          ]),
        )),
  ]
}
