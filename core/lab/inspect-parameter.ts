import type { AppAuthorization } from '../model/app-authorization.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import { inspectRedirectUri, matchRedirectUri } from '../model/redirect-uri.ts'
import { scopeCovers } from '../model/scope.ts'
import type { WordingKey } from '../wording/english.ts'
import { say, type Fillings, type Language } from '../wording/say.ts'
import { splitScopes } from './check-tokens.ts'
import { isSecretParameter } from './http-message.ts'
import type { ParameterProblem } from './ports.ts'

export interface Finding {
  readonly result: 'passed' | 'warning' | 'failed' | 'not_checked'
  readonly finding: string
}

/** A pasted request with what the workspace knows of its client. */
export interface InspectionScene {
  readonly query: URLSearchParams
  readonly client: OAuthClient | undefined
  readonly authorization: AppAuthorization | undefined
  /** As the endpoint would find them. */
  readonly problems: readonly ParameterProblem[]
  readonly language: Language
}

/** A state shorter than this can be guessed. */
const GUESSABLE = 8

/** Judges one parameter: first as the endpoint would, then for what is allowed but unwise. */
export function judgeParameter(scene: InspectionScene, name: string, value: string): Finding {
  const { client, problems, language } = scene
  const found = (result: Finding['result'], key: WordingKey, params: Fillings = {}): Finding => ({
    result,
    finding: say(language, key, params),
  })
  // Addresses are kept in histories and logs (RFC 9700 §4.3).
  if (isSecretParameter(name)) return found('failed', 'inspect.finding.secret_in_url')
  if (!client) return found('not_checked', 'inspect.finding.no_client')
  if (name === 'redirect_uri') {
    const differing = redirectDifference(client, value)
    if (differing) return found('failed', differing.key, differing.params)
  }
  const problem = problems.find(({ parameter }) => parameter === name)
  if (problem) {
    const params = { error: problem.error, description: problem.describe(language) }
    return found('failed', 'inspect.finding.refused', params)
  }
  switch (name) {
    case 'client_id':
      return found('passed', 'inspect.finding.client', { client: client.name })
    case 'redirect_uri':
      return redirectFinding(found, value)
    case 'response_type':
      return value === 'token'
        ? found('warning', 'inspect.finding.implicit')
        : found('passed', 'inspect.finding.response_type', { value })
    case 'state':
      return value.length < GUESSABLE
        ? found('warning', 'inspect.finding.state_short', { least: GUESSABLE })
        : found('passed', 'inspect.finding.state')
    case 'scope':
      return scopeFinding(found, scene, value)
    case 'code_challenge':
    case 'code_challenge_method':
      return client.grantType === 'implicit'
        ? found('warning', 'inspect.finding.pkce_implicit')
        : found('passed', 'inspect.finding.pkce')
    case 'prompt':
    case 'login_hint':
    case 'org':
    case 'provider':
    case 'target':
    case 'ui_locales':
      return found('passed', 'inspect.finding.taken')
    default:
      return found('not_checked', 'inspect.finding.ignored')
  }
}

type Found = (result: Finding['result'], key: WordingKey, params?: Fillings) => Finding

function redirectDifference(
  client: OAuthClient,
  uri: string,
): { readonly key: WordingKey; readonly params: Fillings } | null {
  const match = matchRedirectUri(client.redirectUris, uri)
  if (match.matches || !match.closest) return null
  const { registered, differsAt } = match.closest
  const here = uri.charAt(differsAt)
  const there = registered.charAt(differsAt)
  const params = { registered, position: differsAt + 1, here, there }
  if (here === '') return { key: 'inspect.finding.redirect_short', params }
  return { key: there === '' ? 'inspect.finding.redirect_long' : 'inspect.finding.redirect_differs', params }
}

function redirectFinding(found: Found, uri: string): Finding {
  const [remark] = inspectRedirectUri(uri).remarks
  return remark === 'insecure_http'
    ? found('warning', 'inspect.finding.redirect_http')
    : found('passed', 'inspect.finding.redirect')
}

function scopeFinding(found: Found, { authorization }: InspectionScene, value: string): Finding {
  if (authorization?.state !== 'authorized') return found('passed', 'inspect.finding.scope')
  const missing = splitScopes(value).filter(
    (scope) => !authorization.scopes.some((granted) => scopeCovers(granted, scope)),
  )
  return missing.length === 0
    ? found('passed', 'inspect.finding.scope_granted')
    : found('warning', 'inspect.finding.scope_not_granted', { scopes: missing })
}
