import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPairSync } from 'node:crypto'
import Provider, { type ClientMetadata } from 'oidc-provider'
import { basic, formHeaders, OAuthWorld } from './oauth-world.ts'
import type { CreatedClient } from './organization.ts'
import { startServer } from './organization-server.ts'

const SCOPES = ['users', 'routing:readonly'] as const
export const REDIRECT = 'https://app.example.com/callback'

/** A client by its part in the script: both servers have one of each. */
export type Part = 'app' | 'another' | 'native' | 'service'

export interface Credentials {
  readonly id: string
  readonly secret: string
}

type Endpoint = 'token' | 'revocation' | 'introspection' | 'metadata' | 'authorization'

/** An authorization server that a script of requests is sent to. */
export interface Subject extends AsyncDisposable {
  credentials(part: Part): Credentials
  url(endpoint: Endpoint): string
  /** A code for a user who has logged in, as the authorization endpoint issues it. */
  code(part: Part, codeChallenge?: string | null): Promise<string>
}

const parts: readonly Part[] = ['app', 'another', 'native', 'service']

/** The project's own server, over a socket. */
export async function ourSubject(): Promise<Subject> {
  const world = await OAuthWorld.open()
  const server = await startServer({ answerers: [world.server] })
  const user = await world.organization.user('Anna Berg', 'Employee')
  const make = (part: Part): Promise<CreatedClient> =>
    part === 'service'
      ? world.organization.service(part, 'Employee')
      : world.app({ name: part, scopes: SCOPES, redirectUris: [REDIRECT], pkce: part === 'native' })
  const clients = new Map<Part, CreatedClient>()
  for (const part of parts) clients.set(part, await make(part))
  const known = (part: Part): CreatedClient => {
    const found = clients.get(part)
    if (!found) throw new Error(`no client for \`${part}\``)
    return found
  }
  const paths: Readonly<Record<Endpoint, string>> = {
    token: '/oauth/token',
    revocation: '/oauth/revoke',
    introspection: '/oauth/introspect',
    metadata: '/.well-known/oauth-authorization-server',
    authorization: '/oauth/authorize',
  }
  return {
    credentials: (part) => ({ id: known(part).client.id, secret: known(part).secret }),
    url: (endpoint) => `${server.issuer}${paths[endpoint]}`,
    code: (part, codeChallenge = null) =>
      world.code(known(part).client.id, user.id, { codeChallenge, redirectUri: REDIRECT, scopes: SCOPES }),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      await world[Symbol.asyncDispose]()
    },
  }
}

/** `oidc-provider`, set up likewise. */
export async function oracleSubject(): Promise<Subject> {
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address with one.
  const { port } = http.address() as AddressInfo
  const issuer = `http://127.0.0.1:${String(port)}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const provider = new Provider(issuer, {
    clients: parts.map(metadataOf),
    scopes: [...SCOPES],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    cookies: { keys: ['a key of a test'] },
    features: {
      clientCredentials: { enabled: true },
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      revocation: { enabled: true },
      devInteractions: { enabled: false },
    },
    findAccount: (_ctx, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    pkce: { required: () => false },
    ttl: {
      AccessToken: 86_400,
      AuthorizationCode: 60,
      ClientCredentials: 86_400,
      RefreshToken: 86_400,
      Grant: 86_400,
      Interaction: 600,
      Session: 600,
    },
  })
  const answer = provider.callback()
  http.on('request', (request, response) => void answer(request, response))
  const paths: Readonly<Record<Endpoint, string>> = {
    token: '/token',
    revocation: '/token/revocation',
    introspection: '/token/introspection',
    metadata: '/.well-known/oauth-authorization-server',
    authorization: '/auth',
  }
  return {
    credentials: (part) => ({ id: part, secret: secretOf(part) }),
    url: (endpoint) => `${issuer}${paths[endpoint]}`,
    code: async (part, codeChallenge = null) => {
      const grant = new provider.Grant({ accountId: 'anna', clientId: part })
      grant.addOIDCScope(SCOPES.join(' '))
      const client = await provider.Client.find(part)
      if (!client) throw new Error(`no client for \`${part}\``)
      const code = new provider.AuthorizationCode({
        client,
        accountId: 'anna',
        grantId: await grant.save(),
        redirectUri: REDIRECT,
        scope: SCOPES.join(' '),
        gty: 'authorization_code',
        ...(codeChallenge !== null && { codeChallenge, codeChallengeMethod: 'S256' }),
      })
      return code.save()
    },
    [Symbol.asyncDispose]: async () => {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

function metadataOf(part: Part): ClientMetadata {
  if (part === 'service') {
    return {
      client_id: part,
      client_secret: secretOf(part),
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
    }
  }
  return {
    client_id: part,
    client_secret: secretOf(part),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    redirect_uris: [REDIRECT],
    ...(part === 'native' && { token_endpoint_auth_method: 'none' as const }),
  }
}

function secretOf(part: Part): string {
  return `the-secret-of-the-${part}-client-of-this-test`
}

export interface Exchange {
  readonly status: number
  readonly json: Readonly<Record<string, unknown>>
}

/** Sends a form as an app does. */
export async function send(
  subject: Subject,
  endpoint: Endpoint,
  form: Readonly<Record<string, string>> | string,
  as: Credentials | null,
): Promise<Exchange> {
  const headers = { ...formHeaders, ...(as && { authorization: basic(as.id, as.secret) }) }
  const body = new URLSearchParams(form).toString()
  const answer = await fetch(subject.url(endpoint), { method: 'POST', headers, body })
  const text = await answer.text()
  const value: unknown = text.startsWith('{') ? JSON.parse(text) : {}
  return { status: answer.status, json: typeof value === 'object' && value !== null ? { ...value } : {} }
}

/** Sends a browser to the authorization endpoint: what it meets there. */
export async function visit(subject: Subject, query: URLSearchParams): Promise<string> {
  const answer = await fetch(`${subject.url('authorization')}?${query.toString()}`, { redirect: 'manual' })
  await answer.text()
  const location = answer.headers.get('location')
  if (location === null) return answer.ok ? 'login' : 'an error is shown'
  const url = new URL(location, subject.url('authorization'))
  if (!url.href.startsWith(`${REDIRECT}?`)) return 'login'
  const told = ['state', 'iss'].filter((name) => url.searchParams.has(name))
  return ['redirected:', url.searchParams.get('error') ?? '', ...told].join(' ')
}
