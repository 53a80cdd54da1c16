import type * as oauth from 'oauth4webapi'
import { formatDuration } from '../model/duration.ts'
import { usesScopes } from '../model/grant-type.ts'
import { scopeCovers } from '../model/scope.ts'
import type { Flow, Tokens } from './flow-wish.ts'

/** The tokens of a token response that oauth4webapi found conform. */
export function tokensOf(response: oauth.TokenEndpointResponse): Tokens {
  return {
    accessToken: response.access_token,
    refreshToken: response.refresh_token ?? null,
    expiresIn: readLifetime(response.expires_in ?? null),
    scopes: response.scope === undefined ? null : splitScopes(response.scope),
  }
}

/** Whole seconds; what nobody lives to see is no lifetime. */
export function readLifetime(seconds: number | null): number | null {
  return seconds !== null && seconds >= 0 && seconds < 1e10 ? Math.floor(seconds) : null
}

export function splitScopes(text: string): readonly string[] {
  return text.split(' ').filter((scope) => scope !== '')
}

/** Compares what was granted, and for how long, with what was asked for; notes both in the run's result (L4). */
export async function checkTokens(flow: Flow, tokens: Tokens): Promise<void> {
  const { run, client } = flow
  run.secrets.keep(tokens.accessToken, tokens.refreshToken)
  const { expiresIn } = tokens
  const granted = await grantedScopes(flow, tokens)
  run.result = {
    scopes: usesScopes(flow.grantType)
      ? { requested: requestedScopes(flow), granted, used: run.result?.scopes?.used ?? [] }
      : null,
    expiresIn,
    hasRefreshToken: tokens.refreshToken !== null,
  }
  checkScopes(flow, granted)
  if (expiresIn === null) {
    run.check('duration', 'RFC 6749 §5.1', 'failed', { key: 'lab.duration.missing', params: {} })
    return
  }
  const registered = client.tokenDuration
  const params = {
    seconds: expiresIn,
    duration: formatDuration(expiresIn),
    registered: formatDuration(registered),
  }
  const isSame = expiresIn === registered
  run.check('duration', 'RFC 6749 §5.1', isSame ? 'passed' : 'failed', {
    key: isSame ? 'lab.duration.same' : 'lab.duration.differs',
    params,
  })
}

/** Those that the request named, else those that the client is registered with. */
function requestedScopes({ wish, client }: Flow): readonly string[] {
  return wish.scopes.length > 0 ? wish.scopes : client.scopes
}

/**
 * Those that the server names; where it names none, those that the request named (RFC 6749 §5.1), and where that named none
 * either, on the local server, what this organization granted of what the client requests.
 */
async function grantedScopes(flow: Flow, { scopes }: Tokens): Promise<readonly string[] | null> {
  const { context, acting, client, wish, target } = flow
  if (scopes !== null || !usesScopes(flow.grantType)) return scopes
  if (wish.scopes.length > 0) return wish.scopes
  if (!target.isLocal) return null
  const authorization = await context.store.read((unit) =>
    unit.authorizations.get(acting.organizationId, client.id),
  )
  const granted = authorization?.state === 'authorized' ? authorization.scopes : []
  return granted.filter((scope) => client.scopes.some((wanted) => scopeCovers(wanted, scope)))
}

function checkScopes(flow: Flow, scopes: readonly string[] | null): void {
  const { run } = flow
  const clause = 'RFC 6749 §3.3'
  if (!usesScopes(flow.grantType)) {
    run.check('scope', clause, 'not_applicable', { key: 'lab.scopes.own_roles', params: {} })
    return
  }
  const requested = requestedScopes(flow)
  if (scopes === null) {
    run.check('scope', clause, 'not_applicable', { key: 'lab.scopes.not_told', params: { requested } })
    return
  }
  const more = scopes.filter((scope) => !requested.some((wanted) => scopeCovers(wanted, scope)))
  if (more.length > 0) {
    run.check('scope', clause, 'failed', { key: 'lab.scopes.more', params: { scopes: more } })
    return
  }
  const less = requested.filter((scope) => !scopes.includes(scope))
  run.check('scope', clause, 'passed', {
    key: less.length === 0 ? 'lab.scopes.all' : 'lab.scopes.less',
    params: { scopes: less.length === 0 ? scopes : less },
  })
}
