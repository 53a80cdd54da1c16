import type { TranslationOf } from '../translation-of.ts'
import type { whatIf as english } from '../en/whatIf.ts'

export const whatIf: TranslationOf<typeof english> = {
  title: 'Auswirkung',
  waiting: 'Ermittelt, wer was verliert und hinzugewinnt',
  stop: 'Anhalten',
  cancelled: 'Die Auswirkung wurde nicht ermittelt. Gespeichert werden kann trotzdem.',
  nothing: 'Niemand verliert eine Operation oder gewinnt eine hinzu.',
  nothingAnywhere: 'Niemand verliert oder gewinnt eine Operation, wo jeder Bereich genügt.',
  inDivision: 'In {division}: {effect}',
  sentence: '{lost}; {gained}.',
  operations: 'keine Operation | {number} Operation | {number} Operationen',
  through: 'keine App | {number} App | {number} Apps',
  lose: {
    nobody: 'Niemand verliert etwas',
    users:
      'Niemand verliert {operations} | {number} Benutzer verliert {operations} über {apps} | {number} Benutzer verlieren {operations} über {apps}',
    apps: 'Niemand verliert {operations} | {number} App verliert {operations} für sich selbst | {number} Apps verlieren {operations} für sich selbst',
  },
  gain: {
    nobody: 'niemand gewinnt etwas hinzu',
    users:
      'niemand gewinnt {operations} hinzu | {number} Benutzer gewinnt {operations} über {apps} hinzu | {number} Benutzer gewinnen {operations} über {apps} hinzu',
    apps: 'niemand gewinnt {operations} hinzu | {number} App gewinnt {operations} für sich selbst hinzu | {number} Apps gewinnen {operations} für sich selbst hinzu',
  },
  privileges:
    'Keine der neuen Operationen ändert Berechtigungen. | {number} neue Operation ändert Berechtigungen: wer was darf. | {number} neue Operationen ändern Berechtigungen: wer was darf.',
  privilegesAtLeast:
    'Keine der neuen Operationen ändert Berechtigungen. | Mindestens {number} neue Operation ändert Berechtigungen: wer was darf. | Mindestens {number} neue Operationen ändern Berechtigungen: wer was darf.',
  lists: {
    operations: 'keine Operation | {number} Operation | {number} Operationen',
    users: 'kein Benutzer | {number} Benutzer | {number} Benutzer',
    apps: 'keine App | {number} App | {number} Apps',
  },
  lost: 'keine verloren | {number} verloren | {number} verloren',
  gained: 'keine hinzugewonnen | {number} hinzugewonnen | {number} hinzugewonnen',
  untold: 'und {number} weitere | und {number} weitere',
  grantType: 'Was ein anderer Grant-Type ändert, wird hier nicht ermittelt.',
}
