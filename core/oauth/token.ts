import type { HttpAnswer } from '../model/http-exchange.ts'
import type { GrantType } from '../model/grant-type.ts'
import { clientIsActive, noteOf, type AppRequest } from './app-request.ts'
import { answerJson, answerRefusal, OAuthRefusal, orRefusal } from './errors.ts'
import { required } from './form.ts'
import { exchangeCode } from './grants/authorization-code.ts'
import { issueForClient } from './grants/client-credentials.ts'
import type { Grant, IssuedTokens } from './grants/grant.ts'
import { refreshTokens } from './grants/refresh-token.ts'
import { exchangeAssertion } from './grants/saml2-bearer.ts'
import { misbehave } from './misbehave.ts'
import type { OAuthContext } from './oauth-context.ts'

const SAML2_BEARER = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

/** The grant types of the token endpoint, each with the one that a client has to be registered with. */
const grants: ReadonlyMap<string, { readonly registered: GrantType; readonly issue: Grant }> = new Map([
  ['client_credentials', { registered: 'client_credentials', issue: issueForClient }],
  ['authorization_code', { registered: 'authorization_code', issue: exchangeCode }],
  ['refresh_token', { registered: 'authorization_code', issue: refreshTokens }],
  [SAML2_BEARER, { registered: 'saml2_bearer', issue: exchangeAssertion }],
])

export const supportedGrantTypes: readonly string[] = [...grants.keys(), 'implicit']

/** The token endpoint, to a client that is known (RFC 6749 §3.2). */
export async function answerToken(context: OAuthContext, request: AppRequest): Promise<HttpAnswer> {
  const { client } = request.client
  const issue = async () => {
    const answer = await orRefusal(() => grantOrRefuse(context, request))
    return answer instanceof OAuthRefusal ? answerRefusal(answer, noteOf(request.client)) : answer
  }
  const fault = context.misbehaviour.faultFor(client.id)
  const { answer, faulty } =
    fault === null
      ? { answer: await issue(), faulty: false }
      : await misbehave(context, request, { fault, issue })
  const grantType = request.form.get('grant_type') ?? ''
  const error = answer.note.refusal
  context.misbehaviour.saw(client.id, { kind: 'token_request', grantType, faulty, error })
  return answer
}

async function grantOrRefuse(context: OAuthContext, request: AppRequest): Promise<HttpAnswer> {
  const name = required(request.form, 'grant_type')
  const grant = grants.get(name)
  if (!grant) throw new OAuthRefusal('unsupported_grant_type', 'grant type is not supported')
  mayUse(request, grant.registered, name)
  clientIsActive(request.client)
  return answerTokens(await grant.issue(context, request))
}

/** In the vendor's words. */
function mayUse({ client }: AppRequest, registered: GrantType, name: string): void {
  if (client.client.grantType === registered) return
  const description = `client is not authorized to use the ${name} grant type`
  throw new OAuthRefusal('unauthorized_client', description)
}

/** RFC 6749 §5.1; `scope` is told where the grant was narrowed. */
function answerTokens({ accessToken, refreshToken, duration, note }: IssuedTokens): HttpAnswer {
  const { scopes } = accessToken.record
  const value = {
    access_token: accessToken.text,
    token_type: 'bearer',
    expires_in: duration,
    ...(refreshToken && { refresh_token: refreshToken.text }),
    ...(scopes && { scope: scopes.join(' ') }),
  }
  return answerJson(200, value, note)
}
