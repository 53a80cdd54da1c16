import type { MessagePort } from 'node:worker_threads'
import type { Failure } from '../model/failure.ts'
import { fail, type Result } from '../model/result.ts'
import { Stopped, type Pace } from '../policy/long-question.ts'
import type { AskedOfWorker, SaidByWorker } from './answer-in-worker.ts'

/** How often progress is told, in milliseconds. */
const PROGRESS_INTERVAL = 50

interface Answering {
  /** Runs one answer after the other. */
  run(work: () => Promise<void>): Promise<void>
  answer(asked: AskedOfWorker, pace: Pace): Promise<Result<unknown>>
  /** The refusal that a thrown cause stands for; undefined for a fault. */
  refusalFor(cause: unknown): Failure | undefined
}

/** The worker's side of `answer-in-worker.ts`: hears questions and says progress, answers and faults. */
export function answerFromWorker(port: MessagePort, answering: Answering): void {
  const say = (message: SaidByWorker): void => {
    port.postMessage(message)
  }
  const answerOne = async (asked: AskedOfWorker): Promise<void> => {
    const { id } = asked
    const stop = () => Atomics.load(asked.cancelled, 0) !== 0
    if (stop()) return
    let saidAt = 0
    const onProgress = (done: number, total: number): void => {
      const at = performance.now()
      if (at - saidAt < PROGRESS_INTERVAL && done !== total) return
      saidAt = at
      say({ id, kind: 'progress', done, total })
    }
    try {
      say({ id, kind: 'answer', result: await answering.answer(asked, { onProgress, stop }) })
    } catch (cause) {
      const failure = cause instanceof Stopped ? { code: 'cancelled' as const } : answering.refusalFor(cause)
      if (failure) say({ id, kind: 'answer', result: fail(failure) })
      else say({ id, kind: 'fault', ...placeOf(cause) })
    }
  }
  port.on('message', (asked: AskedOfWorker) => {
    void answering.run(() => answerOne(asked))
  })
}

/** Where something failed, without what it said. */
function placeOf(cause: unknown): { readonly name: string; readonly stack: string } {
  if (!(cause instanceof Error)) return { name: 'Error', stack: '' }
  return { name: cause.name, stack: (cause.stack ?? '').replace(cause.message, '') }
}
