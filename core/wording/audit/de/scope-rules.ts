import type { scopeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const scopeRulesGerman: Readonly<Record<(typeof scopeRuleIds)[number], RuleText>> = {
  'SCOPE-001': {
    title: 'Keine Scopes angefordert',
    what: 'Der Client fordert keinen Scope an.',
    why: 'Sein Grant-Typ braucht mindestens einen: So kann er weder autorisiert noch nach dem Löschen wiederhergestellt werden.',
    fix: 'Die Scopes hinzufügen, die die App braucht, und keine anderen.',
    clears: 'Ein Snapshot, in dem der Client mindestens einen Scope anfordert.',
  },
  'SCOPE-002': {
    title: 'Darf schreiben, liest nur',
    what: 'In den letzten {days} Tagen hat die App mit `{scopes}` nur gelesen, obwohl sie schreiben darf.',
    why: 'Wer die App oder eines ihrer Tokens übernimmt, kann ändern, was die App selbst nie ändert.',
    fix: 'Stattdessen die Form mit `:readonly` gewähren und anfordern; wo nur die weitere gewährt ist, zuerst die engere gewähren.',
    clears:
      'Ein Snapshot, in dem stattdessen die lesende Form steht, oder mit einem Aufruf, der die weitere braucht.',
  },
  'SCOPE-003': {
    title: 'Gewährt und nicht benutzt',
    what: 'In den letzten {days} Tagen hat kein Aufruf `{scopes}` gebraucht.',
    why: 'Ein Scope, den niemand benutzt, nützt nur jemandem, der die App oder eines ihrer Tokens übernimmt.',
    fix: 'Die Scopes aus der Autorisierung nehmen; vorher den Eigentümer fragen, wo etwas nur einmal im Jahr läuft.',
    clears: 'Ein Snapshot, in dem die Scopes nicht gewährt sind, oder mit einem Aufruf, der sie braucht.',
  },
  'SCOPE-004': {
    title: 'Lesender Scope neben dem weiteren',
    what: '`{scopes}` besagt nichts neben dem weiteren Scope desselben Namens.',
    why: 'Die Liste sieht vorsichtiger aus, als sie ist: Die App darf trotzdem schreiben.',
    fix: 'Nur die lesende Form behalten, wo die App nur liest, und nur die weitere, wo sie schreibt.',
    clears: 'Ein Snapshot, in dem nur einer der beiden übrig ist.',
  },
  'SCOPE-005': {
    title: 'Scope, der Zugriff ausweiten kann',
    what: 'Der Client fordert `{scopes}` an; damit kann eine App ändern, wer was darf.',
    why: 'Eine solche App kann sich oder anderen mehr Rechte geben, als ihr jemand gewährt hat.',
    fix: 'Die Form mit `:readonly` anfordern, wo die App nur nachsieht; sonst begrenzen, wer die App benutzen darf, und sie oft prüfen.',
    clears: 'Ein Snapshot, in dem der Client keinen dieser Scopes anfordert.',
  },
  'SCOPE-006': {
    title: 'Sehr viele Scopes',
    what: 'Der Client fordert {count} von {all} Scopes an; erlaubt sind höchstens {limit}.',
    why: 'Niemand, der eine so lange Liste genehmigt, liest sie, und ein verlorenes Token öffnet fast alles.',
    fix: 'Aus den Aufrufen der App die wenigsten Scopes ermitteln, und Apps teilen, die nichts miteinander zu tun haben.',
    clears: 'Ein Snapshot, in dem der Client weniger Scopes anfordert.',
  },
  'SCOPE-007': {
    title: 'Anforderung und Gewährung weichen ab',
    what: '{missing} Scopes sind angefordert und nicht gewährt, {dead} gewährt und nicht angefordert: `{scopes}`.',
    why: 'Aufrufe mit nicht gewährten Scopes scheitern, und was niemand anfordert, wird mit der nächsten Änderung am Client wirksam.',
    fix: 'Wegnehmen, was nicht mehr angefordert wird; gewähren, was die App braucht, oder sie weniger anfordern lassen.',
    clears: 'Ein Snapshot, in dem die App genau das anfordert, was ihr gewährt ist.',
  },
  'SCOPE-008': {
    title: 'Unbekannter Scope',
    what: 'Der Katalog kennt keinen Scope `{scopes}`.',
    why: 'Er ist falsch geschrieben oder wurde zurückgezogen: Heute öffnet er nichts, und niemand weiß, was er morgen öffnet.',
    fix: 'Entfernen, oder das aktuelle API-Dokument importieren, falls der Scope neu ist.',
    clears: 'Ein Snapshot, in dem der Scope fehlt oder dessen Katalog ihn kennt.',
  },
  'SCOPE-009': {
    title: 'Einer genehmigten App wurde mehr gewährt',
    what: 'Seit der Vergleichsbasis wurde der App zusätzlich `{scopes}` gewährt.',
    why: 'Rechte, die einzeln dazukommen, werden nicht so abgewogen wie bei der ersten Genehmigung.',
    fix: 'Fragen, wer das warum gebraucht hat; die App einschränken, wo kein Grund festgehalten ist.',
    clears: 'Ein Vergleich mit einer Basis, in der diese Scopes schon gewährt waren.',
  },
  'SCOPE-010': {
    title: 'Fremde App erreicht personenbezogene Daten',
    what: 'Der App einer anderen Organisation wurde `{scopes}` gewährt.',
    why: 'Mit diesen Scopes können Aufzeichnungen, Gespräche oder Kontakte die Organisation verlassen.',
    fix: 'Prüfen, ob es dafür einen Vertrag gibt; die App einschränken oder widerrufen, wo keiner besteht.',
    clears: 'Ein Snapshot, in dem der App keiner dieser Scopes gewährt ist.',
  },
  'SCOPE-011': {
    title: 'Scopes ohne Wirkung',
    what: 'Der Client-Credentials-Client nennt `{scopes}`; sie werden nicht angewandt.',
    why: 'Er sieht begrenzt aus und ist es nicht: Allein seine Rollen entscheiden, was er darf.',
    fix: 'Seine Rollen und deren Divisionen begrenzen, und die Scopes dort entfernen, woher sie kamen.',
    clears: 'Ein Snapshot, in dem der Client keinen Scope nennt.',
  },
  'SCOPE-012': {
    title: 'Scopes werden nicht durchgesetzt',
    what: 'Die Organisation setzt Scopes nicht durch.',
    why: 'Jede App hat alle Rechte dessen, der sie benutzt, was immer ihr gewährt wurde.',
    fix: 'Feststellen, was jede App braucht, es gewähren, und die Durchsetzung der Scopes einschalten.',
    clears: 'Ein Snapshot, in dem Scopes durchgesetzt werden.',
  },
}
