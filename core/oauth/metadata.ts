import { nobody, type HttpAnswer, type HttpRequest } from '../model/http-exchange.ts'
import { supportedGrantTypes } from './token.ts'

const authenticationMethods = ['client_secret_basic', 'client_secret_post'] as const

/** What this server can do and where, for apps that configure themselves (RFC 8414 §2, RFC 9207 §3). */
export function answerMetadata({ issuer }: HttpRequest): HttpAnswer {
  const document = {
    issuer,
    authorization_endpoint: `${issuer}/oauth/authorize`,
    token_endpoint: `${issuer}/oauth/token`,
    revocation_endpoint: `${issuer}/oauth/revoke`,
    introspection_endpoint: `${issuer}/oauth/introspect`,
    response_types_supported: ['code', 'token'],
    response_modes_supported: ['query', 'fragment'],
    grant_types_supported: supportedGrantTypes,
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: [...authenticationMethods, 'none'],
    revocation_endpoint_auth_methods_supported: [...authenticationMethods, 'none'],
    introspection_endpoint_auth_methods_supported: authenticationMethods,
    authorization_response_iss_parameter_supported: true,
    ui_locales_supported: ['en', 'de'],
  }
  // Public, the same for everybody, and asked for without credentials: any page may read it.
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
  return { status: 200, headers, body: JSON.stringify(document), note: nobody }
}
