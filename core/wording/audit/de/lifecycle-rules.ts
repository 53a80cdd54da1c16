import type { lifecycleRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const lifecycleRulesGerman: Readonly<Record<(typeof lifecycleRuleIds)[number], RuleText>> = {
  'LIFE-001': {
    title: 'Client wird nicht mehr benutzt',
    what: 'Der letzte verzeichnete Aufruf war am {lastDay}, vor {days} Tagen und damit vor mehr als {limit}.',
    why: 'Einen Client, den niemand benutzt, beobachtet niemand, und sein Secret gilt weiter.',
    fix: 'Deaktivieren Sie ihn: Sieben Tage lang lässt er sich wiederherstellen, falls ihn jemand vermisst.',
    clears: 'Ein Aufruf innerhalb der Frist, oder ein deaktivierter Client.',
  },
  'LIFE-002': {
    title: 'Client nie benutzt',
    what: 'Der Client wurde vor {days} Tagen angelegt, vor mehr als {limit}, und kein Aufruf ist verzeichnet.',
    why: 'Bisher hat ihn niemand gebraucht, und sein Secret gilt trotzdem.',
    fix: 'Fragen Sie, wer ihn angelegt hat, und deaktivieren Sie ihn, wenn er nicht gebraucht wird.',
    clears: 'Ein verzeichneter Aufruf, oder ein deaktivierter Client.',
  },
  'LIFE-003': {
    title: 'Client ohne Besitzer',
    what: 'Niemand, der aktiv ist, steht für diesen Client ein; verzeichnet ist {owner}.',
    why: 'Niemand erneuert sein Secret, beantwortet Fragen oder bemerkt, dass er nicht mehr gebraucht wird.',
    fix: 'Finden Sie jemanden, der für ihn einsteht, und tragen Sie den Kontakt ein.',
    clears:
      'Ein aktiver Kontakt oder das Postfach eines Teams, oder eine aktive Person, die ihn angelegt hat.',
  },
  'LIFE-004': {
    title: 'Provisorischer Name',
    what: 'Im Namen des Clients steht {word}.',
    why: 'Tests und Kopien bleiben gern stehen, mit mehr Zugriff als das, was sie ausprobierten; der Name einer Person sagt nichts mehr, wenn sie gegangen ist.',
    fix: 'Löschen Sie den Client, wenn er nur ein Versuch war; sonst benennen Sie ihn nach dem, was er tut.',
    clears: 'Ein Name, der sagt, was der Client tut.',
  },
  'LIFE-005': {
    title: 'Keine Beschreibung',
    what: 'Der Client hat keine Beschreibung.',
    why: 'Wer ihn prüft, muss raten, wofür er da ist.',
    fix: 'Sagen Sie in einem Satz, was er tut und für wen.',
    clears: 'Eine Beschreibung.',
  },
  'LIFE-006': {
    title: 'Doppelter Client',
    what: 'Andere Clients mit demselben Namen, oder mit demselben Grant-Typ, denselben Redirect-URIs und Scopes: {others} (insgesamt {count}).',
    why: 'Von zweien, die gleich aussehen, wird einer vergessen oder der falsche geändert.',
    fix: 'Klären Sie, welcher benutzt wird, ziehen Sie alles auf ihn um und löschen Sie den anderen, oder benennen Sie sie verschieden.',
    clears: 'Ein eigener Name, und kein anderer Client mit denselben Einstellungen.',
  },
  'LIFE-007': {
    title: 'Löschen ist endgültig',
    what: 'Der Client ist {days} Tage alt: Wird er jetzt gelöscht, ist er sofort und für immer weg.',
    why: 'Nur Clients, die älter als 30 Tage sind, lassen sich sieben Tage lang wiederherstellen.',
    fix: 'Vergewissern Sie sich vor dem Löschen, dass nichts ihn benutzt.',
    clears: 'Ein Client, der älter als 30 Tage ist.',
  },
  'LIFE-008': {
    title: 'Client wird bald entfernt',
    what: 'Der Client ist deaktiviert und wird {removalAt} entfernt; Tage, um ihn wiederherzustellen: {days}.',
    why: 'Danach lässt er sich nicht zurückholen, und was auf ihn baut, braucht einen neuen Client.',
    fix: 'Stellen Sie ihn wieder her, wenn noch etwas ihn braucht.',
    clears: 'Ein aktiver Client, oder einer, den es nicht mehr gibt.',
  },
  'LIFE-009': {
    title: 'Deaktivierter Client ist noch autorisiert',
    what: 'Der Client ist deaktiviert, und seine Autorisierung mit {scopes} Scopes besteht noch.',
    why: 'Benutzer brauchen die App noch und bekommen kein neues Token, oder die Autorisierung wurde vergessen.',
    fix: 'Fragen Sie die Benutzer: Stellen Sie den Client wieder her, oder widerrufen Sie die App.',
    clears: 'Ein aktiver Client, oder keine geltende Autorisierung.',
  },
  'LIFE-010': {
    title: 'Ein Client für mehrere Anwendungen',
    what: 'Der Client rief {count} Familien der API auf, die nichts miteinander zu tun haben, mehr als {limit}: {families}.',
    why: 'Anwendungen mit demselben Client teilen Rechte und Secret und lassen sich nicht einzeln abschalten.',
    fix: 'Registrieren Sie für jede Anwendung einen Client, nur mit dem, was sie braucht.',
    clears: 'Aufrufe in weniger Familien der API.',
  },
  'LIFE-011': {
    title: 'Viele Aufrufe werden abgelehnt',
    what: 'In {days} Tagen wurden {refused} von {requests} Aufrufen abgelehnt, {percent} Prozent.',
    why: 'Dem Client fehlen Rechte, er fragt zu oft, oder jemand probiert aus, was sein Token kann.',
    fix: 'Sehen Sie nach, welche Aufrufe abgelehnt werden, und berichtigen Sie den Client oder seine Rechte.',
    clears: 'Ein kleinerer Anteil abgelehnter Aufrufe.',
  },
  'LIFE-012': {
    title: 'Ungewöhnliche Nutzung',
    what: 'In den letzten {days} Tagen hatte der stärkste {peak} Aufrufe, wo {median} üblich sind; privilegierte Aufrufe zum ersten Mal: {operations}.',
    why: 'Ein gestohlenes Secret zeigt sich in Aufrufen, die der Client vorher nicht machte.',
    fix: 'Fragen Sie den Besitzer des Clients, was sich geändert hat; weiß es niemand, erneuern Sie das Secret und beenden Sie die Tokens.',
    clears: 'Tage ohne eine solche Spitze, und keine neuen privilegierten Aufrufe.',
  },
  'LIFE-013': {
    title: 'Snapshot ist alt',
    what: 'Der Snapshot wurde vor {days} Tagen aufgenommen, vor mehr als {limit}.',
    why: 'Alle Befunde sind so alt wie der Snapshot, und was sich seither geändert hat, fehlt darin.',
    fix: 'Nehmen Sie einen neuen Snapshot auf und prüfen Sie diesen.',
    clears: 'Ein jüngerer Snapshot.',
  },
}
