import type { Keychain, KeychainStatus } from '../../core/organization/ports.ts'

/** A keychain that lasts, for tests: what one session saved, the next one finds. */
export class MemoryKeychain implements Keychain {
  readonly #secrets = new Map<string, string>()

  status(): Promise<KeychainStatus> {
    return Promise.resolve({ kind: 'keychain', name: 'test' })
  }

  save(account: string, secret: string): Promise<void> {
    this.#secrets.set(account, secret)
    return Promise.resolve()
  }

  find(account: string): Promise<string | null> {
    return Promise.resolve(this.#secrets.get(account) ?? null)
  }

  remove(account: string): Promise<boolean> {
    return Promise.resolve(this.#secrets.delete(account))
  }
}
