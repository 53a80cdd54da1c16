import { auditEnglish } from './audit-english.ts'
import { flowEnglish } from './flow-english.ts'
import { idpEnglish } from './idp-english.ts'
import { serverEnglish } from './server-english.ts'

/** How much an app can call, and in which division, as a clause. */
interface Callable {
  readonly count: number
  readonly all: number
  readonly where: string
}

interface Who {
  readonly risk: keyof typeof risks
  readonly pairs: number
  readonly where: string
}

interface Difference {
  readonly calls: string
  readonly apps: string
  readonly users: string
  readonly operations: string
}

const risks = { privileged: 'privileged', write: 'write', read: 'read' }

/** The command's own words in English. What the core says comes from `core/wording`. */
export const english = {
  ...auditEnglish,
  ...flowEnglish,
  ...idpEnglish,
  ...serverEnglish,
  // Usage
  noOrganization: 'there is no organization yet; `grantdesk org create NAME` makes one',
  severalOrganizations: (names: readonly string[]) =>
    `there are several organizations, name one with --org: ${names.join(', ')}`,
  organizationUnknown: (name: string, names: readonly string[]) =>
    `there is no organization \`${name}\`; there are: ${names.join(', ')}`,
  ambiguous: (kind: 'organization' | 'role' | 'division', text: string, ids: readonly string[]) =>
    `the ${kind} \`${text}\` is ambiguous, use an id: ${ids.join(', ')}`,
  roleUnknown: (text: string, names: readonly string[]) =>
    `there is no role \`${text}\`; there are: ${names.join(', ')}`,
  divisionUnknown: (text: string, names: readonly string[]) =>
    `there is no division \`${text}\`; there are: ${names.join(', ')}`,
  templateUnknown: (text: string, ids: readonly string[]) =>
    `there is no template \`${text}\`; there are: ${ids.join(', ')}`,
  grantTypeUnknown: (text: string) =>
    `\`${text}\` is no grant type; there are CODE, TOKEN, SAML2-BEARER and CLIENT-CREDENTIALS`,
  missingOption: (option: string) => `required option '${option}' not specified`,
  oneOf: (first: string, second: string) => `${first} and ${second} exclude each other`,
  nothingToChange: 'nothing to change was named; --help lists the options',
  notAnAssignment: (text: string) => `\`${text}\` is not of the form KEY=VALUE`,
  notOfForm: (flag: string, form: string, text: string) =>
    `\`${text}\` is no value for ${flag}, which takes ${form}`,
  nothingAssumed: 'no change was named whose effect is to be told; --help lists the flags',
  holderUnknown: (text: string) => `there is no user and no client \`${text}\` in this organization`,
  settingUnknown: (key: string, known: readonly string[]) =>
    `there is no setting \`${key}\`; there are: ${known.join(', ')}`,
  settingInvalid: (key: string, value: string, expected: string) =>
    `\`${value}\` is no value for \`${key}\`; expected: ${expected}`,
  notAuthorizedYet: (name: string, id: string) =>
    `\`${name}\` (${id}) has no authorization in this organization; \`grantdesk app authorize\` gives it one`,
  fileUnreadable: (path: string, reason: string) => `cannot read \`${path}\`: ${reason}`,
  fileUnwritable: (path: string, reason: string) => `cannot write \`${path}\`: ${reason}`,
  notAFile: 'it is no ordinary file',
  notUtf8: 'it is not UTF-8 text',
  fileProblems: {
    ENOENT: 'there is no such file',
    EACCES: 'access is denied',
    EPERM: 'access is denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of its path is no folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
  } as Readonly<Record<string, string>>,

  usageUnreadable: (path: string, place: string, problem: string) =>
    `cannot read \`${path}\`${place}: ${problem}`,
  placeIn: (place: { readonly line: number } | { readonly row: number }) =>
    'line' in place ? `, line ${String(place.line)}` : `, row ${String(place.row)}`,
  notACall: (text: string) => `\`${text}\` is not of the form METHOD /path`,
  noNumberOfRequests: (text: string) => `\`${text}\` is no number of requests`,
  usageProblems: {
    too_long: 'it is longer than any call is',
    too_large: 'a JSON document may have 32 MB at most; a line for each call has no such limit',
    too_many:
      'these are more than 200,000 different calls; write paths as the catalogue does, with {parameters}',
    not_utf8: 'it is not UTF-8 text',
    not_text: 'it holds control characters, which no text does',
    quote_open: 'a quote is not closed',
    no_json: 'it is not JSON',
    no_call: 'it has no method and path',
  },

  fault: (log: string) => `something went wrong inside Grantdesk; the details are in ${log}`,

  // Questions
  yesOrNo: '[y/N]',
  cannotAsk: (question: string) =>
    `${question} There is no terminal to answer on; pass --yes to go ahead. Nothing was changed.`,
  nothingDone: 'not confirmed, nothing was changed',
  askAdvance: (now: string) => `Move the clock forward to ${now}?`,
  askDelete: (name: string) => `Delete \`${name}\`?`,
  askRevoke: (name: string) => `Revoke \`${name}\`?`,
  askDropped: (name: string, names: readonly string[]) =>
    `The new grant type has no ${names.join(', ')}. Save \`${name}\` without?`,

  // Clock
  fallsDue: 'For removal fall due, and do not come back when the clock is reset:',
  fellDue: 'Removed:',
  nothingDue: 'Nothing fell due for removal.',
  clockMoved: (now: string) => `${now} (moved)`,
  dueRemoval: (kind: 'client' | 'authorization', name: string, id: string, at: string) =>
    `  ${kind === 'client' ? 'client' : 'authorization of'} \`${name}\` (${id}), due ${at}`,

  // Clients
  clientCreated: (name: string) => `Created the client \`${name}\`.`,
  copyOf: (name: string) => `${name} (copy)`,
  authorizedWith: (scopes: readonly string[]) =>
    `Authorized in this organization with: ${scopes.join(', ') || 'no scope'}`,
  notAuthorized: 'Not authorized in this organization by this command.',
  secretOnce: (secret: string) => [
    `Secret: ${secret}`,
    'It is shown this once; only a hash of it is stored.',
  ],
  secretInKeychain: (keychain: string) => `The secret is in the keychain: ${keychain}.`,
  secretRegenerated: (name: string) => `\`${name}\` has a new secret; the former one no longer works.`,
  noKeychain: {
    library_missing: 'the keychain library is not installed on this machine',
    no_answer: 'the keychain of this machine does not answer',
  },
  keychainSessionOnly: (reason: string) =>
    `the secret cannot be kept: ${reason}; without a keychain it would end with this command, so nothing was done`,
  deletesForGood: (name: string) =>
    `\`${name}\` is not older than 30 days: it is removed at once and for good.`,
  deactivates: (name: string, until: string) =>
    `\`${name}\` is deactivated now and removed after 7 days; it can be restored until ${until}.`,
  authorizedIn: (names: readonly string[]) => `It is authorized in: ${names.join(', ')}.`,
  impact: (broken: { users: number; tokens: number; calls: number; lastUsed: string }) =>
    `Users who may use it: ${String(broken.users)}, live tokens: ${String(broken.tokens)}, ` +
    `recent calls: ${String(broken.calls)}, last used: ${broken.lastUsed}.`,
  deactivated: (name: string, until: string) =>
    `\`${name}\` is deactivated; it can be restored until ${until}.`,
  removed: (name: string) => `\`${name}\` is removed for good.`,
  restored: (name: string) => `\`${name}\` is active again.`,
  saved: (name: string) => `Saved \`${name}\`.`,
  notSaved: 'Nothing was saved (--dry-run).',
  noChanges: 'Nothing changes.',
  dropped: '(dropped: the new grant type does not have it)',
  inactiveUntil: (until: string) => `inactive, removed ${until}`,

  // Authorizations
  authorizedApp: (name: string) => `\`${name}\` is authorized.`,
  revokes: (name: string) =>
    `\`${name}\` gets no new token and its live tokens stop working; this cannot be undone, it takes a new authorization.`,
  revokesBuiltIn: 'It is built in: nobody can use it any more, administrators included.',
  lastUsedAt: (day: string | null) => `Last used: ${day ?? 'never'}.`,
  revoked: (name: string, at: string) => `\`${name}\` is revoked since ${at}.`,

  // Catalogue, decisions, log
  imported: (operations: number) =>
    `The catalogue now answers for ${String(operations)} imported operations.`,
  shippedCatalogue: 'shipped with Grantdesk; none was imported',
  allow: 'ALLOW',
  deny: 'DENY',
  wouldAllow: 'Each of these would allow it:',
  moreSets: (count: number) => `  … and ${String(count)} more`,
  logIntact: (count: number) => `The log is intact: ${String(count)} ${count === 1 ? 'event' : 'events'}.`,
  logBroken: (at: number | null, problem: string) =>
    at === null
      ? `The log is not intact: ${problem}.`
      : `The log is not intact: event ${String(at)} ${problem}.`,
  logNotAnchored:
    'No head was given, so a chain rewritten from start to end is not excluded; keep `grantdesk log --head` elsewhere.',
  logProblems: {
    hash_differs: 'does not have the hash of its content',
    link_differs: 'does not continue the one before',
    sequence_gap: 'is out of sequence',
    shorter_than_head: 'is missing, the head that was kept is further on',
    head_differs: 'differs from the head that was kept',
    head_unreadable: 'the head is not of the form COUNT:HASH',
  },
  undone: (sequence: number, by: number) => `Event ${String(sequence)} is undone, by event ${String(by)}.`,
  shown: (shown: number, total: number) =>
    shown === total ? `${String(total)} in all` : `${String(shown)} of ${String(total)}; --limit shows more`,

  // The whole organization
  inAnyDivision: 'in any division',
  inDivision: (name: string) => `in the division \`${name}\``,
  callableFor: (app: string, user: string, { count, all, where }: Callable) =>
    `\`${app}\` can call ${String(count)} of ${String(all)} operations for ${user}, ${where}.`,
  callableForAnybody: (app: string, users: number, { count, all, where }: Callable) =>
    `\`${app}\` can call ${String(count)} of ${String(all)} operations, ${where}, for one or more of the ${String(users)} users for whom it may act.`,
  callableItself: (app: string, { count, all, where }: Callable) =>
    `\`${app}\` acts for itself and can call ${String(count)} of ${String(all)} operations, ${where}.`,
  scopesNotEnforced: 'Scope enforcement is off, so scopes limit nothing.',
  groupOf: (group: string, allowed: number, all: number) => `${group} (${String(allowed)} of ${String(all)})`,
  whoCan: (operation: string, { risk, pairs, where }: Who) =>
    `\`${operation}\` (${risks[risk]}): ${String(pairs)} ${pairs === 1 ? 'pair' : 'pairs'} of app and user can call it, ${where}.`,
  secretReaches: (app: string, operations: number) =>
    `Whoever has the secret of \`${app}\` can call ${String(operations)} ${operations === 1 ? 'operation' : 'operations'}.`,
  tokenReaches: (app: string, user: string, operations: number) =>
    `Whoever has a token that \`${app}\` got for ${user} can call ${String(operations)} ${operations === 1 ? 'operation' : 'operations'}.`,
  anyTokenReaches: (app: string, users: number, operations: number) =>
    `Whoever has a token of \`${app}\` can call up to ${String(operations)} ${operations === 1 ? 'operation' : 'operations'}, depending on which of ${String(users)} users it is for.`,
  riskGroup: (risk: keyof typeof risks, count: number) => `${risks[risk]} (${String(count)})`,
  canGrow: 'It could grow itself, by changing:',
  cannotGrow: 'It cannot change roles, clients, apps, users or identity providers, and so not grow itself.',
  byUsers: (users: number) => `with the token of ${String(users)} ${users === 1 ? 'user' : 'users'}`,
  matrixWritten: (path: string, apps: number, users: number) =>
    `Wrote \`${path}\`: ${String(apps)} applications, ${String(users)} users.`,
  changedMeanwhile: 'the organization was changed while the matrix was read; ask again',
  nothing: 'nothing',
  difference: ({ calls, apps, users, operations }: Difference) =>
    `${calls} calls (app, user, operation); apps: ${apps}, users: ${users}, operations: ${operations}`,
  onlyInDivision: (name: string) => `For calls in the division \`${name}\``,
  moreRows: (count: number) => `… and ${String(count)} more; --top shows up to 500`,
  needsRoles: (app: string) =>
    `\`${app}\` acts for itself: its roles decide what it can call, and it has no scopes.`,
  nothingObserved: 'no call of the app was seen, so no scopes can be suggested',
  needNoScope: 'These calls need no scope.',
  proofOptimal: (count: number) => {
    if (count === 1) return 'It is the smallest set: without a scope these calls are not reached.'
    if (count === 2) return 'It is the smallest set: no single scope reaches all of these calls.'
    return `It is the smallest set: no ${String(count - 1)} scopes reach all of these calls.`
  },
  proofBounded: (count: number, atLeast: number) =>
    `The search was ended: ${String(count)} scopes reach these calls, at least ${String(atLeast)} are needed.`,
  withoutScope: 'without a scope:',
  unknownCalls: (count: number) =>
    `Calls that the catalogue does not know, for which no scope can be told: ${String(count)}`,
  unknownUncovered: (count: number) =>
    `Calls that the catalogue does not know may be denied afterwards: ${String(count)}.`,
  narrowsElsewhere:
    'In other organizations that have it authorized it loses the removed scopes too; calls there were not looked at.',
  askLeastScopes: (name: string) => `Let \`${name}\` request and have exactly the suggested scopes?`,
  leastApplied: (name: string) => `\`${name}\` now requests and has what its calls need.`,
  leastStep: {
    'client.edit': (scopes: readonly string[]) => `Saved: the client requests ${scopes.join(', ')}.`,
    'app.edit': (scopes: readonly string[]) => `Saved: the app is granted ${scopes.join(', ')}.`,
  },
  unchanged: 'unchanged',
  observedOperations: 'Operations called',
  presentScopes: 'Present scopes',
  suggestedScopes: 'Suggested scopes',
  allowedCalls: 'Allowed calls (app, user, operation)',
  allowedPairs: 'Pairs of app and user with one or more',
  callsForItself: 'Operations that apps call for themselves',
  topApps: 'Applications with the most calls',
  topUsers: 'Users with the most calls',
  escalates: {
    roles: 'roles, and who holds them',
    clients: 'OAuth clients, and what acts as them',
    apps: 'which apps are authorized, and for what',
    users: 'users, and how they log in',
    identity_providers: 'identity providers, and who else may log in',
  },
  risks,

  // Organization and serve
  organizationCreated: (name: string, email: string) =>
    `Created the organization \`${name}\` with the administrator ${email}.`,
  serving: (address: string) => `Grantdesk is at ${address}`,
  stopWith: 'Ctrl+C stops it. The address works once, within ten minutes; run the command again for another.',
  portTaken: (port: string) => `port ${port} on 127.0.0.1 is in use by another process`,
  portForbidden: (port: string) => `port ${port} on 127.0.0.1 is not for this user; take one above 1023`,
  noBrowser: 'no browser could be opened; open the address above',

  // Labels
  acceptsOAuth: 'OAuth tokens',
  act: 'Act',
  actor: 'By',
  addressRanges: 'Address ranges',
  allPermissions: 'All permissions of',
  anyPermission: 'Any permission of',
  anyScope: 'Any scope of',
  apps: 'Applications',
  at: 'Time',
  authorization: 'Authorization',
  byAt: (name: string, at: string) => `${at} by ${name}`,
  calls: 'Calls',
  clientId: 'Client id',
  clock: 'Clock',
  contact: 'Contact',
  created: 'Created',
  defaultRole: 'Default',
  deprecated: 'Deprecated',
  description: 'Description',
  document: 'Document',
  editBlocked: 'Cannot be edited',
  email: 'E-mail',
  password: 'Password',
  newPassword: 'New password',
  passwordSet: (at: string) => `set ${at}`,
  environment: 'Environment',
  everybody: 'everybody',
  expires: 'Ends',
  grantType: 'Grant type',
  gained: 'Gained',
  grantedScopes: 'Granted scopes',
  guestOnly: 'no, guest tokens only',
  guestOnlyOperations: 'For guest tokens only',
  homeDivision: 'Home division',
  id: 'Id',
  importedAt: 'Imported',
  itself: 'itself',
  lastDay: 'Last day',
  lastUsed: 'Last used',
  limitedToRoles: 'Limited to roles',
  lost: 'Lost',
  machineTime: "Machine's time",
  modified: 'Modified',
  name: 'Name',
  never: 'never',
  no: 'no',
  none: 'none',
  off: 'off',
  on: 'on',
  operation: 'Operation',
  operations: 'Operations',
  owner: 'Belongs to',
  permissions: 'Permissions',
  place: 'Place',
  problem: 'Problem',
  reason: 'Reason',
  recentCalls: 'Recent calls:',
  redirectUris: 'Redirect URIs',
  region: 'Region',
  regions: 'Regions',
  requestedScopes: 'Requested scopes',
  requests: 'Requests',
  restoreBlocked: 'Cannot be restored',
  revision: 'Revision',
  risk: 'Risk',
  roles: 'Roles',
  scope: 'Scope',
  scopes: 'Scopes',
  secretKept: 'Secret in keychain',
  sequence: 'Event',
  source: 'Source',
  state: 'State',
  text: 'Text',
  ticket: 'Ticket',
  tokenDuration: 'Token duration',
  users: 'Users',
  unreadable: 'Unreadable entries',
  withoutPermissions: 'Without permissions',
  withoutScopes: 'Without scopes',
  wouldGrant: 'Would be granted',
  yes: 'yes',
  counts: {
    clients: 'Clients',
    builtInClients: 'Built-in clients',
    authorizations: 'Authorized applications',
    users: 'Users',
    roles: 'Roles',
    operations: 'Operations',
  } as Readonly<Record<string, string>>,
  settingNames: {
    enforceScopes: 'Scope enforcement (enforceScopes)',
    hipaa: 'HIPAA (hipaa)',
    maxClients: 'Most clients (maxClients)',
    implicitEndDate: 'End of implicit (implicitEndDate)',
    tokenIdleTimeout: 'Idle tokens end after (tokenIdleTimeout)',
  },
  states: { active: 'active', inactive: 'inactive' },
  clientStates: { active: 'active', disabled: 'disabled' },
  authorizationStates: { pending: 'pending', authorized: 'authorized', revoked: 'revoked' },
  environments: { production: 'production', test: 'test' },
  fieldNames: {
    name: 'name',
    description: 'description',
    contact: 'contact',
    environment: 'environment',
    grantType: 'grant type',
    pkce: 'PKCE',
    tokenDuration: 'token duration',
    redirectUris: 'redirect URIs',
    scopes: 'scopes',
    roleGrants: 'roles',
    addressRanges: 'address ranges',
    roleIds: 'roles it is limited to',
    reason: 'reason',
    ticket: 'ticket',
    expiresAt: 'end',
    state: 'state',
  } as Readonly<Record<string, string>>,
  problems: {
    permission_malformed: 'a permission has not three parts',
    permissions_malformed: 'the list of permissions cannot be read',
    security_malformed: 'the list of scopes cannot be read',
    operation_malformed: 'the operation cannot be read',
    path_malformed: 'the path cannot be read',
    operation_duplicate: 'the operation is there twice',
  },
}

export type Words = typeof english
