import type { Keychain, KeychainStatus } from '../organization/ports.ts'

/** Opens the keychain when it is first needed: most commands never touch it, and a locked one may ask a person. */
export class LazyKeychain implements Keychain {
  readonly #open: () => Promise<Keychain>
  #opened: Promise<Keychain> | undefined

  constructor(open: () => Promise<Keychain>) {
    this.#open = open
  }

  async status(): Promise<KeychainStatus> {
    return (await this.#keychain()).status()
  }

  async save(account: string, secret: string): Promise<void> {
    await (await this.#keychain()).save(account, secret)
  }

  async find(account: string): Promise<string | null> {
    return (await this.#keychain()).find(account)
  }

  async remove(account: string): Promise<boolean> {
    return (await this.#keychain()).remove(account)
  }

  #keychain(): Promise<Keychain> {
    this.#opened ??= this.#open()
    return this.#opened
  }
}
