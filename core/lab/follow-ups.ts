import * as oauth from 'oauth4webapi'
import { scopeCovers } from '../model/scope.ts'
import { checkTokens, splitScopes, tokensOf } from './check-tokens.ts'
import { clientAuthentication, publicClient } from './client-authentication.ts'
import { RunEnded, runFailed } from './flow-run.ts'
import type { Flow, Tokens } from './flow-wish.ts'
import { foreignText, protocol, sending } from './protocol.ts'
import { exchange, refuseInsecure } from './recording-fetch.ts'

export type FollowUp = Flow['wish']['then'][number]

/**
 * What is done with the tokens once there are some, in the wished order (L1). One that fails does not keep the others from
 * running, such as the revocation after a call that was denied; the first failure is the run's.
 */
export async function followUp(flow: Flow, tokens: Tokens): Promise<void> {
  let present = tokens
  let failure: RunEnded | undefined
  for (const wish of flow.wish.then) {
    try {
      present = await steps[wish](flow, present)
    } catch (cause) {
      if (!(cause instanceof RunEnded) || flow.run.signal.aborted) throw cause
      failure ??= cause
    }
  }
  if (failure) throw failure
}

const steps: Readonly<Record<FollowUp, (flow: Flow, tokens: Tokens) => Promise<Tokens>>> = {
  call,
  introspect,
  refresh,
  revoke,
}

/** Calls one operation with the access token (RFC 6750 §2.1). */
async function call(flow: Flow, tokens: Tokens): Promise<Tokens> {
  const { method, url, operation } = readOperation(flow)
  const plan = { channel: 'back', name: 'call', clause: 'RFC 6750 §2.1', params: { operation } } as const
  const headers = { accept: 'application/json', authorization: `Bearer ${tokens.accessToken}` }
  const response = await exchange(flow, plan, { method, url, headers })
  await noteUsedScopes(flow, operation)
  if (response.status < 400) return tokens
  throw runFailed('call_refused', {
    operation,
    status: response.status,
    reason: await reasonOf(flow, response),
  })
}

function readOperation({ wish, target }: Flow) {
  const operation = wish.operation.trim()
  const [, method = '', address = ''] =
    /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(\S+)$/i.exec(operation) ?? []
  if (address === '') throw runFailed('operation_unreadable', { operation: operation.slice(0, 200) })
  const url = address.startsWith('/') ? target.api + address : address
  // A token must not reach a server that it was not issued for.
  if (refuseInsecure(url).origin !== new URL(target.api).origin) {
    throw runFailed('operation_elsewhere', { host: new URL(url).host })
  }
  return { method: method.toUpperCase(), url, operation: `${method.toUpperCase()} ${new URL(url).pathname}` }
}

/** Which scopes of the token let the call through, by the organization's catalogue. */
async function noteUsedScopes({ context, run, acting }: Flow, operation: string): Promise<void> {
  const result = run.result
  const scopes = result?.scopes
  if (!result || !scopes) return
  const held = scopes.granted ?? scopes.requested ?? []
  const listed = await context.store.read(async (unit) => {
    const { index } = await context.catalogues.of(unit, acting.organizationId)
    return index.find(operation)?.scopes ?? []
  })
  const used = held.filter((scope) => listed.some((wanted) => scopeCovers(scope, wanted)))
  run.result = { ...result, scopes: { ...scopes, used: [...new Set([...scopes.used, ...used])] } }
  const evidence =
    used.length > 0
      ? { key: 'lab.used.some', params: { operation, scopes: used } }
      : { key: listed.length === 0 ? 'lab.used.none_needed' : 'lab.used.none_held', params: { operation } }
  const isFine = used.length > 0 || listed.length === 0
  run.check('used_scopes', 'P2.4', isFine ? 'passed' : 'failed', evidence)
}

/** The code of an error body, the vendor's or the RFC's; its message may repeat what was sent. */
async function reasonOf({ run }: Flow, response: Response): Promise<string> {
  try {
    const body: unknown = JSON.parse(await response.text())
    if (typeof body !== 'object' || body === null) return ''
    const code = 'code' in body ? body.code : 'error' in body ? body.error : ''
    return typeof code === 'string' ? foreignText(run, code) : ''
  } catch {
    return ''
  }
}

/** Asks the server about the token (RFC 7662). */
async function introspect(flow: Flow, tokens: Tokens): Promise<Tokens> {
  const { run, target, secret } = flow
  endpointIsKnown(target.server, 'introspection_endpoint')
  const client = publicClient(flow)
  const plan = { channel: 'back', name: 'introspect', clause: 'RFC 7662 §2.1' } as const
  const answer = await protocol(run, async () => {
    const response = await oauth.introspectionRequest(
      target.server,
      client,
      clientAuthentication(secret),
      tokens.accessToken,
      {
        additionalParameters: { token_type_hint: 'access_token' },
        signal: run.signal,
        ...sending(flow, plan),
      },
    )
    return oauth.processIntrospectionResponse(target.server, client, response)
  })
  if (!answer.active) throw runFailed('token_not_active')
  const scopes = answer.scope === undefined ? tokens.scopes : splitScopes(answer.scope)
  if (run.result?.scopes && run.result.scopes.granted === null) {
    run.result = { ...run.result, scopes: { ...run.result.scopes, granted: scopes } }
  }
  return { ...tokens, scopes }
}

/** Exchanges the refresh token for new tokens (RFC 6749 §6). */
async function refresh(flow: Flow, tokens: Tokens): Promise<Tokens> {
  const { run, target, wish } = flow
  const { refreshToken } = tokens
  if (refreshToken === null) throw runFailed('no_refresh_token')
  const client = publicClient(flow)
  const usesPkce = wish.pkce ?? flow.client.pkce
  const authentication = clientAuthentication(usesPkce && wish.secret === null ? null : flow.secret)
  const plan = { channel: 'back', name: 'token_refresh', clause: 'RFC 6749 §6' } as const
  const renewed = await protocol(run, async () => {
    const options = { signal: run.signal, ...sending(flow, plan) }
    const response = await oauth.refreshTokenGrantRequest(
      target.server,
      client,
      authentication,
      refreshToken,
      options,
    )
    return tokensOf(await oauth.processRefreshTokenResponse(target.server, client, response))
  })
  const next = {
    ...renewed,
    // A server that does not rotate sends none, and the former one stays (RFC 6749 §6).
    refreshToken: renewed.refreshToken ?? refreshToken,
    scopes: renewed.scopes ?? tokens.scopes,
  }
  await checkTokens(flow, next)
  return next
}

/** Revokes the refresh token, and with it what it led to; without one the access token (RFC 7009 §2.1). */
async function revoke(flow: Flow, tokens: Tokens): Promise<Tokens> {
  const { run, target, secret } = flow
  endpointIsKnown(target.server, 'revocation_endpoint')
  const token = tokens.refreshToken ?? tokens.accessToken
  const hint = tokens.refreshToken === null ? 'access_token' : 'refresh_token'
  const plan = { channel: 'back', name: 'revoke', clause: 'RFC 7009 §2.1' } as const
  await protocol(run, async () => {
    const response = await oauth.revocationRequest(
      target.server,
      publicClient(flow),
      clientAuthentication(secret),
      token,
      { additionalParameters: { token_type_hint: hint }, signal: run.signal, ...sending(flow, plan) },
    )
    await oauth.processRevocationResponse(response)
  })
  return tokens
}

function endpointIsKnown(
  server: oauth.AuthorizationServer,
  endpoint: 'introspection_endpoint' | 'revocation_endpoint',
): void {
  if (server[endpoint] === undefined) throw runFailed('endpoint_missing', { endpoint })
}
