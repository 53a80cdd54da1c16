import type { KeyObject } from 'node:crypto'
import { openAuditRoom } from './audit-room.ts'
import { signingKey } from './audit/evidence/signing-key.ts'
import { libraryFailure } from './audit/library/library-failure.ts'
import { createCatalogueReader } from './catalogue/read-in-worker.ts'
import { makeSelfSignedCertificate } from './certificates/make-certificate.ts'
import type { AdminApi } from './contract/contract.ts'
import type { Served } from './contract/dispatch.ts'
import { TopicListeners } from './contract/topic-listeners.ts'
import { LazyKeychain } from './keychain/lazy-keychain.ts'
import { openKeychain } from './keychain/open-keychain.ts'
import { openLocalRoom } from './loopback/local-room.ts'
import { MachineRandom } from './machine-random.ts'
import type { AccessQuestions } from './organization/access/access-answers.ts'
import { WorkerAnswers } from './organization/answer-in-worker.ts'
import { describeFault } from './model/describe-fault.ts'
import type { Result } from './model/result.ts'
import { CatalogueShelf } from './organization/loaded-catalogue.ts'
import { organizationOperations } from './organization/operations.ts'
import type { Clock, Keychain, Random, Store } from './organization/ports.ts'
import { removeDue } from './organization/remove-due.ts'
import { RunningTasks } from './organization/running-tasks.ts'
import { openSqliteStore } from './store/open-sqlite-store.ts'
import { storeFailure } from './store/store-error.ts'
import { describeFailure } from './wording/describe-failure.ts'

export interface GrantdeskOptions {
  /** The folder that holds the workspace; made when it is missing. */
  readonly dataDirectory: string
  readonly version: string
  /** The built or source file of `catalogue/catalogue-worker`. */
  readonly catalogueWorker: URL
  /** The built or source file of `access-worker`. */
  readonly accessWorker: URL
  /** The built or source file of `audit-worker`. */
  readonly auditWorker: URL
  /** Shows a person an address in the system's browser; false where it could not. */
  openBrowser(url: string): Promise<boolean>
  /** Prints an HTML file to PDF; absent where the host has no browser engine of its own. */
  readonly printPdf?: (html: Uint8Array) => Promise<Uint8Array>
  /** Takes one line without a secret in it (F4). */
  log(line: string): void
}

/** The application as every host uses it. */
export interface Grantdesk extends Served {
  close(): Promise<void>
}

/** How often clients and approvals that fall due are looked for, in milliseconds. */
const DUE_INTERVAL = 30_000

const systemClock: Clock = () => new Date()

/** What a store or a file of this workspace says of itself is for people, not a fault. */
const refusalFor = (cause: unknown) => storeFailure(cause) ?? libraryFailure(cause)

/** Opens the workspace of this machine. Throws a `StoreError` when its file cannot be used, which is then untouched. */
export async function openGrantdesk(options: GrantdeskOptions): Promise<Grantdesk> {
  const store = await openSqliteStore({ directory: options.dataDirectory })
  const keychain = new LazyKeychain(openKeychain)
  return buildGrantdesk({ ...options, store, keychain, clock: systemClock, random: new MachineRandom() })
}

/** The key of this machine and user that signs evidence (U5). */
export function openSigningKey(): Promise<Result<KeyObject>> {
  return signingKey(new LazyKeychain(openKeychain))
}

/** Puts the application together from its adapters; the store is closed with it. */
export async function buildGrantdesk(
  parts: GrantdeskOptions & {
    readonly store: Store
    readonly keychain: Keychain
    readonly clock: Clock
    readonly random: Random
  },
): Promise<Grantdesk> {
  const { store, clock, random } = parts
  const topics = new TopicListeners()
  const tasks = new RunningTasks((progress) => {
    topics.tell('progress', progress)
  })
  const { dataDirectory, version } = parts
  const task = { dataDirectory, version, clock }
  const answers = new WorkerAnswers<AccessQuestions>(parts.accessWorker, { ...task, name: 'access' })
  const recordFault = (operation: string, cause: unknown): string => {
    const reference = random.uuid().slice(0, 8)
    parts.log(`fault ${reference} in ${operation}: ${describeFault(cause)}`)
    return reference
  }
  const catalogues = new CatalogueShelf()
  const local = openLocalRoom({
    store,
    clock,
    random,
    catalogues,
    recordFault,
    keychain: parts.keychain,
    version: parts.version,
    refusalFor,
    openBrowser: (url) => parts.openBrowser(url),
    tell: (topic, message) => {
      topics.tell(topic, message)
    },
  })
  const shared = {
    ...{ random, tasks, version },
    makeCertificate: makeSelfSignedCertificate,
    reader: createCatalogueReader(parts.catalogueWorker),
    fetch: (url: URL | string, init?: RequestInit) => fetch(url, init),
  }
  const audit = openAuditRoom({
    ...{ ...shared, ...parts, catalogues },
    changed: () => {
      topics.tell('changed', { at: clock().toISOString() })
    },
  })
  const api: AdminApi = audit.route({
    ...organizationOperations({
      ...{ ...shared, store, clock, answers, catalogues, dataDirectory },
      keychain: parts.keychain,
    }),
    ...local.operations,
    ...audit.operations,
  })
  const stopListening = store.subscribe(() => {
    topics.tell('changed', { at: clock().toISOString() })
  })
  await removeDue(store, clock)
  await audit.tidy()
  const timer = setInterval(() => {
    removeDue(store, clock).catch((cause: unknown) => recordFault('due removals', cause))
  }, DUE_INTERVAL)
  timer.unref()
  return {
    dispatcher: { api, describe: describeFailure, refusalFor, recordFault },
    subscribe: (topic, listener) => topics.add(topic, listener),
    close: async () => {
      clearInterval(timer)
      tasks.cancelAll()
      stopListening()
      await local.close()
      await audit.close()
      await answers.close()
      await store.close()
    },
  }
}
