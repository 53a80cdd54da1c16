import { nobody, type HttpAnswer, type HttpRequest } from '../model/http-exchange.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { isRegisteredOrigin, type RegisteredOrigins } from '../organization/registered-origins.ts'

/**
 * Lets a page of another origin read the answer where its client has registered a redirect URI of that origin (S2). Of a
 * client that is not proven, nothing shows in the answer: any registered origin will do.
 */
export async function allowReading(
  answer: HttpAnswer,
  request: HttpRequest,
  by: { readonly client: OAuthClient | null; readonly origins: RegisteredOrigins },
): Promise<HttpAnswer> {
  const origin = request.header('origin')
  if (origin === undefined) return answer
  const isAdmitted = by.client
    ? isRegisteredOrigin(by.client.redirectUris, origin)
    : await by.origins.admits(origin)
  const allowed = isAdmitted ? { 'access-control-allow-origin': origin } : undefined
  return { ...answer, headers: { ...answer.headers, vary: 'origin', ...allowed } }
}

/**
 * A browser asks first where a page would send the `Authorization` header. No client is named then, so that the origin has
 * to be registered by any; who may read the answer is decided by `allowReading`.
 */
export async function answerPreflight(request: HttpRequest, origins: RegisteredOrigins): Promise<HttpAnswer> {
  const origin = request.header('origin')
  const isAdmitted = origin !== undefined && (await origins.admits(origin))
  const allowed = isAdmitted && {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  }
  return { status: 204, headers: { vary: 'origin', ...(allowed || undefined) }, body: '', note: nobody }
}
