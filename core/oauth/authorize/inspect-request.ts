import type { Organization } from '../../model/directory.ts'
import type { OAuthClient } from '../../model/oauth-client.ts'
import type { Language } from '../../wording/say.ts'
import { clientIsActive } from '../app-request.ts'
import { OAuthRefusal } from '../errors.ts'
import { narrowScopes } from '../scope-parameter.ts'
import { AuthorizationRefusal } from './authorization-refusal.ts'
import { checkCodeChallenge } from './check-code-challenge.ts'
import { checkLoginWishes } from './check-login-wishes.ts'
import { LONGEST_SCOPE, LONGEST_STATE } from './check-request.ts'
import { checkResponseType } from './check-response-type.ts'
import { proveRedirectUri } from './prove-target.ts'
import { RequestParameters } from './request-parameters.ts'

/** One thing that is wrong with a request, and with which of its parameters. */
export interface RequestProblem {
  readonly parameter: string
  readonly error: string
  describe(language: Language): string
}

/** Of RFC 7636 Appendix B. */
const WELL_FORMED = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

/**
 * Everything wrong with a request that nobody sent, by the checks of this endpoint and in their order; the endpoint itself
 * stops at the first.
 */
export function inspectRequest(
  client: OAuthClient,
  query: URLSearchParams,
  organizations: readonly Organization[],
): readonly RequestProblem[] {
  const parameters = new RequestParameters(query)
  const problems: RequestProblem[] = []
  const check = (parameter: string, work: () => unknown) => {
    try {
      work()
    } catch (thrown) {
      if (!(thrown instanceof OAuthRefusal)) throw thrown
      const { code, description } = thrown
      const describe = (language: Language) =>
        thrown instanceof AuthorizationRefusal ? thrown.describe(language) : description
      problems.push({ parameter, error: code, describe })
    }
  }
  check('redirect_uri', () => proveRedirectUri(client, parameters.get('redirect_uri')))
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) check(name, () => parameters.get(name))
  }
  check('state', () => parameters.get('state', LONGEST_STATE))
  check('response_type', () => checkResponseType(client, parameters.get('response_type')))
  check('client_id', () => {
    clientIsActive({ client })
  })
  if (parameters.readable('response_type') !== 'token') {
    const challenge = parameters.readable('code_challenge')
    const method = parameters.readable('code_challenge_method')
    // Each of the two is judged beside a good other one.
    const alone = challenge === null
    check('code_challenge', () => checkCodeChallenge(client, { challenge, method: alone ? null : 'S256' }))
    if (!alone || method !== null) {
      check('code_challenge_method', () =>
        checkCodeChallenge(client, { challenge: alone ? null : WELL_FORMED, method }),
      )
    }
  }
  check('scope', () => narrowScopes(parameters.get('scope', LONGEST_SCOPE) ?? undefined, client.scopes))
  check('prompt', () => checkLoginWishes(parameters, organizations))
  return problems.filter(
    ({ parameter, error }, at) =>
      problems.findIndex((other) => other.parameter === parameter && other.error === error) === at,
  )
}
