import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Keytar } from '../../../core/keychain/keytar-keychain.ts'
import { LazyKeychain } from '../../../core/keychain/lazy-keychain.ts'
import { openKeychain } from '../../../core/keychain/open-keychain.ts'
import { SessionKeychain } from '../../../core/keychain/session-keychain.ts'
import { MemoryKeychain } from '../../support/memory-keychain.ts'
import { SessionKeyring, reasonAgainstKeyring } from '../../support/session-keyring.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'
import { describeKeychain } from './keychain-suite.ts'

describeKeychain('this session only', 'session', () =>
  Promise.resolve({ keychain: new SessionKeychain('library_missing') }),
)

describeKeychain('in memory', 'keychain', () => Promise.resolve({ keychain: new MemoryKeychain() }))

describeKeychain('opened when first needed', 'keychain', () =>
  Promise.resolve({ keychain: new LazyKeychain(() => Promise.resolve(new MemoryKeychain())) }),
)

describeKeychain('keytar, without its system', 'keychain', async () => ({
  keychain: await openKeychain(() => Promise.resolve(aKeytar())),
}))

describe('opening the keychain', () => {
  it('leaves no entry of its probe behind', async () => {
    const entries = new Map<string, string>()
    await openKeychain(() => Promise.resolve(aKeytar(entries)))
    expect(entries.size).toBe(0)
  })

  it('keeps secrets for the session where keytar is not installed, and says so (F3)', async () => {
    const keychain = await openKeychain(() => Promise.reject(new Error('no module')))
    expect(await keychain.status()).toEqual({
      kind: 'session',
      reason: 'library_missing',
    })
    await keychain.save('client-1', 'secret')
    expect(await keychain.find('client-1')).toBe('secret')
  })

  it.each([
    ['refuses', aKeytar(new Map(), { setPassword: () => Promise.reject(new Error('locked')) })],
    ['forgets', aKeytar(new Map(), { getPassword: () => Promise.resolve(null) })],
  ])('keeps secrets for the session where the keychain %s, and says so (F3)', async (_what, keytar) => {
    const keychain = await openKeychain(() => Promise.resolve(keytar))
    expect(await keychain.status()).toEqual({
      kind: 'session',
      reason: 'no_answer',
    })
  })

  it('does not wait for ever for a keychain that hangs (F3)', async () => {
    const hanging = aKeytar(new Map(), { setPassword: () => new Promise(() => undefined) })
    const keychain = await openKeychain(() => Promise.resolve(hanging), 20)
    expect((await keychain.status()).kind).toBe('session')
  })
})

const reason = await reasonAgainstKeyring()
if (reason === null) describeKeyring()
else
  it('gnome-keyring', ({ skip }) => {
    skip(reason)
  })

function describeKeyring(): void {
  describeKeychain('gnome-keyring', 'keychain', async () => {
    const home = await temporaryDirectory()
    const keychain = new SessionKeyring(home.path, 'unlocked')
    return {
      keychain,
      async dispose() {
        await keychain[Symbol.asyncDispose]()
        await home[Symbol.asyncDispose]()
      },
    }
  })

  describe('gnome-keyring', () => {
    it('gives a later session what an earlier one saved, and no file shows it (C7, F4)', async () => {
      await using home = await temporaryDirectory()
      {
        await using first = new SessionKeyring(home.path, 'unlocked')
        await first.save('client-1', 'an earlier secret')
      }
      await using second = new SessionKeyring(home.path, 'unlocked')
      expect(await second.find('client-1')).toBe('an earlier secret')
      const entries = await readdir(home.path, { recursive: true, withFileTypes: true })
      const files = entries.filter((entry) => entry.isFile())
      expect(files.length).toBeGreaterThan(0)
      for (const file of files)
        expect((await readFile(join(file.parentPath, file.name))).includes('an earlier secret')).toBe(false)
    })

    it.each(['locked', 'none'] as const)(
      'that is %s: secrets stay in the session and reach no disk (F3)',
      async (keyring) => {
        await using home = await temporaryDirectory()
        await using keychain = new SessionKeyring(home.path, keyring)
        expect((await keychain.status()).kind).toBe('session')
        await keychain.save('client-1', 'a session secret')
        expect(await keychain.find('client-1')).toBe('a session secret')
        const entries = await readdir(home.path, { recursive: true, withFileTypes: true })
        for (const file of entries.filter((entry) => entry.isFile()))
          expect((await readFile(join(file.parentPath, file.name))).includes('a session secret')).toBe(false)
      },
    )
  })
}

/** The interface of keytar over a map. */
function aKeytar(entries = new Map<string, string>(), instead: Partial<Keytar> = {}): Keytar {
  const key = (service: string, account: string): string => JSON.stringify([service, account])
  return {
    setPassword(service, account, password) {
      entries.set(key(service, account), password)
      return Promise.resolve()
    },
    getPassword: (service, account) => Promise.resolve(entries.get(key(service, account)) ?? null),
    deletePassword: (service, account) => Promise.resolve(entries.delete(key(service, account))),
    ...instead,
  }
}
