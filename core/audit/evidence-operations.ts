import type { AdminApi } from '../contract/contract.ts'
import type { evidenceContract } from '../contract/evidence.ts'
import type { Keychain } from '../organization/ports.ts'
import type { AskAudit } from './ask-audit.ts'
import { signingKey } from './evidence/signing-key.ts'

/** The operations on evidence; the key that signs comes from the keychain and leaves this process with nobody (U5). */
export function evidenceOperations(
  { keychain }: { readonly keychain: Keychain },
  ask: AskAudit,
): Pick<AdminApi, keyof typeof evidenceContract> {
  return {
    'evidence.pack': async (input) => {
      const key = await signingKey(keychain)
      return key.ok ? ask('evidence.pack', { ...input, key: key.value }) : key
    },
    'evidence.verify': (input) => ask('evidence.verify', input),
  }
}
