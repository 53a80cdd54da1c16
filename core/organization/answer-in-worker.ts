import { Worker } from 'node:worker_threads'
import { fail, type Result } from '../model/result.ts'
import type { Answers, QuestionName, Questions } from './answers.ts'
import type { Clock } from './ports.ts'
import type { FollowedWork } from './running-tasks.ts'

/** What a worker is started with. */
export interface WorkerTask {
  readonly dataDirectory: string
  /** The product's, for whatever names its maker. */
  readonly version: string
}

/** One question; the first number of `cancelled` turns from 0 to 1 when nobody waits for the answer any more. */
export interface AskedOfWorker {
  readonly id: number
  readonly name: string
  readonly input: unknown
  /** The machine's time, in milliseconds: a host has one clock. */
  readonly now: number
  readonly cancelled: Int32Array
}

export type SaidByWorker =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly id: number; readonly kind: 'answer'; readonly result: Result<unknown> }
  /** Without the fault's message, which may quote what it choked on. */
  | { readonly id: number; readonly kind: 'fault'; readonly name: string; readonly stack: string }

interface Waiting {
  readonly onProgress: FollowedWork['onProgress']
  readonly resolve: (result: Result<unknown>) => void
  readonly reject: (cause: Error) => void
}

interface Running {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

/** After so long without a question the worker ends and gives its memory back. */
const IDLE = 10 * 60_000
/** Enough for an organization of a million clients; one that needs more ends its worker, not the host. */
const WORKER_MEMORY_MB = 8_192

interface WorkerOptions extends WorkerTask {
  readonly clock: Clock
  /** What the worker is called in the faults that it causes. */
  readonly name: string
}

/**
 * Has long questions answered in a worker thread, which starts at the first one and keeps what it found out. Its entry is told
 * by the host. When it dies, the questions under way are faults and the next one starts another.
 */
export class WorkerAnswers<Asked extends Questions<Asked>> implements Answers<Asked> {
  readonly #entry: URL
  readonly #name: string
  readonly #task: WorkerTask
  readonly #clock: Clock
  #running: Running | null = null
  #idle: NodeJS.Timeout | null = null
  #lastId = 0
  #isClosed = false

  constructor(entry: URL, { dataDirectory, version, clock, name }: WorkerOptions) {
    this.#entry = entry
    this.#name = name
    this.#task = { dataDirectory, version }
    this.#clock = clock
  }

  async answer<Name extends QuestionName<Asked>>(
    name: Name,
    input: Asked[Name]['input'],
    { signal, onProgress }: FollowedWork,
  ): Promise<Result<Asked[Name]['value']>> {
    if (signal.aborted || this.#isClosed) return fail({ code: 'cancelled' })
    const running = (this.#running ??= this.#start())
    if (this.#idle) clearTimeout(this.#idle)
    const id = ++this.#lastId
    const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    const { promise, resolve, reject } = Promise.withResolvers<Result<unknown>>()
    const cancel = (): void => {
      Atomics.store(cancelled, 0, 1)
      resolve(fail({ code: 'cancelled' }))
    }
    running.waiting.set(id, { onProgress, resolve, reject })
    running.worker.ref()
    signal.addEventListener('abort', cancel, { once: true })
    const asked: AskedOfWorker = { id, name, input, now: this.#clock().getTime(), cancelled }
    running.worker.postMessage(asked)
    try {
      // The worker answers a question with what belongs to its name.
      return await promise
    } finally {
      signal.removeEventListener('abort', cancel)
      running.waiting.delete(id)
      if (running.waiting.size === 0) this.#rest(running)
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end()
  }

  async #end(): Promise<void> {
    const running = this.#running
    this.#forget(running)
    for (const { resolve } of running?.waiting.values() ?? []) resolve(fail({ code: 'cancelled' }))
    await running?.worker.terminate()
  }

  #start(): Running {
    const worker = new Worker(this.#entry, {
      workerData: this.#task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
    })
    const running: Running = { worker, waiting: new Map() }
    const end = (cause: Error): void => {
      if (this.#running === running) this.#forget(running)
      for (const { reject } of running.waiting.values()) reject(cause)
    }
    // Only an entry that answers by `answer-from-worker.ts` runs behind this address, and it says nothing else.
    worker.on('message', (said: SaidByWorker) => {
      hear(running.waiting.get(said.id), said)
    })
    worker.on('error', (cause) => {
      end(new Error(`the ${this.#name} worker failed`, { cause }))
    })
    worker.on('exit', (code) => {
      end(new Error(`the ${this.#name} worker ended without an answer, with code ${String(code)}`))
    })
    return running
  }

  /** Nobody waits: the worker keeps no process alive, and ends after a while. */
  #rest(running: Running): void {
    running.worker.unref()
    if (this.#running !== running) return
    this.#idle = setTimeout(() => {
      void this.#end()
    }, IDLE)
    this.#idle.unref()
  }

  #forget(running: Running | null): void {
    if (this.#idle) clearTimeout(this.#idle)
    this.#idle = null
    if (this.#running === running) this.#running = null
  }
}

function hear(waiting: Waiting | undefined, said: SaidByWorker): void {
  switch (said.kind) {
    case 'progress':
      waiting?.onProgress(said.done, said.total)
      return
    case 'answer':
      waiting?.resolve(said.result)
      return
    case 'fault':
      waiting?.reject(faultOf(said))
  }
}

/** The fault as it happened over there. */
function faultOf({ name, stack }: { readonly name: string; readonly stack: string }): Error {
  const fault = new Error('')
  fault.name = name
  fault.stack = stack
  return fault
}
