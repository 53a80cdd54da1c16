/** What the authorization server's pages say, and why it refuses an authorization request (S1). */
export const pagesEnglish = {
  'page.where': 'Local organization server',
  'page.footer':
    'A local organization of this machine. It is not the vendor’s cloud, and knows nobody there.',
  'page.back': 'Back to {app}',
  'page.then': 'Afterwards you go on to `{host}`.',
  'page.implicit':
    '{app} uses the implicit grant, which puts its token into the browser’s address. The vendor ends support on {day}; authorization code with PKCE takes its place.',
  // Login
  'page.login.title': 'Log in',
  'page.login.lead': '{app} of {owner} asks you to log in.',
  'page.login.lead_built_in': '{app} asks you to log in.',
  'page.login.organization': 'Organization',
  'page.login.email': 'E-mail',
  'page.login.password': 'Password',
  'page.login.password_wanted': 'Enter the password to go on.',
  'page.login.submit': 'Log in',
  'page.login.failed': 'No active user of this organization has this address and password.',
  'page.login.email_missing': 'Enter an e-mail address.',
  'page.login.provider':
    'The app asks for a login through `{provider}`. A local organization has no page of that provider; log in here instead.',
  // Consent
  'page.consent.title': 'Authorize {app}?',
  'page.consent.lead':
    'It is not authorized in {organization} yet. If you allow it, every user of the organization can use it, each with their own rights.',
  'page.consent.app': 'Application',
  'page.consent.owner': 'Belongs to',
  'page.consent.vendor': 'the vendor',
  'page.consent.here': 'this organization',
  'page.consent.organization': 'Organization',
  'page.consent.you': 'You decide as',
  'page.consent.description': 'Description',
  'page.consent.scopes': 'What it may do',
  'page.consent.scopes_detail': 'Only what is checked is granted. The rights of the user remain the limit.',
  'page.consent.pending': '{user} asked for it on {at}.',
  'page.consent.revoked': 'Revoked by {user} on {at}. What it had then is checked.',
  'page.consent.expired': 'Its approval ended on {at}. What it had then is checked.',
  'page.consent.limited': 'Only holders of these roles can use it: {roles}.',
  'page.consent.allow': 'Allow',
  'page.consent.deny': 'Deny',
  'page.consent.risk.privileged': 'Changes privileges',
  'page.consent.risk.write': 'Reads and writes',
  'page.consent.risk.read': 'Reads',
  'page.consent.none': 'Check at least one scope, or deny.',
  'page.consent.not_enforced':
    'Scope enforcement is off in {organization}: whatever is checked, the app holds all rights of its user.',
  'page.consent.not_done': 'Nothing was authorized: {reason}.',
  // A scope in plain words
  'page.scope.sees': 'See {thing}',
  'page.scope.changes': 'See and change {thing}',
  // An administrator is required
  'page.administrator.title': 'An administrator is required',
  'page.administrator.lead':
    '{app} is not authorized in {organization}, and {user} may not authorize it: that needs the permission {title} (`{permission}`).',
  'page.administrator.asked':
    'Requested by {user} on {at}. An administrator finds the request under Authorized apps and decides.',
  'page.administrator.revoked':
    'It was revoked by {user} on {at}. Only an administrator can authorize it again.',
  // The app is limited to roles
  'page.role.title': '{app} is not open to you',
  'page.role.lead': 'In {organization} it is limited to roles, and {user} holds none of them.',
  'page.role.roles': 'Admitted roles',
  'page.role.way_out': 'An administrator can give you one of these roles, or admit one of yours.',
  // Faults of the request
  'page.error.title': 'This login cannot go on',
  'page.error.developer':
    'The app has to be corrected: tell its developer. Nothing was sent back to the app, because it is not proven where to.',
  'page.error.code': 'Error',
  'page.error.client': 'Client id',
  'page.error.presented': 'The app sent',
  'page.error.registered': 'Registered',
  'page.error.reference': 'Reference',
  'page.stale.title': 'This page can no longer be used',
  'page.stale.detail': 'A form works once, and for {minutes} minutes. Go back to the app and start again.',
  'page.foreign.title': 'This form was not sent from its own page',
  'page.foreign.detail': 'Another site sent it, so nothing was done. Go back to the app and start again.',
  'page.method.title': 'This address cannot be used like that',
  'page.method.detail': 'It answers `{method}` only.',
  'page.form.detail': 'It takes forms as `application/x-www-form-urlencoded` only.',
  'page.logout.title': 'You are logged out',
  'page.logout.detail':
    'Nobody is preselected any more. Tokens that an app holds live on until they are revoked or end.',
  'page.logout.unknown': 'There is no client `{client}`, so you were sent nowhere.',
  'page.logout.unregistered': 'The app wanted to send you to `{uri}`, which is not registered for it.',
  // Why an authorization request is refused; one lower-case clause each
  'authorize.repeated': 'the parameter `{name}` appears more than once',
  'authorize.client_missing': 'the parameter `client_id` is missing',
  'authorize.client_unknown': 'there is no client `{client}`',
  'authorize.redirect_missing': 'the parameter `redirect_uri` is missing',
  'authorize.redirect_none': 'the client has no redirect URI registered',
  'authorize.redirect_differs':
    'the redirect URI is not registered for this client; the closest one differs at character {position}',
  'authorize.redirect_unused': 'a client with the grant type {grantType} has no use for this endpoint',
  'authorize.parameter_long': 'the parameter `{name}` is longer than {limit} characters',
  'authorize.parameter_unreadable': 'the parameter `{name}` has a character that cannot stand there',
} as const
