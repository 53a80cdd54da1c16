import { askForAuthorization } from '../authorization-request.ts'
import { checkResponse } from '../check-response.ts'
import { readLifetime, splitScopes } from '../check-tokens.ts'
import { runFailed } from '../flow-run.ts'
import type { Flow, Tokens } from '../flow-wish.ts'

/** Implicit: the token comes back in the fragment of the redirect (RFC 6749 §4.2), which RFC 9700 §2.1.2 advises against. */
export async function runImplicit(flow: Flow): Promise<Tokens> {
  const response = await askForAuthorization(flow, { responseType: 'token', codeChallenge: null })
  checkResponse(flow, response)
  const { parameters } = response
  const accessToken = parameters.get('access_token')
  if (!accessToken) throw runFailed('token_missing')
  if (parameters.get('token_type')?.toLowerCase() !== 'bearer') throw runFailed('answer_unsupported')
  const expiresIn = parameters.get('expires_in')
  const scope = parameters.get('scope')
  return {
    accessToken,
    refreshToken: null,
    expiresIn: readLifetime(expiresIn !== null && /^\d+$/.test(expiresIn) ? Number(expiresIn) : null),
    scopes: scope === null ? null : splitScopes(scope),
  }
}
