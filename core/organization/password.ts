import { scrypt as scryptWithCallback, timingSafeEqual, type ScryptOptions } from 'node:crypto'
import { promisify } from 'node:util'
import type { Random, SecretHash } from './ports.ts'

const scrypt = promisify<string, Uint8Array, number, ScryptOptions, Buffer>(scryptWithCallback)

const SALT_BYTES = 16
const KEY_BYTES = 32
/** N, r and p of RFC 7914 §2 for new hashes: 32 MiB and about a tenth of a second for each guess. */
const present = { cost: 2 ** 15, blockSize: 8, parallelization: 3 }

/**
 * What is stored instead of a password that a person chose: a salted scrypt hash (RFC 7914) with the parameters it was
 * made with, so that they can be raised later without locking anybody out.
 */
export async function hashPassword(random: Random, password: string): Promise<SecretHash> {
  const salt = random.bytes(SALT_BYTES)
  const key = await derive(password, salt, present)
  const { cost, blockSize, parallelization } = present
  return {
    algorithm: 'scrypt',
    parameters: `N=${String(cost)},r=${String(blockSize)},p=${String(parallelization)}`,
    salt: Buffer.from(salt).toString('hex'),
    hash: key.toString('hex'),
  }
}

/** Compares in constant time, with the parameters that the stored hash names. */
export async function isPassword(password: string, stored: SecretHash): Promise<boolean> {
  const named = /^N=(\d+),r=(\d+),p=(\d+)$/.exec(stored.parameters)
  if (stored.algorithm !== 'scrypt' || !named) return false
  const [cost = 0, blockSize = 0, parallelization = 0] = named.slice(1).map(Number)
  const parameters = { cost, blockSize, parallelization }
  const expected = Buffer.from(stored.hash, 'hex')
  const presented = await derive(password, Buffer.from(stored.salt, 'hex'), parameters)
  return expected.length === presented.length && timingSafeEqual(expected, presented)
}

/** Takes as long as `isPassword` where there is nothing to compare with, so that time tells nobody which users there are. */
export async function spendAGuess(password: string): Promise<false> {
  await derive(password, new Uint8Array(SALT_BYTES), present)
  return false
}

/** The same password typed on another keyboard may come in other code points: compared in NFKC (RFC 8265 §4.2.2). */
function derive(password: string, salt: Uint8Array, parameters: typeof present): Promise<Buffer> {
  const { cost, blockSize } = parameters
  const maxmem = 256 * cost * blockSize
  return scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { ...parameters, maxmem })
}
