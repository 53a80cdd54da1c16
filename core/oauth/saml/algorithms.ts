import { createHash, createSign, createVerify, KeyObject, type BinaryLike, type KeyLike } from 'node:crypto'
import type { HashAlgorithm, SignatureAlgorithm } from 'xml-crypto'

type KeyKind = 'rsa' | 'ec'

/** The signatures that are accepted, each for one kind of key; no SHA-1, and none by a shared secret (RFC 9231). */
const signatures: Readonly<Record<string, { readonly key: KeyKind; readonly hash: string }>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': { key: 'rsa', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': { key: 'rsa', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': { key: 'rsa', hash: 'sha512' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': { key: 'ec', hash: 'sha256' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': { key: 'ec', hash: 'sha384' },
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512': { key: 'ec', hash: 'sha512' },
}

const digests: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
}

export const SHA256_DIGEST = 'http://www.w3.org/2001/04/xmlenc#sha256'

/** What Grantdesk itself signs with. */
export const signingAlgorithms: Readonly<Record<KeyKind, string>> = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
}

/** The kind of key that an accepted signature algorithm takes; undefined for one that is not accepted. */
export function keyKindOf(signatureAlgorithm: string): KeyKind | undefined {
  return Object.hasOwn(signatures, signatureAlgorithm) ? signatures[signatureAlgorithm]?.key : undefined
}

export function isAcceptedDigest(algorithm: string): boolean {
  return Object.hasOwn(digests, algorithm)
}

/** Algorithms as the signature library takes them: these and no others. */
export const acceptedSignatures = Object.fromEntries(
  Object.entries(signatures).map(([name, { hash }]) => [name, signatureClass(name, hash)]),
)

export const acceptedDigests = Object.fromEntries(
  Object.entries(digests).map(([name, hash]) => [name, digestClass(name, hash)]),
)

function signatureClass(name: string, hash: string): new () => SignatureAlgorithm {
  return class {
    getAlgorithmName(): string {
      return name
    }
    getSignature(signedInfo: BinaryLike, key: KeyLike): string {
      // XML signatures hold the two numbers of ECDSA side by side (RFC 9231 §2.3.6).
      return createSign(hash).update(signedInfo).sign(paired(key), 'base64')
    }
    verifySignature(material: string, key: KeyLike, value: string): boolean {
      return createVerify(hash).update(material).verify(paired(key), value, 'base64')
    }
  }
}

function paired(key: KeyLike) {
  if (!(key instanceof KeyObject)) throw new TypeError('a key is handed over as an object')
  return { key, dsaEncoding: 'ieee-p1363' as const }
}

function digestClass(name: string, hash: string): new () => HashAlgorithm {
  return class {
    getAlgorithmName(): string {
      return name
    }
    getHash(xml: string): string {
      return createHash(hash).update(xml, 'utf8').digest('base64')
    }
  }
}
