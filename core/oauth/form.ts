import type { HttpRequest } from '../model/http-exchange.ts'
import { OAuthRefusal } from './errors.ts'

/** The parameters of a request to one of the endpoints that an app calls itself. */
export type Form = ReadonlyMap<string, string>

/** More than the longest assertion that is read, and little enough to be taken apart at once. */
const LONGEST = 500_000

/** What belongs into the body only, because addresses are kept in logs and histories (RFC 6749 §2.3.1, RFC 9700 §4.3). */
const bodyOnly = [
  'assertion',
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'grant_type',
  'refresh_token',
  'token',
] as const

/**
 * Reads the form of a request. A parameter that comes twice is refused, one without a value counts as left out, and one
 * that nobody knows is passed over (RFC 6749 §3.2).
 */
export function readForm(request: HttpRequest): Form {
  contentIsForm(request)
  sizeIsSensible(request)
  nothingIsInTheAddress(request)
  const form = new Map<string, string>()
  const seen = new Set<string>()
  for (const [name, value] of new URLSearchParams(request.body)) {
    if (seen.has(name)) throw new OAuthRefusal('invalid_request', `a parameter is given more than once`)
    seen.add(name)
    if (value !== '') form.set(name, value)
  }
  return form
}

/** A parameter without which the request makes no sense (RFC 6749 §5.2). */
export function required(form: Form, name: string): string {
  const value = form.get(name)
  if (value === undefined) throw new OAuthRefusal('invalid_request', `parameter \`${name}\` is missing`)
  return value
}

function contentIsForm(request: HttpRequest): void {
  const [type = ''] = (request.header('content-type') ?? '').split(';', 1)
  if (type.trim().toLowerCase() === 'application/x-www-form-urlencoded') return
  throw new OAuthRefusal('invalid_request', 'the content type is not `application/x-www-form-urlencoded`', {
    status: 415,
  })
}

function sizeIsSensible({ body }: HttpRequest): void {
  if (body.length <= LONGEST) return
  throw new OAuthRefusal('invalid_request', 'the request is too long', { status: 413 })
}

function nothingIsInTheAddress(request: HttpRequest): void {
  if (request.query.size === 0) return
  const misplaced = bodyOnly.find((name) => request.query.has(name))
  if (misplaced === undefined) return
  throw new OAuthRefusal('invalid_request', `parameter \`${misplaced}\` belongs into the body`)
}
