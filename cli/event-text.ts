import type { OutputOf } from '../core/contract/contract.ts'
import type { Session } from './session.ts'
import { table } from './table.ts'
import { clip, formatTime, plain } from './text.ts'

type Listed = OutputOf<'event.list'>['events'][number]

/** An event as JSON shows it, with its sequence number as id. */
export function eventRecord({ event, ...rest }: Listed) {
  return { id: String(event.sequence), ...event, ...rest }
}

/** Events as people read them, newest first. */
export function eventLines({ words }: Session, events: readonly Listed[], total: number): readonly string[] {
  return [
    ...(events.length === 0
      ? []
      : table(
          [words.sequence, words.at, words.actor, words.act],
          events.map(({ event, title }) => [
            String(event.sequence),
            formatTime(event.at),
            clip(plain(event.actor.name), 30),
            plain(title),
          ]),
        )),
    words.shown(events.length, total),
  ]
}
