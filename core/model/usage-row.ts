import type { ClientId } from './brand.ts'

/** Requests of one client on one day (UTC) to one path template with one method, by class of status (S6). */
export interface UsageRow {
  readonly clientId: ClientId
  readonly day: string
  readonly method: string
  readonly path: string
  readonly requests: number
  /** Answered with a status of 400 or above. */
  readonly failures: number
  /** With a status of 300 to 399. */
  readonly redirected: number
  /** Of the failures, those with status 429. */
  readonly throttled: number
  /** Of the failures, those with a status of 500 or above. */
  readonly faulted: number
}
