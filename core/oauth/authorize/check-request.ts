import type { Organization } from '../../model/directory.ts'
import { clientIsActive } from '../app-request.ts'
import { narrowScopes } from '../scope-parameter.ts'
import type { ProvenTarget } from './prove-target.ts'
import { checkCodeChallenge } from './check-code-challenge.ts'
import { checkLoginWishes, type LoginWishes } from './check-login-wishes.ts'
import { checkResponseType, type ResponseType } from './check-response-type.ts'
import type { RequestParameters } from './request-parameters.ts'

/** What the answer to the app carries and where it stands. */
export interface AnswerPlace {
  /** In the query, or in the fragment where a token was asked for (RFC 6749 §4.2.2). */
  readonly part: 'query' | 'fragment'
  readonly state: string | null
}

/** An authorization request that passed every check. */
export interface AuthorizationRequest {
  readonly responseType: ResponseType
  /** S256; null without PKCE. */
  readonly codeChallenge: string | null
  /** What the request narrowed the token to; null where it did not. */
  readonly scopes: readonly string[] | null
  readonly wishes: LoginWishes
}

export const LONGEST_STATE = 4_096
/** Longer than all known scopes together. */
export const LONGEST_SCOPE = 16_384

/**
 * Where even a refusal goes, as far as the request says it readably: a `state` that cannot be sent back as it came is not
 * sent back at all.
 */
export function answerPlace(parameters: RequestParameters): AnswerPlace {
  const part = parameters.readable('response_type') === 'token' ? 'fragment' : 'query'
  return { part, state: parameters.readable('state', LONGEST_STATE) }
}

/** The checks after the target is proven, in the order of RFC 6749 §4.1.1; a refusal goes to the app. */
export function checkRequest(
  target: ProvenTarget,
  parameters: RequestParameters,
  organizations: readonly Organization[],
): AuthorizationRequest {
  const { client } = target
  parameters.nothingIsRepeated()
  parameters.get('state', LONGEST_STATE)
  const responseType = checkResponseType(client, parameters.get('response_type'))
  clientIsActive(target)
  const challenge = parameters.get('code_challenge')
  const method = parameters.get('code_challenge_method')
  // Nothing is exchanged where the token comes at once, so there is nothing to prove.
  const codeChallenge = responseType === 'token' ? null : checkCodeChallenge(client, { challenge, method })
  const scopes = narrowScopes(parameters.get('scope', LONGEST_SCOPE) ?? undefined, client.scopes)
  return { responseType, codeChallenge, scopes, wishes: checkLoginWishes(parameters, organizations) }
}
