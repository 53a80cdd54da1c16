import { Command } from 'commander'
import type { OutputOf } from '../core/contract/contract.ts'
import { confirm } from './confirm.ts'
import type { CommandHost } from './host.ts'
import { withExamples } from './help.ts'
import type { Session } from './session.ts'
import { fields } from './table.ts'
import { formatTime, plain } from './text.ts'

type Clock = OutputOf<'clock.reset'>
type DueRemoval = OutputOf<'clock.preview'>['due'][number]

/** `grantdesk org clock …`: an organization's clock, which can be moved forward (O7). */
export function clockCommand(host: CommandHost): Command {
  const clock = new Command('clock')
    .description("show or move the organization's clock")
    .action(() => host.run(showClock))
  withExamples(clock, 'grantdesk org clock', 'grantdesk org clock advance 8d')
  clock.addCommand(
    withExamples(
      new Command('advance')
        .description('move the clock forward; asks first where something falls due for removal')
        .argument('<duration>', 'for example 8d or "36 h"')
        .option('--yes', 'do not ask')
        .action((advance: string, options: { readonly yes?: boolean }) =>
          host.run((session) => advanceClock(session, advance, options.yes ?? false)),
        ),
      'grantdesk org clock advance 8d --yes',
    ),
  )
  clock.addCommand(
    withExamples(
      new Command('reset')
        .description("set the clock back to the machine's time; nothing that was removed comes back")
        .action(() => host.run(resetClock)),
      'grantdesk org clock reset',
    ),
  )
  return clock
}

async function showClock(session: Session) {
  const { organization, clock } = await session.organization()
  session.out.record({ id: organization.id, ...clock }, () => clockLines(session, clock))
}

async function advanceClock(session: Session, advance: string, yes: boolean) {
  const acting = await session.acting()
  const preview = await session.call('clock.preview', { acting, advance })
  const due = preview.due.map((removal) => dueLine(session, removal))
  if (due.length > 0) {
    const now = formatTime(preview.clock.now)
    await confirm(session, {
      consequences: [session.words.fallsDue, ...due],
      question: session.words.askAdvance(now),
      yes,
    })
  }
  const moved = await session.call('clock.advance', { acting, advance, confirmRemovals: due.length > 0 })
  session.out.record({ id: acting.organizationId, ...moved.clock, due: moved.due }, () => [
    ...clockLines(session, moved.clock),
    ...(moved.due.length === 0
      ? [session.words.nothingDue]
      : [session.words.fellDue, ...moved.due.map((removal) => dueLine(session, removal))]),
  ])
}

async function resetClock(session: Session) {
  const acting = await session.acting()
  const clock = await session.call('clock.reset', { acting })
  session.out.record({ id: acting.organizationId, ...clock }, () => clockLines(session, clock))
}

function dueLine({ words }: Session, removal: DueRemoval): string {
  return words.dueRemoval(removal.kind, plain(removal.name), removal.id, formatTime(removal.at))
}

function clockLines({ words }: Session, clock: Clock): readonly string[] {
  return fields([
    [words.clock, clock.offset === 0 ? formatTime(clock.now) : words.clockMoved(formatTime(clock.now))],
    [words.machineTime, formatTime(clock.machineTime)],
  ])
}
