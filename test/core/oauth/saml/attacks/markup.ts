import { anAssertion, EVIL, sign, SUBJECT } from '../an-assertion.ts'
import type { Attack, Harmless } from './attack.ts'

const original = sign(anAssertion())
const unsigned = anAssertion()
const nameIs = (content: string) => original.replace(SUBJECT, content)
const long = anAssertion({
  statements: `<saml:AttributeStatement>${'x'.repeat(100_000)}</saml:AttributeStatement>`,
})
const medium = anAssertion({
  statements: `<saml:AttributeStatement>${'x'.repeat(50_000)}</saml:AttributeStatement>`,
})
const nested = (depth: number) => anAssertion({ statements: `${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}` })
const bomb = Array.from(
  { length: 9 },
  (_, n) => `<!ENTITY l${String(n + 1)} "&l${String(n)};&l${String(n)};">`,
)

/** Text that two readers see differently, and text that is to exhaust one. */
export const markup: readonly Attack[] = [
  {
    attack: 'a comment inside the name',
    check: 'markup',
    xml: nameIs('maya@example.com<!-- -->.evil.example'),
  },
  {
    attack: 'a comment that was signed',
    check: 'markup',
    xml: sign(anAssertion({ nameId: '<saml:NameID>a<!---->b</saml:NameID>' })),
  },
  {
    attack: 'a processing instruction inside the name',
    check: 'markup',
    xml: nameIs(`${EVIL}<?x ?>.example`),
  },
  {
    attack: 'a processing instruction before the root',
    check: 'markup',
    xml: `<?xml-stylesheet href="http://evil.example"?>${original}`,
  },
  {
    attack: 'an XML declaration inside the assertion',
    check: 'markup',
    xml: nameIs('<?xml version="1.0"?>'),
  },
  { attack: 'CDATA inside the name', check: 'markup', xml: nameIs(`<![CDATA[${EVIL}]]>`) },
  { attack: 'a document type', check: 'markup', xml: `<!DOCTYPE x>${original}` },
  {
    attack: 'entities that grow',
    check: 'markup',
    xml: `<!DOCTYPE x [<!ENTITY l0 "x">${bomb.join('')}]>${nameIs('&l9;')}`,
  },
  {
    attack: 'an external entity',
    check: 'markup',
    xml: `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${nameIs('&e;')}`,
  },
  {
    attack: 'an id declared in a document type',
    check: 'markup',
    xml: `<!DOCTYPE x [<!ATTLIST y z ID #IMPLIED>]>${original}`,
  },
  { attack: 'an entity that nothing declares', check: 'characters', xml: nameIs('&admin;') },
  { attack: 'an entity of HTML', check: 'characters', xml: nameIs('maya&nbsp;') },
  { attack: 'a bare ampersand', check: 'characters', xml: nameIs('maya & admin') },
  { attack: 'a reference with letters behind its number', check: 'characters', xml: nameIs('&#109zz;aya') },
  { attack: 'a reference to no character', check: 'characters', xml: nameIs('&#0;') },
  { attack: 'a reference beyond all characters', check: 'characters', xml: nameIs('&#x110000;') },
  { attack: 'half a character', check: 'characters', xml: nameIs('&#xD83D;') },
  { attack: 'a zero byte', check: 'characters', xml: nameIs(`maya\u0000${EVIL}`) },
  { attack: 'a line end that only some readers know', check: 'characters', xml: nameIs('maya\u2028') },
  {
    attack: 'a declaration of another encoding',
    check: 'markup',
    xml: `<?xml version="1.0" encoding="utf-7"?>${original}`,
  },
  { attack: 'nothing', check: 'well_formed', xml: '' },
  { attack: 'blanks', check: 'well_formed', xml: ' \n ' },
  { attack: 'no XML', check: 'well_formed', xml: 'maya@example.com' },
  {
    attack: 'bytes in base64 that mean nothing',
    check: 'characters',
    xml: Buffer.from('AAECAwQFBgf//w==', 'base64').toString('utf8'),
  },
  { attack: 'text before the root', check: 'well_formed', xml: `admin ${original}` },
  { attack: 'text behind the root', check: 'well_formed', xml: `${original} admin` },
  {
    attack: 'a root that does not end',
    check: 'well_formed',
    xml: original.replace('</saml:Assertion>', ''),
  },
  {
    attack: 'an attribute twice',
    check: 'well_formed',
    xml: original.replace('Version="2.0"', 'Version="2.0" Version="2.0"'),
  },
  {
    attack: 'an attribute without quotes',
    check: 'well_formed',
    xml: original.replace('Version="2.0"', 'Version=2.0'),
  },
  { attack: 'a huge assertion', check: 'size', xml: sign(long) },
  { attack: 'thousands of elements that do not end', check: 'well_formed', xml: '<a>'.repeat(33_000) },
  {
    attack: 'thousands of elements inside each other',
    check: 'size',
    xml: `${'<a>'.repeat(13_000)}${'</a>'.repeat(13_000)}`,
  },
  {
    attack: 'thousands of elements beside each other',
    check: 'size',
    xml: original.replace('</ds:KeyInfo>', `${'<x/>'.repeat(4_000)}</ds:KeyInfo>`),
  },
  { attack: 'a signed assertion that is nested too deeply', check: 'size', xml: sign(nested(40)) },
  { attack: 'another document', check: 'assertion', xml: '<html></html>' },
  {
    attack: 'an assertion of SAML 1.1',
    check: 'assertion',
    xml: original.replaceAll('SAML:2.0:assertion', 'SAML:1.0:assertion'),
  },
  {
    attack: 'an assertion of another version',
    check: 'assertion',
    xml: sign(anAssertion({ version: '1.1' })),
  },
  {
    attack: 'an assertion without its namespace',
    check: 'assertion',
    xml: original.replace(/ xmlns:saml="[^"]*"/, ' xmlns:saml="urn:other"'),
  },
  { attack: 'no signature', check: 'one_signature', xml: unsigned },
]

export const unusual: readonly Harmless[] = [
  { what: 'an XML declaration', xml: `<?xml version="1.0" encoding="UTF-8"?>\n${original}` },
  {
    what: 'line ends of Windows',
    xml: original.replace('<saml:Subject>', '<saml:Subject>').replace('<?', '\r\n<?') + '\r\n',
  },
  { what: 'a name written by numbers of characters', xml: nameIs('&#x6d;&#97;ya@example.com') },
  {
    what: 'a predefined entity',
    xml: sign(
      anAssertion({
        statements: '<saml:AttributeStatement>&amp;&lt;&gt;&quot;&apos;</saml:AttributeStatement>',
      }),
    ),
  },
  { what: 'a long assertion', xml: sign(medium) },
  { what: 'a deep assertion', xml: sign(nested(35)) },
]
