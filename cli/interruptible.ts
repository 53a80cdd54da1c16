import { Stopped, type Pace } from '../core/policy/long-question.ts'
import { progressLine, signals } from './follow.ts'
import { refusal } from './refusal.ts'
import type { Plain } from './session.ts'

/** Long work on files in this process. */
export interface FileTask {
  /** Tells progress, and when the work is to end. */
  readonly pace: Pace
  /** Work that hears nothing while it lasts: Ctrl+C ends the process then, which leaves no file behind. */
  alone<Value>(work: () => Value): Value
}

/**
 * Does long work on files: its progress is shown on a terminal, and Ctrl+C ends it in order, so that no file is left half-written.
 */
export async function interruptible<Value>(
  plain: Plain,
  work: (task: FileTask) => Promise<Value>,
): Promise<Value> {
  const progress = progressLine(plain, false)
  let isInterrupted = false
  const interrupt = () => {
    isInterrupted = true
  }
  const listen = () => {
    for (const signal of signals) process.once(signal, interrupt)
  }
  const ignore = () => {
    for (const signal of signals) process.off(signal, interrupt)
  }
  listen()
  try {
    return await work({
      pace: { onProgress: progress.show, stop: () => isInterrupted },
      alone: (heavy) => {
        ignore()
        try {
          return heavy()
        } finally {
          listen()
        }
      },
    })
  } catch (cause) {
    if (cause instanceof Stopped) throw refusal(plain, { code: 'cancelled' })
    throw cause
  } finally {
    ignore()
    progress.clear()
  }
}
