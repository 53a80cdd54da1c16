import type { TranslationOf } from '../translation-of.ts'
import type { matrix as english } from '../en/matrix.ts'

export const matrix: TranslationOf<typeof english> = {
  title: 'Matrix',
  purpose: 'Wie viele Operationen jede App für jeden Benutzer aufrufen kann',
  search: { apps: 'Apps suchen', users: 'Benutzer suchen', operations: 'Operationen suchen' },
  grid: 'Operationen nach App und Benutzer',
  corner: 'App',
  cell: '{app} für {user}: {number} Operationen | {app} für {user}: {number} Operation | {app} für {user}: {number} Operationen',
  itself: 'für sich selbst:',
  itselfCell:
    '{app} für sich selbst: {number} Operationen | {app} für sich selbst: {number} Operation | {app} für sich selbst: {number} Operationen',
  range: 'Apps {apps} von {allApps}, Benutzer {users} von {allUsers}',
  legend: 'Farben nach Zahl der Operationen',
  totals: {
    waiting: 'Summiert die ganze Matrix',
    cancelled: 'Die Summen wurden nicht ermittelt.',
    calls:
      'Kein Aufruf ist erlaubt. | {number} Aufruf ist erlaubt, bei {pairs}. | {number} Aufrufe sind erlaubt, bei {pairs}.',
    pairs:
      'keinem Paar aus App und Benutzer | {number} Paar aus App und Benutzer | {number} Paaren aus App und Benutzer',
    itself:
      'Apps für sich selbst: keine. | Apps für sich selbst: {number} weiterer. | Apps für sich selbst: {number} weitere.',
    top: 'Wo das meiste liegt…',
  },
  top: { title: 'Wo der meiste Zugriff liegt', apps: 'Apps', users: 'Benutzer', calls: 'Aufrufe' },
  pair: {
    title: 'Was {app} für {user} aufrufen kann',
    itself: '{app} für sich selbst',
    loading: 'Operationen dieser Zelle',
    of: ' von {all}',
    matching: ', in denen „{search}“ vorkommt',
    inDivision: ' in {division}',
    nothing: 'Sie kann hier keine davon aufrufen.',
  },
  none: {
    apps: 'Keine App',
    users: 'Kein Benutzer',
    operations: 'Keine Operation',
    filtered: 'Nichts passt zur Suche.',
    detail: 'In dieser Organisation gibt es noch nichts davon.',
  },
}
