import type { HttpAnswer } from '../model/http-exchange.ts'
import { nobody } from '../model/http-exchange.ts'

/** Why the organization server answers a request itself instead of handing it on. */
export interface ServerRefusal {
  readonly status: 400 | 404 | 405 | 413 | 415 | 417 | 421 | 500
  /** The vendor's code, used under `/api/v2`. */
  readonly code: string
  /** The code of RFC 6749 §5.2, used elsewhere. */
  readonly error: 'invalid_request' | 'server_error'
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What is said where neither the authorization server nor the Platform API is asked; in the shape of the one that was meant. */
export function answerRefusal(refusal: ServerRefusal, path: string, correlationId: string): HttpAnswer {
  const { status, code, message } = refusal
  const isPlatform = path.startsWith('/api/v2/')
  const body = isPlatform
    ? { message, code, status, contextId: correlationId, details: [], errors: [] }
    : { error: refusal.error, description: message, error_description: message }
  return {
    status,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      ...refusal.headers,
    },
    body: JSON.stringify(body),
    note: { ...nobody, refusal: isPlatform ? code : refusal.error },
  }
}

export const nothingHere: ServerRefusal = {
  status: 404,
  code: 'not.found',
  error: 'invalid_request',
  message: 'there is nothing at this address',
}
export const wrongHost: ServerRefusal = {
  status: 421,
  code: 'misdirected.request',
  error: 'invalid_request',
  message: 'this server answers to its own loopback addresses only',
}
export const wrongMethod: ServerRefusal = {
  status: 405,
  code: 'method.not.allowed',
  error: 'invalid_request',
  message: 'this method is not spoken here',
  headers: { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS' },
}
export const wrongTarget: ServerRefusal = {
  status: 400,
  code: 'bad.request',
  error: 'invalid_request',
  message: 'the request target is not a path',
}
export const repeatedHeader: ServerRefusal = {
  status: 400,
  code: 'bad.request',
  error: 'invalid_request',
  message: 'a header that may stand once stands twice',
}
export const tooLarge: ServerRefusal = {
  status: 413,
  code: 'request.entity.too.large',
  error: 'invalid_request',
  message: 'the body is longer than 10 MB',
}
export const notUtf8: ServerRefusal = {
  status: 400,
  code: 'bad.request',
  error: 'invalid_request',
  message: 'the body is not UTF-8',
}
export const encoded: ServerRefusal = {
  status: 415,
  code: 'unsupported.media.type',
  error: 'invalid_request',
  message: 'an encoded body is not read here',
}

/** A fault: its text stays in the log, under the reference (F4). */
export function faulty(reference: string): ServerRefusal {
  return {
    status: 500,
    code: 'internal.server.error',
    error: 'server_error',
    message: `something went wrong; the log has the details under ${reference}`,
  }
}
