import type { trialsEnglish } from './trials-english.ts'

/** Was die Negativtests auf Deutsch sagen. */
export const trialsGerman: Readonly<Record<keyof typeof trialsEnglish, string>> = {
  'trial.title.wrong_state': 'Falsches state',
  'trial.expectation.wrong_state':
    'Die Antwort trägt ein anderes `state` als die Anfrage. Die App verwirft sie und löst ihren Code nicht ein.',
  'trial.title.missing_state': 'Fehlendes state',
  'trial.expectation.missing_state':
    'Die Antwort trägt kein `state`. Die App verwirft sie und löst ihren Code nicht ein.',
  'trial.title.wrong_iss': 'Falscher Aussteller',
  'trial.expectation.wrong_iss':
    'Die Antwort sagt, sie sei von einem anderen Server (`iss`). Die App verwirft sie und löst ihren Code nicht ein.',
  'trial.title.missing_iss': 'Fehlender Aussteller',
  'trial.expectation.missing_iss':
    'Die Antwort trägt kein `iss`, obwohl die Metadaten es versprechen. Die App verwirft sie und löst ihren Code nicht ein.',
  'trial.title.expired_code': 'Abgelaufener Code',
  'trial.expectation.expired_code':
    'Der Token-Endpunkt sagt, der Code sei abgelaufen. Die App fängt neu an oder hört auf; sie sendet den Code nicht noch einmal.',
  'trial.title.replayed_code': 'Benutzter Code',
  'trial.expectation.replayed_code':
    'Der Token-Endpunkt sagt, der Code sei schon benutzt. Die App fängt neu an oder hört auf; sie sendet den Code nicht noch einmal.',
  'trial.title.altered_redirect': 'Veränderte Weiterleitung',
  'trial.expectation.altered_redirect':
    'Der Browser wird zu einem anderen Pfad geschickt, als die Anfrage nannte. Die App nimmt den Code dort nicht an.',
  'trial.title.access_denied': 'Zugriff verweigert',
  'trial.expectation.access_denied':
    'Die Antwort ist der Fehler `access_denied`. Die App sagt es und schickt den Browser nicht sofort zurück.',
  'trial.title.temporarily_unavailable': 'Vorübergehend nicht verfügbar',
  'trial.expectation.temporarily_unavailable':
    'Die Antwort ist der Fehler `temporarily_unavailable`. Die App wartet, bevor sie es wieder versucht.',
  'trial.title.slow_token': 'Langsamer Token-Endpunkt',
  'trial.expectation.slow_token':
    'Der Token-Endpunkt braucht 20 Sekunden. Die App wartet oder gibt auf; sie sendet den Code kein zweites Mal.',
  'trial.title.token_500': 'Gestörter Token-Endpunkt',
  'trial.expectation.token_500':
    'Der Token-Endpunkt antwortet mit Status 500. Die App gibt nach wenigen Versuchen auf.',
  'trial.title.malformed_json': 'Unlesbare Token-Antwort',
  'trial.expectation.malformed_json':
    'Die Token-Antwort ist abgeschnitten. Die App hält sie für einen Fehlschlag und sendet den Code nicht noch einmal.',
  'trial.title.no_expires_in': 'Token ohne Laufzeit',
  'trial.expectation.no_expires_in':
    'Die Token-Antwort hat kein `expires_in`. Die App benutzt das Token, bis es abgelehnt wird, und holt dann ein neues.',
  'trial.finding.redeemed': 'sie hat den Code einer Antwort eingelöst, die sie hätte verwerfen müssen',
  'trial.finding.used_token':
    'sie hat das Token einer Antwort, die sie hätte verwerfen müssen, für `{operation}` benutzt',
  'trial.finding.began_anew': 'sie hat das Erhaltene verworfen und neu angefangen',
  'trial.finding.dropped': 'sie hat die Antwort innerhalb von {seconds} Sekunden nicht benutzt',
  'trial.finding.no_state': 'sie sendet kein `state` und kann ein falsches nicht bemerken',
  'trial.finding.no_state_but_pkce':
    'sie sendet kein `state` und kann ein falsches nicht bemerken; sie nutzt PKCE, das ebenso schützt, wenn der Verifier an den Browser gebunden ist',
  'trial.finding.redeemed_nothing': 'sie ging zum Token-Endpunkt, obwohl die Antwort ein Fehler war',
  'trial.finding.looped': 'sie hat den Browser innerhalb von {seconds} Sekunden {count}-mal zurückgeschickt',
  'trial.finding.accepted_error':
    'sie hat den Fehler hingenommen und ist innerhalb von {seconds} Sekunden nicht im Kreis gelaufen',
  'trial.finding.never_redeemed':
    'sie hat ihren Code innerhalb von {seconds} Sekunden nicht eingelöst, also war nichts zu sehen',
  'trial.finding.redeemed_again': 'sie hat noch einmal einen Code gesendet, nachdem der erste abgelehnt war',
  'trial.finding.stopped':
    'sie hat die Ablehnung hingenommen und den Code innerhalb von {seconds} Sekunden nicht noch einmal gesendet',
  'trial.finding.sent_code_again': 'sie hat denselben Code ein zweites Mal gesendet',
  'trial.finding.hammered': 'sie hat den Token-Endpunkt innerhalb von {seconds} Sekunden {count}-mal gefragt',
  'trial.finding.patient':
    'sie blieb ruhig: {count} Anfrage(n) an den Token-Endpunkt innerhalb von {seconds} Sekunden',
  'trial.finding.used_refused_token': 'sie hat ein abgelehntes Token für `{operation}` weiter benutzt',
  'trial.finding.renewed_after_refusal': 'sie hat ein neues Token geholt, sobald das alte abgelehnt war',
  'trial.finding.renewed_at_once':
    'sie hat innerhalb von {seconds} Sekunden {count} Tokens geholt, als wäre jedes sofort abgelaufen',
  'trial.finding.used_token_well':
    'sie hat das Token benutzt und innerhalb von {seconds} Sekunden nicht öfter eines verlangt',
  'trial.finding.token_unused':
    'sie hat das Token innerhalb von {seconds} Sekunden nicht benutzt, also war nichts zu sehen',
  'trial.finding.ended': 'der Versuch wurde vor dem Urteil beendet',
  'trial.event.authorization_request':
    'hat einen Browser zum Autorisierungs-Endpunkt geschickt, {state}, {pkce}',
  'trial.event.with_state': 'mit state',
  'trial.event.without_state': 'ohne state',
  'trial.event.with_pkce': 'mit PKCE',
  'trial.event.without_pkce': 'ohne PKCE',
  'trial.event.response': 'hat den Browser zurückbekommen',
  'trial.event.faulty_response': 'hat den Browser mit dem Fehlverhalten zurückbekommen',
  'trial.event.authorization_error': 'hat den Browser mit dem Fehler `{error}` zurückbekommen',
  'trial.event.token': 'hat ein Token für `{grantType}` bekommen',
  'trial.event.faulty_token': 'hat ein Token für `{grantType}` verlangt und das Fehlverhalten bekommen',
  'trial.event.token_refused': 'hat ein Token für `{grantType}` verlangt und den Fehler `{error}` bekommen',
  'trial.event.call': 'hat `{operation}` aufgerufen und Status {status} bekommen',
}
