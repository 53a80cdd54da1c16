import type { ClientId } from '../model/brand.ts'
import { fail, ok, type Result } from '../model/result.ts'
import type { Acting } from './context.ts'
import type { Keychain } from './ports.ts'

/** Under which name the keychain holds a client's secret. */
export function keychainAccount(acting: Pick<Acting, 'organizationId'>, clientId: ClientId): string {
  return `${acting.organizationId}/${clientId}`
}

/**
 * Asks the keychain. One that is locked or gone is a refusal, not a fault: what was changed in the store stays, and a
 * new secret still reaches the person (C7, F3).
 */
export async function askKeychain<Value>(
  keychain: Keychain,
  work: (keychain: Keychain) => Promise<Value>,
): Promise<Result<Value>> {
  try {
    return ok(await work(keychain))
  } catch {
    // Its message is not repeated: nobody promises that it holds no secret (F4).
    const status = await keychain.status()
    const params =
      status.kind === 'keychain'
        ? { problem: 'keychain_failed', name: status.name }
        : { problem: status.reason }
    return fail({ code: 'keychain_unavailable', rule: 'F3', params })
  }
}
