import type { AdminApi, TopicName, Topics } from '../contract/contract.ts'
import type { labContract } from '../contract/lab.ts'
import type { serverContract } from '../contract/server.ts'
import { FlowRuns } from '../lab/flow-runs.ts'
import { labOperations } from '../lab/lab-operations.ts'
import type { BrowserOpener } from '../lab/ports.ts'
import { Trials } from '../lab/trials.ts'
import type { Failure } from '../model/failure.ts'
import { fail, ok } from '../model/result.ts'
import { inspectRequest } from '../oauth/authorize/inspect-request.ts'
import { signForUser } from '../oauth/saml/sign-for-user.ts'
import { KeptLiveRecords } from '../organization/kept-live-records.ts'
import type { CatalogueShelf } from '../organization/loaded-catalogue.ts'
import type { Clock, Keychain, Random, Store } from '../organization/ports.ts'
import { LocalCertificates } from './local-certificate.ts'
import { LocalOrganizationServer, type RateLimit } from './local-server.ts'
import type { Answerer } from './organization-server.ts'
import { createRedirectListener } from './redirect-listener.ts'
import { serverOperations } from './server-operations.ts'

/** What the local server and the lab need from the composition root. */
export interface LocalRoomParts {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly keychain: Keychain
  readonly catalogues: CatalogueShelf
  readonly version: string
  /** Shows a person an address in the system's browser; false where it could not. */
  openBrowser(url: string): Promise<boolean>
  refusalFor(cause: unknown): Failure | undefined
  recordFault(operation: string, cause: unknown): string
  tell<Topic extends TopicName>(topic: Topic, message: Topics[Topic]): void
}

export interface LocalRoom {
  readonly operations: Pick<AdminApi, keyof typeof serverContract | keyof typeof labContract>
  /** Ends every flow, stops the server and writes the last counts. */
  close(): Promise<void>
}

/** Puts the organization server, the redirect listener and the lab together; nothing listens yet. */
export function openLocalRoom(parts: LocalRoomParts): LocalRoom {
  const { store, clock, random, keychain, catalogues } = parts
  const live = new KeptLiveRecords({ store, clock, catalogues })
  const certificates = new LocalCertificates({ keychain, clock })
  const runs = new FlowRuns()
  const trials = new Trials({
    clock,
    after,
    moved: () => {
      parts.tell('flow', { runId: '' })
    },
  })
  const recordFault = (operation: string, cause: unknown) => parts.recordFault(operation, cause)
  const certificate = () => certificates.get()

  const answerers = async (rateLimit: RateLimit): Promise<readonly Answerer[]> => {
    // Loaded with the server: no other command needs them.
    const [{ createAuthorizationServer }, { createPlatformApi }] = await Promise.all([
      import('../oauth/authorization-server.ts'),
      import('../platform/platform-api.ts'),
    ])
    const context = { store, clock, random, keychain, catalogues, live, misbehaviour: trials }
    return [
      createAuthorizationServer({
        ...context,
        delay: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
      }),
      createPlatformApi({
        ...context,
        rateLimit,
        recordFault,
        refusalFor: (cause) => parts.refusalFor(cause),
      }),
    ]
  }
  const server = new LocalOrganizationServer({
    store,
    clock,
    random,
    live,
    answerers,
    certificate,
    after,
    recordFault,
    told: (last) => {
      parts.tell('server', { last })
    },
  })
  const operations = {
    ...serverOperations(server),
    ...labOperations({
      store,
      clock,
      random,
      keychain,
      catalogues,
      runs,
      trials,
      after,
      recordFault,
      inspectRequest,
      version: parts.version,
      listener: createRedirectListener({ certificate, after }),
      browser: browserOpener((url) => parts.openBrowser(url)),
      localServer: server,
      fetch: (url, init) => fetch(url, init),
      signAssertion: (acting, wish) => signForUser({ store, clock, random, keychain }, acting, wish),
      moved: (runId) => {
        parts.tell('flow', { runId })
      },
    }),
  }
  return {
    operations,
    close: async () => {
      runs.close()
      trials.close()
      await server.close()
    },
  }
}

/** A timer that keeps no process alive. */
function after(milliseconds: number, work: () => void): () => void {
  const timer = setTimeout(work, milliseconds)
  timer.unref()
  return () => {
    clearTimeout(timer)
  }
}

/** The system is asked to open web addresses only, whatever an endpoint was given as. */
function browserOpener(open: LocalRoomParts['openBrowser']): BrowserOpener {
  return {
    open: async (address) => {
      const url = URL.parse(address)
      const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
      const opens = isWeb && url.username === '' && url.password === '' && (await open(url.href))
      return opens ? ok(null) : fail({ code: 'browser_missing', rule: 'L2' })
    },
  }
}
