import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import type { CheckText } from '../core/contract/shapes.ts'
import type { ExitCode } from './exit.ts'
import { exitCodes } from './exit.ts'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import { askedDivision } from './resolve.ts'
import type { Session } from './session.ts'
import { plain } from './text.ts'

interface AskOptions {
  readonly app: string
  readonly user?: string
  readonly division?: string
}

/** `grantdesk ask`: may this app, for this user, make this call, and why (P2, P3)? */
export function askCommand(host: CommandHost): Command {
  return withExamples(
    new Command('ask')
      .description('may this app, for this user, make this call? Exit code 0: allowed, 1: denied')
      .requiredOption('--app <client-id>', 'the application')
      .option('--user <user>', 'e-mail address or id; none for a client-credentials client')
      .option('--division <division>', 'name or id; any division by default')
      .argument('<operation>', "such as 'POST /api/v2/users'; a concrete path will do")
      .action((operation: string, options: AskOptions) =>
        host.run((session) => ask(session, operation, options)),
      ),
    "grantdesk ask --app 7b1f… --user ada@acme.example 'POST /api/v2/users'",
  )
}

async function ask(session: Session, operation: string, options: AskOptions): Promise<ExitCode> {
  const answer = await session.call('access.ask', {
    acting: await session.acting(),
    clientId: options.app,
    user: options.user ?? null,
    operation,
    division: await askedDivision(session, options.division),
  })
  const wouldAllow = answer.wouldAllow.map((set) =>
    set.map(({ change, title, detail }) => ({ ...change, title, detail })),
  )
  session.out.record({ ...answer, wouldAllow }, () => answerLines(session, answer))
  return answer.outcome === 'allow' ? exitCodes.done : exitCodes.refused
}

function answerLines({ out, words }: Session, answer: OutputOf<'access.ask'>): readonly string[] {
  const verdict =
    answer.outcome === 'allow'
      ? out.style(['bold', 'green'], words.allow)
      : out.style(['bold', 'red'], words.deny)
  return [
    `${verdict}  ${plain(answer.summary)}`,
    '',
    ...answer.checks.flatMap((check) => checkLines(out, check, { depth: 0, rule: '' })),
    ...(answer.wouldAllow.length === 0 ? [] : ['', words.wouldAllow]),
    ...answer.wouldAllow.flatMap((set, index) =>
      set.map(({ title, detail }, at) => {
        const number = at === 0 ? `${String(index + 1)}.` : ''
        return `  ${number.padStart(3)} ${plain(title)}${detail === '' ? '' : ` (${plain(detail)})`}`
      }),
    ),
    ...(answer.moreSets === 0 ? [] : [words.moreSets(answer.moreSets)]),
  ]
}

const marks = { passed: '✓', failed: '✗', not_applicable: '–' } as const
const colours = { passed: 'green', failed: 'red', not_applicable: 'dim' } as const

export function checkLines(out: Session['out'], check: CheckText, { depth, rule }: Place): readonly string[] {
  const mark = out.style(colours[check.result], marks[check.result])
  const text = [check.title, check.evidence].filter((part) => part !== '').join(': ')
  // A check below another one rests on the same rule, unless it says otherwise.
  const cited = check.rule === '' || check.rule === rule ? '' : `  ${out.style('dim', `[${check.rule}]`)}`
  return [
    `${'  '.repeat(depth)}${mark} ${plain(text)}${cited}`,
    ...check.children.flatMap((child) => checkLines(out, child, { depth: depth + 1, rule: check.rule })),
  ]
}

/** Where in the tree a check stands, and the rule of the one above it. */
interface Place {
  readonly depth: number
  readonly rule: string
}
