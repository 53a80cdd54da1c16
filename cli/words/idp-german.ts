import type { idpEnglish } from './idp-english.ts'

/** Words of `grantdesk idp` in German. */
export const idpGerman: typeof idpEnglish = {
  idpUnknown: (text, names) => `es gibt keinen Identity-Provider \`${text}\`; es gibt: ${names.join(', ')}`,
  idpAmbiguous: (text, ids) =>
    `der Identity-Provider \`${text}\` ist mehrdeutig, bitte eine Id angeben: ${ids.join(', ')}`,
  certificateTooLong: (path) => `\`${path}\` ist nicht lesbar: ein Zertifikat ist nicht länger als 100 kB`,
  askRemoveIdp: (name) => `\`${name}\` entfernen?`,
  removesIdp: (name, issuer) =>
    `\`${name}\` kann sich für niemanden mehr verbürgen: Assertions von \`${issuer}\` werden ab jetzt abgelehnt. Ausgestellte Token leben weiter. Das lässt sich nicht rückgängig machen.`,
  removedIdp: (name) => `\`${name}\` ist entfernt.`,
  testKeyKept: (name) => `Der Schlüssel des Test-Providers liegt in ${name}.`,
  issuer: 'Aussteller',
  enabled: 'Eingeschaltet',
  testProvider: 'Test-Provider',
  certificate: 'Zertifikat',
  certificateUntil: (fingerprint, until, expired) =>
    `${fingerprint}, bis ${until}${expired ? ', abgelaufen' : ''}`,
}
