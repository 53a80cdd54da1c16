import type { HttpAnswer, HttpRequest } from '../model/http-exchange.ts'
import { RegisteredOrigins } from '../organization/registered-origins.ts'
import { noteOf, type AppRequest } from './app-request.ts'
import { answerFrontChannel } from './authorize/front-channel.ts'
import { frontChannelContext } from './authorize/front-channel-context.ts'
import { ClientAuthentication } from './client-authentication.ts'
import { allowReading, answerPreflight } from './cors.ts'
import { answerRefusal, OAuthRefusal, orRefusal } from './errors.ts'
import { readForm } from './form.ts'
import { answerIntrospection } from './introspection.ts'
import { answerMetadata } from './metadata.ts'
import type { OAuthContext } from './oauth-context.ts'
import { answerRevocation } from './revocation.ts'
import { answerToken } from './token.ts'

/** The authorization server of all local organizations (S1); undefined for a path that is none of its own. */
export interface AuthorizationServer {
  answer(request: HttpRequest): Promise<HttpAnswer | undefined>
}

/** An endpoint that an app calls itself, with client authentication. */
type AppEndpoint = (context: OAuthContext, request: AppRequest) => Promise<HttpAnswer>

const appEndpoints: ReadonlyMap<string, AppEndpoint> = new Map([
  ['/oauth/token', answerToken],
  ['/oauth/revoke', answerRevocation],
  ['/oauth/introspect', answerIntrospection],
])

export function createAuthorizationServer(context: OAuthContext): AuthorizationServer {
  const authentication = new ClientAuthentication(context)
  const origins = new RegisteredOrigins(context.store)
  const frontChannel = frontChannelContext(context)

  const answerApp = async (endpoint: AppEndpoint, http: HttpRequest): Promise<HttpAnswer> => {
    const request = await orRefusal(async () => {
      const form = readForm(http)
      return { http, form, client: await authentication.authenticate(http, form) }
    })
    if (request instanceof OAuthRefusal) {
      return allowReading(answerRefusal(request), http, { client: null, origins })
    }
    const answer = await orRefusal(() => endpoint(context, request))
    const { client } = request.client
    return allowReading(
      answer instanceof OAuthRefusal ? answerRefusal(answer, noteOf(request.client)) : answer,
      http,
      { client, origins },
    )
  }

  return {
    answer: async (request) => {
      const { method, path } = request
      const endpoint = appEndpoints.get(path)
      if (endpoint) {
        if (method === 'POST') return answerApp(endpoint, request)
        return method === 'OPTIONS' ? answerPreflight(request, origins) : wrongMethod('POST, OPTIONS')
      }
      if (path === '/.well-known/oauth-authorization-server') {
        return method === 'GET' || method === 'HEAD' ? answerMetadata(request) : wrongMethod('GET, HEAD')
      }
      return answerFrontChannel(frontChannel, request)
    },
  }
}

function wrongMethod(allow: string): HttpAnswer {
  const terms = { status: 405, headers: { allow } }
  return answerRefusal(new OAuthRefusal('invalid_request', 'method is not allowed here', terms))
}
