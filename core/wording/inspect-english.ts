/** What the inspector of authorization URLs says in English. */
export const inspectEnglish = {
  'inspect.meaning.response_type': 'What the app wants back: a code, or a token at once.',
  'inspect.meaning.client_id': 'Which app asks.',
  'inspect.meaning.redirect_uri': 'Where the browser is sent with the answer.',
  'inspect.meaning.scope': 'What the token may be used for; it can only narrow what was granted.',
  'inspect.meaning.state': 'Comes back unchanged, so that the app knows its own request again.',
  'inspect.meaning.code_challenge':
    'The hash of a verifier that only the app knows; without it the code is worth nothing.',
  'inspect.meaning.code_challenge_method': 'How the challenge was made from the verifier.',
  'inspect.meaning.response_mode':
    'Where the answer stands in the redirect; this server does not let an app choose.',
  'inspect.meaning.nonce': 'Binds an ID token to the request; this server issues none.',
  'inspect.meaning.prompt': 'Whether the user has to log in anew.',
  'inspect.meaning.login_hint': 'Who is expected to log in.',
  'inspect.meaning.ui_locales': 'In which language the pages are shown.',
  'inspect.meaning.org': 'At which organization the user logs in; the vendor’s own parameter.',
  'inspect.meaning.provider': 'By which identity provider the user logs in; the vendor’s own parameter.',
  'inspect.meaning.target': 'Where the vendor’s own pages lead; this server passes it over.',
  'inspect.meaning.unknown': 'Means nothing to this server, which passes it over.',
  'inspect.finding.secret_in_url': 'a secret does not belong into an address, which histories and logs keep',
  'inspect.finding.no_client': 'not checked, since the client is unknown here',
  'inspect.finding.refused': 'the server answers `{error}`: {description}',
  'inspect.finding.client': 'this is {client}',
  'inspect.finding.redirect': 'matches a registered redirect URI',
  'inspect.finding.redirect_http': 'matches, but goes unencrypted over the network',
  'inspect.finding.redirect_differs':
    'differs from the registered `{registered}` at character {position}: `{here}` instead of `{there}`',
  'inspect.finding.redirect_long':
    'goes on after character {position} where the registered `{registered}` ends, with `{here}`',
  'inspect.finding.redirect_short':
    'ends before character {position} of the registered `{registered}`, where `{there}` is',
  'inspect.finding.implicit': 'is allowed to this client, but puts the token into the browser’s address',
  'inspect.finding.response_type': '`{value}` is what this client’s grant type is for',
  'inspect.finding.state': 'long enough not to be guessed, if it is random',
  'inspect.finding.state_short': 'shorter than {least} characters, so that it can be guessed',
  'inspect.finding.scope': 'requested by the client',
  'inspect.finding.scope_granted': 'requested by the client and granted in this organization',
  'inspect.finding.scope_not_granted': 'not granted in this organization: `{scopes}`',
  'inspect.finding.pkce': 'well formed; the verifier is asked for at the token endpoint',
  'inspect.finding.pkce_implicit': 'of no use where no code is exchanged',
  'inspect.finding.taken': 'taken into account',
  'inspect.finding.ignored': 'passed over',
  'inspect.general.insecure': '`{host}` is not on this machine and must be reached by https.',
  'inspect.general.client_unknown': 'There is no such client in this organization.',
  'inspect.general.no_state':
    'There is no `state`, so the app cannot tell an answer to its own request from a foreign one.',
  'inspect.general.no_state_pkce':
    'There is no `state`; PKCE protects the app if it binds the verifier to the browser.',
  'inspect.general.no_pkce': 'PKCE is not used, although it would protect the code.',
  'inspect.general.not_authorized':
    '{client} is not authorized in this organization, so an administrator has to allow it.',
  'inspect.answer.unknown': 'The server would show an error and redirect nowhere.',
  'inspect.answer.login': 'The server would show its login page.',
  'inspect.answer.shown': 'The server would show an error and redirect nowhere: `{error}`, {description}.',
  'inspect.answer.redirected': 'The server would send the browser back with `{error}`: {description}.',
} as const
