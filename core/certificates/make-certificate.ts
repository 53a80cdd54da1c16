import { createHash } from 'node:crypto'
import { isIP } from 'node:net'

export interface CertificateWish {
  readonly commonName: string
  /** Host names and IP addresses of a server's certificate; empty for one that only signs. */
  readonly altNames: readonly string[]
  readonly days: number
  readonly key: 'rsa' | 'ec'
  readonly now: Date
}

export interface MadeCertificate {
  readonly certificatePem: string
  /** PKCS #8. A secret: it goes to the keychain or stays in memory (F3). */
  readonly privateKeyPem: string
  /** SHA-256 of the certificate, as `node:crypto` writes it: `AB:CD:…`. */
  readonly fingerprint: string
}

const algorithms = {
  rsa: {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: 'SHA-256',
  },
  ec: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
} as const

const DAY = 86_400_000
/** Valid a little earlier, for clocks that lag. */
const BACKDATED = 300_000

/** Makes a key and a certificate for it, signed with itself, that can sign no other certificate. */
export async function makeSelfSignedCertificate(wish: CertificateWish): Promise<MadeCertificate> {
  // Both are slow to load and seldom needed; the second must be there before the first.
  await import('reflect-metadata')
  const x509 = await import('@peculiar/x509')
  const algorithm = algorithms[wish.key]
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: [{ CN: [wish.commonName] }],
    notBefore: new Date(wish.now.getTime() - BACKDATED),
    notAfter: new Date(wish.now.getTime() + wish.days * DAY),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      ...(wish.altNames.length === 0
        ? []
        : [
            new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
            new x509.SubjectAlternativeNameExtension(wish.altNames.map(generalName)),
          ]),
    ],
  })
  return {
    certificatePem: pem('CERTIFICATE', new Uint8Array(certificate.rawData)),
    privateKeyPem: pem(
      'PRIVATE KEY',
      new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
    ),
    fingerprint: fingerprintOf(new Uint8Array(certificate.rawData)),
  }
}

function generalName(name: string) {
  return { type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name }
}

/** 16 random bytes, positive and without a leading zero, as RFC 5280 §4.1.2.2 has them. */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

function fingerprintOf(der: Uint8Array): string {
  const digest = createHash('sha256').update(der).digest('hex').toUpperCase()
  return (digest.match(/../g) ?? []).join(':')
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
