import { anAssertion, aProvider, EVIL, SAML, sign } from '../an-assertion.ts'
import type { Attack, Harmless } from './attack.ts'

const original = sign(anAssertion())
const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(original)?.[0] ?? ''
const unsigned = original.replace(signature, '')
const evilName = `<saml:NameID>${EVIL}</saml:NameID>`
const evil = anAssertion({ id: 'ID="_evil"', nameId: evilName })

/** Puts something directly behind the issuer, where a signature stands, or at another place of an assertion. */
const behindIssuer = (xml: string, inserted: string) =>
  xml.replace('</saml:Issuer>', `</saml:Issuer>${inserted}`)
const inSignature = (inserted: string) => signature.replace('</ds:Signature>', `${inserted}</ds:Signature>`)
const inKeyInfo = (inserted: string) => signature.replace('</ds:KeyInfo>', `${inserted}</ds:KeyInfo>`)
const response = (inside: string) =>
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0">${inside}</samlp:Response>`

/** The eight known forms of XML signature wrapping, in a response and, where that is possible, as a bare assertion. */
export const wrapping: readonly Attack[] = [
  {
    attack: 'XSW1: the signed assertion inside the signature of a forged one',
    check: 'one_signature',
    xml: behindIssuer(evil, inSignature(unsigned)),
  },
  {
    attack: 'XSW2: the signed assertion before the detached signature of a forged one',
    check: 'reference',
    xml: behindIssuer(evil, unsigned + signature),
  },
  {
    attack: 'XSW3: a forged assertion before the signed one in a response',
    check: 'assertion',
    xml: response(evil + original),
  },
  {
    attack: 'XSW3, bare: two assertions one after the other',
    check: 'well_formed',
    xml: evil + original,
  },
  {
    attack: 'XSW4: the signed assertion inside a forged one in a response',
    check: 'assertion',
    xml: response(evil.replace('</saml:Assertion>', `${original}</saml:Assertion>`)),
  },
  {
    attack: 'XSW4, bare: the signed assertion inside a forged one',
    check: 'one_signature',
    xml: evil.replace('</saml:Assertion>', `${original}</saml:Assertion>`),
  },
  {
    attack: 'XSW5: the signature in the forged assertion, the signed one behind it in a response',
    check: 'assertion',
    xml: response(behindIssuer(evil, signature) + unsigned),
  },
  {
    attack: 'XSW5, bare: the signature in the forged assertion, the signed one at its end',
    check: 'reference',
    xml: behindIssuer(evil, signature).replace('</saml:Assertion>', `${unsigned}</saml:Assertion>`),
  },
  {
    attack: 'XSW6: the signed assertion inside the signature of a forged one in a response',
    check: 'assertion',
    xml: response(behindIssuer(evil, inSignature(unsigned))),
  },
  {
    attack: 'XSW7: a forged assertion in the extensions of a response',
    check: 'assertion',
    xml: response(`<samlp:Extensions>${evil}</samlp:Extensions>${original}`),
  },
  {
    attack: 'XSW7, bare: the signed assertion in the advice of a forged one',
    check: 'one_signature',
    xml: behindIssuer(evil, `<saml:Advice>${original}</saml:Advice>`),
  },
  {
    attack: 'XSW8: the signed assertion in an object of the signature',
    check: 'one_signature',
    xml: behindIssuer(evil, inSignature(`<ds:Object>${unsigned}</ds:Object>`)),
  },
  {
    attack: 'the signed assertion in the key information of a forged one',
    check: 'reference',
    xml: behindIssuer(evil, inKeyInfo(unsigned)),
  },
  {
    attack: 'a forged assertion with the id of the signed one inside it',
    check: 'unique_ids',
    xml: behindIssuer(evil.replace('_evil', '_one'), inKeyInfo(unsigned)),
  },
  {
    attack: 'the id of the signed assertion in another spelling on the forged root',
    check: 'unique_ids',
    xml: behindIssuer(
      evil.replace('ID="_evil"', 'ID="_one"'),
      inKeyInfo(unsigned.replace('ID="_one"', 'Id="_one"')),
    ),
  },
  {
    attack: 'a reference to another assertion than the one around it',
    check: 'reference',
    xml: original.replace('URI="#_one"', 'URI="#_other"'),
  },
  {
    attack: 'a reference by XPointer',
    check: 'reference',
    xml: original.replace('URI="#_one"', `URI="#xpointer(id('_one'))"`),
  },
  {
    attack: 'a reference to a document elsewhere',
    check: 'reference',
    xml: original.replace('URI="#_one"', 'URI="https://evil.example/assertion.xml"'),
  },
  {
    attack: 'a reference without an address, to the whole document',
    check: 'reference',
    xml: sign(anAssertion(), { isEmptyUri: true }),
  },
  {
    attack: 'an assertion without an id',
    check: 'unique_ids',
    xml: original.replace('ID="_one" ', ''),
  },
  {
    attack: 'an id that is no name',
    check: 'unique_ids',
    xml: original.replaceAll('_one', "_one'] | //*['"),
  },
  {
    attack: 'a second reference beside the one to the assertion',
    check: 'reference',
    xml: sign(anAssertion({ root: ' xml:lang="en"' }), { references: ['/*', '/*/*[1]'] }),
  },
  {
    attack: 'two signatures, one of the provider',
    check: 'one_signature',
    xml: behindIssuer(original, signature),
  },
  {
    attack: 'a signature of another namespace beside the right one',
    check: 'one_signature',
    xml: original.replace('</saml:Assertion>', '<Signature/></saml:Assertion>'),
  },
  {
    attack: 'a subject of the attacker before the signed one',
    check: 'signature',
    xml: original.replace('<saml:Subject>', `<saml:Subject>${evilName}</saml:Subject><saml:Subject>`),
  },
  {
    attack: 'a subject of the attacker in the signed one',
    check: 'signature',
    xml: original.replace('maya@example.com', EVIL),
  },
  {
    attack: 'a namespace whose name would be markup once canonicalized',
    check: 'characters',
    xml: original.replace('<saml:Subject>', '<saml:Subject xmlns:x="&quot;>&lt;x">'),
  },
  {
    attack: 'an issuer changed to that of a provider with the same key',
    check: 'signature',
    xml: original.replace('https://idp.example.com/saml', 'https://other.example.com'),
    expected: { providers: [aProvider({ issuer: 'https://other.example.com' }), aProvider()] },
  },
]

/** What stands in the signature is not signed and is never read. */
export const unread: readonly Harmless[] = [
  { what: 'a forged assertion in the key information', xml: behindIssuer(unsigned, inKeyInfo(evil)) },
  {
    what: 'a forged subject in the key information',
    xml: behindIssuer(unsigned, inKeyInfo(`<saml:Subject xmlns:saml="${SAML}">${evilName}</saml:Subject>`)),
  },
  {
    what: 'an attribute that canonicalization leaves out',
    xml: original.replace('<saml:NameID>', `<saml:NameID xmlnsSubject="${EVIL}">`),
  },
]
