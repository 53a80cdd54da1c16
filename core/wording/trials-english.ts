/** What the negative tests say in English: the fault, what a good app does, and what this one did (L5). */
export const trialsEnglish = {
  'trial.title.wrong_state': 'Wrong state',
  'trial.expectation.wrong_state':
    'The response carries another `state` than the request. The app drops it and does not redeem its code.',
  'trial.title.missing_state': 'Missing state',
  'trial.expectation.missing_state':
    'The response carries no `state`. The app drops it and does not redeem its code.',
  'trial.title.wrong_iss': 'Wrong issuer',
  'trial.expectation.wrong_iss':
    'The response says that it is of another server (`iss`). The app drops it and does not redeem its code.',
  'trial.title.missing_iss': 'Missing issuer',
  'trial.expectation.missing_iss':
    'The response carries no `iss`, although the metadata promises it. The app drops it and does not redeem its code.',
  'trial.title.expired_code': 'Expired code',
  'trial.expectation.expired_code':
    'The token endpoint says that the code has expired. The app begins anew or stops; it does not send the code again.',
  'trial.title.replayed_code': 'Used code',
  'trial.expectation.replayed_code':
    'The token endpoint says that the code was used before. The app begins anew or stops; it does not send the code again.',
  'trial.title.altered_redirect': 'Altered redirect',
  'trial.expectation.altered_redirect':
    'The browser is sent to another path than the request named. The app does not take the code there.',
  'trial.title.access_denied': 'Access denied',
  'trial.expectation.access_denied':
    'The response is the error `access_denied`. The app says so and does not send the browser back at once.',
  'trial.title.temporarily_unavailable': 'Temporarily unavailable',
  'trial.expectation.temporarily_unavailable':
    'The response is the error `temporarily_unavailable`. The app waits before it tries again.',
  'trial.title.slow_token': 'Slow token endpoint',
  'trial.expectation.slow_token':
    'The token endpoint takes 20 seconds. The app waits or gives up; it does not send the code a second time.',
  'trial.title.token_500': 'Failing token endpoint',
  'trial.expectation.token_500':
    'The token endpoint answers with status 500. The app gives up after a few attempts.',
  'trial.title.malformed_json': 'Malformed token response',
  'trial.expectation.malformed_json':
    'The token response is cut off. The app takes it for a failure and does not send the code again.',
  'trial.title.no_expires_in': 'Token without a lifetime',
  'trial.expectation.no_expires_in':
    'The token response has no `expires_in`. The app uses the token until it is refused, and then gets a new one.',
  'trial.finding.redeemed': 'it redeemed the code of a response that it should have dropped',
  'trial.finding.used_token':
    'it used the token of a response that it should have dropped, for `{operation}`',
  'trial.finding.began_anew': 'it dropped what it got and began anew',
  'trial.finding.dropped': 'it did not use the response within {seconds} seconds',
  'trial.finding.no_state': 'it sends no `state`, so it cannot notice a wrong one',
  'trial.finding.no_state_but_pkce':
    'it sends no `state` and cannot notice a wrong one; it uses PKCE, which protects it as well if the verifier is bound to the browser',
  'trial.finding.redeemed_nothing': 'it went to the token endpoint although the response was an error',
  'trial.finding.looped': 'it sent the browser back {count} times within {seconds} seconds',
  'trial.finding.accepted_error': 'it took the error and did not loop within {seconds} seconds',
  'trial.finding.never_redeemed':
    'it did not redeem its code within {seconds} seconds, so there was nothing to see',
  'trial.finding.redeemed_again': 'it sent a code again after the first had been refused',
  'trial.finding.stopped': 'it took the refusal and did not send the code again within {seconds} seconds',
  'trial.finding.sent_code_again': 'it sent the same code a second time',
  'trial.finding.hammered': 'it asked the token endpoint {count} times within {seconds} seconds',
  'trial.finding.patient':
    'it stayed calm: {count} request(s) to the token endpoint within {seconds} seconds',
  'trial.finding.used_refused_token': 'it went on with a token that had been refused, for `{operation}`',
  'trial.finding.renewed_after_refusal': 'it got a new token once the old one was refused',
  'trial.finding.renewed_at_once':
    'it got {count} tokens within {seconds} seconds, as if each had expired at once',
  'trial.finding.used_token_well':
    'it used the token, and no more often asked for one within {seconds} seconds',
  'trial.finding.token_unused':
    'it did not use the token within {seconds} seconds, so there was nothing to see',
  'trial.finding.ended': 'it was ended before there was a verdict',
  'trial.event.authorization_request': 'sent a browser to the authorization endpoint, {state}, {pkce}',
  'trial.event.with_state': 'with a state',
  'trial.event.without_state': 'without a state',
  'trial.event.with_pkce': 'with PKCE',
  'trial.event.without_pkce': 'without PKCE',
  'trial.event.response': 'got the browser back',
  'trial.event.faulty_response': 'got the browser back with the fault',
  'trial.event.authorization_error': 'got the browser back with the error `{error}`',
  'trial.event.token': 'got a token for `{grantType}`',
  'trial.event.faulty_token': 'asked for a token for `{grantType}` and got the fault',
  'trial.event.token_refused': 'asked for a token for `{grantType}` and got the error `{error}`',
  'trial.event.call': 'called `{operation}` and got status {status}',
} as const
