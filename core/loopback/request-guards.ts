import type { ServerResponse } from 'node:http'
import type { Context, MiddlewareHandler } from 'hono'

type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 500

/** Answers a request that is let no further; a refusal is never silent. */
export function refuse(context: Context, status: RefusalStatus, message: string): Response {
  return context.json({ error: message }, status)
}

/** No answer may be framed, sniffed, cached, or read by another origin, whoever writes it (B5). */
export function protectAnswer(response: ServerResponse): void {
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  response.setHeader('x-frame-options', 'DENY')
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('cache-control', 'no-store')
}

/** A name that was rebound to this address still carries its own name, in `Host` or in the request line (B2). */
export function onlyOwnHost(origin: string): MiddlewareHandler {
  const { host } = new URL(origin)
  return async (context, next) => {
    if (context.req.header('host') !== host || new URL(context.req.url).host !== host) {
      return refuse(context, 421, `this host answers to ${host} only`)
    }
    await next()
    return undefined
  }
}

/** Pages are got and operations are posted; nothing else is spoken here. */
export const onlyGetAndPost: MiddlewareHandler = async (context, next) => {
  if (context.req.method !== 'GET' && context.req.method !== 'POST') {
    context.header('allow', 'GET, POST')
    return refuse(context, 405, 'only GET and POST are spoken here')
  }
  await next()
  return undefined
}

/** Only the page that this host served may call it; a person may open it from nowhere (B3). */
export function onlyOwnPage(origin: string): MiddlewareHandler {
  return async (context, next) => {
    const reads = context.req.method === 'GET'
    const from = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const isForeign = reads ? from !== undefined && from !== origin : from !== origin
    const isFromElsewhere = site !== undefined && site !== 'same-origin' && !(reads && site === 'none')
    if (isForeign || isFromElsewhere) return refuse(context, 403, 'only its own page may call this host')
    await next()
    return undefined
  }
}
