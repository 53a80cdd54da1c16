import type { grantRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const grantRulesGerman: Readonly<Record<(typeof grantRuleIds)[number], RuleText>> = {
  'GRANT-001': {
    title: 'Implicit Grant',
    what: 'Dieser Client erhält Tokens über den Implicit Grant.',
    why: 'Das Token steht dabei in der Adresse einer Seite, wo Browserverlauf, Referrer und eingeschleuste Skripte es lesen können.',
    fix: 'Registrieren Sie einen Zwilling mit Authorization Code und PKCE, stellen Sie die App darauf um und löschen Sie dann diesen Client.',
    clears: 'Der Client ist gelöscht, oder sein Grant-Typ ist nicht mehr Implicit.',
  },
  'GRANT-002': {
    title: 'Der Anbieter beendet den Implicit Grant',
    what: 'Dieser Client nutzt den Implicit Grant, den der Anbieter am `{date}` beendet.',
    why: 'Nach diesem Tag kann die App niemanden mehr anmelden.',
    fix: 'Stellen Sie die App vor diesem Tag auf Authorization Code mit PKCE um. Hat der Anbieter den Tag verschoben, tragen Sie ihn in den Einstellungen der Organisation ein.',
    clears:
      'Der Grant-Typ ist nicht mehr Implicit, oder das angekündigte Ende ist mehr als ein Jahr entfernt.',
  },
  'GRANT-003': {
    title: 'Password Grant',
    what: 'Dieser Client erhält Tokens mit den Passwörtern von Personen.',
    why: 'Die App sieht jedes Passwort, und weder ein zweiter Faktor noch Single Sign-on kann die Anmeldung schützen.',
    fix: 'Stellen Sie die App auf Authorization Code mit PKCE um, oder auf Client Credentials, wenn keine Person beteiligt ist.',
    clears: 'Der Client ist gelöscht, oder sein Grant-Typ ist nicht mehr Password.',
  },
  'GRANT-004': {
    title: 'Client Credentials für eine App, die Personen benutzen',
    what: 'Dieser Client handelt für sich selbst, doch `{sign}` deutet darauf hin, dass sich Personen mit ihm anmelden.',
    why: 'Wer die App benutzt, handelt dann mit den Rollen des Clients statt mit den eigenen, und ein Secret in einer App auf fremden Geräten lässt sich dort lesen.',
    fix: 'Benutzen Personen die App, registrieren Sie für sie einen Client mit Authorization Code und PKCE. Wenn nicht, entfernen Sie die Redirect-URIs und benennen Sie ihn nach dem, was er tut.',
    clears:
      'Der Client hat keine Redirect-URIs, und weder Name noch Beschreibung spricht von einer App, die Personen benutzen.',
  },
  'GRANT-005': {
    title: 'Native App, die ein Secret braucht',
    what: 'Die Redirect-URIs dieses Clients, etwa `{uri}`, gehören zu einer App auf den Geräten von Personen, aber der Client arbeitet ohne PKCE und braucht daher sein Secret.',
    why: 'Ein Secret, das mit einer App ausgeliefert wird, kann jeder lesen, der die App hat.',
    fix: 'Schalten Sie PKCE für diesen Client ein und nehmen Sie das Secret aus der App.',
    clears: 'Der Client nutzt PKCE, oder eine seiner Redirect-URIs gehört zu einem Webserver.',
  },
  'GRANT-006': {
    title: 'Ein Client für eine Web-App und eine native App',
    what: 'Dieser Client ist für das Web registriert (`{web}`) und für eine App auf den Geräten von Personen (`{native}`).',
    why: 'Man kann ihm weder ein Secret anvertrauen noch ihn als App ohne Secret behandeln, und jede der beiden Apps kann Codes der anderen empfangen.',
    fix: 'Registrieren Sie für jede App einen eigenen Client.',
    clears: 'Die Redirect-URIs gehören alle zum Web oder sind alle Loopback-Adressen und Schemas einer App.',
  },
  'GRANT-007': {
    title: 'SAML2 Bearer ohne Identitätsanbieter',
    what: 'Dieser Client tauscht SAML-Assertions gegen Tokens, aber in der Organisation ist kein Identitätsanbieter eingeschaltet.',
    why: 'Er kann kein Token erhalten und würde unbemerkt aktiv, sobald jemand einen Anbieter hinzufügt.',
    fix: 'Fügen Sie den Identitätsanbieter hinzu, für den der Client gedacht ist, oder schalten Sie ihn ein; sonst löschen Sie den Client.',
    clears:
      'Ein Identitätsanbieter ist eingeschaltet, oder der Client ist gelöscht oder hat einen anderen Grant-Typ.',
  },
  'GRANT-009': {
    title: 'Grant-Typ wurde geändert',
    what: 'Der Grant-Typ war im früheren Snapshot `{before}` und ist jetzt `{after}`.',
    why: 'Ein anderer Grant-Typ ändert, für wen der Client handelt und wie er sich ausweist, obwohl er als etwas anderes genehmigt wurde.',
    fix: 'Fragen Sie, wer ihn warum geändert hat, und prüfen Sie den Client wie einen neuen.',
    clears: 'Ein früherer Snapshot, in dem der Client denselben Grant-Typ hat.',
  },
}
