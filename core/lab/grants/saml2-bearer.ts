import * as oauth from 'oauth4webapi'
import { tokensOf } from '../check-tokens.ts'
import { clientAuthentication, publicClient } from '../client-authentication.ts'
import { runFailed, runRefused } from '../flow-run.ts'
import type { Flow, Tokens } from '../flow-wish.ts'
import { protocol, sending } from '../protocol.ts'

const GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:saml2-bearer'

/** SAML2 bearer: an assertion of an identity provider stands for the user (RFC 7522 §2.1). */
export async function runSaml2Bearer(flow: Flow): Promise<Tokens> {
  const { run, target, secret } = flow
  if (secret === null) throw runFailed('no_secret', { client: flow.client.name })
  const assertion = await findAssertion(flow)
  run.secrets.keep(assertion)
  const client = publicClient(flow)
  const plan = { channel: 'back', name: 'token_saml', clause: 'RFC 7522 §2.1' } as const
  // `orgName` is the vendor's: it tells at which organization the provider is registered.
  const parameters = { assertion, orgName: flow.organizationName }
  return protocol(run, async () => {
    const authentication = clientAuthentication(secret)
    const options = { signal: run.signal, ...sending(flow, plan) }
    const answered = await oauth.genericTokenEndpointRequest(
      target.server,
      client,
      authentication,
      GRANT_TYPE,
      parameters,
      options,
    )
    return tokensOf(await oauth.processGenericTokenEndpointResponse(target.server, client, answered))
  })
}

/** As it was given, XML encoded as RFC 7522 §2.1 asks; else one that the organization's test provider signs for the user. */
async function findAssertion({ context, run, acting, wish, target }: Flow): Promise<string> {
  if (wish.assertion !== null) {
    const given = wish.assertion.trim()
    return given.startsWith('<') ? encode(given) : given.replace(/\s/g, '')
  }
  if (wish.user === null) throw runFailed('no_assertion')
  const recipient = target.server.token_endpoint
  if (recipient === undefined) throw runFailed('endpoint_missing', { endpoint: 'token_endpoint' })
  const number = run.begin({ channel: 'local', name: 'sign_assertion', clause: 'RFC 7522 §3' })
  const signed = await context.signAssertion(acting, {
    subject: wish.user.trim(),
    recipient,
    audience: target.server.issuer,
  })
  run.end(number, signed.ok ? 'done' : 'failed')
  if (!signed.ok) throw runRefused(signed.failure)
  run.secrets.keep(signed.value)
  return encode(signed.value)
}

function encode(xml: string): string {
  return Buffer.from(xml).toString('base64url')
}
