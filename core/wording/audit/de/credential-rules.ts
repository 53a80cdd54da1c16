import type { credentialRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const credentialRulesGerman: Readonly<Record<(typeof credentialRuleIds)[number], RuleText>> = {
  'CRED-001': {
    title: 'Secret ist zu alt',
    what: 'Das Secret wurde am {since} gesetzt und ist {days} Tage alt; erlaubt sind höchstens {limit} Tage.',
    why: 'Je länger ein Secret lebt, desto mehr Kopien gibt es davon, und niemand bemerkt, welche davon abhandenkam.',
    fix: 'Das Secret ersetzen, oder einen zweiten Client daneben anlegen und diesen stilllegen, sobald der neue läuft.',
    clears: 'Ein Snapshot, in dem das Secret innerhalb der erlaubten Tage gesetzt wurde.',
  },
  'CRED-002': {
    title: 'Secret wurde nie ersetzt',
    what: 'Der Client ist {days} Tage alt und hat noch das Secret, mit dem er angelegt wurde; erlaubt sind {limit} Tage.',
    why: 'Alle, die das Secret je gesehen haben, auch längst Ausgeschiedene, können es noch benutzen.',
    fix: 'Das Secret jetzt ersetzen und den nächsten Termin in den Kalender eintragen.',
    clears: 'Ein Snapshot, in dem das Secret nach dem Anlegen des Clients gesetzt wurde.',
  },
  'CRED-003': {
    title: 'App in fremden Händen hat ein Secret',
    what: 'Die App läuft auf den Geräten oder in den Browsern der Leute und hat ein Secret, gesetzt am {since}.',
    why: 'Wer eine solche App hat, kann das Secret aus ihr auslesen, es beweist also nichts. Wurde es seit dem Anlegen ersetzt, verlässt sich jemand darauf.',
    fix: 'Das Secret nicht in die App einbauen; die App soll den Code-Grant mit PKCE und ohne Secret verwenden.',
    clears:
      'Ein Snapshot, in dem der Client kein Secret hat, oder in dem ein Redirect zu einem Server zeigt, dass er keine solche App ist.',
  },
  'CRED-004': {
    title: 'Secret steht im Datensatz',
    what: 'Das Feld `{field}` enthält etwas, das wie ein Secret aussieht (`{kinds}`). Sein Text wird hier nicht wiederholt.',
    why: 'Alle, die Clients ansehen dürfen, können es dort lesen, und ebenso alle, die einen Export oder Bericht erhalten.',
    fix: 'Aus dem Datensatz entfernen und überall ersetzen, wo es benutzt wird: Es gilt als anderen bekannt.',
    clears: 'Ein Snapshot, in dem das Feld nichts von dieser Form enthält.',
  },
  'CRED-006': {
    title: 'Terraform bewahrt das Secret auf',
    what: 'Terraform bewahrt das Secret dieses Clients in seinem State auf.',
    why: 'Wer die State-Datei, ihre Kopien oder ihre Historie lesen kann, kann das Secret benutzen.',
    fix: '`expose_client_secret` entfernen oder auf false setzen, das Secret stattdessen an einen Tresor übergeben lassen, und das Secret ersetzen.',
    clears: 'Ein Terraform-State, der kein Secret dieses Clients enthält.',
  },
  'CRED-007': {
    title: 'Rotation wurde nicht abgeschlossen',
    what: '{successor} wurde vor {days} Tagen genau wie dieser Client angelegt, und beide sind aktiv; erlaubt sind {limit} Tage.',
    why: 'Solange der frühere Client aktiv ist, öffnet sein altes Secret alles, was das neue öffnet.',
    fix: 'Prüfen, ob noch etwas den früheren Client benutzt; wenn nicht, ihn deaktivieren.',
    clears:
      'Ein Snapshot, in dem einer der beiden nicht mehr aktiv ist, oder in dem der frühere ein neues Secret erhalten hat.',
  },
  'CRED-008': {
    title: 'Secret ist von überall benutzbar',
    what: 'Der Client-Credentials-Client hat keine Liste erlaubter Adressen.',
    why: 'Ein abhandengekommenes Secret kann von jedem Ort im Internet benutzt werden.',
    fix: 'Feststellen, von welchen Adressen der Client aufruft, und nur diese erlauben.',
    clears: 'Ein Snapshot, in dem der Client mindestens einen erlaubten Adressbereich hat.',
  },
  'CRED-009': {
    title: 'Erlaubte Adressen beschränken nichts',
    what: 'Der erlaubte Adressbereich `{range}` nützt nichts: Er ist weiter als /{widest}, nicht öffentlich oder kein IPv4-Bereich.',
    why: 'Ein zu weiter Bereich lässt fast alle herein, und aus einem privaten kommt nie ein Aufruf.',
    fix: 'Durch die öffentlichen IPv4-Adressen ersetzen, von denen der Client wirklich aufruft.',
    clears:
      'Ein Snapshot, in dem der Bereich fehlt oder ein öffentlicher IPv4-Bereich ist, der eng genug ist.',
  },
  'CRED-012': {
    title: 'Ein gemeinsames Secret allein öffnet privilegierte Aufrufe',
    what: 'Wer das Secret dieses Clients hat, kann {operations} privilegierte Aufrufe machen.',
    why: 'Ein gemeinsames Secret kennen beide Seiten, und unterwegs kann es kopiert werden; ein Schlüsselpaar verlässt den Client nie.',
    fix: 'Ein Schlüsselpaar (`private_key_jwt` oder Mutual TLS) verwenden, wo der Server es anbietet; bis dahin das Secret in einem Tresor halten und die Adressen beschränken.',
    clears:
      'Ein Snapshot, in dem die Rollen des Clients keinen privilegierten Aufruf öffnen, oder in dem er kein Secret hat.',
  },
}
