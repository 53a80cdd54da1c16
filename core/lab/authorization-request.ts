import { matchRedirectUri } from '../model/redirect-uri.ts'
import { RunEnded, runFailed, runRefused } from './flow-run.ts'
import type { Flow } from './flow-wish.ts'
import type { ResponseMode } from './ports.ts'
import { drivePages } from './drive-pages.ts'
import { isLoopbackHost, refuseInsecure } from './recording-fetch.ts'

/** As many refused answers as a timeline tells of. */
const MOST_REFUSED = 20

/** What the app asks the authorization endpoint for (RFC 6749 §4.1.1 and §4.2.1). */
export interface AuthorizationWish {
  readonly responseType: 'code' | 'token'
  readonly codeChallenge: string | null
}

/** What came back to the redirect URI. */
export interface AuthorizationResponse {
  readonly parameters: URLSearchParams
  /** As the request named it, with the port that was listened on. */
  readonly redirectUri: string
  readonly state: string
}

const clauses = { code: 'RFC 6749 §4.1', token: 'RFC 6749 §4.2' } as const

/** Sends the browser to the authorization endpoint, or drives the pages itself, and waits for the response (L2). */
export async function askForAuthorization(
  flow: Flow,
  wish: AuthorizationWish,
): Promise<AuthorizationResponse> {
  const { context, run } = flow
  const state = Buffer.from(context.random.bytes(32)).toString('base64url')
  const chosen = chooseRedirectUri(flow)
  const matched = matchRedirectUri(flow.client.redirectUris, chosen)
  if (matched.matches) {
    const evidence = { key: 'lab.redirect.matches', params: { uri: chosen, registered: matched.registered } }
    run.check('redirect', 'RFC 9700 §2.1', 'passed', evidence)
  }
  if (!matched.matches) checkMismatch(flow, chosen, matched.closest)
  if (flow.wish.user === null) return throughBrowser(flow, { ...wish, state, redirectUri: chosen })
  run.redirectUri = chosen
  const url = authorizeUrl(flow, { ...wish, state, redirectUri: chosen })
  run.authorizeUrl = url
  const parameters = await drivePages(flow, { url, redirectUri: chosen, responseMode: modeOf(wish) })
  noteResponse(flow, wish, { parameters, redirectUri: chosen })
  return { parameters, redirectUri: chosen, state }
}

function modeOf({ responseType }: AuthorizationWish): ResponseMode {
  return responseType === 'code' ? 'query' : 'fragment'
}

/** The wish's, else the first that a loopback listener can serve; pages that are driven need none. */
function chooseRedirectUri({ wish, client }: Flow): string {
  if (wish.redirectUri !== null) return wish.redirectUri.trim()
  const served = client.redirectUris.find(isLoopbackUri)
  if (served !== undefined) return served
  const [first] = client.redirectUris
  if (first === undefined) throw runFailed('no_redirect_uri', { client: client.name })
  if (wish.user === null) throw runFailed('no_loopback_redirect', { client: client.name })
  return first
}

function isLoopbackUri(uri: string): boolean {
  if (!URL.canParse(uri)) return false
  const { protocol, hostname } = new URL(uri)
  return (protocol === 'http:' || protocol === 'https:') && isLoopbackHost(hostname)
}

function checkMismatch(
  { run }: Flow,
  uri: string,
  closest: { readonly registered: string; readonly differsAt: number } | null,
): void {
  const evidence = closest
    ? {
        key: 'lab.redirect.differs',
        params: {
          uri,
          registered: closest.registered,
          position: closest.differsAt + 1,
          here: uri.charAt(closest.differsAt),
          there: closest.registered.charAt(closest.differsAt),
        },
      }
    : { key: 'lab.redirect.none', params: { uri } }
  run.check('redirect', 'RFC 9700 §2.1', 'failed', evidence)
}

/** The URL that the browser is sent to; what the endpoint's own query holds stays (RFC 6749 §3.1). */
function authorizeUrl(
  { target, client, wish }: Flow,
  request: AuthorizationWish & { readonly state: string; readonly redirectUri: string },
): string {
  const endpoint = target.server.authorization_endpoint
  if (endpoint === undefined) throw runFailed('endpoint_missing', { endpoint: 'authorization_endpoint' })
  const url = refuseInsecure(endpoint)
  url.hash = ''
  const parameters: Readonly<Record<string, string | null>> = {
    response_type: request.responseType,
    client_id: client.id,
    redirect_uri: request.redirectUri,
    state: request.state,
    scope: wish.scopes.length === 0 ? null : wish.scopes.join(' '),
    code_challenge: request.codeChallenge,
    code_challenge_method: request.codeChallenge === null ? null : 'S256',
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null) url.searchParams.set(name, value)
  }
  return url.href
}

async function throughBrowser(
  flow: Flow,
  request: AuthorizationWish & { readonly state: string; readonly redirectUri: string },
): Promise<AuthorizationResponse> {
  const { context, run, wish, acting } = flow
  if (!isLoopbackUri(request.redirectUri)) {
    throw runFailed('redirect_not_loopback', { uri: request.redirectUri })
  }
  let refused = 0
  const opened = await context.listener.open({
    redirectUri: request.redirectUri,
    port: portOf(request.redirectUri, wish.redirectPort),
    state: request.state,
    responseMode: modeOf(request),
    patience: wish.patience * 1_000,
    language: acting.language,
    onRefused: (reason) => {
      // Anybody on this machine can knock at the port; the timeline is not theirs to fill.
      if (++refused > MOST_REFUSED) return
      run.note({ channel: 'front', name: `refused_${reason}`, clause: 'RFC 6749 §10.12' }, 'failed')
    },
  })
  if (!opened.ok) throw runRefused(opened.failure)
  const listener = opened.value
  const stop = () => {
    void listener.close()
  }
  run.signal.addEventListener('abort', stop)
  try {
    run.signal.throwIfAborted()
    const { redirectUri } = listener
    run.redirectUri = redirectUri
    const url = authorizeUrl(flow, { ...request, redirectUri })
    run.authorizeUrl = url
    const plan = { channel: 'front', name: 'authorization_request', clause: clauseOf(request, 1) } as const
    const number = run.begin(plan, { method: 'GET', url, headers: {}, body: '' })
    run.waitForBrowser(new Date(context.clock().getTime() + wish.patience * 1_000))
    if (wish.openBrowser && !(await context.browser.open(url)).ok) {
      run.note({ channel: 'local', name: 'no_browser', clause: 'RFC 8252 §6' }, 'failed')
    }
    const outcome = await listener.received
    run.signal.throwIfAborted()
    run.goOn()
    run.end(number, outcome.kind === 'received' ? 'done' : 'failed')
    if (outcome.kind === 'timed_out') {
      const reason = { key: 'lab.failure.browser_too_late', params: { seconds: wish.patience } }
      throw new RunEnded({ kind: 'lab', reason }, 'timed_out')
    }
    if (outcome.kind === 'closed') throw runFailed('listener_closed')
    noteResponse(flow, request, { parameters: outcome.parameters, redirectUri })
    return { parameters: outcome.parameters, redirectUri, state: request.state }
  } finally {
    run.signal.removeEventListener('abort', stop)
    await listener.close()
  }
}

/** Only http leaves the port of a loopback address open (C4, RFC 8252 §7.3). */
function portOf(redirectUri: string, wished: number | null): number {
  const { protocol, port } = new URL(redirectUri)
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : (wished ?? 0)
}

function noteResponse(
  { run }: Flow,
  wish: AuthorizationWish,
  response: Pick<AuthorizationResponse, 'parameters' | 'redirectUri'>,
): void {
  const name = response.parameters.has('error') ? 'authorization_error' : 'authorization_response'
  run.received(
    { channel: 'front', name, clause: clauseOf(wish, 2) },
    response.redirectUri,
    response.parameters,
  )
}

function clauseOf({ responseType }: AuthorizationWish, section: 1 | 2): string {
  return `${clauses[responseType]}.${String(section)}`
}
