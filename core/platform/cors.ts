import { nobody, type HttpAnswer, type HttpRequest } from '../model/http-exchange.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { isRegisteredOrigin, type RegisteredOrigins } from '../organization/registered-origins.ts'

/** What a page may read beside the body. */
const exposed =
  'ININ-Correlation-Id, Retry-After, ININ-Ratelimit-Count, ININ-Ratelimit-Allowed, ININ-Ratelimit-Reset'

/** Answers a browser's question before the call, for the origins of registered redirect URIs (S2). */
export async function answerPreflight(
  origins: RegisteredOrigins,
  request: HttpRequest,
): Promise<HttpAnswer | undefined> {
  const origin = request.header('origin')
  if (request.method !== 'OPTIONS' || origin === undefined) return undefined
  if (request.header('access-control-request-method') === undefined) return undefined
  const vary = { vary: 'Origin' }
  if (!(await origins.admits(origin))) return { status: 403, headers: vary, body: '', note: nobody }
  const headers = {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
    'access-control-allow-headers': 'Authorization, Content-Type, Accept, Accept-Language, ININ-Client-Path',
    'access-control-max-age': '600',
  }
  return { status: 204, headers, body: '', note: nobody }
}

/** Lets a page of any registered origin read why its token was refused, before it is known whose token that is (S2). */
export async function corsOfStranger(
  request: HttpRequest,
  origins: RegisteredOrigins,
): Promise<Readonly<Record<string, string>>> {
  const origin = request.header('origin')
  if (origin === undefined) return {}
  return (await origins.admits(origin)) ? admit(origin) : { vary: 'Origin' }
}

/** Lets a page read the answer where it is one of the app that holds the token (S2). */
export function corsHeaders(request: HttpRequest, client: OAuthClient): Readonly<Record<string, string>> {
  const origin = request.header('origin')
  if (origin === undefined) return {}
  return isRegisteredOrigin(client.redirectUris, origin) ? admit(origin) : { vary: 'Origin' }
}

function admit(origin: string): Readonly<Record<string, string>> {
  return { vary: 'Origin', 'access-control-allow-origin': origin, 'access-control-expose-headers': exposed }
}
