import type { roleRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const roleRulesEnglish: Readonly<Record<(typeof roleRuleIds)[number], RuleText>> = {
  'ROLE-001': {
    title: 'Client without a role',
    what: 'This client-credentials client has no role.',
    why: 'Its roles are all that it may do: without one every call is refused.',
    fix: 'Give it the least role that its calls need, in the division whose data it works with, or delete it.',
    clears: 'At least one role.',
  },
  'ROLE-002': {
    title: 'Client with an administrator role',
    what: 'The client holds {role}, a role for administrators.',
    why: 'Whoever has its secret administers the organization, without a second factor and without a person behind it.',
    fix: 'Make a role with only the permissions that its calls need, and give it that one instead.',
    clears:
      'Roles none of which is an administrator’s, holds every permission or can change everything that widens access.',
  },
  'ROLE-003': {
    title: 'Role in all divisions',
    what: 'Roles that the client holds in all divisions: {everywhere} of {roles}.',
    why: 'It also reaches data that it has nothing to do with, and that of every division still to come.',
    fix: 'Give the role in the divisions whose data the client works with.',
    clears: 'Roles that are each held in a named division.',
  },
  'ROLE-004': {
    title: 'All roles in the home division',
    what: 'Every role of the client is in the home division ({roles}), although there are other divisions ({others}).',
    why: 'The home division is what the form proposes, so that nobody may have decided on it.',
    fix: 'Check in which divisions the data of this client lies, and give its roles there.',
    clears: 'A role in another division, or no other division in the organization.',
  },
  'ROLE-005': {
    title: 'Permissions that are never used',
    what: 'Of {held} permissions that calls can need, {unused} were not needed by any of {requests} calls on record, among them {permissions}.',
    why: 'What the client never needs only serves whoever steals its secret.',
    fix: 'Make a role with the permissions in use, and give it to the client instead.',
    clears: 'Roles that hold no more than its calls need, or calls that need the rest.',
  },
  'ROLE-006': {
    title: 'Editor lacks a role of the client',
    what: '{editor}, who edited the client last, lacks roles of it in its divisions: {lacking} of {roles}.',
    why: 'Only somebody who holds all roles of a client may edit it or renew its secret, so that the next edit will be refused.',
    fix: 'Let somebody with these roles look after the client, or take away roles that it does not need.',
    clears: 'A last editor who holds all of its roles in the same divisions.',
  },
  'ROLE-007': {
    title: 'Client may do more than its owner',
    what: 'The client can make {count} calls that its owner {owner} cannot make, or not in all divisions, among them {operations}.',
    why: 'Whoever looks after the client and its secret gets access through it that nobody gave to them.',
    fix: 'Take roles from the client, or let somebody own it who holds as much.',
    clears: 'An owner who can make every call that the client can make.',
  },
  'ROLE-008': {
    title: 'Client can widen its own access',
    what: 'By {count} operations the client can change `{targets}`, among them {operations}.',
    why: 'Whoever may change roles, clients, apps, users or identity providers can give itself everything else.',
    fix: 'Take these permissions away, or split what needs them off into a client of its own that is watched.',
    clears: 'Roles that open none of these operations.',
  },
  'ROLE-009': {
    title: 'Clients of one owner reach more together',
    what: '{clients} clients of this person can together change `{targets}`, where the mightiest alone can change {most} of these.',
    why: 'Whoever holds the secrets of all of them can do what was kept apart on purpose.',
    fix: 'Let different people own them, and keep their secrets in different places.',
    clears: 'Owners whose clients together can change no more than one of them can alone.',
  },
  'ROLE-010': {
    title: 'Scope that nobody can use',
    what: 'Nobody who may use this app holds a permission for any call that these scopes reach: `{scopes}`.',
    why: 'A call needs both a scope and a permission: half of it only waits for the other half to be given by mistake.',
    fix: 'Take these scopes from the app.',
    clears:
      'An authorization without these scopes, or a user who may use the app and holds such a permission.',
  },
  'ROLE-011': {
    title: 'Outside client in all divisions',
    what: 'The client is looked after from outside ({contact}) and holds roles in all divisions: {everywhere}.',
    why: 'A company outside reaches the data of every division, whatever it was engaged for.',
    fix: 'Ask the company which divisions it needs, and give the roles there.',
    clears: 'Roles in named divisions, or a contact in one of the owned domains.',
  },
  'ROLE-012': {
    title: 'SCIM role was altered',
    what: 'Tokens last {seconds} seconds, more than {limit}, though the roles are not those of `SCIM Integration`: too much {extra}; missing {missing}.',
    why: 'The long duration is meant for exactly these permissions; with others a stolen token does harm for months.',
    fix: 'Give the client `SCIM Integration` alone, or shorten the duration of its tokens.',
    clears: 'Exactly the permissions of `SCIM Integration`, or a duration of two days at most.',
  },
}
