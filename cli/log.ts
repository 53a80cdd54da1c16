import { Command } from 'commander'
import type { ExitCode } from './exit.ts'
import { exitCodes } from './exit.ts'
import { collectEvents } from './events.ts'
import { eventLines, eventRecord } from './event-text.ts'
import type { CommandHost } from './host.ts'
import { wholeNumber, withExamples } from './help.ts'
import type { Session } from './session.ts'

interface LogOptions {
  readonly limit?: number
  readonly verify?: boolean
  readonly head?: string | true
}

/** `grantdesk log`: the history of the organization, and whether it is intact (U5). */
export function logCommand(host: CommandHost): Command {
  return withExamples(
    new Command('log')
      .description('list what was done, newest first, or verify it')
      .option('--limit <n>', 'at most so many events; 100 by default', wholeNumber(1, 10_000_000))
      .option('--verify', 'check that no event was changed or taken away; exit code 1 if one was')
      .option(
        '--head [count:hash]',
        'print the head to keep elsewhere; with --verify, the head that was kept',
      )
      .action((options: LogOptions) =>
        host.run((session) => {
          if (options.verify) return verifyLog(session, options.head)
          return options.head === undefined ? listLog(session, options.limit ?? 100) : printHead(session)
        }),
      ),
    'grantdesk log --limit 20',
    'grantdesk log --head > head.txt',
    'grantdesk log --verify --head "$(cat head.txt)"',
  )
}

/** `grantdesk undo`: takes one act back where the rules allow (C11). */
export function undoCommand(host: CommandHost): Command {
  return withExamples(
    new Command('undo')
      .description('undo one event of the log, where the rules allow')
      .argument('<sequence>', 'its number in the log', wholeNumber(1, 1e15))
      .action((sequence: number) => host.run((session) => undo(session, sequence))),
    'grantdesk undo 17',
  )
}

async function listLog(session: Session, limit: number): Promise<ExitCode> {
  const { organization } = await session.organization()
  const { count } = await session.call('event.head', { organizationId: organization.id })
  const events = await collectEvents(session, null, limit)
  session.out.list(events.map(eventRecord), count, () => eventLines(session, events, count))
  return exitCodes.done
}

async function printHead(session: Session): Promise<ExitCode> {
  const { organization } = await session.organization()
  const { count, hash } = await session.call('event.head', { organizationId: organization.id })
  const head = `${String(count)}:${hash}`
  session.out.record({ id: organization.id, count, hash, head }, () => [head])
  return exitCodes.done
}

async function verifyLog(session: Session, head: string | true | undefined): Promise<ExitCode> {
  const { words } = session
  const { organization } = await session.organization()
  const verdict = await session.call('event.verify', {
    organizationId: organization.id,
    head: typeof head === 'string' ? head : null,
  })
  const present = `${String(verdict.count)}:${verdict.hash}`
  session.out.record({ id: organization.id, ...verdict, head: present }, () => [
    verdict.intact
      ? words.logIntact(verdict.count)
      : words.logBroken(verdict.brokenAt, words.logProblems[verdict.problem ?? 'hash_differs']),
    ...(verdict.anchored ? [] : [words.logNotAnchored]),
    ...(head === true ? [present] : []),
  ])
  return verdict.intact ? exitCodes.done : exitCodes.refused
}

async function undo(session: Session, sequence: number) {
  const event = await session.call('event.undo', { acting: await session.acting(), sequence })
  session.out.record({ id: String(event.sequence), ...event }, () => [
    session.words.undone(sequence, event.sequence),
  ])
}
