import { nobody, type HttpAnswer, type HttpRequest } from '../model/http-exchange.ts'
import { RegisteredOrigins } from '../organization/registered-origins.ts'
import { noteOf, type AppRequest } from './app-request.ts'
import { answerFrontChannel } from './authorize/front-channel.ts'
import { frontChannelContext } from './authorize/front-channel-context.ts'
import { ClientAuthentication, type KnownClient } from './client-authentication.ts'
import { allowReading, answerPreflight } from './cors.ts'
import { answerRefusal, answerRefusals, OAuthRefusal } from './errors.ts'
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

  const answerApp = async (endpoint: AppEndpoint, request: HttpRequest): Promise<HttpAnswer> => {
    let client: KnownClient | null = null
    const answer = await answerRefusals(nobody, async () => {
      const form = readForm(request)
      const known = await authentication.authenticate(request, form)
      client = known
      const note = noteOf(known)
      return answerRefusals(note, () => endpoint(context, { http: request, form, client: known }))
    })
    return allowReading(answer, request, { client, origins })
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
