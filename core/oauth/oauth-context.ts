import type { Misbehaviour } from '../model/server-fault.ts'
import type { LiveRecords } from '../organization/live-records.ts'
import type { Clock, Random, Store } from '../organization/ports.ts'

/** What the authorization server needs from the machine and from the workspace. */
export interface OAuthContext {
  readonly store: Store
  readonly clock: Clock
  readonly random: Random
  readonly live: LiveRecords
  readonly misbehaviour: Misbehaviour
  /** Waits so many milliseconds: what slows guessing down, and the slow answers of a negative test (L5). */
  delay(milliseconds: number): Promise<void>
}
