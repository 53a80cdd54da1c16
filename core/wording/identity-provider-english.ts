/** What is said of identity providers and their certificates (S1, RFC 7522). */
export const identityProviderEnglish = {
  'failure.identity_provider_not_found': 'there is no identity provider `{value}` in this organization',
  'failure.identity_provider_issuer_taken':
    'the identity provider `{provider}` already has the issuer `{value}`',
  'failure.certificate_invalid': 'certificate {value} cannot be used: {problem}',
  'failure.test_provider_missing':
    'no key of a test provider is kept here; make a test provider, which also gives one a new key',
  'problem.certificate_unreadable': 'it is not one X.509 certificate, in PEM or as base64 of DER',
  'problem.certificate_several':
    'it holds several certificates; give just the one that signs assertions, not the authority that issued it',
  'problem.certificate_private_key': 'it holds a private key, which only the identity provider may know',
  'problem.certificate_weak_key':
    'its key must be RSA of 2048 bits or more, or ECDSA on P-256, P-384 or P-521',
  'problem.certificate_expired': 'it has expired',
  'test_provider.name': 'Test provider',
  'action.identity_provider.create': 'added the identity provider {target}',
  'action.identity_provider.edit': 'edited the identity provider {target}',
  'action.identity_provider.remove': 'removed the identity provider {target}',
  'action.identity_provider.create_test': 'gave the test provider {target} a new key',
} as const
