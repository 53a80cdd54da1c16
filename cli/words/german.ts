import type { Words } from './english.ts'
import { auditGerman } from './audit-german.ts'
import { flowGerman } from './flow-german.ts'
import { idpGerman } from './idp-german.ts'
import { serverGerman } from './server-german.ts'

const risks = { privileged: 'privilegiert', write: 'schreibend', read: 'lesend' }

/** The command's own words in German. */
export const german: Words = {
  ...auditGerman,
  ...flowGerman,
  ...idpGerman,
  ...serverGerman,
  // Usage
  noOrganization: 'es gibt noch keine Organisation; `grantdesk org create NAME` legt eine an',
  severalOrganizations: (names) =>
    `es gibt mehrere Organisationen, eine davon ist mit --org zu nennen: ${names.join(', ')}`,
  organizationUnknown: (name, names) =>
    `es gibt keine Organisation \`${name}\`; es gibt: ${names.join(', ')}`,
  ambiguous: (kind, text, ids) => {
    const what = { organization: 'die Organisation', role: 'die Rolle', division: 'der Bereich' }[kind]
    return `${what} \`${text}\` ist mehrdeutig, bitte eine Id angeben: ${ids.join(', ')}`
  },
  roleUnknown: (text, names) => `es gibt keine Rolle \`${text}\`; es gibt: ${names.join(', ')}`,
  divisionUnknown: (text, names) => `es gibt keinen Bereich \`${text}\`; es gibt: ${names.join(', ')}`,
  templateUnknown: (text, ids) => `es gibt keine Vorlage \`${text}\`; es gibt: ${ids.join(', ')}`,
  grantTypeUnknown: (text) =>
    `\`${text}\` ist kein Grant-Typ; es gibt CODE, TOKEN, SAML2-BEARER und CLIENT-CREDENTIALS`,
  missingOption: (option) => `die Option '${option}' fehlt`,
  oneOf: (first, second) => `${first} und ${second} schließen einander aus`,
  nothingToChange: 'es ist keine Änderung genannt; --help zeigt die Optionen',
  notAnAssignment: (text) => `\`${text}\` hat nicht die Form SCHLÜSSEL=WERT`,
  notOfForm: (flag, form, text) => `\`${text}\` ist kein Wert für ${flag}; erwartet wird ${form}`,
  nothingAssumed: 'es ist keine Änderung genannt, deren Wirkung zu zeigen wäre; --help zeigt die Optionen',
  holderUnknown: (text) => `es gibt in dieser Organisation keinen Benutzer und keinen Client \`${text}\``,
  settingUnknown: (key, known) => `es gibt keine Einstellung \`${key}\`; es gibt: ${known.join(', ')}`,
  settingInvalid: (key, value, expected) =>
    `\`${value}\` ist kein Wert für \`${key}\`; erwartet wird: ${expected}`,
  notAuthorizedYet: (name, id) =>
    `\`${name}\` (${id}) hat in dieser Organisation keine Autorisierung; \`grantdesk app authorize\` erteilt eine`,
  fileUnreadable: (path, reason) => `\`${path}\` ist nicht lesbar: ${reason}`,
  fileUnwritable: (path, reason) => `\`${path}\` lässt sich nicht schreiben: ${reason}`,
  notAFile: 'es ist keine gewöhnliche Datei',
  notUtf8: 'es ist kein UTF-8-Text',
  fileProblems: {
    ENOENT: 'es gibt keine solche Datei',
    EACCES: 'der Zugriff ist verweigert',
    EPERM: 'der Zugriff ist verweigert',
    EISDIR: 'es ist ein Ordner',
    ENOTDIR: 'ein Teil des Pfads ist kein Ordner',
    ENOSPC: 'der Datenträger ist voll',
    EROFS: 'der Datenträger ist schreibgeschützt',
  },

  usageUnreadable: (path, place, problem) => `\`${path}\` ist nicht lesbar${place}: ${problem}`,
  placeIn: (place) => ('line' in place ? `, Zeile ${String(place.line)}` : `, Eintrag ${String(place.row)}`),
  notACall: (text) => `\`${text}\` hat nicht die Form METHODE /pfad`,
  noNumberOfRequests: (text) => `\`${text}\` ist keine Anzahl von Aufrufen`,
  usageProblems: {
    too_long: 'sie ist länger, als ein Aufruf sein kann',
    too_large: 'ein JSON-Dokument darf höchstens 32 MB haben; eine Zeile je Aufruf hat keine solche Grenze',
    too_many:
      'es sind mehr als 200.000 verschiedene Aufrufe; Pfade bitte wie im Katalog schreiben, mit {parametern}',
    not_utf8: 'es ist kein UTF-8-Text',
    not_text: 'es sind Steuerzeichen darin, die kein Text hat',
    quote_open: 'ein Anführungszeichen ist nicht geschlossen',
    no_json: 'es ist kein JSON',
    no_call: 'method und path fehlen',
  },

  fault: (log) => `in Grantdesk ist ein Fehler aufgetreten; Einzelheiten stehen in ${log}`,

  // Questions
  yesOrNo: '[j/N]',
  cannotAsk: (question) =>
    `${question} Es gibt kein Terminal für eine Antwort; --yes bestätigt im Voraus. Nichts wurde geändert.`,
  nothingDone: 'nicht bestätigt, nichts wurde geändert',
  askAdvance: (now) => `Die Uhr auf ${now} vorstellen?`,
  askDelete: (name) => `\`${name}\` löschen?`,
  askRevoke: (name) => `\`${name}\` widerrufen?`,
  askDropped: (name, names) =>
    `Der neue Grant-Typ kennt nicht: ${names.join(', ')}. \`${name}\` ohne sie speichern?`,

  // Clock
  fallsDue: 'Zur Löschung werden fällig, und kommen beim Zurücksetzen der Uhr nicht wieder:',
  fellDue: 'Gelöscht:',
  nothingDue: 'Nichts wurde zur Löschung fällig.',
  clockMoved: (now) => `${now} (vorgestellt)`,
  dueRemoval: (kind, name, id, at) =>
    `  ${kind === 'client' ? 'Client' : 'Autorisierung von'} \`${name}\` (${id}), fällig ${at}`,

  // Clients
  clientCreated: (name) => `Der Client \`${name}\` ist angelegt.`,
  copyOf: (name) => `${name} (Kopie)`,
  authorizedWith: (scopes) =>
    `In dieser Organisation autorisiert mit: ${scopes.join(', ') || 'keinem Scope'}`,
  notAuthorized: 'Von diesem Befehl in dieser Organisation nicht autorisiert.',
  secretOnce: (secret) => [
    `Secret: ${secret}`,
    'Es wird nur dieses eine Mal gezeigt; gespeichert ist nur ein Hash.',
  ],
  secretInKeychain: (keychain) => `Das Secret liegt im Schlüsselbund: ${keychain}.`,
  secretRegenerated: (name) => `\`${name}\` hat ein neues Secret; das bisherige gilt nicht mehr.`,
  noKeychain: {
    library_missing: 'die Schlüsselbund-Bibliothek ist auf diesem Rechner nicht installiert',
    no_answer: 'der Schlüsselbund dieses Rechners antwortet nicht',
  },
  keychainSessionOnly: (reason) =>
    `das Secret kann nicht aufbewahrt werden: ${reason}; ohne Schlüsselbund endete es mit diesem Befehl, daher wurde nichts getan`,
  deletesForGood: (name) => `\`${name}\` ist nicht älter als 30 Tage und wird sofort und endgültig gelöscht.`,
  deactivates: (name, until) =>
    `\`${name}\` wird jetzt deaktiviert und nach 7 Tagen gelöscht; bis ${until} lässt er sich wiederherstellen.`,
  authorizedIn: (names) => `Er ist autorisiert in: ${names.join(', ')}.`,
  impact: ({ users, tokens, calls, lastUsed }) =>
    `Benutzer, die ihn nutzen dürfen: ${String(users)}, gültige Token: ${String(tokens)}, ` +
    `letzte Aufrufe: ${String(calls)}, zuletzt benutzt: ${lastUsed}.`,
  deactivated: (name, until) => `\`${name}\` ist deaktiviert und bis ${until} wiederherstellbar.`,
  removed: (name) => `\`${name}\` ist endgültig gelöscht.`,
  restored: (name) => `\`${name}\` ist wieder aktiv.`,
  saved: (name) => `\`${name}\` ist gespeichert.`,
  notSaved: 'Nichts wurde gespeichert (--dry-run).',
  noChanges: 'Nichts ändert sich.',
  dropped: '(entfällt: der neue Grant-Typ hat es nicht)',
  inactiveUntil: (until) => `inaktiv, Löschung ${until}`,

  // Authorizations
  authorizedApp: (name) => `\`${name}\` ist autorisiert.`,
  revokes: (name) =>
    `\`${name}\` bekommt kein neues Token, und die gültigen Tokens gelten nicht mehr; das lässt sich nicht rückgängig machen, nötig wäre eine neue Autorisierung.`,
  revokesBuiltIn: 'Sie ist eingebaut: niemand kann sie mehr benutzen, auch Administratoren nicht.',
  lastUsedAt: (day) => `Zuletzt benutzt: ${day ?? 'nie'}.`,
  revoked: (name, at) => `\`${name}\` ist widerrufen seit ${at}.`,

  // Catalogue, decisions, log
  imported: (operations) =>
    `Der Katalog gibt jetzt Auskunft über ${String(operations)} importierte Operationen.`,
  shippedCatalogue: 'mit Grantdesk ausgeliefert; keiner wurde importiert',
  allow: 'ERLAUBT',
  deny: 'VERWEIGERT',
  wouldAllow: 'Jedes davon würde es erlauben:',
  moreSets: (count) => `  … und ${String(count)} weitere`,
  logIntact: (count) =>
    `Das Protokoll ist unversehrt: ${String(count)} ${count === 1 ? 'Ereignis' : 'Ereignisse'}.`,
  logBroken: (at, problem) =>
    at === null
      ? `Das Protokoll ist nicht unversehrt: ${problem}.`
      : `Das Protokoll ist nicht unversehrt: Ereignis ${String(at)} ${problem}.`,
  logNotAnchored:
    'Es wurde kein Kopf angegeben, eine ganz neu geschriebene Kette ist also nicht ausgeschlossen; `grantdesk log --head` gehört anderswo aufbewahrt.',
  logProblems: {
    hash_differs: 'hat nicht den Hash seines Inhalts',
    link_differs: 'schließt nicht an das vorige an',
    sequence_gap: 'steht außer der Reihe',
    shorter_than_head: 'fehlt, der aufbewahrte Kopf reicht weiter',
    head_differs: 'weicht vom aufbewahrten Kopf ab',
    head_unreadable: 'der Kopf hat nicht die Form ANZAHL:HASH',
  },
  undone: (sequence, by) =>
    `Ereignis ${String(sequence)} ist rückgängig gemacht, durch Ereignis ${String(by)}.`,
  shown: (shown, total) =>
    shown === total
      ? `${String(total)} insgesamt`
      : `${String(shown)} von ${String(total)}; --limit zeigt mehr`,

  // The whole organization
  inAnyDivision: 'in irgendeinem Bereich',
  inDivision: (name) => `im Bereich \`${name}\``,
  callableFor: (app, user, { count, all, where }) =>
    `\`${app}\` kann für ${user} ${String(count)} von ${String(all)} Operationen aufrufen, ${where}.`,
  callableForAnybody: (app, users, { count, all, where }) =>
    `\`${app}\` kann ${String(count)} von ${String(all)} Operationen aufrufen, ${where}, jeweils für mindestens einen der ${String(users)} Benutzer, für die sie handeln darf.`,
  callableItself: (app, { count, all, where }) =>
    `\`${app}\` handelt für sich selbst und kann ${String(count)} von ${String(all)} Operationen aufrufen, ${where}.`,
  scopesNotEnforced: 'Scopes werden nicht durchgesetzt und begrenzen daher nichts.',
  groupOf: (group, allowed, all) => `${group} (${String(allowed)} von ${String(all)})`,
  whoCan: (operation, { risk, pairs, where }) =>
    `\`${operation}\` (${risks[risk]}): ${String(pairs)} ${pairs === 1 ? 'Paar' : 'Paare'} aus Anwendung und Benutzer ${pairs === 1 ? 'kann' : 'können'} das aufrufen, ${where}.`,
  secretReaches: (app, operations) =>
    `Wer das Secret von \`${app}\` hat, kann ${String(operations)} ${operations === 1 ? 'Operation' : 'Operationen'} aufrufen.`,
  tokenReaches: (app, user, operations) =>
    `Wer ein Token hat, das \`${app}\` für ${user} bekam, kann ${String(operations)} ${operations === 1 ? 'Operation' : 'Operationen'} aufrufen.`,
  anyTokenReaches: (app, users, operations) =>
    `Wer ein Token von \`${app}\` hat, kann bis zu ${String(operations)} ${operations === 1 ? 'Operation' : 'Operationen'} aufrufen, je nachdem, für welchen von ${String(users)} Benutzern es gilt.`,
  riskGroup: (risk, count) => `${risks[risk]} (${String(count)})`,
  canGrow: 'Sie könnte mehr Zugriff bekommen, denn sie kann ändern:',
  cannotGrow:
    'Sie kann keine Rollen, Clients, Anwendungen, Benutzer oder Identity-Provider ändern und sich so auch keinen weiteren Zugriff geben.',
  byUsers: (users) => `mit dem Token von ${String(users)} ${users === 1 ? 'Benutzer' : 'Benutzern'}`,
  matrixWritten: (path, apps, users) =>
    `\`${path}\` ist geschrieben: ${String(apps)} Anwendungen, ${String(users)} Benutzer.`,
  changedMeanwhile:
    'die Organisation wurde geändert, während die Matrix gelesen wurde; bitte noch einmal fragen',
  nothing: 'nichts',
  difference: ({ calls, apps, users, operations }) =>
    `${calls} Aufrufe (Anwendung, Benutzer, Operation); Anwendungen: ${apps}, Benutzer: ${users}, Operationen: ${operations}`,
  onlyInDivision: (name) => `Für Aufrufe im Bereich \`${name}\``,
  moreRows: (count) => `… und ${String(count)} weitere; --top zeigt bis zu 500`,
  needsRoles: (app) =>
    `\`${app}\` handelt für sich selbst: was sie aufrufen kann, bestimmen ihre Rollen, Scopes hat sie keine.`,
  nothingObserved: 'es wurde kein Aufruf der Anwendung gesehen, also lassen sich keine Scopes vorschlagen',
  needNoScope: 'Diese Aufrufe brauchen keinen Scope.',
  proofOptimal: (count) => {
    if (count === 1) return 'Kleiner geht es nicht: ohne Scope sind diese Aufrufe nicht zu erreichen.'
    if (count === 2) return 'Kleiner geht es nicht: kein einzelner Scope reicht für alle diese Aufrufe.'
    return `Kleiner geht es nicht: keine ${String(count - 1)} Scopes reichen für alle diese Aufrufe.`
  },
  proofBounded: (count, atLeast) =>
    `Die Suche wurde beendet: ${String(count)} Scopes reichen für diese Aufrufe, mindestens ${String(atLeast)} sind nötig.`,
  withoutScope: 'ohne Scope:',
  unknownCalls: (count) =>
    `Aufrufe, die der Katalog nicht kennt und für die sich kein Scope nennen lässt: ${String(count)}`,
  unknownUncovered: (count) =>
    `Aufrufe, die der Katalog nicht kennt, werden danach vielleicht verweigert: ${String(count)}.`,
  narrowsElsewhere:
    'In anderen Organisationen, die sie autorisiert haben, verliert sie die entfernten Scopes auch; Aufrufe dort wurden nicht betrachtet.',
  askLeastScopes: (name) => `\`${name}\` genau die vorgeschlagenen Scopes anfordern lassen und gewähren?`,
  leastApplied: (name) => `\`${name}\` fordert jetzt an und hat, was ihre Aufrufe brauchen.`,
  leastStep: {
    'client.edit': (scopes) => `Gespeichert: der Client fordert an: ${scopes.join(', ')}.`,
    'app.edit': (scopes) => `Gespeichert: der Anwendung ist gewährt: ${scopes.join(', ')}.`,
  },
  unchanged: 'unverändert',
  observedOperations: 'Aufgerufene Operationen',
  presentScopes: 'Vorhandene Scopes',
  suggestedScopes: 'Vorgeschlagene Scopes',
  allowedCalls: 'Erlaubte Aufrufe (Anwendung, Benutzer, Operation)',
  allowedPairs: 'Paare aus Anwendung und Benutzer mit mindestens einem',
  callsForItself: 'Operationen, die Anwendungen für sich selbst aufrufen',
  topApps: 'Anwendungen mit den meisten Aufrufen',
  topUsers: 'Benutzer mit den meisten Aufrufen',
  escalates: {
    roles: 'Rollen, und wer sie hat',
    clients: 'OAuth-Clients, und was als sie handelt',
    apps: 'welche Anwendungen autorisiert sind, und wofür',
    users: 'Benutzer, und wie sie sich anmelden',
    identity_providers: 'Identity-Provider, und wer sich sonst anmelden darf',
  },
  risks,

  // Organization and serve
  organizationCreated: (name, email) =>
    `Die Organisation \`${name}\` mit dem Administrator ${email} ist angelegt.`,
  serving: (address) => `Grantdesk ist unter ${address}`,
  stopWith:
    'Strg+C beendet es. Die Adresse gilt einmal und zehn Minuten lang; der Befehl gibt beim nächsten Mal eine neue.',
  portTaken: (port) => `Port ${port} auf 127.0.0.1 wird von einem anderen Prozess benutzt`,
  portForbidden: (port) =>
    `Port ${port} auf 127.0.0.1 steht diesem Benutzer nicht zu; bitte einen über 1023 nehmen`,
  noBrowser: 'es ließ sich kein Browser öffnen; bitte die Adresse oben öffnen',

  // Labels
  acceptsOAuth: 'OAuth-Tokens',
  act: 'Handlung',
  actor: 'Von',
  addressRanges: 'Adressbereiche',
  allPermissions: 'Alle Berechtigungen aus',
  anyPermission: 'Eine Berechtigung aus',
  anyScope: 'Ein Scope aus',
  apps: 'Anwendungen',
  at: 'Zeit',
  authorization: 'Autorisierung',
  byAt: (name, at) => `${at} von ${name}`,
  calls: 'Aufrufe',
  clientId: 'Client-Id',
  clock: 'Uhr',
  contact: 'Kontakt',
  created: 'Angelegt',
  defaultRole: 'Vorgabe',
  deprecated: 'Veraltet',
  description: 'Beschreibung',
  document: 'Dokument',
  editBlocked: 'Nicht änderbar',
  email: 'E-Mail',
  password: 'Passwort',
  newPassword: 'Neues Passwort',
  passwordSet: (at) => `gesetzt ${at}`,
  environment: 'Umgebung',
  everybody: 'alle',
  expires: 'Endet',
  grantType: 'Grant-Typ',
  gained: 'Gewonnen',
  grantedScopes: 'Gewährte Scopes',
  guestOnly: 'nein, nur Gast-Tokens',
  guestOnlyOperations: 'Nur für Gast-Tokens',
  homeDivision: 'Heimatbereich',
  id: 'Id',
  importedAt: 'Importiert',
  itself: 'selbst',
  lastDay: 'Letzter Tag',
  lastUsed: 'Zuletzt benutzt',
  limitedToRoles: 'Auf Rollen begrenzt',
  lost: 'Verloren',
  machineTime: 'Zeit des Rechners',
  modified: 'Geändert',
  name: 'Name',
  never: 'nie',
  no: 'nein',
  none: 'keine',
  off: 'aus',
  on: 'an',
  operation: 'Operation',
  operations: 'Operationen',
  owner: 'Gehört',
  permissions: 'Berechtigungen',
  place: 'Stelle',
  problem: 'Problem',
  reason: 'Grund',
  recentCalls: 'Letzte Aufrufe:',
  redirectUris: 'Redirect-URIs',
  region: 'Region',
  regions: 'Regionen',
  requestedScopes: 'Angeforderte Scopes',
  requests: 'Aufrufe',
  restoreBlocked: 'Nicht wiederherstellbar',
  revision: 'Revision',
  risk: 'Risiko',
  roles: 'Rollen',
  scope: 'Scope',
  scopes: 'Scopes',
  secretKept: 'Secret im Schlüsselbund',
  sequence: 'Ereignis',
  source: 'Quelle',
  state: 'Zustand',
  text: 'Text',
  ticket: 'Ticket',
  tokenDuration: 'Token-Dauer',
  users: 'Benutzer',
  unreadable: 'Unlesbare Einträge',
  withoutPermissions: 'Ohne Berechtigungen',
  withoutScopes: 'Ohne Scopes',
  wouldGrant: 'Würde gewährt',
  yes: 'ja',
  counts: {
    clients: 'Clients',
    builtInClients: 'Eingebaute Clients',
    authorizations: 'Autorisierte Anwendungen',
    users: 'Benutzer',
    roles: 'Rollen',
    operations: 'Operationen',
  },
  settingNames: {
    enforceScopes: 'Scopes durchsetzen (enforceScopes)',
    hipaa: 'HIPAA (hipaa)',
    maxClients: 'Höchstzahl Clients (maxClients)',
    implicitEndDate: 'Ende von Implicit (implicitEndDate)',
    tokenIdleTimeout: 'Ungenutzte Token enden nach (tokenIdleTimeout)',
  },
  states: { active: 'aktiv', inactive: 'inaktiv' },
  clientStates: { active: 'aktiv', disabled: 'gesperrt' },
  authorizationStates: { pending: 'offen', authorized: 'autorisiert', revoked: 'widerrufen' },
  environments: { production: 'Produktion', test: 'Test' },
  fieldNames: {
    name: 'Name',
    description: 'Beschreibung',
    contact: 'Kontakt',
    environment: 'Umgebung',
    grantType: 'Grant-Typ',
    pkce: 'PKCE',
    tokenDuration: 'Token-Dauer',
    redirectUris: 'Redirect-URIs',
    scopes: 'Scopes',
    roleGrants: 'Rollen',
    addressRanges: 'Adressbereiche',
    roleIds: 'Rollen, auf die sie begrenzt ist',
    reason: 'Grund',
    ticket: 'Ticket',
    expiresAt: 'Ende',
    state: 'Zustand',
  },
  problems: {
    permission_malformed: 'eine Berechtigung hat nicht drei Teile',
    permissions_malformed: 'die Liste der Berechtigungen ist nicht lesbar',
    security_malformed: 'die Liste der Scopes ist nicht lesbar',
    operation_malformed: 'die Operation ist nicht lesbar',
    path_malformed: 'der Pfad ist nicht lesbar',
    operation_duplicate: 'die Operation steht zweimal da',
  },
}
