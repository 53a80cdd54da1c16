import type { grantRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const grantRulesEnglish: Readonly<Record<(typeof grantRuleIds)[number], RuleText>> = {
  'GRANT-001': {
    title: 'Implicit grant',
    what: 'This client obtains tokens by the implicit grant.',
    why: 'The token travels in the address of a page, where browser history, referrers and injected scripts can read it.',
    fix: 'Register a twin with authorization code and PKCE, move the app to it, then delete this client.',
    clears: 'The client is gone, or its grant type is no longer implicit.',
  },
  'GRANT-002': {
    title: 'The vendor ends the implicit grant',
    what: 'This client uses the implicit grant, which the vendor ends on `{date}`.',
    why: 'After that day the app can no longer sign anybody in.',
    fix: 'Move the app to authorization code with PKCE before that day. If the vendor moved the day, set it in the settings of the organization.',
    clears: 'The grant type is no longer implicit, or the announced end is more than a year away.',
  },
  'GRANT-003': {
    title: 'Password grant',
    what: 'This client obtains tokens with the passwords of people.',
    why: 'The app sees every password, and neither a second factor nor single sign-on can protect the sign-in.',
    fix: 'Move the app to authorization code with PKCE, or to client credentials where no person is involved.',
    clears: 'The client is gone, or its grant type is no longer password.',
  },
  'GRANT-004': {
    title: 'Client credentials for an app that people use',
    what: 'This client acts for itself, yet `{sign}` suggests that people sign in with it.',
    why: 'Whoever uses the app acts with the roles of the client instead of their own, and a secret in an app on other machines can be read there.',
    fix: 'If people use the app, register a client with authorization code and PKCE for it. If not, remove the redirect URIs and name it for what it does.',
    clears:
      'The client has no redirect URIs, and neither name nor description speaks of an app that people use.',
  },
  'GRANT-005': {
    title: 'Native app that must use a secret',
    what: 'The redirect URIs of this client, such as `{uri}`, belong to an app on the machines of people, but the client works without PKCE and so needs its secret.',
    why: 'A secret that is delivered with an app can be read by everybody who has the app.',
    fix: 'Switch on PKCE for this client and take the secret out of the app.',
    clears: 'The client uses PKCE, or one of its redirect URIs belongs to a web server.',
  },
  'GRANT-006': {
    title: 'One client for a web app and a native app',
    what: 'This client is registered for the web (`{web}`) and for an app on the machines of people (`{native}`).',
    why: 'It can be neither trusted with a secret nor treated as an app without one, and each of the two can receive the codes of the other.',
    fix: 'Register one client for each app.',
    clears: 'The redirect URIs are all of the web, or all loopback addresses and schemes of an app.',
  },
  'GRANT-007': {
    title: 'SAML2 bearer without an identity provider',
    what: 'This client exchanges SAML assertions for tokens, but no identity provider is enabled in the organization.',
    why: 'It cannot obtain a token, and would wake up unseen with the next provider that somebody adds.',
    fix: 'Add or enable the identity provider that the client is meant for, or delete the client.',
    clears: 'An identity provider is enabled, or the client is gone or has another grant type.',
  },
  'GRANT-009': {
    title: 'Grant type was changed',
    what: 'The grant type was `{before}` in the earlier snapshot and is `{after}` now.',
    why: 'Another grant type changes who the client acts for and how it proves who it is, although it was approved as something else.',
    fix: 'Ask who changed it and why, and review the client as if it were new.',
    clears: 'An earlier snapshot in which the client has the same grant type.',
  },
}
