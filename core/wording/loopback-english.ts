/** What is said of ports, and by the page that answers a redirect (L2). */
export const loopbackEnglish = {
  'failure.port_taken': 'port {value} on this machine is in use by another process',
  'failure.port_taken_by': 'port {value} on this machine is in use by the process {holder}',
  'failure.port_forbidden': 'port {value} on this machine is not for this user; take one above 1023',
  'failure.loopback_missing': 'this machine has no address `{value}`',
  'failure.redirect_not_loopback':
    'no listener can wait at `{value}`; only `127.0.0.1`, `[::1]` and `localhost` lead back to this machine',
  'failure.server_running': 'the local server runs already, at `{value}`; stop it first',
  'failure.browser_missing': 'the system has no browser that opens this address',
  'redirect.received.title': 'Done',
  'redirect.received.text': 'Grantdesk has the answer. You can close this tab.',
  'redirect.refused.title': 'Not the answer that Grantdesk waits for',
  'redirect.refused.text':
    'This answer belongs to no flow that is running, so it was ignored. Go on in the tab that Grantdesk opened, or start again there.',
  'redirect.elsewhere.title': 'Nothing here',
  'redirect.elsewhere.text': 'Grantdesk waits for the answer of one flow at another address.',
  'redirect.waiting.title': 'One moment',
  'redirect.waiting.text': 'The answer is on its way to Grantdesk.',
  'redirect.script.title': 'JavaScript is needed here',
  'redirect.script.text':
    'The implicit grant puts its answer where only a script of this page can read it. Allow JavaScript for this address and load the page again, or use the code grant with PKCE.',
} as const
