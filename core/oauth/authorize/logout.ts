import { nobody, type HttpAnswer, type HttpRequest } from '../../model/http-exchange.ts'
import { needsRedirectUri } from '../../model/grant-type.ts'
import { matchRedirectUri } from '../../model/redirect-uri.ts'
import { say } from '../../wording/say.ts'
import { logoutPage } from '../pages/logout-page.ts'
import { frontChannelHeaders } from '../pages/page.ts'
import { pageLanguage } from '../pages/page-language.ts'
import { AuthorizationRefusal } from './authorization-refusal.ts'
import type { FrontChannelContext } from './front-channel-context.ts'
import { proveClient } from './prove-target.ts'
import { RequestParameters } from './request-parameters.ts'

/**
 * `GET /logout?client_id&redirect_uri`: forgets whom the login page preselects, and leads on to a registered redirect URI as the
 * vendor does, to nothing else (RFC 9700 §4.11).
 */
export async function answerLogout(context: FrontChannelContext, http: HttpRequest): Promise<HttpAnswer> {
  context.lastUsers.clear()
  const language = pageLanguage(http)
  const parameters = new RequestParameters(http.query)
  const clientId = parameters.readable('client_id')
  const uri = parameters.readable('redirect_uri')
  if (clientId === null && uri === null) return logoutPage({ http, language, note: nobody, hindrance: null })
  const found = await findClient(context, clientId)
  if (!found) {
    const hindrance = say(language, 'page.logout.unknown', { client: clientId?.slice(0, 100) ?? '' })
    return logoutPage({ http, language, note: nobody, hindrance })
  }
  const { client, owner } = found
  const note = { ...nobody, clientId: client.id, organizationId: owner?.id ?? null }
  if (uri === null) return logoutPage({ http, language, note, hindrance: null })
  if (needsRedirectUri(client.grantType) && matchRedirectUri(client.redirectUris, uri).matches) {
    return { status: 303, headers: { ...frontChannelHeaders, location: uri }, body: '', note }
  }
  const hindrance = say(language, 'page.logout.unregistered', { uri })
  return logoutPage({ http, language, note, hindrance })
}

async function findClient(
  context: FrontChannelContext,
  clientId: string | null,
): Promise<Awaited<ReturnType<typeof proveClient>> | undefined> {
  try {
    return await proveClient(context, clientId)
  } catch (thrown) {
    if (thrown instanceof AuthorizationRefusal) return undefined
    throw thrown
  }
}
