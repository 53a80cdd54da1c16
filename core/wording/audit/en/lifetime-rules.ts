import type { lifetimeRuleIds } from '../../../model/audit-rule-ids.ts'
import type { RuleText } from '../rule-text.ts'

export const lifetimeRulesEnglish: Readonly<Record<(typeof lifetimeRuleIds)[number], RuleText>> = {
  'TTL-001': {
    title: 'Token duration is out of range',
    what: 'Tokens last {seconds} seconds; from {minimum} to {maximum} are possible.',
    why: 'The vendor refuses such a duration, so that the next change to the client fails.',
    fix: 'Set the duration to the nearest one that is possible.',
    clears: 'A snapshot in which the duration lies in the range.',
  },
  'TTL-002': {
    title: 'Long tokens without the SCIM role',
    what: 'Tokens last {seconds} seconds; without exactly the permissions of SCIM Integration at most {maximum} are possible.',
    why: 'The vendor allows long tokens for provisioning alone; a client that can do something else must not have them.',
    fix: 'Set the duration to two days, or give the client just the role `SCIM Integration`.',
    clears: 'A snapshot in which the duration is at most two days, or the permissions are exactly those.',
  },
  'TTL-003': {
    title: 'SCIM token lasts very long',
    what: 'Tokens of this SCIM client last {days} days ({seconds} seconds); at most {maximumDays} days are allowed.',
    why: 'Such a token can add and remove users, and whoever finds it can use it until it ends.',
    fix: 'Choose a shorter duration, and plan with the identity provider who renews the token and when.',
    clears: 'A snapshot in which the duration is within the allowed days.',
  },
  'TTL-004': {
    title: 'Agent desktop without a token for the working day',
    what: 'Tokens last {seconds} seconds; the vendor advises {advised} for the Embeddable Framework.',
    why: 'A shorter token logs agents out in the middle of their work; a longer one is good for longer than anybody works.',
    fix: 'Set the duration to what is advised.',
    clears: 'A snapshot in which the duration is near what is advised.',
  },
  'TTL-005': {
    title: 'Token in a browser lasts too long',
    what: 'Tokens of this browser app last {seconds} seconds; at most {maximum} are allowed.',
    why: 'A script that gets into the page can take the token along and use it until it ends.',
    fix: 'Shorten the duration; people log in once more.',
    clears: 'A snapshot in which the duration is within what is allowed.',
  },
  'TTL-006': {
    title: 'Token that can change things lasts too long',
    what: 'Tokens last {seconds} seconds and carry scopes that can change things; at most {maximum} are allowed.',
    why: 'A token that was lost does harm until it ends.',
    fix: 'Shorten the duration, or leave the client only scopes that read.',
    clears: 'A snapshot in which the duration is within what is allowed, or all scopes only read.',
  },
  'TTL-007': {
    title: 'HIPAA ends idle tokens early',
    what: 'The organization is under HIPAA: tokens end after {minutes} minutes without a call. Services with longer ones: {clients}.',
    why: 'A job that pauses longer than that fails, whatever the duration of its tokens.',
    fix: 'Let long jobs ask for a new token when a call is refused.',
    clears: 'A snapshot in which no active service has tokens that last longer, or HIPAA is off.',
  },
  'TTL-008': {
    title: 'Busy client with very short tokens',
    what: 'Tokens last {seconds} seconds, and the client makes {calls} calls a day; {advised} seconds are advised.',
    why: 'The client fetches new tokens all the time, which costs calls and fails first when the server is slow.',
    fix: 'Set the duration to what is advised, and let the client keep its token until it ends.',
    clears: 'A snapshot in which the duration is longer, or the client calls less.',
  },
  'TTL-009': {
    title: 'Tokens last longer than before',
    what: 'Tokens last {seconds} seconds; in the baseline it was {former}.',
    why: 'Each extension makes a lost token worth more, and few are ever taken back.',
    fix: 'Ask who changed it and why; set it back where the reason is gone.',
    clears: 'A comparison with a baseline in which the duration was as long.',
  },
}
