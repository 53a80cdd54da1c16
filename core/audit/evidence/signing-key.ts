import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { askKeychain } from '../../organization/kept-secrets.ts'
import type { Keychain } from '../../organization/ports.ts'
import { ok, type Result } from '../../model/result.ts'

/** Under which name the keychain holds the key that signs evidence. */
const ACCOUNT = 'evidence-signing-key'

/** The Ed25519 key of this machine and user, made at the first signature and kept in the keychain (U5, RFC 8032). */
export async function signingKey(keychain: Keychain): Promise<Result<KeyObject>> {
  const kept = await askKeychain(keychain, (one) => one.find(ACCOUNT))
  if (!kept.ok) return kept
  if (kept.value !== null) return ok(createPrivateKey(kept.value))
  const { privateKey } = generateKeyPairSync('ed25519')
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const saved = await askKeychain(keychain, (one) => one.save(ACCOUNT, pem))
  return saved.ok ? ok(privateKey) : saved
}

/** How a signer is named: SHA-256 over the public key (SPKI, DER) in base64 without padding, as SSH writes fingerprints. */
export function signerFingerprint(key: KeyObject): string {
  const publicKey = key.type === 'public' ? key : createPublicKey(key)
  const digest = createHash('sha256')
    .update(publicKey.export({ format: 'der', type: 'spki' }))
    .digest('base64')
  return `SHA256:${digest.replaceAll('=', '')}`
}
