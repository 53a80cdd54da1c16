import type { Failure } from '../model/failure.ts'
import type { Misbehaviour } from '../model/server-fault.ts'
import type { ClientContext } from '../organization/clients.ts'
import type { LiveRecords } from '../organization/live-records.ts'
import type { Keychain } from '../organization/ports.ts'

/** What the Platform API needs from the machine and from the workspace. */
export interface PlatformContext extends ClientContext {
  readonly live: LiveRecords
  readonly keychain: Keychain
  readonly misbehaviour: Misbehaviour
  /** Requests a minute that one token may make; null does not limit (S5). Asked at every request. */
  rateLimit(): number | null
  /** The refusal that a thrown cause stands for, such as a full disk; undefined for a fault. */
  refusalFor(cause: unknown): Failure | undefined
  /** Writes a fault down and answers a reference that a person can quote; no secret reaches it (F4). */
  recordFault(operation: string, cause: unknown): string
}
