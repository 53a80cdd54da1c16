import * as oauth from 'oauth4webapi'
import { tokensOf } from '../check-tokens.ts'
import { clientAuthentication, publicClient } from '../client-authentication.ts'
import { runFailed } from '../flow-run.ts'
import type { Flow, Tokens } from '../flow-wish.ts'
import { protocol, sending } from '../protocol.ts'

/** Client credentials: the client acts for itself (RFC 6749 §4.4). */
export async function runClientCredentials(flow: Flow): Promise<Tokens> {
  const { run, target, wish, secret } = flow
  if (secret === null) throw runFailed('no_secret', { client: flow.client.name })
  const client = publicClient(flow)
  const plan = { channel: 'back', name: 'token_client_credentials', clause: 'RFC 6749 §4.4.2' } as const
  return protocol(run, async () => {
    const parameters: Record<string, string> = wish.scopes.length > 0 ? { scope: wish.scopes.join(' ') } : {}
    const answered = await oauth.clientCredentialsGrantRequest(
      target.server,
      client,
      clientAuthentication(secret),
      parameters,
      { signal: run.signal, ...sending(flow, plan) },
    )
    return tokensOf(await oauth.processClientCredentialsResponse(target.server, client, answered))
  })
}
