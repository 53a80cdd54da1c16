import type { Language } from '../../core/contract/shapes.ts'

/** What the native menus and error boxes say. */
export interface MenuWords {
  readonly about: string
  readonly close: string
  readonly copy: string
  readonly cut: string
  readonly dark: string
  readonly developerTools: string
  readonly edit: string
  readonly file: string
  readonly fullScreen: string
  readonly go: string
  readonly goApps: string
  readonly goAsk: string
  readonly goAudit: string
  readonly goClients: string
  readonly goHistory: string
  readonly goMatrix: string
  readonly help: string
  readonly importCatalogue: string
  readonly light: string
  readonly minimize: string
  readonly newClient: string
  readonly openSnapshot: string
  readonly paste: string
  readonly quit: string
  readonly redo: string
  readonly reload: string
  readonly resetZoom: string
  readonly selectAll: string
  readonly system: string
  readonly theme: string
  readonly undo: string
  readonly view: string
  readonly window: string
  readonly zoomIn: string
  readonly zoomOut: string
  readonly cannotStart: string
  readonly cannotUse: (directory: string, code: string) => string
  readonly hasStopped: string
  readonly detailsInLog: (file: string) => string
}

const english: MenuWords = {
  about: 'About Grantdesk',
  close: 'Close',
  copy: 'Copy',
  cut: 'Cut',
  dark: 'Dark',
  developerTools: 'Developer tools',
  edit: 'Edit',
  file: 'File',
  fullScreen: 'Full screen',
  go: 'Go',
  goApps: 'Authorized apps',
  goAsk: 'Ask',
  goAudit: 'Audit',
  goClients: 'OAuth clients',
  goHistory: 'History',
  goMatrix: 'Matrix',
  help: 'Help',
  importCatalogue: 'Import API document…',
  light: 'Light',
  minimize: 'Minimize',
  newClient: 'New client…',
  openSnapshot: 'Open snapshot…',
  paste: 'Paste',
  quit: 'Quit',
  redo: 'Redo',
  reload: 'Reload',
  resetZoom: 'Actual size',
  selectAll: 'Select all',
  system: 'Like the system',
  theme: 'Theme',
  undo: 'Undo',
  view: 'View',
  window: 'Window',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  cannotStart: 'Grantdesk cannot start',
  cannotUse: (directory, code) =>
    `The data directory ${directory} cannot be used (${code}). Nothing was changed.`,
  hasStopped: 'Grantdesk has stopped',
  detailsInLog: (file) => `Nothing is half-written. The log has the details: ${file}`,
}

const german: MenuWords = {
  about: 'Über Grantdesk',
  close: 'Schließen',
  copy: 'Kopieren',
  cut: 'Ausschneiden',
  dark: 'Dunkel',
  developerTools: 'Entwicklerwerkzeuge',
  edit: 'Bearbeiten',
  file: 'Datei',
  fullScreen: 'Vollbild',
  go: 'Gehe zu',
  goApps: 'Autorisierte Apps',
  goAsk: 'Fragen',
  goAudit: 'Prüfung',
  goClients: 'OAuth-Clients',
  goHistory: 'Verlauf',
  goMatrix: 'Matrix',
  help: 'Hilfe',
  importCatalogue: 'API-Dokument importieren…',
  light: 'Hell',
  minimize: 'Minimieren',
  newClient: 'Neuer Client…',
  openSnapshot: 'Snapshot öffnen…',
  paste: 'Einfügen',
  quit: 'Beenden',
  redo: 'Wiederholen',
  reload: 'Neu laden',
  resetZoom: 'Originalgröße',
  selectAll: 'Alles auswählen',
  system: 'Wie das System',
  theme: 'Darstellung',
  undo: 'Rückgängig',
  view: 'Ansicht',
  window: 'Fenster',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  cannotStart: 'Grantdesk kann nicht starten',
  cannotUse: (directory, code) =>
    `Das Datenverzeichnis ${directory} ist nicht benutzbar (${code}). Es wurde nichts verändert.`,
  hasStopped: 'Grantdesk wurde angehalten',
  detailsInLog: (file) => `Nichts ist halb geschrieben. Einzelheiten stehen im Protokoll: ${file}`,
}

/** German for every German locale, English for every other. */
export function languageOf(locale: string): Language {
  return /^de\b/i.test(locale) ? 'de' : 'en'
}

/** The words for a locale such as `de-AT`; English for every language that is not German. */
export function menuWords(locale: string): MenuWords {
  return languageOf(locale) === 'de' ? german : english
}
