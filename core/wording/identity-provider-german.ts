import type { identityProviderEnglish } from './identity-provider-english.ts'

/** The same in German. */
export const identityProviderGerman: Readonly<Record<keyof typeof identityProviderEnglish, string>> = {
  'failure.identity_provider_not_found': 'es gibt in dieser Organisation keinen Identity-Provider `{value}`',
  'failure.identity_provider_issuer_taken':
    'der Identity-Provider `{provider}` hat den Aussteller `{value}` schon',
  'failure.certificate_invalid': 'Zertifikat {value} ist nicht brauchbar: {problem}',
  'failure.test_provider_missing':
    'hier liegt kein Schlüssel eines Test-Providers; legen Sie einen Test-Provider an, das gibt auch einem vorhandenen einen neuen Schlüssel',
  'problem.certificate_unreadable': 'es ist nicht genau ein X.509-Zertifikat, in PEM oder als Base64 von DER',
  'problem.certificate_several':
    'es sind mehrere Zertifikate; geben Sie nur das an, mit dem Assertions signiert werden, nicht die Stelle, die es ausgestellt hat',
  'problem.certificate_private_key':
    'es enthält einen privaten Schlüssel, den nur der Identity-Provider kennen darf',
  'problem.certificate_weak_key':
    'sein Schlüssel muss RSA mit mindestens 2048 Bit oder ECDSA auf P-256, P-384 oder P-521 sein',
  'problem.certificate_expired': 'es ist abgelaufen',
  'test_provider.name': 'Test-Provider',
  'action.identity_provider.create': 'hat den Identity-Provider {target} hinzugefügt',
  'action.identity_provider.edit': 'hat den Identity-Provider {target} bearbeitet',
  'action.identity_provider.remove': 'hat den Identity-Provider {target} entfernt',
  'action.identity_provider.create_test': 'hat dem Test-Provider {target} einen neuen Schlüssel gegeben',
}
