import { CHALLENGE } from '../../../support/oauth-world.ts'
import { REDIRECT, type Subject } from '../../../support/oauth-subjects.ts'

/** What is added to a good authorization request, or left out where it is null; twice where it is a list. */
type Changes = Readonly<Record<string, string | null | readonly string[]>>

export const authorizationRequests: readonly (readonly [name: string, changes: Changes])[] = [
  ['a good authorization request', {}],
  ['one without PKCE', { code_challenge: null, code_challenge_method: null }],
  ['one by `plain`', { code_challenge_method: 'plain' }],
  ['a challenge without a method, which is `plain` (RFC 7636 §4.3)', { code_challenge_method: null }],
  ['a method without a challenge', { code_challenge: null }],
  ['a malformed challenge', { code_challenge: 'short' }],
  ['an unknown client at the authorization endpoint', { client_id: 'nobody' }],
  ['no client', { client_id: null }],
  ['two clients', { client_id: ['app', 'app'] }],
  ['a redirect URI that is not registered', { redirect_uri: `${REDIRECT}/` }],
  ['a redirect URI with one more parameter', { redirect_uri: `${REDIRECT}?a=1` }],
  ['no redirect URI in the authorization request', { redirect_uri: null }],
  ['no response type', { response_type: null }],
  ['an unknown response type', { response_type: 'nonsense' }],
  ['a response type that the client may not use', { response_type: 'token' }],
  ['the state twice', { state: ['a', 'b'] }],
  ['a scope that nobody knows, in the authorization request', { scope: 'nonsense' }],
  ['a request object', { request: 'e30.e30.' }],
  ['no state', { state: null }],
]

export function queryOf(subject: Subject, changes: Changes): URLSearchParams {
  const { id } = subject.credentials('app')
  const query = new URLSearchParams()
  const good: Changes = {
    client_id: id,
    redirect_uri: REDIRECT,
    response_type: 'code',
    state: 'a-state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries({ ...good, ...changes })) {
    if (value === null) continue
    for (const one of typeof value === 'string' ? [value] : value)
      query.append(name, one === 'app' ? id : one)
  }
  return query
}
