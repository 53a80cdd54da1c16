import type { lifetimeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const lifetimeRulesGerman: Readonly<Record<(typeof lifetimeRuleIds)[number], RuleText>> = {
  'TTL-001': {
    title: 'Token-Dauer liegt außerhalb des Bereichs',
    what: 'Tokens gelten {seconds} Sekunden; möglich sind {minimum} bis {maximum}.',
    why: 'Der Anbieter lehnt eine solche Dauer ab, sodass die nächste Änderung am Client scheitert.',
    fix: 'Setzen Sie die Dauer auf die nächste mögliche.',
    clears: 'Ein Snapshot, in dem die Dauer im Bereich liegt.',
  },
  'TTL-002': {
    title: 'Lange Tokens ohne die SCIM-Rolle',
    what: 'Tokens gelten {seconds} Sekunden; ohne genau die Berechtigungen von SCIM Integration sind höchstens {maximum} möglich.',
    why: 'Lange Tokens erlaubt der Anbieter nur zum Bereitstellen von Benutzern; ein Client, der anderes darf, soll sie nicht haben.',
    fix: 'Setzen Sie die Dauer auf zwei Tage, oder geben Sie dem Client nur die Rolle `SCIM Integration`.',
    clears:
      'Ein Snapshot, in dem die Dauer höchstens zwei Tage beträgt oder die Berechtigungen genau diese sind.',
  },
  'TTL-003': {
    title: 'SCIM-Token gilt sehr lange',
    what: 'Tokens dieses SCIM-Clients gelten {days} Tage ({seconds} Sekunden); erlaubt sind höchstens {maximumDays} Tage.',
    why: 'Ein solches Token kann Benutzer anlegen und entfernen, und wer es findet, kann es bis zu seinem Ende benutzen.',
    fix: 'Wählen Sie eine kürzere Dauer und planen Sie mit dem Identitätsanbieter, wer das Token wann erneuert.',
    clears: 'Ein Snapshot, in dem die Dauer innerhalb der erlaubten Tage liegt.',
  },
  'TTL-004': {
    title: 'Agenten-Desktop ohne Token für den Arbeitstag',
    what: 'Tokens gelten {seconds} Sekunden; für das Embeddable Framework empfiehlt der Anbieter {advised}.',
    why: 'Ein kürzeres Token meldet Agenten mitten in der Arbeit ab; ein längeres gilt länger, als jemand arbeitet.',
    fix: 'Setzen Sie die Dauer auf den empfohlenen Wert.',
    clears: 'Ein Snapshot, in dem die Dauer nahe am empfohlenen Wert liegt.',
  },
  'TTL-005': {
    title: 'Token im Browser gilt zu lange',
    what: 'Tokens dieser Browser-App gelten {seconds} Sekunden; erlaubt sind höchstens {maximum}.',
    why: 'Ein Skript, das in die Seite gelangt, kann das Token mitnehmen und bis zu seinem Ende benutzen.',
    fix: 'Verkürzen Sie die Dauer; die Benutzer melden sich einmal mehr an.',
    clears: 'Ein Snapshot, in dem die Dauer im erlaubten Rahmen liegt.',
  },
  'TTL-006': {
    title: 'Token, das etwas ändern kann, gilt zu lange',
    what: 'Tokens gelten {seconds} Sekunden und tragen Scopes, die etwas ändern können; erlaubt sind höchstens {maximum}.',
    why: 'Ein verlorenes Token schadet bis zu seinem Ende.',
    fix: 'Verkürzen Sie die Dauer, oder lassen Sie dem Client nur lesende Scopes.',
    clears: 'Ein Snapshot, in dem die Dauer im erlaubten Rahmen liegt oder alle Scopes nur lesen.',
  },
  'TTL-007': {
    title: 'HIPAA beendet ruhende Tokens früh',
    what: 'Die Organisation steht unter HIPAA: Tokens enden nach {minutes} Minuten ohne Aufruf. Dienste mit länger geltenden: {clients}.',
    why: 'Ein Job, der länger pausiert, scheitert, wie lange seine Tokens auch gelten.',
    fix: 'Lassen Sie lange Jobs ein neues Token holen, wenn ein Aufruf abgelehnt wird.',
    clears: 'Ein Snapshot, in dem kein aktiver Dienst länger geltende Tokens hat oder HIPAA aus ist.',
  },
  'TTL-008': {
    title: 'Viel genutzter Client mit sehr kurzen Tokens',
    what: 'Tokens gelten {seconds} Sekunden, und der Client macht {calls} Aufrufe am Tag; empfohlen sind {advised} Sekunden.',
    why: 'Der Client holt ständig neue Tokens; das kostet Aufrufe und scheitert zuerst, wenn der Server langsam ist.',
    fix: 'Setzen Sie die Dauer auf den empfohlenen Wert, und lassen Sie den Client sein Token bis zu dessen Ende behalten.',
    clears: 'Ein Snapshot, in dem die Dauer länger ist oder der Client weniger aufruft.',
  },
  'TTL-009': {
    title: 'Tokens gelten länger als zuvor',
    what: 'Tokens gelten {seconds} Sekunden; im Vergleichsstand waren es {former}.',
    why: 'Jede Verlängerung macht ein verlorenes Token mehr wert, und kaum eine wird je zurückgenommen.',
    fix: 'Fragen Sie, wer das warum geändert hat; setzen Sie die Dauer zurück, wo der Grund entfallen ist.',
    clears: 'Ein Vergleich mit einem Stand, in dem die Dauer ebenso lang war.',
  },
}
