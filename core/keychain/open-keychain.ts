import { randomUUID } from 'node:crypto'
import type { Keychain } from '../organization/ports.ts'
import { KeytarKeychain, loadKeytar, type Keytar } from './keytar-keychain.ts'
import { SessionKeychain } from './session-keychain.ts'

/** A locked or absent secret service can keep a caller waiting for ever; after this many milliseconds it counts as absent. */
const PATIENCE = 5_000

/** The keychain of this machine, proven by one entry that comes and goes; else one for this session, with the reason (F3). */
export async function openKeychain(
  load: () => Promise<Keytar> = loadKeytar,
  patience = PATIENCE,
): Promise<Keychain> {
  let keytar: Keytar
  try {
    keytar = await load()
  } catch {
    return new SessionKeychain('library_missing')
  }
  const keychain = new KeytarKeychain(keytar)
  try {
    await within(patience, probe(keychain))
    return keychain
  } catch {
    return new SessionKeychain('no_answer')
  }
}

async function probe(keychain: Keychain): Promise<void> {
  const account = `probe ${randomUUID()}`
  await keychain.save(account, 'probe')
  let found: string | null
  try {
    found = await keychain.find(account)
  } finally {
    await keychain.remove(account)
  }
  if (found !== 'probe') throw new Error('the keychain gave back something else than it was given')
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    reject(new Error('the keychain did not answer in time'))
  }, milliseconds)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
