/** Words of `grantdesk idp` in English. */
export const idpEnglish = {
  idpUnknown: (text: string, names: readonly string[]) =>
    `there is no identity provider \`${text}\`; there are: ${names.join(', ')}`,
  idpAmbiguous: (text: string, ids: readonly string[]) =>
    `the identity provider \`${text}\` is ambiguous, use an id: ${ids.join(', ')}`,
  certificateTooLong: (path: string) => `cannot read \`${path}\`: a certificate is not longer than 100 kB`,
  askRemoveIdp: (name: string) => `Remove \`${name}\`?`,
  removesIdp: (name: string, issuer: string) =>
    `\`${name}\` can vouch for nobody any more: assertions of \`${issuer}\` are refused from now on. Tokens that were issued live on. It is not undone.`,
  removedIdp: (name: string) => `\`${name}\` is removed.`,
  testKeyKept: (name: string) => `The key of the test provider is in ${name}.`,
  issuer: 'Issuer',
  enabled: 'Enabled',
  testProvider: 'Test provider',
  certificate: 'Certificate',
  certificateUntil: (fingerprint: string, until: string, expired: boolean) =>
    `${fingerprint}, until ${until}${expired ? ', expired' : ''}`,
}
