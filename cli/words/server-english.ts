/** Words of `grantdesk org serve` in English. */
export const serverEnglish = {
  serverAt: (issuer: string) => `The local server answers at ${issuer}`,
  serverStops: 'Ctrl+C stops it.',
  serverEmpty: 'There is no organization in this workspace yet, so nobody can log in.',
  listensOn: 'Listens on',
  servedOrganizations: 'Organizations',
  metadata: 'Metadata',
  rateLimit: 'Rate limit',
  perMinute: (limit: number) => `${String(limit)} requests a minute for each token`,
  trustCertificate: 'Certificate (SHA-256)',
  trustHint: 'The app has to trust this certificate:',
}
