import { describe, expect, it } from 'vitest'
import { needsRedirectUri, parseGrantType, usesScopes } from '../../../core/model/grant-type.ts'

describe('parseGrantType', () => {
  it.each([
    ['CODE', { grantType: 'authorization_code' }],
    ['code', { grantType: 'authorization_code' }],
    ['authorization-code', { grantType: 'authorization_code' }],
    ['code+pkce', { grantType: 'authorization_code', pkce: true }],
    ['TOKEN', { grantType: 'implicit' }],
    ['implicit', { grantType: 'implicit' }],
    ['SAML2-BEARER', { grantType: 'saml2_bearer' }],
    ['SAML2BEARER', { grantType: 'saml2_bearer' }],
    ['saml2_bearer', { grantType: 'saml2_bearer' }],
    ['CLIENT-CREDENTIALS', { grantType: 'client_credentials' }],
    ['CLIENT_CREDENTIALS', { grantType: 'client_credentials' }],
    [' client credentials ', { grantType: 'client_credentials' }],
    ['PASSWORD', { grantType: 'password' }],
  ])('reads `%s` (C2)', (text, parsed) => {
    expect(parseGrantType(text)).toEqual(parsed)
  })

  it.each(['', 'CODES', 'client', 'refresh_token', '__proto__', 'constructor'])(
    'reads no grant type from `%s` (C2)',
    (text) => {
      expect(parseGrantType(text)).toBeUndefined()
    },
  )
})

it('gives scopes to every grant type but client credentials (C5)', () => {
  expect(usesScopes('authorization_code') && usesScopes('implicit') && usesScopes('saml2_bearer')).toBe(true)
  expect(usesScopes('client_credentials')).toBe(false)
})

it('needs a redirect URI for code and implicit only (C4)', () => {
  expect(needsRedirectUri('authorization_code') && needsRedirectUri('implicit')).toBe(true)
  expect(needsRedirectUri('saml2_bearer') || needsRedirectUri('client_credentials')).toBe(false)
})
