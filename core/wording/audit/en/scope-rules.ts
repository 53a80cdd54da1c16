import type { scopeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const scopeRulesEnglish: Readonly<Record<(typeof scopeRuleIds)[number], RuleText>> = {
  'SCOPE-001': {
    title: 'No scopes requested',
    what: 'The client requests no scope.',
    why: 'Its grant type needs at least one: it can neither be authorized nor restored once it was deleted.',
    fix: 'Add the scopes that the app needs, and no others.',
    clears: 'A snapshot in which the client requests at least one scope.',
  },
  'SCOPE-002': {
    title: 'May write, only reads',
    what: 'In the last {days} days the app only read by `{scopes}`, although it may write.',
    why: 'Whoever takes over the app or one of its tokens can change what the app itself never changes.',
    fix: 'Grant and request the `:readonly` form instead; where only the wider one is granted, grant the narrow one first.',
    clears: 'A snapshot in which the readonly form stands instead, or with a call that needs the wider one.',
  },
  'SCOPE-003': {
    title: 'Granted and not used',
    what: 'In the last {days} days no call needed `{scopes}`.',
    why: 'A scope that nobody uses helps only somebody who takes over the app or one of its tokens.',
    fix: 'Take the scopes out of the authorization; ask the owner first where something runs once a year.',
    clears: 'A snapshot in which the scopes are not granted, or with a call that needs them.',
  },
  'SCOPE-004': {
    title: 'Readonly scope beside the wider one',
    what: '`{scopes}` says nothing beside the wider scope of the same name.',
    why: 'The list looks more careful than it is: the app may write all the same.',
    fix: 'Keep the readonly form alone where the app only reads, and the wider one alone where it writes.',
    clears: 'A snapshot in which only one of the two is left.',
  },
  'SCOPE-005': {
    title: 'Scope that can widen access',
    what: 'The client requests `{scopes}`, by which an app can change who may do what.',
    why: 'Such an app can give itself or others more rights than anybody granted it.',
    fix: 'Request the `:readonly` form where the app only looks; else limit who may use the app, and review it often.',
    clears: 'A snapshot in which the client requests none of these scopes.',
  },
  'SCOPE-006': {
    title: 'Very many scopes',
    what: 'The client requests {count} of {all} scopes; at most {limit} are allowed.',
    why: 'Nobody who approves so long a list reads it, and a lost token opens nearly everything.',
    fix: 'Find the least scopes from the calls of the app, and split apps that do unrelated things.',
    clears: 'A snapshot in which the client requests fewer scopes.',
  },
  'SCOPE-007': {
    title: 'Request and grant differ',
    what: 'Requested and not granted: {missing}; granted and not requested: {dead}. These scopes are `{scopes}`.',
    why: 'Calls by what is not granted fail, and a grant that nobody requests comes into force with the next change to the client.',
    fix: 'Take away what is no longer requested; grant what the app needs, or let it request less.',
    clears: 'A snapshot in which the app requests just what it was granted.',
  },
  'SCOPE-008': {
    title: 'Unknown scope',
    what: 'The catalogue has no scope `{scopes}`.',
    why: 'It is misspelt or was withdrawn: it opens nothing today, and nobody knows what it opens tomorrow.',
    fix: 'Take it out, or import the present API document if the scope is new.',
    clears: 'A snapshot in which the scope is gone, or whose catalogue has it.',
  },
  'SCOPE-009': {
    title: 'An approved app was granted more',
    what: 'Since the baseline the app was granted `{scopes}` besides.',
    why: 'Rights that are added one by one are not weighed as they are at the first approval.',
    fix: 'Ask who needed it and why; narrow the app where no reason is on record.',
    clears: 'A comparison with a baseline in which these scopes were granted already.',
  },
  'SCOPE-010': {
    title: 'Another organization’s app reaches personal data',
    what: 'The app of another organization was granted `{scopes}`.',
    why: 'By these scopes recordings, conversations or contacts can leave the organization.',
    fix: 'See whether there is a contract for it; narrow or revoke the app where there is none.',
    clears: 'A snapshot in which the app is granted none of these scopes.',
  },
  'SCOPE-011': {
    title: 'Scopes that count for nothing',
    what: 'The client-credentials client names `{scopes}`, which are not applied.',
    why: 'It looks limited and is not: its roles alone decide what it may do.',
    fix: 'Limit its roles and their divisions, and take the scopes out where they came from.',
    clears: 'A snapshot in which the client names no scope.',
  },
  'SCOPE-012': {
    title: 'Scopes are not enforced',
    what: 'The organization does not enforce scopes.',
    why: 'Every app holds all rights of whoever uses it, whatever was granted to it.',
    fix: 'Find out what each app needs, grant it, and turn the enforcement of scopes on.',
    clears: 'A snapshot in which scopes are enforced.',
  },
}
