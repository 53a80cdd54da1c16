import {
  aConfirmation,
  anAssertion,
  anAudience,
  aStatement,
  at,
  AUDIENCE,
  EVIL,
  now,
  RECIPIENT,
  sign,
  someConditions,
  SUBJECT,
  type Parts,
} from '../an-assertion.ts'
import type { Attack, Harmless } from './attack.ts'

const signed = (changes: Partial<Parts>) => sign(anAssertion(changes))
const audience = (inside: string) => signed({ conditions: someConditions(inside) })
const conditions = (attributes: string) =>
  signed({ conditions: someConditions(anAudience(AUDIENCE), attributes) })
const confirmed = (attributes: string) => signed({ confirmation: aConfirmation(attributes) })
const named = (nameId: string) => signed({ nameId })
const elsewhere = `NotOnOrAfter="${at(300)}" Recipient="https://other.example/oauth/token"`
const over = `NotOnOrAfter="${at(-31)}" Recipient="${RECIPIENT}"`

/** What a provider signed, for somebody else, for another time or about nobody. */
export const claims: readonly Attack[] = [
  { attack: 'no conditions', check: 'conditions', xml: signed({ conditions: '' }) },
  {
    attack: 'conditions twice',
    check: 'conditions',
    xml: signed({ conditions: someConditions() + someConditions() }),
  },
  {
    attack: 'a condition that nobody knows',
    check: 'conditions',
    xml: audience(`${anAudience(AUDIENCE)}<saml:Condition xmlns:x="urn:x" x:type="y"/>`),
  },
  { attack: 'no audience', check: 'audience', xml: audience('') },
  { attack: 'an audience restriction that is empty', check: 'audience', xml: audience(anAudience()) },
  { attack: 'another audience', check: 'audience', xml: audience(anAudience('https://other.example')) },
  {
    attack: 'an audience that only begins alike',
    check: 'audience',
    xml: audience(anAudience(`${AUDIENCE}.evil.example`)),
  },
  {
    attack: 'a second restriction to another audience',
    check: 'audience',
    xml: audience(anAudience(AUDIENCE) + anAudience('https://other.example')),
  },
  { attack: 'a time before its begin', check: 'not_before', xml: conditions(`NotBefore="${at(31)}"`) },
  { attack: 'a begin that cannot be read', check: 'not_before', xml: conditions('NotBefore="soon"') },
  { attack: 'a time after its end', check: 'not_on_or_after', xml: conditions(`NotOnOrAfter="${at(-30)}"`) },
  {
    attack: 'an end in local time',
    check: 'not_on_or_after',
    xml: conditions('NotOnOrAfter="2030-01-01T00:00:00"'),
  },
  {
    attack: 'an end that is no day',
    check: 'not_on_or_after',
    xml: conditions('NotOnOrAfter="2030-13-41T00:00:00Z"'),
  },
  { attack: 'no subject', check: 'subject', xml: signed({ subject: '' }) },
  { attack: 'a subject without a name', check: 'subject', xml: named('') },
  { attack: 'an empty name', check: 'subject', xml: named('<saml:NameID/>') },
  {
    attack: 'a name that holds elements',
    check: 'subject',
    xml: named(`<saml:NameID>${SUBJECT}<b/></saml:NameID>`),
  },
  {
    attack: 'a name with space around it',
    check: 'subject',
    xml: named(`<saml:NameID> ${SUBJECT}</saml:NameID>`),
  },
  {
    attack: 'two names',
    check: 'subject',
    xml: named(`<saml:NameID>${SUBJECT}</saml:NameID><saml:NameID>${EVIL}</saml:NameID>`),
  },
  { attack: 'a name of another namespace', check: 'subject', xml: named(`<NameID>${EVIL}</NameID>`) },
  { attack: 'an encrypted name', check: 'subject', xml: named('<saml:EncryptedID/>') },
  { attack: 'no confirmation', check: 'confirmation', xml: signed({ confirmation: '' }) },
  {
    attack: 'a confirmation of a holder of a key',
    check: 'confirmation',
    xml: signed({ confirmation: aConfirmation(undefined, 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key') }),
  },
  {
    attack: 'a bearer confirmation without data',
    check: 'confirmation',
    xml: signed({
      confirmation: '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"/>',
    }),
  },
  { attack: 'another recipient', check: 'recipient', xml: confirmed(elsewhere) },
  { attack: 'no recipient', check: 'recipient', xml: confirmed(`NotOnOrAfter="${at(300)}"`) },
  {
    attack: 'a recipient with one slash more',
    check: 'recipient',
    xml: confirmed(`NotOnOrAfter="${at(300)}" Recipient="${RECIPIENT}/"`),
  },
  { attack: 'a confirmation that has ended', check: 'confirmation_time', xml: confirmed(over) },
  {
    attack: 'a confirmation without an end',
    check: 'confirmation_time',
    xml: confirmed(`Recipient="${RECIPIENT}"`),
  },
  {
    attack: 'a confirmation that has not begun',
    check: 'confirmation_time',
    xml: confirmed(`NotBefore="${at(31)}" NotOnOrAfter="${at(300)}" Recipient="${RECIPIENT}"`),
  },
  {
    attack: 'a confirmation elsewhere that is valid and one here that has ended',
    check: 'confirmation_time',
    xml: signed({ confirmation: aConfirmation(elsewhere) + aConfirmation(over) }),
  },
  {
    attack: 'a session that has ended',
    check: 'session',
    xml: signed({ statements: aStatement(` SessionNotOnOrAfter="${at(-31)}"`) }),
  },
  {
    attack: 'one session of two that has ended',
    check: 'session',
    xml: signed({ statements: aStatement() + aStatement(` SessionNotOnOrAfter="${at(-31)}"`) }),
  },
]

export const validClaims: readonly Harmless[] = [
  { what: 'one audience of several', xml: audience(anAudience('https://other.example', AUDIENCE)) },
  {
    what: 'two restrictions that both name this server',
    xml: audience(anAudience(AUDIENCE) + anAudience(RECIPIENT)),
  },
  {
    what: 'conditions of one use and about proxies',
    xml: audience(`${anAudience(AUDIENCE)}<saml:OneTimeUse/><saml:ProxyRestriction/>`),
  },
  { what: 'a begin within the difference of two clocks', xml: conditions(`NotBefore="${at(30)}"`) },
  { what: 'an end within the difference of two clocks', xml: conditions(`NotOnOrAfter="${at(-29)}"`) },
  { what: 'conditions without times', xml: conditions('') },
  {
    what: 'a confirmation that ends within the difference',
    xml: confirmed(`NotOnOrAfter="${at(-29)}" Recipient="${RECIPIENT}"`),
  },
  {
    what: 'a second confirmation for elsewhere',
    xml: signed({ confirmation: aConfirmation(elsewhere) + aConfirmation() }),
  },
  {
    what: 'a session that lasts',
    xml: signed({ statements: aStatement(` SessionNotOnOrAfter="${at(60)}"`) }),
  },
  { what: 'no statement', xml: signed({ statements: '' }) },
  {
    what: 'the same assertion at a later time',
    xml: signed({}),
    expected: { now: new Date(now.getTime() + 329_000) },
  },
]
