import { hash, timingSafeEqual } from 'node:crypto'
import type { ClientId } from '../model/brand.ts'
import type { Random, SecretHash } from './ports.ts'

/** A new client secret: 256 random bits, written in base64url (C7). */
export function generateClientSecret(random: Random): string {
  return Buffer.from(random.bytes(32)).toString('base64url')
}

/**
 * What is stored instead of a client secret. A secret of 256 random bits cannot be guessed, so one fast hash over
 * id and secret is enough (C7).
 */
export function hashClientSecret(clientId: ClientId, secret: string): SecretHash {
  return { algorithm: 'sha256', parameters: 'id:secret', salt: '', hash: digest(clientId, secret) }
}

/** Compares in constant time. */
export function isClientSecret(clientId: ClientId, secret: string, stored: SecretHash): boolean {
  if (stored.algorithm !== 'sha256') return false
  const expected = Buffer.from(stored.hash, 'hex')
  const presented = Buffer.from(digest(clientId, secret), 'hex')
  return expected.length === presented.length && timingSafeEqual(expected, presented)
}

function digest(clientId: ClientId, secret: string): string {
  return hash('sha256', `${clientId}\n${secret}`, 'hex')
}
