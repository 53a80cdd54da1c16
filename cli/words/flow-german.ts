import type { flowEnglish } from './flow-english.ts'

/** Words of `grantdesk flow` in German. */
export const flowGerman: typeof flowEnglish = {
  clientSecret: 'Secret des Clients',
  userPassword: 'Passwort des Benutzers',
  openAddress: (address) => `Diese Adresse ist in einem Browser zu öffnen; Strg+C bricht ab:\n${address}`,
  flowStates: {
    done: 'Fertig',
    failed: 'Gescheitert',
    cancelled: 'Abgebrochen',
    timed_out: 'Zu lange gewartet',
    running: 'Läuft',
    waiting_for_browser: 'Wartet',
  },
  flowDone: (client) => `${client} hat sein Token bekommen`,
  tokenLives: (duration) => `Das Token gilt ${duration}.`,
  tokenScopes: (scopes) => `Seine Scopes: ${scopes}.`,
  trialWaits: (client, issuer) =>
    `Wartet auf die App von ${client} an ${issuer}; Strg+C beendet den Versuch.`,
  verdicts: { passed: 'Bestanden', failed: 'Durchgefallen', open: 'Offen' },
}
