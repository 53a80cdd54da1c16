import type { serverEnglish } from './server-english.ts'

/** Words of `grantdesk org serve` in German. */
export const serverGerman: typeof serverEnglish = {
  serverAt: (issuer) => `Der lokale Server antwortet unter ${issuer}`,
  serverStops: 'Strg+C beendet ihn.',
  serverEmpty: 'In diesem Arbeitsbereich gibt es noch keine Organisation, also kann sich niemand anmelden.',
  listensOn: 'Lauscht auf',
  servedOrganizations: 'Organisationen',
  metadata: 'Metadaten',
  rateLimit: 'Ratenbegrenzung',
  perMinute: (limit) => `${String(limit)} Anfragen pro Minute für jedes Token`,
  trustCertificate: 'Zertifikat (SHA-256)',
  trustHint: 'Die App muss diesem Zertifikat vertrauen:',
}
