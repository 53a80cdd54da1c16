import type { redirectRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const redirectRulesGerman: Readonly<Record<(typeof redirectRuleIds)[number], RuleText>> = {
  'REDIR-001': {
    title: 'Weiterleitung über einfaches http',
    what: 'Die Redirect-URI `{uri}` nutzt `http` auf einem Host, der nicht dieser Rechner ist.',
    why: 'Jeder auf dem Weg kann den Code oder das Token lesen und verändern.',
    fix: 'Lassen Sie die App über `https` antworten und registrieren Sie stattdessen diese Adresse.',
    clears: 'Die Redirect-URI beginnt mit `https` oder ist entfernt.',
  },
  'REDIR-002': {
    title: 'Platzhalter in einer Redirect-URI',
    what: 'Die Redirect-URI `{uri}` enthält einen Stern.',
    why: 'Redirect-URIs werden Zeichen für Zeichen verglichen, daher passt der Eintrag auf nichts; ein Server, der ihn doch auflöst, schickt Codes an Adressen, die niemand geprüft hat.',
    fix: 'Registrieren Sie jede Adresse, die die App wirklich nutzt, vollständig.',
    clears: 'Keine Redirect-URI enthält `*` oder `%2A`.',
  },
  'REDIR-003': {
    title: 'Platzhalter am Ende eines Hosts',
    what: 'Der Host der Redirect-URI `{uri}` endet mit einem Stern.',
    why: 'Ein Vergleich, der ihn auflöst, nimmt auch längere Hosts an, die mit der Domain von jemand anderem enden.',
    fix: 'Nehmen Sie den Stern weg und registrieren Sie jede Adresse, die die App wirklich nutzt, vollständig.',
    clears: 'Kein Host einer Redirect-URI endet mit `*` oder `%2A`.',
  },
  'REDIR-004': {
    title: 'Fragment in einer Redirect-URI',
    what: 'Die Redirect-URI `{uri}` enthält ein `#`.',
    why: 'Eine Redirect-URI darf kein Fragment haben; die Antwort des Servers ginge darin verloren oder stieße damit zusammen.',
    fix: 'Nehmen Sie alles ab dem `#` weg.',
    clears: 'Die Redirect-URI enthält kein `#`.',
  },
  'REDIR-005': {
    title: 'Redirect-URI, die sich nicht nutzen lässt',
    what: 'Die Redirect-URI Nummer {place}, `{uri}`, ist keine vollständige absolute URI: Schema oder Host fehlt, sie ist nicht lesbar, oder sie ist zu lang.',
    why: 'Kein Server kann einen Browser dorthin schicken, oder zwei Server lesen sie verschieden.',
    fix: 'Schreiben Sie sie mit Schema, Host und Pfad, etwa `https://app.example.com/callback`, oder entfernen Sie sie.',
    clears: 'Die Redirect-URI ist absolut, hat einen Host, wo ihr Schema einen braucht, und ist lesbar.',
  },
  'REDIR-006': {
    title: 'Redirect-URI ohne Pfad',
    what: 'Die Redirect-URI `{uri}` führt an die Wurzel ihres Hosts.',
    why: 'Der Code oder das Token erreicht die Seite, die dort gerade steht, und alles, was sie lädt und protokolliert.',
    fix: 'Geben Sie der App einen eigenen Pfad für die Antwort, etwa `/oauth/callback`, und registrieren Sie diesen.',
    clears: 'Die Redirect-URI hat einen Pfad.',
  },
  'REDIR-007': {
    title: 'Redirect-URI, die man leicht falsch liest',
    what: 'Die Redirect-URI `{uri}` enthält `{part}`.',
    why: 'Eine Person oder ein nachlässiger Vergleich sieht darin einen anderen Host oder Pfad als ein Browser.',
    fix: 'Schreiben Sie die Adresse ohne diesen Teil. Ist der Host ein eigener Name in anderen Buchstaben, nennen Sie seine Domain unter den eigenen Domains der Richtliniendatei.',
    clears:
      'Die Redirect-URI hat keinen Benutzernamen, keinen Backslash, kein `..`, kein codiertes `/`, `@` oder Steuerzeichen und keine Buchstaben jenseits von ASCII.',
  },
  'REDIR-008': {
    title: 'Redirect-URI, die etwas ausführt oder liest',
    what: 'Die Redirect-URI `{uri}` hat ein Schema, mit dem ein Browser ein Skript ausführt oder eine Datei liest.',
    why: 'Sie ruft keine App auf; wer ihre Nutzung erreicht, kann ein Skript ausführen, wo sich Personen anmelden.',
    fix: 'Entfernen Sie sie.',
    clears:
      'Keine Redirect-URI hat eines der Schemas `javascript`, `data`, `file`, `vbscript`, `blob`, `about` und `filesystem`.',
  },
  'REDIR-009': {
    title: 'Schema einer App ohne Domain',
    what: 'Das Schema der Redirect-URI `{uri}` enthält keinen Punkt.',
    why: 'Jede andere App kann dasselbe kurze Schema beanspruchen und den Code empfangen.',
    fix: 'Nutzen Sie eine eigene Domain in umgekehrter Reihenfolge, etwa `com.example.app:/callback`, und ändern Sie die App mit.',
    clears: 'Das Schema enthält einen Punkt.',
  },
  'REDIR-010': {
    title: 'Schema einer App mit zwei Schrägstrichen',
    what: 'Die Redirect-URI `{uri}` hat zwei Schrägstriche nach dem Schema einer App.',
    why: 'Was nach zwei Schrägstrichen steht, wird als Host gelesen, den eine App nicht hat; Systeme schreiben und vergleichen solche Adressen verschieden.',
    fix: 'Schreiben Sie sie mit einem einzigen Schrägstrich und ändern Sie die App mit.',
    clears: 'Auf das Schema folgt ein einziger Schrägstrich.',
  },
  'REDIR-011': {
    title: 'Loopback über den Namen',
    what: 'Die Redirect-URI `{uri}` nutzt `localhost`, und dieselbe Adresse mit `127.0.0.1` und `[::1]` ist nicht registriert.',
    why: 'Der Name kann zu etwas anderem als diesem Rechner aufgelöst werden, und eine App, die nur auf einer der beiden Adressen hört, verpasst die Antwort.',
    fix: 'Registrieren Sie die beiden Adressen daneben, lassen Sie die App sie nutzen und entfernen Sie dann `localhost`.',
    clears:
      'Dieselbe Redirect-URI ist mit `127.0.0.1` und mit `[::1]` registriert, oder `localhost` ist entfernt.',
  },
  'REDIR-012': {
    title: 'Loopback mit nur einer Adressfamilie',
    what: 'Zur Redirect-URI `{uri}` ist nur eine der Adressen `127.0.0.1` und `[::1]` registriert.',
    why: 'Auf einem Rechner, der nur die andere hat, kann die App niemanden anmelden.',
    fix: 'Registrieren Sie auch die andere Adresse.',
    clears: 'Dieselbe Redirect-URI ist mit `127.0.0.1` und mit `[::1]` registriert.',
  },
  'REDIR-013': {
    title: 'Loopback mit festem Port',
    what: 'Die Redirect-URI `{uri}` nennt den Port `{port}` und ist nicht ohne Port registriert.',
    why: 'Nutzt etwas anderes diesen Port, kann die App nicht hören; bei Loopback-Adressen beachtet der Server den Port ohnehin nicht.',
    fix: 'Registrieren Sie sie ohne Port und lassen Sie die App einen freien nehmen.',
    clears: 'Dieselbe Redirect-URI ist ohne Port registriert.',
  },
  'REDIR-014': {
    title: 'Adresse eines Entwicklers in Produktion',
    what: 'Die Redirect-URI `{uri}` dieses Produktions-Clients führt auf den eigenen Rechner des Benutzers oder in ein privates Netz.',
    why: 'Auf einem anderen Rechner oder in einem anderen Netz ist dieselbe Adresse etwas anderes, das dann den Code oder das Token empfängt.',
    fix: 'Entfernen Sie sie und registrieren Sie für die Entwicklung einen Test-Client.',
    clears: 'Die Adresse ist entfernt, oder der Client ist als Test-Client gekennzeichnet.',
  },
  'REDIR-015': {
    title: 'Callback eines Testwerkzeugs',
    what: 'Die Redirect-URI `{uri}` führt zu `{domain}`, einem Tunnel oder einem Werkzeug für Tests.',
    why: 'Codes und Tokens erreichen einen Dienst außerhalb der Organisation, und den Namen eines Tunnels kann die nächste Person übernehmen.',
    fix: 'Entfernen Sie sie, wenn der Test vorbei ist, und nutzen Sie für Tests einen eigenen Client.',
    clears:
      'Keine Redirect-URI führt zu einem Host auf der Liste der Testwerkzeuge, die die Richtliniendatei ersetzen kann.',
  },
  'REDIR-016': {
    title: 'Weiterleitung zu geteiltem Hosting',
    what: 'Die Redirect-URI `{uri}` führt zu einem Namen unter `{domain}`, den Kunden eines Hosting-Dienstes nehmen und zurückgeben können.',
    why: 'Wird die Website aufgegeben, kann jemand anderes denselben Namen nehmen und die Codes oder Tokens empfangen.',
    fix: 'Nutzen Sie einen Namen in einer eigenen Domain. Stellen Sie bis dahin sicher, dass es die Website gibt und sie Ihnen gehört.',
    clears:
      'Keine Redirect-URI liegt unter einem der Suffixe für geteiltes Hosting, die die Richtliniendatei ersetzen kann.',
  },
  'REDIR-017': {
    title: 'Weiterleitung zu einem Host, den es nicht gibt',
    what: 'Die Redirect-URI `{uri}` führt ins Leere: Der Name `{target}` lässt sich nicht auflösen.',
    why: 'Wer diesen Namen registriert, empfängt die Codes oder Tokens aller, die sich anmelden.',
    fix: 'Entfernen Sie die Redirect-URI, oder stellen Sie den Host wieder her.',
    clears: 'Eine Abfrage findet eine Adresse für den Host.',
  },
  'REDIR-018': {
    title: 'Redirect-URI, die weiterschicken kann',
    what: 'Die Redirect-URI `{uri}` enthält `{part}`, womit Websites Besucher zu einer anderen Adresse weiterschicken.',
    why: 'Lässt sich diese Adresse von außen wählen, reist der Code oder das Token mit dorthin.',
    fix: 'Registrieren Sie die Seite, die die Antwort selbst verarbeitet, und merken Sie sich das nächste Ziel in der Sitzung oder in `state`.',
    clears:
      'Die Redirect-URI liegt bei keinem URL-Kürzer und hat keinen Parameter wie `next`, `url` oder `redirect`.',
  },
  'REDIR-019': {
    title: 'Fast dieselbe Redirect-URI zweimal',
    what: 'Die Redirect-URI `{uri}` ist dieselbe wie `{twin}` oder unterscheidet sich nur in der Schreibweise.',
    why: 'Redirect-URIs werden Zeichen für Zeichen verglichen; nur eine von beiden funktioniert für die App, und niemand sieht, welche.',
    fix: 'Behalten Sie genau die, die die App sendet, und entfernen Sie die andere.',
    clears:
      'Keine zwei Redirect-URIs unterscheiden sich nur in der Großschreibung des Hosts, einem Standard-Port, einem Schrägstrich am Ende oder der Prozent-Codierung.',
  },
  'REDIR-020': {
    title: 'Liste der Redirect-URIs ist voll',
    what: 'Dieser Client hat {count} von höchstens {limit} Redirect-URIs.',
    why: 'Ist die Liste voll, lässt sich die nächste Adresse nicht registrieren; über der Grenze weist der Anbieter den Client ab.',
    fix: 'Entfernen Sie Adressen, die nicht mehr genutzt werden, oder registrieren Sie für jede App einen Client.',
    clears: 'Der Client hat weniger als neun Zehntel der Grenze.',
  },
  'REDIR-021': {
    title: 'Viele Redirect-URIs an einem Client',
    what: 'Dieser Client hat {count} Redirect-URIs, auf {domains} Domains des Webs.',
    why: 'Jede davon kann Codes oder Tokens empfangen, und eine einzige, die übernommen wird, genügt.',
    fix: 'Entfernen Sie Adressen, die nicht mehr genutzt werden, und registrieren Sie für jede App einen Client.',
    clears:
      'Weder die Zahl der Redirect-URIs noch die ihrer Domains liegt über den Schwellen der Richtlinie.',
  },
  'REDIR-022': {
    title: 'Redirect-URI von zwei Clients',
    what: 'Die Redirect-URI `{uri}` ist auch für `{other}` registriert, mit einem anderen Besitzer oder einem anderen Grant-Typ.',
    why: 'Die App kann an ihrer Adresse nicht erkennen, für welchen Client eine Antwort bestimmt ist; die beiden lassen sich verwechseln.',
    fix: 'Geben Sie jedem Client eine eigene Adresse.',
    clears: 'Kein Client mit anderem Besitzer oder anderem Grant-Typ hat dieselbe Redirect-URI.',
  },
  'REDIR-023': {
    title: 'Redirect-URIs und Grant-Typ passen nicht zusammen',
    what: 'Dieser Client hat den Grant-Typ `{grantType}` und {count} Redirect-URIs.',
    why: 'Authorization Code und Implicit arbeiten nicht ohne Redirect-URI; Client Credentials nutzen nie eine, und eine Liste ohne Nutzen verdeckt, wofür der Client da ist.',
    fix: 'Registrieren Sie die Adresse der App, oder entfernen Sie die Liste, die nicht genutzt wird.',
    clears: 'Ein Code- oder Implicit-Client hat eine Redirect-URI, ein Client-Credentials-Client hat keine.',
  },
  'REDIR-024': {
    title: 'Seite des Anbieters in einer anderen Region',
    what: 'Die Redirect-URI `{uri}` gehört zur Region `{region}`, aber die Organisation ist in `{own}`.',
    why: 'Die Seite meldet sich in einer anderen Region an, in der es die Organisation nicht gibt.',
    fix: 'Nutzen Sie die Seite der Region der Organisation.',
    clears: 'Der Host der Redirect-URI ist der der Region der Organisation.',
  },
  'REDIR-025': {
    title: 'Weiterleitung zu einer fremden Domain',
    what: 'Die Redirect-URI `{uri}` führt zu `{host}`, und das liegt in keiner der eigenen Domains.',
    why: 'Codes und Tokens gehen an den, der diesen Host betreibt.',
    fix: 'Fragen Sie, wem der Host gehört. Entfernen Sie die Redirect-URI, oder nennen Sie die Domain unter den eigenen Domains der Richtliniendatei.',
    clears: 'Der Host ist eine der eigenen Domains oder liegt darunter.',
  },
  'REDIR-026': {
    title: 'Redirect-URI kürzlich von jemand anderem hinzugefügt',
    what: '{by} hat diesen Client weder erstellt noch zuvor geändert und am {at} die Redirect-URI `{uri}` hinzugefügt.',
    why: 'Eine hinzugefügte Adresse ist der einfachste Weg, Codes oder Tokens einer App zu empfangen, die längst genehmigt ist.',
    fix: 'Fragen Sie den Besitzer, ob die Adresse dort stehen soll.',
    clears:
      'Die Redirect-URI ist entfernt, oder sie wurde vor längerer Zeit hinzugefügt, als die Richtlinie kürzlich nennt.',
  },
  'REDIR-027': {
    title: 'Geheimnis oder Kennung in einer Redirect-URI',
    what: 'Die Query der Redirect-URI `{uri}` trägt ein Geheimnis oder eine Kennung in `{parameter}`.',
    why: 'Adressen stehen in Browserverläufen, Protokollen und Referrern, wo andere sie lesen können.',
    fix: 'Nehmen Sie den Parameter heraus und ersetzen Sie, was geheim war; was die App sich merken muss, gehört in die Sitzung oder in `state`.',
    clears:
      'Kein Parameter der Query heißt wie ein Geheimnis oder eine Kennung oder enthält eine E-Mail-Adresse.',
  },
}
