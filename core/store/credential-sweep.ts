import type { OrganizationId } from '../model/brand.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import { purgeAssertions } from './assertions.ts'
import type { Connection } from './connection.ts'
import type { Credentials } from './credentials.ts'

const DAY = 86_400_000
/** How long an access token is kept after its end, in milliseconds. */
const ACCESS_TOKENS_STAY = DAY
/** The others stay as long as anything that followed from them can live, so that reuse is recognized (S3). */
const OTHERS_STAY = 31 * DAY
/** After how many credentials another sweep is made. */
const INTERVAL = 100
/** More than came since, so that the file does not grow without end. */
const MOST = 3 * INTERVAL

/**
 * Takes away credentials that ended long ago: a few at a time, in the commits that bring new ones. What time it is in an
 * organization is told by what it issues.
 */
export class CredentialSweep {
  readonly #connection: Connection
  readonly #credentials: Credentials
  /** Whose credentials came since the last sweep, and the newest moment at which one was issued. */
  readonly #times = new Map<OrganizationId, number>()
  /** The first one of a process comes with its first commit. */
  #untilNext = 1

  constructor(connection: Connection, credentials: Credentials) {
    this.#connection = connection
    this.#credentials = credentials
  }

  issued({ organizationId, issuedAt }: IssuedCredential): void {
    this.#untilNext--
    const known = this.#times.get(organizationId)
    if (known === undefined || known < issuedAt) this.#times.set(organizationId, issuedAt)
  }

  /** To be called before a commit. */
  run(): void {
    if (this.#untilNext > 0) return
    this.#untilNext = INTERVAL
    for (const [organizationId, now] of this.#times) {
      const limit = MOST
      this.#credentials.purge(organizationId, {
        isAccessToken: true,
        before: now - ACCESS_TOKENS_STAY,
        limit,
      })
      this.#credentials.purge(organizationId, { isAccessToken: false, before: now - OTHERS_STAY, limit })
      purgeAssertions(this.#connection, this.#machineTime(organizationId, now) - DAY, limit)
    }
    this.#times.clear()
  }

  /** Assertions are remembered by the clocks of any organization; none of them is behind the machine's (O7). */
  #machineTime(organizationId: OrganizationId, now: number): number {
    const offset = this.#connection.value<number>(
      `SELECT record ->> 'clockOffset' FROM organization WHERE id = ?`,
      organizationId,
    )
    return now - (offset ?? 0)
  }
}
