import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noKeychainReasons, type Keychain } from '../../../core/organization/ports.ts'

/** A keychain to test, and how to be rid of it. */
export interface TestedKeychain {
  readonly keychain: Keychain
  readonly dispose?: () => Promise<void>
}

/** What every adapter of the keychain port promises. */
export function describeKeychain(
  name: string,
  kind: 'keychain' | 'session',
  open: () => Promise<TestedKeychain>,
): void {
  describe(`keychain: ${name}`, () => {
    let tested: TestedKeychain
    let keychain: Keychain

    beforeAll(async () => {
      tested = await open()
      keychain = tested.keychain
    })

    afterAll(() => tested.dispose?.())

    it('says whether secrets outlast this session, and if not, why (F3)', async () => {
      const status = await keychain.status()
      expect(status.kind).toBe(kind)
      if (status.kind === 'keychain') expect(status.name).not.toBe('')
      else expect(noKeychainReasons).toContain(status.reason)
    })

    it('finds the secret that was saved, and no other (C7)', async () => {
      await keychain.save('client-1', 'secret "1" \u{1f511}')
      expect(await keychain.find('client-1')).toBe('secret "1" \u{1f511}')
      expect(await keychain.find('client-2')).toBeNull()
    })

    it('replaces a secret', async () => {
      await keychain.save('client-1', 'first')
      await keychain.save('client-1', 'second')
      expect(await keychain.find('client-1')).toBe('second')
    })

    it('forgets a removed secret, and says whether there was one', async () => {
      await keychain.save('client-3', 'secret')
      expect(await keychain.remove('client-3')).toBe(true)
      expect(await keychain.remove('client-3')).toBe(false)
      expect(await keychain.find('client-3')).toBeNull()
    })
  })
}
