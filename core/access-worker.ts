import { parentPort, workerData } from 'node:worker_threads'
import { fail } from './model/result.ts'
import { answerQuestion } from './organization/access/answer-question.ts'
import type { AccessWorkerTask, AskedOfWorker, SaidByWorker } from './organization/access/answer-in-worker.ts'
import { CompiledOrganizations } from './organization/access/compiled-organizations.ts'
import { CatalogueShelf } from './organization/loaded-catalogue.ts'
import type { Store } from './organization/ports.ts'
import { openSqliteStore } from './store/open-sqlite-store.ts'
import { Queue } from './store/queue.ts'
import { storeFailure } from './store/store-error.ts'

// The entry of a worker thread, and so a composition root: `answer-in-worker.ts` starts it and hears what it says.
const port = parentPort
if (!port) throw new Error('the access worker was not started as a worker')
const say = (message: SaidByWorker): void => {
  port.postMessage(message)
}

/** How often progress is told, in milliseconds. */
const PROGRESS_INTERVAL = 50

// Only `answer-in-worker.ts` starts this worker, always with a task.
const { dataDirectory } = workerData as AccessWorkerTask
const catalogues = new CatalogueShelf()
const compiled = new CompiledOrganizations(catalogues)
const queue = new Queue()
let opened: Store | null = null

port.on('message', (asked: AskedOfWorker) => {
  void queue.run(() => answer(asked))
})

async function answer(asked: AskedOfWorker): Promise<void> {
  const { id, name, input } = asked
  const isCancelled = () => Atomics.load(asked.cancelled, 0) !== 0
  if (isCancelled()) return
  let saidAt = 0
  const onProgress = (done: number, total: number): void => {
    const at = performance.now()
    if (at - saidAt < PROGRESS_INTERVAL && done !== total) return
    saidAt = at
    say({ id, kind: 'progress', done, total })
  }
  try {
    opened ??= await openSqliteStore({ directory: dataDirectory })
    const context = { store: opened, clock: () => new Date(asked.now), catalogues, compiled }
    const result = await answerQuestion(context, { name, input }, { onProgress, stop: isCancelled })
    say({ id, kind: 'answer', result })
  } catch (cause) {
    const failure = storeFailure(cause)
    if (failure) say({ id, kind: 'answer', result: fail(failure) })
    else say({ id, kind: 'fault', ...placeOf(cause) })
  }
}

/** Where something failed, without what it said. */
function placeOf(cause: unknown): { readonly name: string; readonly stack: string } {
  if (!(cause instanceof Error)) return { name: 'Error', stack: '' }
  return { name: cause.name, stack: (cause.stack ?? '').replace(cause.message, '') }
}
