interface Difference {
  readonly ours: string
  readonly theirs: string
  readonly why: string
}

/** Where the two servers answer differently, with the reason. */
export const differences: Readonly<Record<string, Difference>> = {
  'a wrong secret in the body': {
    ours: '400 invalid_client',
    theirs: '401 invalid_client',
    why: 'the vendor answers 400; 401 is demanded only where the header was used (RFC 6749 §5.2)',
  },
  'an unknown client': {
    ours: '400 invalid_client',
    theirs: '401 invalid_client',
    why: 'as for a wrong secret in the body',
  },
  'a client without proof': {
    ours: '400 invalid_client',
    theirs: '401 invalid_client',
    why: 'as for a wrong secret in the body',
  },
  nobody: {
    ours: '400 invalid_client',
    theirs: '400 invalid_request',
    why: '`no client authentication included` is what the RFC gives as an example of invalid_client (§5.2)',
  },
  'a grant type that the client may not use': {
    ours: '400 unauthorized_client',
    theirs: '400 invalid_request',
    why: 'the code that is registered for it, and the vendor’s (RFC 6749 §5.2)',
  },
  'a scope that nobody knows': {
    ours: '400 invalid_scope',
    theirs: '200 access_token',
    why: 'passed over there, which RFC 6749 §3.3 allows; an app that asks to be narrowed is not to get more (S1)',
  },
  'no redirect URI': {
    ours: '400 invalid_request',
    theirs: '200 access_token refresh_token scope',
    why: 'required where the authorization request had it (RFC 6749 §4.1.3), as the vendor’s always has',
  },
  'a verifier without a secret, of a client that has one': {
    ours: '200 access_token refresh_token scope',
    theirs: '401 invalid_client',
    why: 'a method is a property of the client there; the vendor takes the verifier for the secret (S2)',
  },
  'a code without PKCE by the client’s name alone': {
    ours: '400 invalid_client',
    theirs: '401 invalid_client',
    why: 'as for a wrong secret in the body',
  },
  'the readonly form of a scope that is held': {
    ours: '200 access_token refresh_token scope',
    theirs: '400 invalid_scope',
    why: '`x` covers `x:readonly` here (C5), and scopes are plain words there',
  },
  'introspection without a secret': {
    ours: '400 invalid_client',
    theirs: '401 invalid_client',
    why: 'as for a wrong secret in the body',
  },
  'introspection by a client that has no secret': {
    ours: '400 invalid_client',
    theirs: 'not active',
    why: 'RFC 7662 §2.1 demands some authorization, and a name is none',
  },
  'the refresh token beside a revoked access token': {
    ours: '200 access_token refresh_token scope',
    theirs: '400 invalid_grant',
    why: 'it may be revoked too, and need not be (RFC 7009 §2.1)',
  },
  'revocation of another client’s token': {
    ours: '400 invalid_grant',
    theirs: '400 invalid_request',
    why: 'refused by both; the RFC names `issued to another client` under invalid_grant (RFC 7009 §2.1, RFC 6749 §5.2)',
  },
  'no redirect URI in the authorization request': {
    ours: 'an error is shown',
    theirs: 'login',
    why: 'the only registered one is taken there; the vendor wants it said, and RFC 9700 §4.1.3 compares it exactly',
  },
  'a scope that nobody knows, in the authorization request': {
    ours: 'redirected: invalid_scope state iss',
    theirs: 'login',
    why: 'as for a scope that nobody knows',
  },
  'a request object': {
    ours: 'login',
    theirs: 'redirected: request_not_supported state iss',
    why: 'a parameter that nobody knows is passed over (RFC 6749 §3.1); the code is of OpenID Connect',
  },
}
