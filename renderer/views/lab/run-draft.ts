import type { FlowOrder, LabClient } from '../../stores/lab.ts'
import { asId, type ClientId } from '../../../core/model/brand.ts'
import { usesScopes, type GrantType } from '../../../core/model/grant-type.ts'

/** What a person fills in for a run; empty texts stand for what the core chooses. */
export interface RunDraft {
  grantType: GrantType
  pkce: boolean
  scopes: string
  redirectUri: string
  port: string
  target: 'local' | 'metadata' | 'endpoints'
  issuer: string
  authorization: string
  token: string
  revocation: string
  introspection: string
  user: string
  password: string
  secret: string
  assertion: string
  call: boolean
  introspect: boolean
  refresh: boolean
  revoke: boolean
  operation: string
}

/** What is called where nothing else is wanted; its scope is the one that reaches it. */
export const defaultCall = 'GET /api/v2/tokens/me'
const scopeOfDefaultCall = 'user-basic-info'

/** A run as the client is registered; its call is one that the client may make. */
export function draftFor(client: LabClient | null): RunDraft {
  return {
    grantType: client?.grantType ?? 'authorization_code',
    pkce: client?.pkce ?? true,
    scopes: '',
    redirectUri: '',
    port: '',
    target: 'local',
    issuer: '',
    authorization: '',
    token: '',
    revocation: '',
    introspection: '',
    user: '',
    password: '',
    secret: '',
    assertion: '',
    call: client !== null && (!usesScopes(client.grantType) || client.scopes.includes(scopeOfDefaultCall)),
    introspect: false,
    refresh: false,
    revoke: false,
    operation: '',
  }
}

/** Undefined for a text that is none. */
export function portOf(text: string): number | null | undefined {
  const wanted = text.trim()
  if (wanted === '') return null
  const port = /^\d{1,5}$/.test(wanted) ? Number(wanted) : 0
  return port >= 1 && port <= 65_535 ? port : undefined
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** The order of a draft, with just what its grant type has. */
export function orderOf(clientId: string, draft: RunDraft): FlowOrder {
  const usesBrowser = draft.grantType === 'authorization_code' || draft.grantType === 'implicit'
  const isLocal = draft.target === 'local'
  const namesUser = isLocal && draft.grantType !== 'client_credentials'
  const then = (['call', 'introspect', 'refresh', 'revoke'] as const).filter((step) => draft[step])
  const operation = orNull(draft.operation)
  return {
    clientId: asId<ClientId>(clientId),
    grantType: draft.grantType,
    pkce: draft.grantType === 'authorization_code' ? draft.pkce : null,
    scopes: draft.scopes.split(/[\s,]+/).filter((scope) => scope !== ''),
    target: targetOf(draft),
    redirectUri: usesBrowser ? orNull(draft.redirectUri) : null,
    redirectPort: usesBrowser ? (portOf(draft.port) ?? null) : null,
    user: namesUser ? orNull(draft.user) : null,
    password: namesUser && draft.password !== '' ? draft.password : null,
    secret: draft.grantType !== 'implicit' && draft.secret !== '' ? draft.secret : null,
    assertion: draft.grantType === 'saml2_bearer' ? orNull(draft.assertion) : null,
    then,
    ...(operation === null ? {} : { operation }),
  }
}

function targetOf(draft: RunDraft): NonNullable<FlowOrder['target']> {
  if (draft.target === 'local') return { kind: 'local' }
  if (draft.target === 'metadata') return { kind: 'metadata', issuer: draft.issuer.trim() }
  return {
    kind: 'endpoints',
    issuer: orNull(draft.issuer),
    authorization: orNull(draft.authorization),
    token: orNull(draft.token),
    revocation: orNull(draft.revocation),
    introspection: orNull(draft.introspection),
  }
}
