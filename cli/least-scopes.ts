import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { Grantdesk } from '../core/grantdesk.ts'
import { usageError } from './exit.ts'
import { followed } from './follow.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { CommandHost } from './host.ts'
import { applyScopes, planScopes } from './least-scopes-apply.ts'
import type { Session } from './session.ts'
import { fields } from './table.ts'
import { plain } from './text.ts'
import { readUsageFile } from './usage-file.ts'

type Answer = OutputOf<'access.leastScopes'>

interface LeastScopesOptions {
  readonly app: string
  readonly usage?: string
  readonly days?: number
  readonly apply?: boolean
  readonly yes?: boolean
}

/** `grantdesk least-scopes`: the smallest set of scopes that reaches the calls which were seen (P4). */
export function leastScopesCommand(host: CommandHost): Command {
  return withExamples(
    new Command('least-scopes')
      .description('the smallest set of scopes that reaches the calls which an app was seen to make')
      .requiredOption('--app <client-id>', 'the application')
      .option(
        '--usage <file>',
        'its calls: `METHOD /path` lines, CSV with method and path, or JSON rows; - for the input. By default what was recorded here',
      )
      .option('--days <n>', 'recorded calls of so many days; 90 by default', wholeNumber(1, 3_650))
      .option(
        '--apply',
        'request and grant exactly the suggested scopes; shows the difference and asks first',
      )
      .option('--yes', 'do not ask')
      .action((options: LeastScopesOptions) =>
        host.run((session, grantdesk) => showLeastScopes(session, grantdesk, options)),
      ),
    'grantdesk least-scopes --app 7b1f… --days 30',
    'grantdesk least-scopes --app 7b1f… --usage calls.csv --apply',
  )
}

async function showLeastScopes(session: Session, grantdesk: Grantdesk, options: LeastScopesOptions) {
  const { app: clientId, usage, days } = options
  if (usage !== undefined && days !== undefined) throw usageError(session.words.oneOf('--usage', '--days'))
  const acting = await session.acting()
  const calls = usage === undefined ? null : [...(await readUsageFile(session, usage))]
  const answer = await followed(session, { grantdesk }, ({ taskId }) =>
    session.call('access.leastScopes', {
      ...{ acting, clientId, calls, taskId },
      ...(days !== undefined && { days }),
    }),
  )
  if (options.apply !== true) {
    session.out.record({ id: clientId, ...answer }, () => answerLines(session, answer))
    return
  }
  const plan = await planScopes(session, clientId, answer)
  session.out.say(...answerLines(session, answer))
  const applied = await applyScopes(session, plan, options.yes ?? false)
  session.out.record({ id: clientId, ...answer, applied }, () => [
    applied.length === 0 ? session.words.noChanges : session.words.leastApplied(plain(answer.clientName)),
  ])
}

function answerLines(session: Session, answer: Answer): readonly string[] {
  const { words } = session
  const all = (scopes: readonly string[]) => scopes.map(plain).join(', ') || words.none
  if (answer.actsForItself) return [words.needsRoles(plain(answer.clientName))]
  return [
    ...fields([
      [words.name, plain(answer.clientName)],
      [words.observedOperations, String(answer.observed.length)],
      [words.presentScopes, all(answer.present)],
      ...(answer.observed.length === 0 ? [] : [[words.suggestedScopes, all(answer.suggested)] as const]),
    ]),
    ...(answer.observed.length === 0
      ? [words.nothingObserved]
      : [proofText(session, answer), '', ...scopeLines(session, answer)]),
    ...unknownLines(session, answer.unknown),
  ]
}

function proofText({ words }: Session, { suggested, proof }: Answer): string {
  if (suggested.length === 0) return words.needNoScope
  return proof.kind === 'optimal'
    ? words.proofOptimal(suggested.length)
    : words.proofBounded(suggested.length, proof.atLeast)
}

/** Every scope that stays, comes or goes, with the operations that it was found to be needed for. */
function scopeLines({ out, words }: Session, answer: Answer): readonly string[] {
  const byScope = Map.groupBy(answer.observed, ({ coveredBy }) => coveredBy)
  const namesOf = (scope: string | null) =>
    (byScope.get(scope) ?? []).map(({ operation }) => `      ${plain(operation)}`)
  const withoutScope = namesOf(null)
  return [
    ...answer.suggested.flatMap((scope) => [
      answer.add.includes(scope) ? out.style('green', `  + ${plain(scope)}`) : `    ${plain(scope)}`,
      ...namesOf(scope),
    ]),
    ...answer.remove.map((scope) => out.style('red', `  - ${plain(scope)}`)),
    ...(withoutScope.length === 0 ? [] : [`    ${words.withoutScope}`, ...withoutScope]),
  ]
}

function unknownLines({ words }: Session, unknown: readonly string[]): readonly string[] {
  if (unknown.length === 0) return []
  const [shown, more] = [unknown.slice(0, 20), unknown.length - 20]
  return [
    words.unknownCalls(unknown.length),
    ...shown.map((call) => `  ${plain(call)}`),
    ...(more > 0 ? [words.moreSets(more)] : []),
  ]
}
