import type { credentialRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const credentialRulesGerman: Readonly<Record<(typeof credentialRuleIds)[number], RuleText>> = {
  'CRED-001': {
    title: 'Secret ist zu alt',
    what: 'Das Secret wurde am {since} gesetzt und ist {days} Tage alt; erlaubt sind höchstens {limit} Tage.',
    why: 'Je länger ein Secret lebt, desto mehr Kopien gibt es davon, und niemand bemerkt, welche davon in falsche Hände geriet.',
    fix: 'Ersetzen Sie das Secret, oder legen Sie einen zweiten Client daneben an und deaktivieren Sie diesen, sobald der neue läuft.',
    clears: 'Ein Snapshot, in dem das Secret innerhalb der erlaubten Tage gesetzt wurde.',
  },
  'CRED-002': {
    title: 'Secret wurde nie ersetzt',
    what: 'Der Client ist {days} Tage alt und hat noch das Secret, mit dem er angelegt wurde; erlaubt sind {limit} Tage.',
    why: 'Alle, die das Secret je gesehen haben, auch längst Ausgeschiedene, können es noch benutzen.',
    fix: 'Ersetzen Sie das Secret jetzt und tragen Sie den nächsten Termin in den Kalender ein.',
    clears: 'Ein Snapshot, in dem das Secret nach dem Anlegen des Clients gesetzt wurde.',
  },
  'CRED-003': {
    title: 'App auf den Geräten der Benutzer hat ein Secret',
    what: 'Die App läuft auf den Geräten von Personen und hat ein Secret, gesetzt am {since}.',
    why: 'Wer eine solche App hat, kann das Secret aus ihr auslesen, es beweist also nichts. Wurde es seit dem Anlegen ersetzt, verlässt sich jemand darauf.',
    fix: 'Bauen Sie das Secret nicht in die App ein; lassen Sie die App Authorization Code mit PKCE und ohne Secret nutzen.',
    clears:
      'Ein Snapshot, in dem der Client PKCE nutzt und sein Secret seit dem Anlegen nicht ersetzt wurde, oder in dem eine Redirect-URI eines Servers zeigt, dass er keine solche App ist.',
  },
  'CRED-004': {
    title: 'Secret steht im Datensatz',
    what: 'Das Feld `{field}` enthält etwas, das wie ein Secret aussieht (`{kinds}`). Sein Text wird hier nicht wiederholt.',
    why: 'Alle, die Clients ansehen dürfen, können es dort lesen, und ebenso alle, die einen Export oder Bericht erhalten.',
    fix: 'Entfernen Sie es aus dem Datensatz und ersetzen Sie es überall, wo es benutzt wird: Es gilt als anderen bekannt.',
    clears: 'Ein Snapshot, in dem das Feld nichts von dieser Form enthält.',
  },
  'CRED-006': {
    title: 'Terraform bewahrt das Secret auf',
    what: 'Terraform bewahrt das Secret dieses Clients in seinem State auf.',
    why: 'Wer die State-Datei, ihre Kopien oder ihre Historie lesen kann, kann das Secret benutzen.',
    fix: 'Entfernen Sie `expose_client_secret` oder setzen Sie es auf false, lassen Sie Terraform das Secret stattdessen an einen Tresor übergeben, und ersetzen Sie es.',
    clears: 'Ein Terraform-State, der kein Secret dieses Clients enthält.',
  },
  'CRED-007': {
    title: 'Rotation wurde nicht abgeschlossen',
    what: '{successor} wurde vor {days} Tagen genau wie dieser Client angelegt, und beide sind aktiv; erlaubt sind {limit} Tage.',
    why: 'Solange der frühere Client aktiv ist, öffnet sein altes Secret alles, was das neue öffnet.',
    fix: 'Prüfen Sie, ob noch etwas den früheren Client benutzt; wenn nicht, deaktivieren Sie ihn.',
    clears:
      'Ein Snapshot, in dem einer der beiden nicht mehr aktiv ist, oder in dem der frühere ein neues Secret erhalten hat.',
  },
  'CRED-008': {
    title: 'Secret ist von überall benutzbar',
    what: 'Der Client-Credentials-Client hat keine Liste erlaubter Adressen.',
    why: 'Ein Secret, das in falsche Hände gerät, kann von jedem Ort im Internet benutzt werden.',
    fix: 'Stellen Sie fest, von welchen Adressen der Client aufruft, und erlauben Sie nur diese.',
    clears: 'Ein Snapshot, in dem der Client mindestens einen erlaubten Adressbereich hat.',
  },
  'CRED-009': {
    title: 'Erlaubte Adressen beschränken nichts',
    what: 'Der erlaubte Adressbereich `{range}` nützt nichts: Er ist weiter als /{widest}, nicht öffentlich oder kein IPv4-Bereich.',
    why: 'Ein zu weiter Bereich lässt fast alle herein, und aus einem privaten kommt nie ein Aufruf.',
    fix: 'Ersetzen Sie ihn durch die öffentlichen IPv4-Adressen, von denen der Client wirklich aufruft.',
    clears:
      'Ein Snapshot, in dem der Bereich fehlt oder ein öffentlicher IPv4-Bereich ist, der eng genug ist.',
  },
  'CRED-012': {
    title: 'Ein gemeinsames Secret allein öffnet privilegierte Aufrufe',
    what: 'Wer das Secret dieses Clients hat, kann {operations} privilegierte Aufrufe machen.',
    why: 'Ein gemeinsames Secret kennen beide Seiten, und unterwegs kann es kopiert werden; ein Schlüsselpaar verlässt den Client nie.',
    fix: 'Nutzen Sie ein Schlüsselpaar (`private_key_jwt` oder Mutual TLS), wo der Server es anbietet; bewahren Sie bis dahin das Secret in einem Tresor auf und beschränken Sie die Adressen.',
    clears:
      'Ein Snapshot, in dem die Rollen des Clients keinen privilegierten Aufruf öffnen, oder in dem er kein Secret hat.',
  },
}
