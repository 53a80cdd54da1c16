import { parentPort, workerData } from 'node:worker_threads'
import { readDocument } from './read-document.ts'
import type { ReaderMessage, ReaderTask } from './read-in-worker.ts'

// The entry of a worker thread, and so a composition root: `read-in-worker.ts` starts it and hears its messages.
const port = parentPort
if (!port) throw new Error('the catalogue worker was not started as a worker')
const answer = (message: ReaderMessage): void => {
  port.postMessage(message)
}

// Only `read-in-worker.ts` starts this worker, always with a task.
const { text } = workerData as ReaderTask
const result = readDocument(text, (done, total) => {
  answer({ kind: 'progress', done, total })
})
answer({ kind: 'done', result })
