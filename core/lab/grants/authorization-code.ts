import * as oauth from 'oauth4webapi'
import { askForAuthorization } from '../authorization-request.ts'
import { checkResponse } from '../check-response.ts'
import { tokensOf } from '../check-tokens.ts'
import { clientAuthentication, publicClient } from '../client-authentication.ts'
import { runFailed } from '../flow-run.ts'
import type { Flow, Tokens } from '../flow-wish.ts'
import { protocol, sending } from '../protocol.ts'

/** Authorization code, with PKCE or with the client's secret (RFC 6749 §4.1, RFC 7636). */
export async function runAuthorizationCode(flow: Flow): Promise<Tokens> {
  const { run, target } = flow
  const usesPkce = flow.wish.pkce ?? flow.client.pkce
  const verifier = usesPkce ? Buffer.from(flow.context.random.bytes(32)).toString('base64url') : null
  run.secrets.keep(verifier)
  const codeChallenge = verifier === null ? null : await oauth.calculatePKCECodeChallenge(verifier)
  // Without PKCE the secret is needed in the end: better told before a person logs in.
  if (verifier === null && flow.secret === null) throw runFailed('no_secret', { client: flow.client.name })
  checkPkce(flow, usesPkce)
  const response = await askForAuthorization(flow, { responseType: 'code', codeChallenge })
  checkResponse(flow, response)
  if (!response.parameters.get('code')) throw runFailed('code_missing')
  const { server, issuerIsKnown } = target
  // Where only endpoints are known, `iss` has nothing to be compared with.
  const as = issuerIsKnown ? server : { ...server, issuer: response.parameters.get('iss') ?? server.issuer }
  const client = publicClient(flow)
  // With PKCE the vendor asks for no secret; one that was typed is presented, since it must then be right.
  const authentication = clientAuthentication(usesPkce && flow.wish.secret === null ? null : flow.secret)
  const plan = { channel: 'back', name: 'token_code', clause: 'RFC 6749 §4.1.3' } as const
  return protocol(run, async () => {
    const parameters = oauth.validateAuthResponse(as, client, response.parameters, response.state)
    const answered = await oauth.authorizationCodeGrantRequest(
      as,
      client,
      authentication,
      parameters,
      response.redirectUri,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- a run without PKCE is what was asked for
      verifier ?? oauth.nopkce,
      { signal: run.signal, ...sending(flow, plan) },
    )
    return tokensOf(await oauth.processAuthorizationCodeResponse(as, client, answered))
  })
}

function checkPkce({ run, target, client }: Flow, usesPkce: boolean): void {
  const clause = 'RFC 7636 §4.2'
  if (!usesPkce) {
    const key = client.pkce ? 'lab.pkce.left_out' : 'lab.pkce.not_used'
    run.check('pkce', clause, client.pkce ? 'failed' : 'not_applicable', { key, params: {} })
    return
  }
  const methods = target.server.code_challenge_methods_supported
  if (methods && !methods.includes('S256')) {
    run.check('pkce', clause, 'failed', { key: 'lab.pkce.not_supported', params: {} })
    return
  }
  run.check('pkce', clause, 'passed', { key: 'lab.pkce.used', params: {} })
}
