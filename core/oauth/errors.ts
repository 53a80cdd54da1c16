import type { ClientId } from '../model/brand.ts'
import { nobody, type HttpAnswer, type RequestNote } from '../model/http-exchange.ts'

/** The registered codes that this server uses (RFC 6749 §4.1.2.1 and §5.2, RFC 7009 §2.2.1, OpenID Connect Core §3.1.2.6). */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'access_denied'
  | 'login_required'
  | 'server_error'
  | 'temporarily_unavailable'

interface RefusalTerms {
  /** By default 400, as the vendor answers. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** The client that failed to prove itself, for the log only. */
  readonly clientId?: ClientId | null
}

/**
 * A protocol refusal. The description is one lower-case clause without a full stop, in English as all of the protocol's
 * JSON is, and never repeats a secret, code, token or verifier (F4).
 */
export class OAuthRefusal extends Error {
  readonly code: OAuthErrorCode
  readonly description: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly clientId: ClientId | null

  constructor(code: OAuthErrorCode, description: string, terms: RefusalTerms = {}) {
    super(`${code}: ${description}`)
    this.name = 'OAuthRefusal'
    this.code = code
    this.description = description
    this.status = terms.status ?? 400
    this.headers = terms.headers ?? {}
    this.clientId = terms.clientId ?? null
  }
}

/** Neither tokens nor refusals are for a cache (RFC 6749 §5.1). */
export const neverCached = { 'cache-control': 'no-store', pragma: 'no-cache' } as const

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8', ...neverCached } as const

/** A JSON answer that no cache keeps. */
export function answerJson(status: number, value: object, note: RequestNote): HttpAnswer {
  return { status, headers: jsonHeaders, body: JSON.stringify(value), note }
}

/** The JSON of a refusal, with `description` beside the RFC's `error_description` as the vendor has it (RFC 6749 §5.2). */
export function answerRefusal(refusal: OAuthRefusal, note: RequestNote = nobody): HttpAnswer {
  const { code, description, clientId } = refusal
  const body = { error: code, description, error_description: description }
  const answer = answerJson(refusal.status, body, {
    ...note,
    clientId: note.clientId ?? clientId,
    refusal: code,
  })
  return { ...answer, headers: { ...answer.headers, ...refusal.headers } }
}

/** A refusal as a value; a fault goes on to whoever writes it down. */
export async function orRefusal<Value>(work: () => Promise<Value>): Promise<Value | OAuthRefusal> {
  try {
    return await work()
  } catch (thrown) {
    if (thrown instanceof OAuthRefusal) return thrown
    throw thrown
  }
}
