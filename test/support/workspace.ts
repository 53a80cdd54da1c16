import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../core/contract/client.ts'
import type { AdminClient } from '../../core/contract/contract.ts'
import { dispatch } from '../../core/contract/dispatch.ts'
import { buildGrantdesk, type Grantdesk } from '../../core/grantdesk.ts'
import { SessionKeychain } from '../../core/keychain/session-keychain.ts'
import { parseDuration } from '../../core/model/duration.ts'
import type { Keychain, Store } from '../../core/organization/ports.ts'
import { SeededRandom } from '../../core/organization/sample/seeded-random.ts'
import { openSqliteStore } from '../../core/store/open-sqlite-store.ts'
import { TestOrganization, type OrganizationWish } from './organization.ts'
import { valueOf } from './results.ts'

/** The moment at which every test workspace begins, unless the test says otherwise. */
const START = '2027-01-10T08:00:00.000Z'

/** A clock that stands still until a test moves it. */
export class TestClock {
  #now: number

  constructor(now: string) {
    this.#now = Date.parse(now)
  }

  now(): Date {
    return new Date(this.#now)
  }

  /** Moves by a duration as people say it (`31d`), or by milliseconds. */
  advance(by: string | number): void {
    const seconds = typeof by === 'string' ? parseDuration(by) : by / 1_000
    if (seconds === undefined) throw new Error(`\`${String(by)}\` is no duration`)
    this.#now += seconds * 1_000
  }
}

export interface WorkspaceOptions {
  readonly now?: string
  readonly seed?: string
  /** Stands between the application and its store, for faults. */
  readonly wrapStore?: (store: Store) => Store
  readonly keychain?: Keychain
}

/** The application on a real store in a folder of its own, as a test drives it. */
export interface Workspace extends AsyncDisposable {
  readonly directory: string
  readonly file: string
  readonly clock: TestClock
  readonly store: Store
  readonly keychain: Keychain
  /** Every line that was logged. */
  readonly log: readonly string[]
  readonly grantdesk: Grantdesk
  readonly admin: AdminClient
  /** A new organization and its first administrator. */
  organization(wish?: OrganizationWish): Promise<TestOrganization>
  /** Closes the application, so that a test may open its file by other means. */
  close(): Promise<void>
  /** Opens the application again on the same file. */
  reopen(): Promise<Workspace>
}

export async function openWorkspace(options: WorkspaceOptions = {}): Promise<Workspace> {
  const directory = await mkdtemp(join(tmpdir(), 'grantdesk-test-'))
  const clock = new TestClock(options.now ?? START)
  return openIn({ directory, clock, options })
}

async function openIn(place: {
  readonly directory: string
  readonly clock: TestClock
  readonly options: WorkspaceOptions
}): Promise<Workspace> {
  const { directory, clock, options } = place
  const sqlite = await openSqliteStore({ directory })
  const store = options.wrapStore?.(sqlite) ?? sqlite
  const keychain = options.keychain ?? new SessionKeychain('no_answer')
  const log: string[] = []
  const grantdesk = await buildGrantdesk({
    store,
    keychain,
    clock: () => clock.now(),
    random: new SeededRandom(options.seed ?? 'a test'),
    dataDirectory: directory,
    version: '0.0.0-test',
    catalogueWorker: new URL('../../core/catalogue/catalogue-worker.ts', import.meta.url),
    accessWorker: new URL('../../core/access-worker.ts', import.meta.url),
    auditWorker: new URL('../../core/audit-worker.ts', import.meta.url),
    openBrowser: () => Promise.resolve(false),
    log: (line) => log.push(line),
  })
  const admin = createClient((name, input) => dispatch(grantdesk.dispatcher, name, input))
  let names = 0
  return {
    directory,
    file: sqlite.path,
    clock,
    store,
    keychain,
    log,
    grantdesk,
    admin,
    organization: async (wish = {}) => {
      names++
      const name = wish.name ?? `Organization ${String(names)}`
      const { organization } = valueOf(await admin['organization.create']({ ...wish, name }))
      return TestOrganization.enter(admin, organization.id)
    },
    close: () => grantdesk.close(),
    reopen: async () => {
      await grantdesk.close()
      return openIn(place)
    },
    [Symbol.asyncDispose]: async () => {
      await grantdesk.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
