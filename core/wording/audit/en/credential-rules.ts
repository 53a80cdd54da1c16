import type { credentialRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const credentialRulesEnglish: Readonly<Record<(typeof credentialRuleIds)[number], RuleText>> = {
  'CRED-001': {
    title: 'Secret is too old',
    what: 'The secret was set {since} and is {days} days old; at most {limit} days are allowed.',
    why: 'The longer a secret lives, the more copies of it there are, and nobody notices which of them leaked.',
    fix: 'Replace the secret, or register a client beside this one and retire this one when the new one works.',
    clears: 'A snapshot in which the secret was set within the allowed days.',
  },
  'CRED-002': {
    title: 'Secret was never replaced',
    what: 'The client is {days} days old and still has the secret that it was created with; {limit} days are allowed.',
    why: 'Everybody who ever saw the secret, also people who have left, can still use it.',
    fix: 'Replace the secret now and put the next date in the calendar.',
    clears: 'A snapshot in which the secret was set after the client was created.',
  },
  'CRED-003': {
    title: 'App in people’s hands has a secret',
    what: 'The app runs on people’s own devices and has a secret, set {since}.',
    why: 'Whoever has such an app can read the secret out of it, so that it proves nothing. If it was replaced since the client was created, somebody relies on it.',
    fix: 'Do not build the secret into the app; let the app use authorization code with PKCE and no secret.',
    clears:
      'A snapshot in which the client uses PKCE and its secret was not replaced since it was created, or in which a redirect to a server shows that it is no such app.',
  },
  'CRED-004': {
    title: 'Secret stands in the record',
    what: 'The field `{field}` holds what looks like a secret (`{kinds}`). Its text is not repeated here.',
    why: 'Everybody who may look at clients can read it there, and so can everybody who gets an export or a report.',
    fix: 'Take it out of the record, and replace it where it is in use: it counts as known to others.',
    clears: 'A snapshot in which the field holds nothing of that form.',
  },
  'CRED-006': {
    title: 'Terraform keeps the secret',
    what: 'Terraform keeps the secret of this client in its state.',
    why: 'Whoever can read the state file, its copies and its history can use the secret.',
    fix: 'Remove `expose_client_secret` or set it to false, let Terraform hand the secret to a vault instead, and replace the secret.',
    clears: 'A Terraform state that holds no secret of this client.',
  },
  'CRED-007': {
    title: 'Rotation was not finished',
    what: '{successor} was registered just like this client {days} days ago, and both are active; {limit} days are allowed.',
    why: 'As long as the former client stays active, its old secret opens all that the new one opens.',
    fix: 'See whether anything still uses the former client; if not, deactivate it.',
    clears:
      'A snapshot in which one of the two is no longer active, or in which the former one has got a new secret.',
  },
  'CRED-008': {
    title: 'Secret can be used from everywhere',
    what: 'The client-credentials client has no list of allowed addresses.',
    why: 'A secret that leaked can be used from any place on the internet.',
    fix: 'Find out from which addresses the client calls, and allow only those.',
    clears: 'A snapshot in which the client has at least one allowed address range.',
  },
  'CRED-009': {
    title: 'Allowed addresses restrict nothing',
    what: 'The allowed address range `{range}` is of no use: it is wider than /{widest}, not public, or no IPv4 range.',
    why: 'A range that is too wide lets nearly everybody in, and no call ever comes from a private one.',
    fix: 'Replace it by the public IPv4 addresses from which the client really calls.',
    clears: 'A snapshot in which the range is gone, or is a public IPv4 range that is narrow enough.',
  },
  'CRED-012': {
    title: 'A shared secret alone opens privileged calls',
    what: 'Whoever has the secret of this client can make {operations} privileged calls.',
    why: 'A shared secret is known to both sides and can be copied on its way; a key pair never leaves the client.',
    fix: 'Use a key pair (`private_key_jwt` or mutual TLS) where the server offers it; until then keep the secret in a vault and limit the addresses.',
    clears: 'A snapshot in which the client’s roles open no privileged call, or in which it has no secret.',
  },
}
