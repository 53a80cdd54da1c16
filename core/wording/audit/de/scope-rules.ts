import type { scopeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const scopeRulesGerman: Readonly<Record<(typeof scopeRuleIds)[number], RuleText>> = {
  'SCOPE-001': {
    title: 'Keine Scopes angefordert',
    what: 'Der Client fordert keinen Scope an.',
    why: 'Sein Grant-Typ braucht mindestens einen: So kann er weder autorisiert noch nach dem Löschen wiederhergestellt werden.',
    fix: 'Fügen Sie die Scopes hinzu, die die App braucht, und keine anderen.',
    clears: 'Ein Snapshot, in dem der Client mindestens einen Scope anfordert.',
  },
  'SCOPE-002': {
    title: 'Darf schreiben, liest nur',
    what: 'In den letzten {days} Tagen hat die App mit `{scopes}` nur gelesen, obwohl sie schreiben darf.',
    why: 'Wer die App oder eines ihrer Tokens übernimmt, kann ändern, was die App selbst nie ändert.',
    fix: 'Gewähren Sie stattdessen die Form mit `:readonly`, und lassen Sie die App diese anfordern; wo nur die weitere gewährt ist, gewähren Sie zuerst die engere.',
    clears:
      'Ein Snapshot, in dem stattdessen die lesende Form steht, oder mit einem Aufruf, der die weitere braucht.',
  },
  'SCOPE-003': {
    title: 'Gewährt und nicht benutzt',
    what: 'In den letzten {days} Tagen hat kein Aufruf `{scopes}` gebraucht.',
    why: 'Ein Scope, den niemand benutzt, nützt nur jemandem, der die App oder eines ihrer Tokens übernimmt.',
    fix: 'Nehmen Sie die Scopes aus der Autorisierung; fragen Sie vorher den Besitzer, wo etwas nur einmal im Jahr läuft.',
    clears: 'Ein Snapshot, in dem die Scopes nicht gewährt sind, oder mit einem Aufruf, der sie braucht.',
  },
  'SCOPE-004': {
    title: 'Lesender Scope neben dem weiteren',
    what: '`{scopes}` besagt nichts neben dem weiteren Scope desselben Namens.',
    why: 'Die Liste sieht vorsichtiger aus, als sie ist: Die App darf trotzdem schreiben.',
    fix: 'Behalten Sie nur die lesende Form, wo die App nur liest, und nur die weitere, wo sie schreibt.',
    clears: 'Ein Snapshot, in dem nur einer der beiden übrig ist.',
  },
  'SCOPE-005': {
    title: 'Scope, der Zugriff ausweiten kann',
    what: 'Der Client fordert `{scopes}` an; damit kann eine App ändern, wer was darf.',
    why: 'Eine solche App kann sich oder anderen mehr Rechte geben, als ihr jemand gewährt hat.',
    fix: 'Fordern Sie die Form mit `:readonly` an, wo die App nur nachsieht; begrenzen Sie sonst, wer die App benutzen darf, und prüfen Sie sie oft.',
    clears: 'Ein Snapshot, in dem der Client keinen dieser Scopes anfordert.',
  },
  'SCOPE-006': {
    title: 'Sehr viele Scopes',
    what: 'Der Client fordert {count} von {all} Scopes an; erlaubt sind höchstens {limit}.',
    why: 'Niemand, der eine so lange Liste genehmigt, liest sie, und ein verlorenes Token öffnet fast alles.',
    fix: 'Ermitteln Sie aus den Aufrufen der App die wenigsten Scopes, und trennen Sie Apps, die nichts miteinander zu tun haben.',
    clears: 'Ein Snapshot, in dem der Client weniger Scopes anfordert.',
  },
  'SCOPE-007': {
    title: 'Anforderung und Gewährung weichen ab',
    what: 'Angefordert und nicht gewährt: {missing}; gewährt und nicht angefordert: {dead}. Es sind die Scopes `{scopes}`.',
    why: 'Aufrufe mit nicht gewährten Scopes scheitern, und was niemand anfordert, wird mit der nächsten Änderung am Client wirksam.',
    fix: 'Nehmen Sie weg, was nicht mehr angefordert wird; gewähren Sie, was die App braucht, oder lassen Sie sie weniger anfordern.',
    clears: 'Ein Snapshot, in dem die App genau das anfordert, was ihr gewährt ist.',
  },
  'SCOPE-008': {
    title: 'Unbekannter Scope',
    what: 'Der Katalog kennt keinen Scope `{scopes}`.',
    why: 'Er ist falsch geschrieben oder wurde zurückgezogen: Heute öffnet er nichts, und niemand weiß, was er morgen öffnet.',
    fix: 'Entfernen Sie ihn, oder importieren Sie das aktuelle API-Dokument, falls der Scope neu ist.',
    clears: 'Ein Snapshot, in dem der Scope fehlt oder dessen Katalog ihn kennt.',
  },
  'SCOPE-009': {
    title: 'Einer genehmigten App wurde mehr gewährt',
    what: 'Seit dem Vergleichsstand wurde der App zusätzlich `{scopes}` gewährt.',
    why: 'Rechte, die einzeln dazukommen, werden nicht so abgewogen wie bei der ersten Genehmigung.',
    fix: 'Fragen Sie, wer das warum gebraucht hat; schränken Sie die App ein, wo kein Grund festgehalten ist.',
    clears: 'Ein Vergleich mit einem Stand, in dem diese Scopes schon gewährt waren.',
  },
  'SCOPE-010': {
    title: 'App einer anderen Organisation erreicht personenbezogene Daten',
    what: 'Der App einer anderen Organisation wurde `{scopes}` gewährt.',
    why: 'Mit diesen Scopes können Aufzeichnungen, Gespräche oder Kontakte die Organisation verlassen.',
    fix: 'Prüfen Sie, ob es dafür einen Vertrag gibt; schränken Sie die App ein oder widerrufen Sie sie, wo keiner besteht.',
    clears: 'Ein Snapshot, in dem der App keiner dieser Scopes gewährt ist.',
  },
  'SCOPE-011': {
    title: 'Scopes ohne Wirkung',
    what: 'Der Client-Credentials-Client nennt `{scopes}`; sie werden nicht angewandt.',
    why: 'Er sieht begrenzt aus und ist es nicht: Allein seine Rollen entscheiden, was er darf.',
    fix: 'Begrenzen Sie seine Rollen und deren Bereiche, und entfernen Sie die Scopes dort, woher sie kamen.',
    clears: 'Ein Snapshot, in dem der Client keinen Scope nennt.',
  },
  'SCOPE-012': {
    title: 'Scopes werden nicht durchgesetzt',
    what: 'Die Organisation setzt Scopes nicht durch.',
    why: 'Jede App hat alle Rechte dessen, der sie benutzt, was immer ihr gewährt wurde.',
    fix: 'Stellen Sie fest, was jede App braucht, gewähren Sie es, und schalten Sie die Durchsetzung der Scopes ein.',
    clears: 'Ein Snapshot, in dem Scopes durchgesetzt werden.',
  },
}
