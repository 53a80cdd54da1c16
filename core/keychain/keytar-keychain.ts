import type { Keychain, KeychainStatus } from '../organization/ports.ts'

/** The part of keytar that is used here. */
export interface Keytar {
  setPassword(service: string, account: string, password: string): Promise<void>
  getPassword(service: string, account: string): Promise<string | null>
  deletePassword(service: string, account: string): Promise<boolean>
}

const SERVICE = 'Grantdesk'

const names: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'macOS keychain',
  win32: 'Windows credential store',
}

/** The operating system's keychain, through keytar. */
export class KeytarKeychain implements Keychain {
  readonly #keytar: Keytar

  constructor(keytar: Keytar) {
    this.#keytar = keytar
  }

  status(): Promise<KeychainStatus> {
    return Promise.resolve({ kind: 'keychain', name: names[process.platform] ?? 'secret service' })
  }

  save(account: string, secret: string): Promise<void> {
    return this.#keytar.setPassword(SERVICE, account, secret)
  }

  find(account: string): Promise<string | null> {
    return this.#keytar.getPassword(SERVICE, account)
  }

  remove(account: string): Promise<boolean> {
    return this.#keytar.deletePassword(SERVICE, account)
  }
}

/** Loads keytar where it was built for this machine; throws where it was not. */
export async function loadKeytar(): Promise<Keytar> {
  const module = (await import('keytar')) as Keytar & { readonly default?: Keytar }
  return module.default ?? module
}
