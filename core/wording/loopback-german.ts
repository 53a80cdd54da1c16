import type { loopbackEnglish } from './loopback-english.ts'

export const loopbackGerman: Readonly<Record<keyof typeof loopbackEnglish, string>> = {
  'failure.port_taken': 'Port {value} auf diesem Rechner wird von einem anderen Prozess benutzt',
  'failure.port_taken_by': 'Port {value} auf diesem Rechner wird vom Prozess {holder} benutzt',
  'failure.port_forbidden':
    'Port {value} auf diesem Rechner ist für diesen Benutzer gesperrt; nehmen Sie einen über 1023',
  'failure.loopback_missing': 'dieser Rechner hat keine Adresse `{value}`',
  'failure.redirect_not_loopback':
    'bei `{value}` kann kein Listener warten; nur `127.0.0.1`, `[::1]` und `localhost` führen zu diesem Rechner zurück',
  'failure.server_running': 'der lokale Server läuft schon, unter `{value}`; beenden Sie ihn zuerst',
  'failure.browser_missing': 'das System hat keinen Browser, der diese Adresse öffnet',
  'redirect.received.title': 'Fertig',
  'redirect.received.text': 'Grantdesk hat die Antwort. Sie können diesen Tab schließen.',
  'redirect.refused.title': 'Nicht die Antwort, auf die Grantdesk wartet',
  'redirect.refused.text':
    'Diese Antwort gehört zu keinem laufenden Ablauf und wurde nicht beachtet. Machen Sie in dem Tab weiter, den Grantdesk geöffnet hat, oder beginnen Sie dort von vorn.',
  'redirect.elsewhere.title': 'Hier ist nichts',
  'redirect.elsewhere.text': 'Grantdesk wartet unter einer anderen Adresse auf die Antwort eines Ablaufs.',
  'redirect.waiting.title': 'Einen Moment',
  'redirect.waiting.text': 'Die Antwort ist auf dem Weg zu Grantdesk.',
  'redirect.script.title': 'Hier wird JavaScript gebraucht',
  'redirect.script.text':
    'Der Implicit Grant legt seine Antwort dorthin, wo nur ein Skript dieser Seite sie lesen kann. Erlauben Sie JavaScript für diese Adresse und laden Sie die Seite neu, oder nehmen Sie den Code Grant mit PKCE.',
}
