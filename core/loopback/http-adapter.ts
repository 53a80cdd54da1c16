import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpAnswer, HttpRequest } from '../model/http-exchange.ts'
import {
  encoded,
  notUtf8,
  repeatedHeader,
  tooLarge,
  wrongTarget,
  type ServerRefusal,
} from './server-refusal.ts'

/** The longest body that is read (S5). */
const BODY_LIMIT = 10 * 1024 * 1024

/** The exchange as the server knows it before anybody answers. */
export interface ExchangeStart {
  readonly issuer: string
  readonly correlationId: string
  /** The path and query of the request, without scheme and host. */
  readonly target: string
}

/** Node's request as the rooms read it; the query is parsed only where somebody asks for it. */
export class NodeRequest implements HttpRequest {
  readonly method: string
  readonly path: string
  readonly remoteAddress: string
  readonly issuer: string
  readonly correlationId: string
  body = ''
  readonly #message: IncomingMessage
  readonly #queryText: string
  #query: URLSearchParams | undefined

  constructor(message: IncomingMessage, start: ExchangeStart) {
    const { target } = start
    const mark = target.indexOf('?')
    this.#message = message
    this.method = message.method ?? ''
    this.path = mark < 0 ? target : target.slice(0, mark)
    this.#queryText = mark < 0 ? '' : target.slice(mark + 1)
    this.remoteAddress = message.socket.remoteAddress ?? ''
    this.issuer = start.issuer
    this.correlationId = start.correlationId
  }

  get query(): URLSearchParams {
    return (this.#query ??= new URLSearchParams(this.#queryText))
  }

  header(name: string): string | undefined {
    const value = this.#message.headers[name]
    return Array.isArray(value) ? value.join(', ') : value
  }
}

/**
 * The path and query that a request line asks for: as it stands, or what follows the host in absolute form (RFC 9112 §3.2.2),
 * which then has to be one of the server's own.
 */
export function readTarget(
  message: IncomingMessage,
  isOwnHost: (host: string) => boolean,
): { readonly target: string; readonly host: string } | ServerRefusal {
  const url = message.url ?? ''
  const host = hostOf(message)
  if (host === null) return repeatedHeader
  if (url.startsWith('/')) return { target: url, host }
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? []
  if (authority === undefined || rest === undefined) return wrongTarget
  return { target: rest.startsWith('/') ? rest : `/${rest}`, host: isOwnHost(authority) ? host : authority }
}

/** The `Host`, in lower case; null where it, or the credentials, were sent twice (RFC 9112 §3.2). */
function hostOf(message: IncomingMessage): string | null {
  const { rawHeaders } = message
  let host = ''
  let hosts = 0
  let authorizations = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') {
      hosts++
      host = (rawHeaders[index + 1] ?? '').toLowerCase()
    }
    if (name.length === 13 && name.toLowerCase() === 'authorization') authorizations++
  }
  return hosts > 1 || authorizations > 1 ? null : host
}

/** Whether a request's method has a body that anybody reads; what comes with another method is thrown away. */
function mayHaveBody(message: IncomingMessage): boolean {
  const { method, headers } = message
  const hasOne = method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE'
  return hasOne && (headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0')
}

/** Why the body will not be read, as far as the headers tell. */
export function refuseBody(message: IncomingMessage): ServerRefusal | undefined {
  if (!mayHaveBody(message)) return undefined
  const encoding = message.headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return encoded
  return Number(message.headers['content-length'] ?? 0) > BODY_LIMIT ? tooLarge : undefined
}

/** The whole body as text; a refusal where it is too long or no UTF-8, undefined where the caller went away. */
export function readBody(
  message: IncomingMessage,
  limit = BODY_LIMIT,
): Promise<string | ServerRefusal | undefined> | string {
  if (!mayHaveBody(message)) return ''
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    message.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) {
        chunks.push(chunk)
        return
      }
      // The rest is thrown away as it comes, so that the caller gets to read the answer.
      message.removeAllListeners('data')
      message.resume()
      resolve(tooLarge)
    })
    message.on('end', () => {
      const [first] = chunks
      const whole = chunks.length === 1 && first ? first : Buffer.concat(chunks, size)
      resolve(isUtf8(whole) ? whole.toString('utf8') : notUtf8)
    })
    message.on('error', () => {
      resolve(undefined)
    })
    message.on('close', () => {
      resolve(undefined)
    })
  })
}

/** Writes an answer; what every answer has comes from here (S5). */
export function writeAnswer(
  response: ServerResponse,
  answer: HttpAnswer,
  about: { readonly correlationId: string; readonly closes: boolean },
): void {
  if (response.destroyed) return
  const { status, body } = answer
  const headers: string[] = ['ININ-Correlation-Id', about.correlationId, 'X-Content-Type-Options', 'nosniff']
  for (const name in answer.headers) {
    if (!isSetHere(name)) headers.push(name, answer.headers[name] ?? '')
  }
  if (status !== 204 && status !== 304) headers.push('Content-Length', String(Buffer.byteLength(body)))
  if (about.closes) headers.push('Connection', 'close')
  response.writeHead(status, headers)
  response.end(body)
}

/** The longer part of the rooms' headers is told apart by its length alone. */
function isSetHere(name: string): boolean {
  if (name.length === 22) return name.toLowerCase() === 'x-content-type-options'
  return name.length === 14 && name.toLowerCase() === 'content-length'
}
