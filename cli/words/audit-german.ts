import type { auditEnglish } from './audit-english.ts'

/** Words of `grantdesk snapshot` and `grantdesk audit` in German. */
export const auditGerman: typeof auditEnglish = {
  needs: (option, other) => `${option} braucht ${other}`,
  snapshotTaken: (organization, path) => `Ein Snapshot von \`${organization}\` liegt in ${path}.`,
  snapshotDigest: (digest) => `Seine Prüfsumme ist ${digest}.`,
  snapshotIntact: (digest) => `Der Snapshot ist unversehrt: ${digest}`,
  snapshotImported: (good, left, path) =>
    `Einträge in ${path}: ${String(good)}${left === 0 ? '' : `; ausgelassen: ${String(left)}`}.`,
  importProblems: (bad, good) => `${String(bad)} Einträge sind nicht lesbar, ${String(good)} sind es:`,
  andMore: (rest) => `  und ${String(rest)} weitere`,
  askImport: (good) => `Aus den anderen ${String(good)} einen Snapshot machen?`,
  organization: 'Organisation',
  takenAt: 'Aufgenommen',
  source: 'Quelle',
  snapshotSources: {
    organization: 'eine Organisation in Grantdesk',
    vendor_listings: 'die Listen des Herstellers',
    clients_csv: 'eine Tabelle von Clients',
    terraform: 'Terraform-Zustand',
  },
  usageRows: 'Nutzungszeilen',
  evidencePacked: (path) => `Der Nachweis liegt in ${path}.`,
  evidenceSigner: (signer) => `Er ist signiert von ${signer}.`,
  signerNotKept:
    'Kein Schlüsselbund bewahrt den Schlüssel auf, der signiert; niemand wird ihn wiedererkennen.',
  evidenceVerdict: {
    intact: 'Das Archiv ist unversehrt und vom erwarteten Schlüssel signiert.',
    signer_unknown:
      'Das Archiv ist unversehrt, der Unterzeichner unbekannt: Es wurde nicht gesagt, wer signiert haben soll.',
    signer_differs: 'Das Archiv ist unversehrt, aber jemand anderes hat es signiert.',
    damaged: 'Das Archiv ist beschädigt:',
  },
  signedBy: 'Signiert von',
  packedAt: 'Gepackt',
  redacted: 'Geschwärzt',
  lacks: 'Ohne',
  digest: 'Prüfsumme',
  reportWritten: (path) => `Der Bericht liegt in ${path}.`,
  auditOf: (organization, at) => `${organization} am ${at}`,
  severity: 'Schwere',
  rule: 'Regel',
  subject: 'Gegenstand',
  finding: 'Befund',
  moreFindings: (count) => `und ${count} weitere; --out bericht.html hat sie alle`,
  acceptedFindings: (count) => `${count} weitere sind durch die Richtliniendatei akzeptiert`,
  againstBaseline: (states) =>
    `gegenüber dem Ausgangsstand: ${String(states.new)} neu, ${String(states.updated)} geändert, ${String(states.unchanged)} unverändert, ${String(states.fixed)} behoben`,
  snapshotsEqual: 'Nichts hat sich geändert.',
  recordKinds: {
    client: 'Client',
    authorization: 'autorisierte Anwendung',
    user: 'Benutzer',
    role: 'Rolle',
    division: 'Bereich',
    settings: 'Einstellungen',
    identity_provider: 'Identitätsanbieter',
  },
  notEvaluated: (count, all) => `${String(count)} von ${String(all)} Regeln wurden nicht ausgewertet:`,
}
