import { Worker } from 'node:worker_threads'
import { MAX_DOCUMENT_BYTES } from '../model/api-document.ts'
import { fail, type Result } from '../model/result.ts'
import type { CatalogueContent, CatalogueReader, ReadProgress } from './catalogue.ts'
import { documentTooLarge } from './document-limit.ts'
import { unreadableDocument } from './unreadable-document.ts'

/** What the worker is given, and what it says. */
export interface ReaderTask {
  readonly text: string
}

export type ReaderMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: Result<CatalogueContent> }

/** Below this many characters, reading takes less of the host's time than a worker's start: YAML takes ten times as long. */
const SMALL_JSON = 200_000
const SMALL_YAML = 20_000
/** Enough for 40 MB; a document that needs more ends its worker, not the host. */
const WORKER_MEMORY_MB = 4_096

interface ReadOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: ReadProgress
}

/** Reads small documents at once and larger ones in a worker thread, whose entry the host tells. */
export function createCatalogueReader(workerUrl: URL): CatalogueReader {
  return {
    read: async ({ name, text }, options) => {
      const result = await readText(text, workerUrl, options)
      if (result.ok || result.failure.code === 'cancelled') return result
      return fail({ ...result.failure, field: 'source', value: name })
    },
  }
}

async function readText(
  text: string,
  workerUrl: URL,
  options: ReadOptions,
): Promise<Result<CatalogueContent>> {
  if (options.signal?.aborted) return fail({ code: 'cancelled' })
  const bytes = Buffer.byteLength(text)
  if (bytes > MAX_DOCUMENT_BYTES) return documentTooLarge(bytes)
  if (!isSmall(text)) return readInWorker({ text }, workerUrl, options)
  // Loaded when it is needed, so that no host pays for the YAML library at its start.
  const { readDocument } = await import('./read-document.ts')
  return readDocument(text, options.onProgress)
}

function isSmall(text: string): boolean {
  return text.length < (/^\s*[{[]/.test(text) ? SMALL_JSON : SMALL_YAML)
}

/** Resolves with the worker's answer, or with `cancelled` once the signal ends it; a worker that dies is a fault. */
function readInWorker(
  task: ReaderTask,
  workerUrl: URL,
  { signal, onProgress }: ReadOptions,
): Promise<Result<CatalogueContent>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<CatalogueContent>>()
  const worker = new Worker(workerUrl, {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  })
  const cancel = (): void => {
    resolve(fail({ code: 'cancelled' }))
  }
  signal?.addEventListener('abort', cancel, { once: true })
  // Only `catalogue-worker.ts` runs behind this address, and it sends nothing else.
  worker.on('message', (message: ReaderMessage) => {
    if (message.kind === 'done') resolve(message.result)
    else onProgress?.(message.done, message.total)
  })
  worker.on('error', (cause) => {
    if (ranOutOfMemory(cause)) resolve(tooMuchMemory())
    else reject(new Error('the catalogue worker failed', { cause }))
  })
  worker.on('exit', (code) => {
    reject(new Error(`the catalogue worker ended without an answer, with code ${String(code)}`))
  })
  return promise.finally(async () => {
    signal?.removeEventListener('abort', cancel)
    await worker.terminate()
  })
}

function ranOutOfMemory(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tooMuchMemory(): Result<never> {
  return unreadableDocument('document_memory', { limit: WORKER_MEMORY_MB })
}
