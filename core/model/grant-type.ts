/** How a client obtains access tokens, in the words of the RFCs (C2). */
export const grantTypes = [
  'client_credentials',
  'authorization_code',
  'implicit',
  'saml2_bearer',
  'password',
] as const
export type GrantType = (typeof grantTypes)[number]

/** Grant types that a client may be given; `password` is only ever read from elsewhere (C2). */
export const creatableGrantTypes = [
  'client_credentials',
  'authorization_code',
  'implicit',
  'saml2_bearer',
] as const satisfies readonly GrantType[]

const spellings: Readonly<Record<string, { grantType: GrantType; pkce?: boolean }>> = {
  CLIENT_CREDENTIALS: { grantType: 'client_credentials' },
  CODE: { grantType: 'authorization_code' },
  AUTHORIZATION_CODE: { grantType: 'authorization_code' },
  CODE_PKCE: { grantType: 'authorization_code', pkce: true },
  AUTHORIZATION_CODE_PKCE: { grantType: 'authorization_code', pkce: true },
  PKCE: { grantType: 'authorization_code', pkce: true },
  TOKEN: { grantType: 'implicit' },
  IMPLICIT: { grantType: 'implicit' },
  SAML2_BEARER: { grantType: 'saml2_bearer' },
  SAML2BEARER: { grantType: 'saml2_bearer' },
  PASSWORD: { grantType: 'password' },
}

/** Reads any spelling in use (`CODE`, `CLIENT-CREDENTIALS`, `saml2bearer`, `code+pkce`); undefined if it is none (C2). */
export function parseGrantType(
  text: string,
): { readonly grantType: GrantType; readonly pkce?: boolean } | undefined {
  const spelling = text
    .trim()
    .toUpperCase()
    .replace(/[-+\s]+/g, '_')
  return Object.hasOwn(spellings, spelling) ? spellings[spelling] : undefined
}

/** The vendor's spelling, for the wire and for people who know it. */
export const wireGrantType: Readonly<Record<GrantType, string>> = {
  client_credentials: 'CLIENT-CREDENTIALS',
  authorization_code: 'CODE',
  implicit: 'TOKEN',
  saml2_bearer: 'SAML2-BEARER',
  password: 'PASSWORD',
}

/** Scopes are the limit of every app that acts for a user; a client-credentials client is limited by its roles (C5, C6). */
export function usesScopes(grantType: GrantType): boolean {
  return grantType !== 'client_credentials'
}

/** Code and implicit clients cannot work without a redirect URI (C4). */
export function needsRedirectUri(grantType: GrantType): boolean {
  return grantType === 'authorization_code' || grantType === 'implicit'
}
