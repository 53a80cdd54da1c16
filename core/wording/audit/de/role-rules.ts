import type { roleRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const roleRulesGerman: Readonly<Record<(typeof roleRuleIds)[number], RuleText>> = {
  'ROLE-001': {
    title: 'Client ohne Rolle',
    what: 'Dieser Client-Credentials-Client hat keine Rolle.',
    why: 'Seine Rollen sind alles, was er darf: Ohne sie wird jeder Aufruf abgelehnt.',
    fix: 'Geben Sie ihm die kleinste Rolle, die seine Aufrufe brauchen, im Bereich seiner Daten, oder löschen Sie ihn.',
    clears: 'Mindestens eine Rolle.',
  },
  'ROLE-002': {
    title: 'Client mit Administratorrolle',
    what: 'Der Client hat {role}, eine Rolle für Administratoren.',
    why: 'Wer sein Secret hat, verwaltet die Organisation, ohne zweiten Faktor und ohne dass ein Mensch dahintersteht.',
    fix: 'Legen Sie eine Rolle nur mit den Berechtigungen an, die seine Aufrufe brauchen, und geben Sie ihm diese.',
    clears:
      'Rollen, von denen keine die eines Administrators ist, alle Berechtigungen hat oder alles ändern kann, was Zugriff erweitert.',
  },
  'ROLE-003': {
    title: 'Rolle in allen Bereichen',
    what: 'Rollen, die der Client in allen Bereichen hat: {everywhere} von {roles}.',
    why: 'Er erreicht auch Daten, mit denen er nichts zu tun hat, und die jedes künftigen Bereichs.',
    fix: 'Geben Sie die Rolle in den Bereichen, mit deren Daten der Client arbeitet.',
    clears: 'Rollen, die jeweils in einem benannten Bereich gelten.',
  },
  'ROLE-004': {
    title: 'Alle Rollen im Stammbereich',
    what: 'Jede Rolle des Clients gilt im Stammbereich ({roles}), obwohl es weitere Bereiche gibt ({others}).',
    why: 'Den Stammbereich schlägt das Formular vor; vielleicht hat sich niemand dafür entschieden.',
    fix: 'Prüfen Sie, in welchen Bereichen die Daten dieses Clients liegen, und geben Sie die Rollen dort.',
    clears: 'Eine Rolle in einem anderen Bereich, oder kein anderer Bereich in der Organisation.',
  },
  'ROLE-005': {
    title: 'Berechtigungen, die nie gebraucht werden',
    what: 'Von {held} Berechtigungen, die Aufrufe brauchen können, brauchte keiner von {requests} verzeichneten Aufrufen {unused}, darunter {permissions}.',
    why: 'Was der Client nie braucht, nützt nur dem, der sein Secret stiehlt.',
    fix: 'Legen Sie eine Rolle mit den genutzten Berechtigungen an und geben Sie sie dem Client stattdessen.',
    clears:
      'Rollen, die nicht mehr enthalten, als seine Aufrufe brauchen, oder Aufrufe, die den Rest brauchen.',
  },
  'ROLE-006': {
    title: 'Bearbeiter fehlt eine Rolle des Clients',
    what: '{editor} hat den Client zuletzt bearbeitet und hat Rollen des Clients in dessen Bereichen nicht: {lacking} von {roles}.',
    why: 'Nur wer alle Rollen eines Clients hat, darf ihn bearbeiten oder sein Secret erneuern; die nächste Änderung wird abgelehnt.',
    fix: 'Lassen Sie jemanden mit diesen Rollen den Client betreuen, oder nehmen Sie ihm Rollen, die er nicht braucht.',
    clears: 'Ein letzter Bearbeiter, der alle seine Rollen in denselben Bereichen hat.',
  },
  'ROLE-007': {
    title: 'Client darf mehr als sein Besitzer',
    what: 'Der Client kann {count} Aufrufe machen, die {owner} als Besitzer nicht oder nicht in allen Bereichen machen kann, darunter {operations}.',
    why: 'Wer den Client und sein Secret betreut, bekommt durch ihn Zugriff, den ihm niemand gegeben hat.',
    fix: 'Nehmen Sie dem Client Rollen, oder lassen Sie ihn jemandem gehören, der ebenso viel darf.',
    clears: 'Ein Besitzer, der jeden Aufruf machen kann, den der Client machen kann.',
  },
  'ROLE-008': {
    title: 'Client kann sich selbst mehr Zugriff geben',
    what: 'Durch {count} Operationen kann der Client `{targets}` ändern, darunter {operations}.',
    why: 'Wer Rollen, Clients, Apps, Benutzer oder Identitätsanbieter ändern darf, kann sich alles andere selbst geben.',
    fix: 'Nehmen Sie ihm diese Berechtigungen, oder trennen Sie ab, was sie braucht: in einen eigenen, überwachten Client.',
    clears: 'Rollen, die keine dieser Operationen erlauben.',
  },
  'ROLE-009': {
    title: 'Clients eines Besitzers erreichen zusammen mehr',
    what: '{clients} Clients dieser Person können zusammen `{targets}` ändern; der mächtigste allein kann davon {most} ändern.',
    why: 'Wer die Secrets aller hat, kann, was mit Absicht getrennt war.',
    fix: 'Lassen Sie sie verschiedenen Personen gehören, und bewahren Sie ihre Secrets an verschiedenen Orten auf.',
    clears: 'Besitzer, deren Clients zusammen nicht mehr ändern können als einer davon allein.',
  },
  'ROLE-010': {
    title: 'Scope, den niemand nutzen kann',
    what: 'Niemand, der diese App nutzen darf, hat eine Berechtigung für einen Aufruf, den diese Scopes erreichen: `{scopes}`.',
    why: 'Ein Aufruf braucht einen Scope und eine Berechtigung: Die eine Hälfte wartet nur darauf, dass die andere versehentlich dazukommt.',
    fix: 'Nehmen Sie der App diese Scopes.',
    clears: 'Eine Autorisierung ohne diese Scopes, oder ein Benutzer der App mit einer solchen Berechtigung.',
  },
  'ROLE-011': {
    title: 'Fremd betreuter Client in allen Bereichen',
    what: 'Der Client wird von außen betreut ({contact}) und hat Rollen in allen Bereichen: {everywhere}.',
    why: 'Eine fremde Firma erreicht die Daten jedes Bereichs, wofür auch immer sie beauftragt ist.',
    fix: 'Fragen Sie die Firma, welche Bereiche sie braucht, und geben Sie die Rollen dort.',
    clears: 'Rollen in benannten Bereichen, oder ein Kontakt in einer der eigenen Domains.',
  },
  'ROLE-012': {
    title: 'SCIM-Rolle wurde verändert',
    what: 'Tokens gelten {seconds} Sekunden, mehr als {limit}, obwohl die Rollen nicht die von `SCIM Integration` sind: zu viel {extra}; es fehlt {missing}.',
    why: 'Die lange Dauer ist für genau diese Berechtigungen gedacht; mit anderen schadet ein gestohlenes Token monatelang.',
    fix: 'Geben Sie dem Client nur `SCIM Integration`, oder verkürzen Sie die Dauer seiner Tokens.',
    clears: 'Genau die Berechtigungen von `SCIM Integration`, oder eine Dauer von höchstens zwei Tagen.',
  },
}
