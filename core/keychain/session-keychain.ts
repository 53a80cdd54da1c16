import type { Keychain, KeychainStatus, NoKeychainReason } from '../organization/ports.ts'

/** Keeps secrets in memory only, for as long as this process lives; nothing reaches a disk (F3). */
export class SessionKeychain implements Keychain {
  readonly #secrets = new Map<string, string>()
  readonly #reason: NoKeychainReason

  constructor(reason: NoKeychainReason) {
    this.#reason = reason
  }

  status(): Promise<KeychainStatus> {
    return Promise.resolve({ kind: 'session', reason: this.#reason })
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
