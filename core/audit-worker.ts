import { parentPort, workerData } from 'node:worker_threads'
import type { AuditDesk } from './audit/desk/audit-desk.ts'
import { answerAuditQuestion } from './audit/desk/answer-audit-question.ts'
import type { AuditQuestionName, AuditQuestions } from './audit/desk/audit-questions.ts'
import { Recent } from './audit/desk/recent.ts'
import { openAuditLibrary } from './audit/library/audit-library.ts'
import { libraryFailure } from './audit/library/library-failure.ts'
import { MachineRandom } from './machine-random.ts'
import { MachineResolver } from './machine-resolver.ts'
import { answerFromWorker } from './organization/answer-from-worker.ts'
import type { WorkerTask } from './organization/answer-in-worker.ts'
import type { Store } from './organization/ports.ts'
import { openSqliteStore } from './store/open-sqlite-store.ts'
import { Queue } from './store/queue.ts'
import { storeFailure } from './store/store-error.ts'

// The entry of a worker thread, and so a composition root: `answer-in-worker.ts` starts it and hears what it says.
const port = parentPort
if (!port) throw new Error('the audit worker was not started as a worker')

/** How many snapshots and audits are kept in memory. */
const MOST_KEPT = 2

// Only `answer-in-worker.ts` starts this worker, always with a task.
const { dataDirectory, version } = workerData as WorkerTask
const random = new MachineRandom()
const resolver = new MachineResolver()
const queue = new Queue()
/** The machine's time when the question was asked: a host has one clock. */
let now = new Date()
let opened: Store | null = null

const desk: AuditDesk = {
  ...{ random, version },
  library: openAuditLibrary(dataDirectory, { clock: () => now, random, processId: process.pid }),
  lookUp: (host) => resolver.lookUp(host),
  snapshots: new Recent(MOST_KEPT),
  audits: new Recent(MOST_KEPT),
  comparisons: new Recent(1),
  store: async () => (opened ??= await openSqliteStore({ directory: dataDirectory })),
  makeStore: (directory) => openSqliteStore({ directory, durable: false }),
}

answerFromWorker(port, {
  run: (work) => queue.run(work),
  refusalFor: (cause) => storeFailure(cause) ?? libraryFailure(cause),
  answer: (asked, pace) => {
    now = new Date(asked.now)
    // The host asks only what an `AuditAnswers` can be asked, with the input of that name.
    const name = asked.name as AuditQuestionName
    const input = asked.input as AuditQuestions[AuditQuestionName]['input']
    return answerAuditQuestion({ ...desk, now }, { name, input }, pace)
  },
})
