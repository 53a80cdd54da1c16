import { createPrivateKey, X509Certificate } from 'node:crypto'
import {
  anAssertion,
  aProvider,
  byRsa,
  ec,
  ENVELOPED,
  EXCLUSIVE,
  expired,
  HMAC,
  rsa,
  sign,
  stranger,
} from '../an-assertion.ts'
import type { Attack, Harmless } from './attack.ts'

const DSIG_MORE = 'http://www.w3.org/2001/04/xmldsig-more'
const RSA_SHA256 = `${DSIG_MORE}#rsa-sha256`
const ECDSA_SHA256 = `${DSIG_MORE}#ecdsa-sha256`
const SHA1 = 'http://www.w3.org/2000/09/xmldsig#sha1'
const INCLUSIVE = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const original = sign(anAssertion())
const byStranger = { key: createPrivateKey(stranger.privateKeyPem), certificate: stranger.certificatePem }
const publicKey = new X509Certificate(ec.certificatePem).publicKey
  .export({ type: 'spki', format: 'pem' })
  .toString()
const withAlgorithm = (algorithm: string) => original.replace(ECDSA_SHA256, algorithm)
const withMethod = (transform: string) =>
  original.replace(`<ds:Transform Algorithm="${EXCLUSIVE}"/>`, `<ds:Transform Algorithm="${transform}"/>`)

/** A signature that says the wrong thing, is made in a wrong way or by somebody else. */
export const signatures: readonly Attack[] = [
  {
    attack: 'another key, told in the signature itself',
    check: 'signature',
    xml: sign(anAssertion(), byStranger),
  },
  {
    attack: 'another key, with the certificate of the provider beside it',
    check: 'signature',
    xml: sign(anAssertion(), { ...byStranger, certificate: ec.certificatePem }),
  },
  {
    attack: 'a key of another provider of the organization',
    check: 'signature',
    xml: sign(anAssertion(), byStranger),
    expected: {
      providers: [
        aProvider(),
        aProvider({ issuer: 'https://other.example', certificates: [stranger.certificatePem] }),
      ],
    },
  },
  { attack: 'no algorithm', check: 'algorithm', xml: withAlgorithm('none') },
  { attack: 'an empty algorithm', check: 'algorithm', xml: withAlgorithm('') },
  { attack: 'the name of a property of every object', check: 'algorithm', xml: withAlgorithm('constructor') },
  {
    attack: 'RSA with SHA-1',
    check: 'algorithm',
    xml: sign(anAssertion(), byRsa('http://www.w3.org/2000/09/xmldsig#rsa-sha1')),
  },
  {
    attack: 'HMAC with the public key of the provider',
    check: 'algorithm',
    xml: sign(anAssertion(), { key: publicKey, algorithm: HMAC }),
  },
  {
    attack: 'HMAC with the certificate of the provider',
    check: 'algorithm',
    xml: sign(anAssertion(), { key: ec.certificatePem, algorithm: HMAC }),
  },
  { attack: 'a digest by SHA-1', check: 'algorithm', xml: sign(anAssertion(), { digest: SHA1 }) },
  { attack: 'an algorithm for another kind of key', check: 'signature', xml: withAlgorithm(RSA_SHA256) },
  {
    attack: 'another hash than was signed with',
    check: 'signature',
    xml: withAlgorithm(`${DSIG_MORE}#ecdsa-sha512`),
  },
  {
    attack: 'no transform',
    check: 'transforms',
    xml: original.replace(/<ds:Transforms>.*<\/ds:Transforms>/, '<ds:Transforms/>'),
  },
  {
    attack: 'transforms in the wrong order',
    check: 'transforms',
    xml: sign(anAssertion(), { transforms: [EXCLUSIVE, ENVELOPED] }),
  },
  {
    attack: 'a transform by XPath',
    check: 'transforms',
    xml: withMethod('http://www.w3.org/TR/1999/REC-xpath-19991116'),
  },
  {
    attack: 'a transform by XSLT',
    check: 'transforms',
    xml: withMethod('http://www.w3.org/TR/1999/REC-xslt-19991116'),
  },
  {
    attack: 'inclusive canonicalization',
    check: 'transforms',
    xml: sign(anAssertion(), { transforms: [ENVELOPED, INCLUSIVE] }),
  },
  {
    attack: 'canonicalization that keeps comments',
    check: 'transforms',
    xml: sign(anAssertion(), { transforms: [ENVELOPED, `${EXCLUSIVE}WithComments`] }),
  },
  {
    attack: 'a signature that is canonicalized inclusively',
    check: 'transforms',
    xml: sign(anAssertion(), { canonicalization: INCLUSIVE }),
  },
  {
    attack: 'a third transform',
    check: 'transforms',
    xml: sign(anAssertion(), { transforms: [ENVELOPED, EXCLUSIVE, EXCLUSIVE] }),
  },
  {
    attack: 'an empty signature value',
    check: 'signature',
    xml: original.replace(/<ds:SignatureValue>[^<]*/, '<ds:SignatureValue>'),
  },
  {
    attack: 'a signature of two zeros',
    check: 'signature',
    xml: original.replace(
      /<ds:SignatureValue>[^<]*/,
      `<ds:SignatureValue>${Buffer.alloc(64).toString('base64')}`,
    ),
  },
  {
    attack: 'a digest of something else',
    check: 'signature',
    xml: original.replace(/<ds:DigestValue>[^<]*/, `<ds:DigestValue>${Buffer.alloc(32).toString('base64')}`),
  },
  {
    attack: 'an issuer that nobody knows',
    check: 'issuer',
    xml: sign(anAssertion({ issuer: '<saml:Issuer>https://evil.example</saml:Issuer>' }), byStranger),
  },
  {
    attack: 'an issuer in other letters',
    check: 'issuer',
    xml: sign(anAssertion({ issuer: '<saml:Issuer>https://IDP.example.com/saml</saml:Issuer>' })),
  },
  {
    attack: 'no issuer',
    check: 'issuer',
    xml: sign(anAssertion()).replace(/<saml:Issuer>.*<\/saml:Issuer>/, ''),
  },
  {
    attack: 'two issuers',
    check: 'issuer',
    xml: original.replace('</saml:Issuer>', '</saml:Issuer><saml:Issuer>https://evil.example</saml:Issuer>'),
  },
  {
    attack: 'a disabled provider',
    check: 'issuer',
    xml: original,
    expected: { providers: [aProvider({ enabled: false })] },
  },
  { attack: 'no provider at all', check: 'issuer', xml: original, expected: { providers: [] } },
  {
    attack: 'a certificate that has expired',
    check: 'certificate',
    xml: sign(anAssertion(), { key: createPrivateKey(expired.privateKeyPem) }),
    expected: { providers: [aProvider({ certificates: [expired.certificatePem] })] },
  },
  {
    attack: 'an expired certificate beside one in force',
    check: 'signature',
    xml: sign(anAssertion(), { key: createPrivateKey(expired.privateKeyPem) }),
    expected: { providers: [aProvider({ certificates: [expired.certificatePem, ec.certificatePem] })] },
  },
]

export const acceptedSignatures: readonly Harmless[] = [
  ...['rsa-sha256', 'rsa-sha384', 'rsa-sha512'].map((name) => ({
    what: name,
    xml: sign(anAssertion(), byRsa(`${DSIG_MORE}#${name}`)),
  })),
  ...['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'].map((name) => ({
    what: name,
    xml: sign(anAssertion(), { algorithm: `${DSIG_MORE}#${name}` }),
  })),
  ...[`${DSIG_MORE}#sha384`, 'http://www.w3.org/2001/04/xmlenc#sha512'].map((digest) => ({
    what: `a digest by ${digest}`,
    xml: sign(anAssertion(), { digest }),
  })),
  {
    what: 'the second of two certificates',
    xml: original,
    expected: {
      providers: [
        aProvider({ certificates: [stranger.certificatePem, rsa.certificatePem, ec.certificatePem] }),
      ],
    },
  },
  {
    what: 'an enabled provider beside a disabled one of the same issuer',
    xml: original,
    expected: {
      providers: [aProvider({ enabled: false, certificates: [stranger.certificatePem] }), aProvider()],
    },
  },
  {
    what: 'prefixes that are canonicalized inclusively',
    xml: sign(
      anAssertion({
        root: ' xmlns:xs="http://www.w3.org/2001/XMLSchema"',
        statements: '<saml:AttributeStatement><saml:Attribute Name="n"/></saml:AttributeStatement>',
      }),
      { inclusive: ['xs'] },
    ),
  },
]
