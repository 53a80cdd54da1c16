import { randomBytes, randomUUID } from 'node:crypto'
import { createCatalogueReader } from './catalogue/read-in-worker.ts'
import type { AdminApi, TopicName, Topics } from './contract/contract.ts'
import type { Served } from './contract/dispatch.ts'
import { LazyKeychain } from './keychain/lazy-keychain.ts'
import { openKeychain } from './keychain/open-keychain.ts'
import { WorkerAnswers } from './organization/access/answer-in-worker.ts'
import { carryOutDue } from './organization/due-removals.ts'
import { describeFault } from './model/describe-fault.ts'
import { CatalogueShelf } from './organization/loaded-catalogue.ts'
import { organizationOperations } from './organization/operations.ts'
import type { Clock, Keychain, Random, Store } from './organization/ports.ts'
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
const systemRandom: Random = {
  uuid: () => randomUUID(),
  bytes: (count) => randomBytes(count),
}

/** Opens the workspace of this machine. Throws a `StoreError` when its file cannot be used, which is then untouched. */
export async function openGrantdesk(options: GrantdeskOptions): Promise<Grantdesk> {
  const store = await openSqliteStore({ directory: options.dataDirectory })
  const keychain = new LazyKeychain(openKeychain)
  return buildGrantdesk({ ...options, store, keychain, clock: systemClock, random: systemRandom })
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
  const answers = new WorkerAnswers(parts.accessWorker, { dataDirectory: parts.dataDirectory, clock })
  const api: AdminApi = organizationOperations({
    store,
    clock,
    random,
    tasks,
    answers,
    keychain: parts.keychain,
    catalogues: new CatalogueShelf(),
    reader: createCatalogueReader(parts.catalogueWorker),
    fetch: (url, init) => fetch(url, init),
    version: parts.version,
    dataDirectory: parts.dataDirectory,
  })
  const stopListening = store.subscribe(() => {
    topics.tell('changed', { at: clock().toISOString() })
  })
  const recordFault = (operation: string, cause: unknown): string => {
    const reference = random.uuid().slice(0, 8)
    parts.log(`fault ${reference} in ${operation}: ${describeFault(cause)}`)
    return reference
  }
  await removeDue(store, clock)
  const timer = setInterval(() => {
    removeDue(store, clock).catch((cause: unknown) => recordFault('due removals', cause))
  }, DUE_INTERVAL)
  timer.unref()
  return {
    dispatcher: { api, describe: describeFailure, refusalFor: storeFailure, recordFault },
    subscribe: (topic, listener) => topics.add(topic, listener),
    close: async () => {
      clearInterval(timer)
      tasks.cancelAll()
      stopListening()
      await answers.close()
      await store.close()
    },
  }
}

/** Carries out what has fallen due in every organization (A1, C8); writes only where there is something. */
async function removeDue(store: Store, clock: Clock): Promise<void> {
  const organizations = await store.read((unit) => unit.organizations.all())
  for (const organization of organizations) {
    const until = new Date(clock().getTime() + organization.clockOffset).toISOString()
    const isDue = await store.read(async (unit) => {
      const clients = await unit.clients.dueForRemoval(organization.id, until)
      return clients.length > 0 || (await unit.authorizations.dueToExpire(organization.id, until)).length > 0
    })
    if (!isDue) continue
    await store.write(async (unit) => {
      // Read again: another process may have moved the clock meanwhile.
      const present = await unit.organizations.get(organization.id)
      if (present) await carryOutDue(unit, present, clock())
    })
  }
}

class TopicListeners {
  readonly #listeners: { readonly [Topic in TopicName]: Set<(message: Topics[Topic]) => void> } = {
    changed: new Set(),
    progress: new Set(),
    menu: new Set(),
  }

  add<Topic extends TopicName>(topic: Topic, listener: (message: Topics[Topic]) => void): () => void {
    this.#listeners[topic].add(listener)
    return () => {
      this.#listeners[topic].delete(listener)
    }
  }

  tell<Topic extends TopicName>(topic: Topic, message: Topics[Topic]): void {
    for (const listener of this.#listeners[topic]) listener(message)
  }
}
