import type { z } from 'zod'
import type { HttpRequest } from '../model/http-exchange.ts'
import type { PlatformCall } from './platform-call.ts'
import { PlatformRefusal } from './platform-refusal.ts'

/** The body as JSON; undefined where there is none. Its size is the server's business. */
export function readJson(request: HttpRequest): unknown {
  if (request.body === '') return undefined
  if (!/^application\/json *(;|$)/i.test(request.header('content-type') ?? '')) {
    throw new PlatformRefusal('unsupported.media.type')
  }
  try {
    return JSON.parse(request.body) as unknown
  } catch {
    // Only a SyntaxError can be thrown, and it repeats a part of the body, which may hold a secret (F4).
    throw new PlatformRefusal('bad.request')
  }
}

/** The body in the shape that the operation takes; the first field that does not fit is named. */
export function bodyOf<Shape extends z.ZodType>({ body }: PlatformCall, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  if (!issue || issue.path.length === 0) throw new PlatformRefusal('bad.request')
  const field = issue.path.map(String).join('.')
  throw new PlatformRefusal('invalid.value', {
    params: { field, reason: issue.message },
    details: [{ errorCode: 'invalid.value', fieldName: field }],
  })
}
