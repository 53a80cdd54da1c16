import { createPrivateKey, X509Certificate } from 'node:crypto'
import { makeSelfSignedCertificate } from '../certificates/make-certificate.ts'
import type { Clock, Keychain } from '../organization/ports.ts'

/** A certificate for this machine's own loopback addresses, and the key that only this machine has. */
export interface LocalCertificate {
  /** PEM. */
  readonly certificate: string
  /** PKCS #8 in PEM. A secret: it never reaches a disk in the clear (F3). */
  readonly key: string
  readonly fingerprint: string
}

/** Under which name the keychain holds it. */
const ACCOUNT = 'local certificate'
const DAYS = 397
/** One that ends within a week is replaced, in milliseconds. */
const SPARE = 7 * 86_400_000

/**
 * The certificate by which the local server and the redirect listener speak https: made once and kept, with its key, in the
 * keychain, so that an app has to trust it once; without a keychain it lives as long as this process (F3).
 */
export class LocalCertificates {
  readonly #keychain: Keychain
  readonly #clock: Clock
  #present: Promise<LocalCertificate> | undefined

  constructor({ keychain, clock }: { readonly keychain: Keychain; readonly clock: Clock }) {
    this.#keychain = keychain
    this.#clock = clock
  }

  async get(): Promise<LocalCertificate> {
    const present = await this.#present?.catch(() => undefined)
    if (present && this.#isUsable(present)) return present
    this.#present = this.#findOrMake()
    return this.#present
  }

  async #findOrMake(): Promise<LocalCertificate> {
    // A keychain that is locked or gone is as good as none here: the certificate then is one for the session.
    const kept = parseKept(await this.#keychain.find(ACCOUNT).catch(() => null))
    if (kept && this.#isUsable(kept)) return kept
    const made = await makeSelfSignedCertificate({
      commonName: 'Grantdesk on this machine',
      altNames: ['127.0.0.1', '::1', 'localhost'],
      days: DAYS,
      key: 'ec',
      now: this.#clock(),
    })
    const certificate = {
      certificate: made.certificatePem,
      key: made.privateKeyPem,
      fingerprint: made.fingerprint,
    }
    await this.#keychain.save(ACCOUNT, JSON.stringify(certificate)).catch(() => undefined)
    return certificate
  }

  #isUsable({ certificate }: LocalCertificate): boolean {
    const { validFromDate, validToDate } = new X509Certificate(certificate)
    const now = this.#clock().getTime()
    return validFromDate.getTime() <= now && now + SPARE < validToDate.getTime()
  }
}

/** What the keychain holds, if it is what was put there. */
function parseKept(text: string | null): LocalCertificate | undefined {
  if (text === null) return undefined
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return undefined
    if (!('certificate' in kept && 'key' in kept && 'fingerprint' in kept)) return undefined
    const { certificate, key, fingerprint } = kept
    if (typeof certificate !== 'string' || typeof key !== 'string') return undefined
    const parsed = new X509Certificate(certificate)
    const fits = parsed.fingerprint256 === fingerprint && parsed.checkPrivateKey(createPrivateKey(key))
    return fits ? { certificate, key, fingerprint: parsed.fingerprint256 } : undefined
  } catch {
    // Whatever else lies there is replaced by a new one.
    return undefined
  }
}
