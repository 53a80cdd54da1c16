import type { OutputOf } from '../contract/contract.ts'
import type { OrganizationId } from '../model/brand.ts'
import type { LiveRecords } from '../organization/live-records.ts'
import { describeCheck } from '../wording/describe-decision.ts'
import type { Language } from '../wording/say.ts'
import type { AnsweredRequest } from './organization-server.ts'

type LoggedRequest = OutputOf<'server.requests'>['requests'][number]

/** So many requests are kept. */
const KEPT = 1_000
/** A change is told at most this often, in milliseconds. */
const INTERVAL = 250
const LONGEST_PATH = 200

interface Surroundings {
  readonly live: LiveRecords
  /** Hears that there is something new, by the last sequence number. */
  told(last: number): void
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
}

/** The last requests that the server answered, without anything secret (F4); words and names are found when somebody looks. */
export class RequestLog {
  readonly #surroundings: Surroundings
  readonly #entries: AnsweredRequest[] = []
  #last = 0
  #isQuiet = false
  #isBehind = false

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  /** How many requests were answered in all. */
  get last(): number {
    return this.#last
  }

  add(request: AnsweredRequest): void {
    this.#entries[this.#last % KEPT] = request
    this.#last++
    this.#tell()
  }

  /** Those after a sequence number that are still kept, oldest first. */
  async after(
    sequence: number,
    { limit, language }: { readonly limit: number; readonly language: Language },
  ): Promise<readonly LoggedRequest[]> {
    const first = Math.max(sequence, this.#last - KEPT, 0)
    const wanted = Math.min(limit, this.#last - first)
    const names = new Names(this.#surroundings.live)
    const found: Promise<LoggedRequest>[] = []
    for (let number = first; number < first + wanted; number++) {
      const entry = this.#entries[number % KEPT]
      if (entry) found.push(describe(entry, { sequence: number + 1, language, names }))
    }
    return Promise.all(found)
  }

  /** Tells at once, then not before the interval is over. */
  #tell(): void {
    if (this.#isQuiet) {
      this.#isBehind = true
      return
    }
    this.#isQuiet = true
    this.#isBehind = false
    this.#surroundings.told(this.#last)
    this.#surroundings.after(INTERVAL, () => {
      this.#isQuiet = false
      if (this.#isBehind) this.#tell()
    })
  }
}

async function describe(
  { at, method, path, status, duration, correlationId, note }: AnsweredRequest,
  about: { readonly sequence: number; readonly language: Language; readonly names: Names },
): Promise<LoggedRequest> {
  const { sequence, language, names } = about
  return {
    sequence,
    at: new Date(at).toISOString(),
    method,
    path: note.operation?.slice(note.operation.indexOf(' ') + 1) ?? shownPath(path),
    status,
    duration,
    correlationId,
    clientId: note.clientId,
    clientName: await names.ofClient(note.clientId),
    organizationId: note.organizationId,
    organizationName: await names.ofOrganization(note.organizationId),
    userName: await names.ofUser(note),
    outcome: note.decision?.outcome ?? null,
    refusal: note.refusal,
    checks: note.decision?.checks.map((check) => describeCheck(check, language)) ?? [],
  }
}

/** A path that is no operation's: what is long enough for a token or a code is left out, whatever it is (F4). */
function shownPath(path: string): string {
  const segments = path.split('/').map((segment) => (segment.length >= SECRET_LENGTH ? '…' : segment))
  return segments.join('/').slice(0, LONGEST_PATH)
}

/** Our tokens have 43 characters, and the longest name in a path of the server has 26. */
const SECRET_LENGTH = 40

type Note = AnsweredRequest['note']

/** Names by id, each looked up once; null for what is unknown or gone. */
class Names {
  readonly #live: LiveRecords
  readonly #found = new Map<string, Promise<string | null>>()

  constructor(live: LiveRecords) {
    this.#live = live
  }

  ofClient(id: Note['clientId']): Promise<string | null> {
    if (id === null) return nameless
    return this.#once(id, async () => (await this.#live.client(id))?.client.name)
  }

  ofOrganization(id: OrganizationId | null): Promise<string | null> {
    if (id === null) return nameless
    return this.#once(id, async () => (await this.#live.organization(id))?.name)
  }

  ofUser({ organizationId, clientId, userId }: Note): Promise<string | null> {
    if (organizationId === null || clientId === null || userId === null) return nameless
    return this.#once(`${organizationId} ${userId}`, async () => {
      const call = await this.#live.call({ organizationId, clientId, userId })
      return call?.user?.name
    })
  }

  #once(key: string, find: () => Promise<string | undefined>): Promise<string | null> {
    const known = this.#found.get(key)
    if (known) return known
    const found = find().then((name) => name ?? null)
    this.#found.set(key, found)
    return found
  }
}

const nameless = Promise.resolve(null)
