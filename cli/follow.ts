import { randomUUID } from 'node:crypto'
import type { Grantdesk } from '../core/grantdesk.ts'
import { refusal } from './refusal.ts'
import type { Session } from './session.ts'

/** A long question under way. */
export interface Followed {
  /** By which the core tells its progress and takes its end. */
  readonly taskId: string
  /** Shows how much is done of what is asked in several parts. */
  show(done: number, total: number): void
  /** Ends the command where it was interrupted between two parts. */
  goOn(): void
}

interface Following {
  readonly grantdesk: Pick<Grantdesk, 'subscribe'>
  /** The answer appears on the terminal while it is asked for, so that progress would be in its way. */
  readonly printsMeanwhile?: boolean
}

export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Asks a long question: its progress is shown on a terminal, and Ctrl+C ends the question, after which the command ends in
 * order. A second one ends the process.
 */
export async function followed<Value>(
  session: Session,
  { grantdesk, printsMeanwhile = false }: Following,
  work: (task: Followed) => Promise<Value>,
): Promise<Value> {
  const taskId = randomUUID()
  const progress = progressLine(session, printsMeanwhile)
  let interrupted = false
  const interrupt = () => {
    interrupted = true
    void session.call('task.cancel', { taskId })
  }
  for (const signal of signals) process.once(signal, interrupt)
  const stopHearing = grantdesk.subscribe('progress', (told) => {
    if (told.taskId === taskId) progress.show(told.done, told.total)
  })
  const goOn = () => {
    if (interrupted) throw refusal(session, { code: 'cancelled' })
  }
  try {
    return await work({ taskId, show: progress.show, goOn })
  } finally {
    stopHearing()
    for (const signal of signals) process.off(signal, interrupt)
    progress.clear()
  }
}

/** One line on stderr that is written over and over, where somebody looks at it. */
export function progressLine({ out, terminal }: Pick<Session, 'out' | 'terminal'>, printsMeanwhile: boolean) {
  const { stdout, stderr, environment } = terminal
  const isSeen = stderr.isTTY === true && environment.TERM !== 'dumb' && !out.json
  const isInTheWay = printsMeanwhile && stdout.isTTY === true
  let shown = ''
  const write = (text: string) => {
    if (!isSeen || isInTheWay || text === shown) return
    stderr.write(`\r${text}\u001b[K`)
    shown = text
  }
  return {
    show: (done: number, total: number) => {
      write(`${String(total === 0 ? 100 : Math.floor((done / total) * 100))} %`)
    },
    clear: () => {
      write('')
    },
  }
}
