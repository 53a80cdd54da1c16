import type { TranslationOf } from '../translation-of.ts'
import type { shell as english } from '../en/shell.ts'

export const shell: TranslationOf<typeof english> = {
  hostUnreachable: 'Grantdesk antwortet nicht. Läuft es noch?',
  nav: {
    label: 'Hauptnavigation',
    applications: 'Anwendungen',
    policy: 'Zugriff',
    clients: 'OAuth-Clients',
    apps: 'Autorisierte Apps',
    ask: 'Fragen',
    matrix: 'Matrix',
    audit: 'Prüfung',
    lab: 'Labor',
    flows: 'Ablauf-Labor',
    server: 'Lokaler Server',
    serverOn: 'an',
    history: 'Verlauf',
    settings: 'Einstellungen',
  },
  skip: 'Zum Inhalt springen',
  organization: {
    label: 'Organisation',
    list: 'Organisationen',
    local: 'Lokal',
    create: 'Neue Organisation…',
    openSnapshot: 'Snapshot öffnen…',
  },
  snapshot: {
    badge: 'Snapshot, nur lesend',
    title: 'Aufgenommen am {at}. Jede Ansicht geht; nichts lässt sich ändern.',
    close: 'Snapshot schließen',
    closed: 'Der Snapshot ist geschlossen',
    readOnly: 'Ein Snapshot lässt sich nur lesen.',
    notHere: 'Das braucht eine lebende Organisation',
    notHereDetail:
      'Ein Snapshot lässt sich nur lesen: er stellt keine Tokens aus und beantwortet keine Anfragen. Für diese Seite eine Organisation öffnen.',
  },
  drop: 'Ablegen, um als Snapshot zu öffnen',
  acting: {
    as: 'Handelnd als',
    title: 'Wählen, als wer gehandelt wird',
    search: 'Benutzer suchen',
    list: 'Handeln als',
    why: 'Jede Handlung geschieht als ein Benutzer der Organisation, mit dessen Berechtigungen.',
    inactive: 'inaktiv',
    noRole: 'keine Rolle',
    more: '{role} +{number}',
    now: 'Jetzt handelnd als {name}',
    matching: 'kein Benutzer passt | {number} Benutzer passt | {number} Benutzer passen',
    showing: '{shown} von {total} gezeigt; die übrigen findet die Suche',
  },
  clock: {
    moved: 'Uhr +{time}',
    movedBack: 'Uhr −{time}',
    title:
      'Uhr der Organisation: {clock}. Echte Zeit: {real}. In den Einstellungen lässt sie sich stellen oder zurücksetzen.',
  },
  theme: {
    system: 'Darstellung: wie das System',
    light: 'Darstellung: hell',
    dark: 'Darstellung: dunkel',
  },
  keychain: {
    title: 'Kein Schlüsselbund auf diesem Rechner.',
    detail: 'Gesicherte Secrets bleiben, bis Grantdesk endet; sie liegen nie auf der Platte.',
    reason: 'Warum: {reason}',
  },
  ended: {
    title: 'Diese Seite ist nicht mehr verbunden',
    detail:
      'Ihre Adresse wurde schon geöffnet, oder die Sitzung ist zu Ende. Jede Adresse gilt einmal, für einen Browser-Tab.',
    next: 'Grantdesk neu starten, um eine neue Adresse zu erhalten.',
  },
  failed: { title: 'Grantdesk konnte nicht starten' },
  notFound: {
    title: 'Hier ist nichts',
    detail: 'Keine Seite hat die Adresse {path}.',
    home: 'Zu den OAuth-Clients',
  },
}
