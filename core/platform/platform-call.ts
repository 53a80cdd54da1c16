import type { Json } from '../model/audit-event.ts'
import type { HttpRequest } from '../model/http-exchange.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Operation } from '../model/operation.ts'
import type { Acting } from '../organization/context.ts'
import type { LiveCall } from '../organization/live-records.ts'
import type { PlatformContext } from './platform-context.ts'

/** A call that policy allowed, as a handler gets it. */
export interface PlatformCall {
  readonly context: PlatformContext
  readonly request: HttpRequest
  readonly operation: Operation
  /** What stands in the path, decoded, by the names of the handler's own template. */
  readonly params: Readonly<Record<string, string>>
  /** The body as JSON, read but not parsed; undefined where there is none. */
  readonly body: unknown
  readonly credential: IssuedCredential
  readonly client: OAuthClient
  readonly live: LiveCall
  /** The token's user, or the client itself under client credentials (O6). */
  readonly acting: Acting
}

/** What a handler answers; the successes of this API are 200 unless it says otherwise. */
export interface PlatformAnswer {
  readonly status?: 200 | 202 | 204
  /** None where there is no body. */
  readonly body?: WireObject | readonly string[]
}

/** A JSON object in the vendor's shape; fields that are undefined are left out. */
export type WireObject = { readonly [field: string]: WireValue }
export type WireValue = Json | undefined | WireObject | readonly WireValue[]

export type Handler = (call: PlatformCall) => Promise<PlatformAnswer>

/** By `METHOD /path/{template}`. */
export type HandlerTable = Readonly<Record<string, Handler>>
