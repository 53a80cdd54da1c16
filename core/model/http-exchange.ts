import type { Decision } from './decision.ts'
import type { ClientId, OrganizationId, UserId } from './brand.ts'

/** An HTTP request as the organization server hands it to the rooms that answer, whatever framework read it. */
export interface HttpRequest {
  readonly method: string
  /** As it came, without the query. */
  readonly path: string
  readonly query: URLSearchParams
  /** One header by its name in lower case; undefined where there is none. */
  header(name: string): string | undefined
  /** The whole body, at most as long as the server allows; empty where there is none. */
  readonly body: string
  /** The caller's address, without a port. */
  readonly remoteAddress: string
  /** The issuer's address, such as `http://127.0.0.1:8484`: what the caller reached this server by. */
  readonly issuer: string
  /** Of this exchange; the answer carries it as `ININ-Correlation-Id`. */
  readonly correlationId: string
}

/** What is answered. The server adds what every answer has. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** What the log of requests and the usage count say of it; no secret is ever in it (F4). */
  readonly note: RequestNote
}

/** What was found out about a request while it was answered. */
export interface RequestNote {
  readonly organizationId: OrganizationId | null
  readonly clientId: ClientId | null
  readonly userId: UserId | null
  /** `METHOD /path/{template}` of the catalogue's operation; null for anything else. */
  readonly operation: string | null
  /** The code of the refusal, such as `invalid_grant` or `missing.permissions`; null where there is none. */
  readonly refusal: string | null
  readonly decision: Decision | null
}

/** Nothing is known of the caller yet. */
export const nobody: RequestNote = {
  organizationId: null,
  clientId: null,
  userId: null,
  operation: null,
  refusal: null,
  decision: null,
}
