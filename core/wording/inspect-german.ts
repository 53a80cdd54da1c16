import type { inspectEnglish } from './inspect-english.ts'

/** Was die Prüfung von Autorisierungs-URLs auf Deutsch sagt. */
export const inspectGerman: Readonly<Record<keyof typeof inspectEnglish, string>> = {
  'inspect.meaning.response_type': 'Was die App zurückbekommen will: einen Code oder gleich ein Token.',
  'inspect.meaning.client_id': 'Welche App bittet.',
  'inspect.meaning.redirect_uri': 'Wohin der Browser mit der Antwort geschickt wird.',
  'inspect.meaning.scope': 'Wofür das Token gut ist; es kann das Gewährte nur einengen.',
  'inspect.meaning.state': 'Kommt unverändert zurück, damit die App ihre eigene Anfrage wiedererkennt.',
  'inspect.meaning.code_challenge':
    'Der Hash eines Verifiers, den nur die App kennt; ohne ihn ist der Code nichts wert.',
  'inspect.meaning.code_challenge_method': 'Wie die Challenge aus dem Verifier entstand.',
  'inspect.meaning.response_mode':
    'Wo die Antwort in der Weiterleitung steht; dieser Server lässt die App nicht wählen.',
  'inspect.meaning.nonce': 'Bindet ein ID-Token an die Anfrage; dieser Server stellt keines aus.',
  'inspect.meaning.prompt': 'Ob sich der Benutzer neu anmelden muss.',
  'inspect.meaning.login_hint': 'Wessen Anmeldung erwartet wird.',
  'inspect.meaning.ui_locales': 'In welcher Sprache die Seiten erscheinen.',
  'inspect.meaning.org':
    'An welcher Organisation sich der Benutzer anmeldet; ein eigener Parameter des Anbieters.',
  'inspect.meaning.provider':
    'Über welchen Identity Provider sich der Benutzer anmeldet; ein eigener Parameter des Anbieters.',
  'inspect.meaning.target': 'Wohin die eigenen Seiten des Anbieters führen; dieser Server übergeht es.',
  'inspect.meaning.unknown': 'Bedeutet diesem Server nichts; er übergeht es.',
  'inspect.finding.secret_in_url':
    'ein Geheimnis gehört nicht in eine Adresse, die in Verläufen und Protokollen stehen bleibt',
  'inspect.finding.no_client': 'nicht geprüft, da der Client hier unbekannt ist',
  'inspect.finding.refused': 'der Server antwortet `{error}`: {description}',
  'inspect.finding.client': 'das ist {client}',
  'inspect.finding.redirect': 'passt zu einer registrierten Redirect-URI',
  'inspect.finding.redirect_http': 'passt, geht aber unverschlüsselt durch das Netz',
  'inspect.finding.redirect_differs':
    'weicht von der registrierten `{registered}` an Zeichen {position} ab: `{here}` statt `{there}`',
  'inspect.finding.redirect_long':
    'geht an Zeichen {position} mit `{here}` weiter, wo die registrierte `{registered}` endet',
  'inspect.finding.redirect_short':
    'endet vor Zeichen {position} der registrierten `{registered}`, wo `{there}` steht',
  'inspect.finding.implicit':
    'ist diesem Client erlaubt, schreibt aber das Token in die Adresse des Browsers',
  'inspect.finding.response_type': 'für `{value}` ist der Grant-Typ dieses Clients da',
  'inspect.finding.state': 'lang genug, um nicht erraten zu werden, wenn es zufällig ist',
  'inspect.finding.state_short': 'kürzer als {least} Zeichen und damit zu erraten',
  'inspect.finding.scope': 'vom Client angefordert',
  'inspect.finding.scope_granted': 'vom Client angefordert und in dieser Organisation gewährt',
  'inspect.finding.scope_not_granted': 'in dieser Organisation nicht gewährt: `{scopes}`',
  'inspect.finding.pkce': 'wohlgeformt; der Verifier wird am Token-Endpunkt verlangt',
  'inspect.finding.pkce_implicit': 'ohne Nutzen, wo kein Code eingetauscht wird',
  'inspect.finding.taken': 'wird berücksichtigt',
  'inspect.finding.ignored': 'wird übergangen',
  'inspect.general.insecure': '`{host}` ist nicht auf diesem Rechner und muss über https erreicht werden.',
  'inspect.general.client_unknown': 'Diesen Client gibt es in dieser Organisation nicht.',
  'inspect.general.no_state':
    '`state` fehlt, also kann die App die Antwort auf ihre eigene Anfrage nicht von einer fremden unterscheiden.',
  'inspect.general.no_state_pkce':
    '`state` fehlt; PKCE schützt die App, wenn sie den Verifier an den Browser bindet.',
  'inspect.general.no_pkce': 'PKCE wird nicht genutzt, obwohl es den Code schützen würde.',
  'inspect.general.not_authorized':
    '{client} ist in dieser Organisation nicht autorisiert, also muss ein Administrator zustimmen.',
  'inspect.answer.unknown': 'Der Server würde einen Fehler zeigen und nirgendwohin weiterleiten.',
  'inspect.answer.login': 'Der Server würde seine Anmeldeseite zeigen.',
  'inspect.answer.shown':
    'Der Server würde einen Fehler zeigen und nirgendwohin weiterleiten: `{error}`, {description}.',
  'inspect.answer.redirected': 'Der Server würde den Browser mit `{error}` zurückschicken: {description}.',
}
