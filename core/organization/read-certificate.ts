import { X509Certificate } from 'node:crypto'
import { fail, ok, type Result } from '../model/result.ts'

/** What a certificate says of itself. */
export interface CertificateDetails {
  readonly subject: string
  /** SHA-256: `AB:CD:…`. */
  readonly fingerprint: string
  readonly notAfter: string
  readonly expired: boolean
}

/** Of the curves that ECDSA signatures of XML name. */
const curves: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1']
const MIN_RSA_BITS = 2_048
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/

type CertificateProblem =
  'certificate_private_key' | 'certificate_several' | 'certificate_unreadable' | 'certificate_weak_key'

/**
 * Reads one X.509 certificate, PEM or base64 of DER, and writes it as PEM. Only its key will be trusted, never what it
 * has issued: a chain is refused, so that nobody trusts the authority in it by mistake. The text is not repeated,
 * because it may be a private key (F4).
 */
export function readCertificate(text: string, number: number): Result<X509Certificate> {
  const refuse = (problem: CertificateProblem) => certificateRefused(problem, number)
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) return refuse('certificate_private_key')
  if (text.split('-----BEGIN CERTIFICATE-----').length > 2) return refuse('certificate_several')
  const certificate = parse(text)
  if (!certificate) return refuse('certificate_unreadable')
  return hasStrongKey(certificate) ? ok(certificate) : refuse('certificate_weak_key')
}

export function certificateRefused(
  problem: CertificateProblem | 'certificate_expired',
  number: number,
): Result<never> {
  const params = { problem }
  return fail({ code: 'certificate_invalid', field: 'certificates', value: String(number), params })
}

export function hasExpired(certificate: X509Certificate, now: Date): boolean {
  return new Date(certificate.validTo) <= now
}

/** Tells of a certificate that was accepted once. */
export function certificateDetails(pem: string, now: Date): CertificateDetails {
  const certificate = new X509Certificate(pem)
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    fingerprint: certificate.fingerprint256,
    notAfter: new Date(certificate.validTo).toISOString(),
    expired: hasExpired(certificate, now),
  }
}

function parse(text: string): X509Certificate | undefined {
  const body = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/.exec(text)?.[1] ?? text
  const base64 = body.replace(/\s/g, '')
  if (!BASE64.test(base64)) return undefined
  const der = Buffer.from(base64, 'base64')
  try {
    const certificate = new X509Certificate(der)
    // What follows a certificate would be read by nobody.
    return certificate.raw.length === der.length ? certificate : undefined
  } catch {
    return undefined
  }
}

function hasStrongKey({ publicKey }: X509Certificate): boolean {
  const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {}
  if (publicKey.asymmetricKeyType === 'rsa') return modulusLength >= MIN_RSA_BITS
  return publicKey.asymmetricKeyType === 'ec' && curves.includes(namedCurve)
}
