import type { pagesEnglish } from './pages-english.ts'

/** Was die Seiten des Autorisierungsservers sagen. */
export const pagesGerman: Readonly<Record<keyof typeof pagesEnglish, string>> = {
  'page.where': 'Lokaler Organisationsserver',
  'page.footer':
    'Eine lokale Organisation auf diesem Rechner. Sie ist nicht die Cloud des Anbieters und kennt dort niemanden.',
  'page.back': 'Zurück zu {app}',
  'page.then': 'Danach geht es weiter zu `{host}`.',
  'page.implicit':
    '{app} benutzt den Implicit Grant, der das Token in die Adresse des Browsers schreibt. Der Anbieter unterstützt ihn noch bis {day}; an seine Stelle tritt der Authorization Code mit PKCE.',
  // Anmeldung
  'page.login.title': 'Anmelden',
  'page.login.lead': '{app} von {owner} bittet Sie, sich anzumelden.',
  'page.login.lead_built_in': '{app} bittet Sie, sich anzumelden.',
  'page.login.organization': 'Organisation',
  'page.login.email': 'E-Mail',
  'page.login.password': 'Passwort',
  'page.login.password_wanted': 'Geben Sie das Passwort ein, um fortzufahren.',
  'page.login.submit': 'Anmelden',
  'page.login.failed': 'Kein aktiver Benutzer dieser Organisation hat diese Adresse und dieses Passwort.',
  'page.login.email_missing': 'Geben Sie eine E-Mail-Adresse ein.',
  'page.login.provider':
    'Die App möchte eine Anmeldung über `{provider}`. Eine lokale Organisation hat keine Seite dieses Anbieters; melden Sie sich hier an.',
  // Zustimmung
  'page.consent.title': '{app} autorisieren?',
  'page.consent.lead':
    'Die App ist in {organization} noch nicht autorisiert. Wenn Sie sie erlauben, kann jeder Benutzer der Organisation sie benutzen, jeder mit den eigenen Rechten.',
  'page.consent.app': 'Anwendung',
  'page.consent.owner': 'Gehört',
  'page.consent.vendor': 'dem Anbieter',
  'page.consent.here': 'dieser Organisation',
  'page.consent.organization': 'Organisation',
  'page.consent.you': 'Sie entscheiden als',
  'page.consent.description': 'Beschreibung',
  'page.consent.scopes': 'Was sie darf',
  'page.consent.scopes_detail':
    'Nur was angekreuzt ist, wird gewährt. Die Rechte des Benutzers bleiben die Grenze.',
  'page.consent.pending': '{user} hat am {at} darum gebeten.',
  'page.consent.revoked': 'Am {at} von {user} widerrufen. Angekreuzt ist, was sie damals hatte.',
  'page.consent.expired': 'Die Genehmigung endete am {at}. Angekreuzt ist, was sie damals hatte.',
  'page.consent.limited': 'Nur wer eine dieser Rollen hat, kann sie benutzen: {roles}.',
  'page.consent.allow': 'Erlauben',
  'page.consent.deny': 'Ablehnen',
  'page.consent.risk.privileged': 'Ändert Berechtigungen',
  'page.consent.risk.write': 'Liest und schreibt',
  'page.consent.risk.read': 'Liest',
  'page.consent.none': 'Kreuzen Sie mindestens einen Scope an, oder lehnen Sie ab.',
  'page.consent.not_enforced':
    'In {organization} werden Scopes nicht durchgesetzt: Was auch angekreuzt ist, die App hat alle Rechte ihres Benutzers.',
  'page.consent.not_done': 'Nichts wurde autorisiert: {reason}.',
  // Ein Scope in einfachen Worten
  'page.scope.sees': 'Ansehen: {thing}',
  'page.scope.changes': 'Ansehen und ändern: {thing}',
  // Ein Administrator ist nötig
  'page.administrator.title': 'Ein Administrator ist nötig',
  'page.administrator.lead':
    '{app} ist in {organization} nicht autorisiert, und {user} darf die App nicht autorisieren: Das braucht die Berechtigung {title} (`{permission}`).',
  'page.administrator.asked':
    'Angefragt von {user} am {at}. Ein Administrator findet die Anfrage unter „Autorisierte Apps“ und entscheidet.',
  'page.administrator.revoked':
    'Sie wurde am {at} von {user} widerrufen. Nur ein Administrator kann sie wieder autorisieren.',
  // Die App ist auf Rollen beschränkt
  'page.role.title': '{app} steht Ihnen nicht offen',
  'page.role.lead': 'In {organization} ist die App auf Rollen beschränkt, und {user} hat keine davon.',
  'page.role.roles': 'Zugelassene Rollen',
  'page.role.way_out':
    'Ein Administrator kann Ihnen eine dieser Rollen geben oder eine Ihrer Rollen zulassen.',
  // Fehler der Anfrage
  'page.error.title': 'Diese Anmeldung kann nicht weitergehen',
  'page.error.developer':
    'Die App muss berichtigt werden: Sagen Sie es ihrem Entwickler. An die App wurde nichts zurückgeschickt, weil nicht feststeht, wohin.',
  'page.error.code': 'Fehler',
  'page.error.client': 'Client-ID',
  'page.error.presented': 'Von der App',
  'page.error.registered': 'Registriert',
  'page.error.reference': 'Kennung',
  'page.stale.title': 'Diese Seite ist verbraucht',
  'page.stale.detail':
    'Ein Formular gilt einmal und {minutes} Minuten lang. Gehen Sie zurück zur App und beginnen Sie von vorn.',
  'page.foreign.title': 'Dieses Formular kam nicht von seiner eigenen Seite',
  'page.foreign.detail':
    'Eine andere Seite hat es geschickt, darum ist nichts geschehen. Gehen Sie zurück zur App und beginnen Sie von vorn.',
  'page.method.title': 'So lässt sich diese Adresse nicht benutzen',
  'page.method.detail': 'Sie beantwortet nur `{method}`.',
  'page.form.detail': 'Sie nimmt Formulare nur als `application/x-www-form-urlencoded` an.',
  'page.logout.title': 'Sie sind abgemeldet',
  'page.logout.detail':
    'Niemand ist mehr vorausgewählt. Tokens, die eine App hat, gelten weiter, bis sie widerrufen werden oder enden.',
  'page.logout.unknown': 'Es gibt keinen Client `{client}`, darum ging es nirgends hin.',
  'page.logout.unregistered': 'Die App wollte Sie zu `{uri}` schicken; das ist für sie nicht registriert.',
  // Warum eine Autorisierungsanfrage abgelehnt wird
  'authorize.repeated': 'der Parameter `{name}` kommt mehr als einmal vor',
  'authorize.client_missing': 'der Parameter `client_id` fehlt',
  'authorize.client_unknown': 'es gibt keinen Client `{client}`',
  'authorize.redirect_missing': 'der Parameter `redirect_uri` fehlt',
  'authorize.redirect_none': 'für den Client ist keine Redirect-URI registriert',
  'authorize.redirect_differs':
    'die Redirect-URI ist für diesen Client nicht registriert; die ähnlichste weicht beim Zeichen {position} ab',
  'authorize.redirect_unused': 'ein Client mit dem Grant-Typ {grantType} hat hier nichts zu suchen',
  'authorize.parameter_long': 'der Parameter `{name}` ist länger als {limit} Zeichen',
  'authorize.parameter_unreadable': 'der Parameter `{name}` hat ein Zeichen, das dort nicht stehen darf',
}
