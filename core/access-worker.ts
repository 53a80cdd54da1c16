import { parentPort, workerData } from 'node:worker_threads'
import type { ParsedInputOf } from './contract/contract.ts'
import type { AccessQuestionName } from './organization/access/access-answers.ts'
import { answerQuestion } from './organization/access/answer-question.ts'
import { CompiledOrganizations } from './organization/access/compiled-organizations.ts'
import { answerFromWorker } from './organization/answer-from-worker.ts'
import type { WorkerTask } from './organization/answer-in-worker.ts'
import { CatalogueShelf } from './organization/loaded-catalogue.ts'
import type { Store } from './organization/ports.ts'
import { openSqliteStore } from './store/open-sqlite-store.ts'
import { Queue } from './store/queue.ts'
import { storeFailure } from './store/store-error.ts'

// The entry of a worker thread, and so a composition root: `answer-in-worker.ts` starts it and hears what it says.
const port = parentPort
if (!port) throw new Error('the access worker was not started as a worker')

// Only `answer-in-worker.ts` starts this worker, always with a task.
const { dataDirectory } = workerData as WorkerTask
const catalogues = new CatalogueShelf()
const compiled = new CompiledOrganizations(catalogues)
const queue = new Queue()
let opened: Store | null = null

answerFromWorker(port, {
  run: (work) => queue.run(work),
  refusalFor: storeFailure,
  answer: async ({ name, input, now }, pace) => {
    opened ??= await openSqliteStore({ directory: dataDirectory })
    const context = { store: opened, clock: () => new Date(now), catalogues, compiled }
    // The host asks only what an `AccessAnswers` can be asked, with the input of that name.
    const asked = { name: name as AccessQuestionName, input: input as ParsedInputOf<AccessQuestionName> }
    return answerQuestion(context, asked, pace)
  },
})
