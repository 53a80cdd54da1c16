import type { ClientId, OrganizationId } from '../model/brand.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { TokenStore } from '../organization/token-store.ts'

/** One answered call of an operation, as the usage counts it (S6). */
export interface CountedCall {
  readonly organizationId: OrganizationId
  readonly clientId: ClientId
  /** `YYYY-MM-DD` by the organization's clock. */
  readonly day: string
  /** `METHOD /path/{template}`. */
  readonly operation: string
  readonly status: number
}

/** Counts are written at most this often, in milliseconds. */
const INTERVAL = 1_000

interface Counts {
  readonly organizationId: OrganizationId
  readonly row: { -readonly [Field in keyof UsageRow]: UsageRow[Field] }
}

interface Surroundings {
  readonly tokens: Pick<TokenStore, 'write'>
  /** Hears why counts could not be written; they are kept for the next time. */
  failed(cause: unknown): void
  /** Runs `work` once after so many milliseconds; answers the way to stop it. */
  after(milliseconds: number, work: () => void): () => void
}

/**
 * Counts requests per client, operation, day and class of status in memory and adds them to the store at most once a second (S6).
 * What a failed write could not add is added by a later one.
 */
export class UsageCounter {
  readonly #surroundings: Surroundings
  #counts = new Map<string, Counts>()
  #stopTimer: (() => void) | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings
  }

  count(call: CountedCall): void {
    const { organizationId, clientId, day, operation, status } = call
    const key = `${organizationId} ${clientId} ${day} ${operation}`
    let counts = this.#counts.get(key)
    if (!counts) {
      counts = { organizationId, row: emptyRow(call) }
      this.#counts.set(key, counts)
    }
    const { row } = counts
    row.requests++
    if (status >= 400) row.failures++
    else if (status >= 300) row.redirected++
    if (status === 429) row.throttled++
    if (status >= 500) row.faulted++
    this.#schedule()
  }

  /** Writes what was counted until now; settles when it was tried. */
  flush(): Promise<void> {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  #schedule(): void {
    this.#stopTimer ??= this.#surroundings.after(INTERVAL, () => {
      void this.flush()
    })
  }

  async #write(): Promise<void> {
    const counted = this.#counts
    if (counted.size === 0) return
    this.#counts = new Map()
    const rows = Map.groupBy(counted.values(), ({ organizationId }) => organizationId)
    try {
      await this.#surroundings.tokens.write((unit) => {
        for (const [organizationId, counts] of rows) {
          unit.countUsage(
            organizationId,
            counts.map(({ row }) => row),
          )
        }
      })
    } catch (cause) {
      for (const [key, counts] of counted) this.#keep(key, counts)
      this.#schedule()
      this.#surroundings.failed(cause)
    }
  }

  /** Puts counts back that could not be written, on top of what was counted meanwhile. */
  #keep(key: string, counts: Counts): void {
    const present = this.#counts.get(key)
    if (!present) {
      this.#counts.set(key, counts)
      return
    }
    for (const field of ['requests', 'failures', 'redirected', 'throttled', 'faulted'] as const) {
      present.row[field] += counts.row[field]
    }
  }
}

function emptyRow({ clientId, day, operation }: CountedCall): Counts['row'] {
  const space = operation.indexOf(' ')
  return {
    clientId,
    day,
    method: operation.slice(0, space),
    path: operation.slice(space + 1),
    requests: 0,
    failures: 0,
    redirected: 0,
    throttled: 0,
    faulted: 0,
  }
}
