import { Resolver } from 'node:dns/promises'
import type { HostLookup } from './audit/rule.ts'

/** How long one server is waited for, in milliseconds. */
const PATIENCE = 3_000

/** Asks the machine's name servers about hosts, for audits that are allowed to (REDIR-017). */
export class MachineResolver {
  readonly #resolver = new Resolver({ timeout: PATIENCE, tries: 2 })

  async lookUp(host: string): Promise<HostLookup> {
    const found = await Promise.all([
      answer(() => this.#resolver.resolve4(host)),
      answer(() => this.#resolver.resolve6(host)),
    ])
    if (found.includes('found')) return { kind: 'found' }
    if (found.includes('failed')) return { kind: 'failed' }
    const target = await this.#alias(host)
    return target === undefined ? { kind: 'not_found' } : { kind: 'dangling', target }
  }

  /** Where a name without an address points to. */
  async #alias(host: string): Promise<string | undefined> {
    try {
      return (await this.#resolver.resolveCname(host))[0]
    } catch {
      // No alias, or none that could be learnt: then it is the host itself that is not there.
      return undefined
    }
  }
}

async function answer(resolve: () => Promise<readonly string[]>): Promise<'found' | 'nothing' | 'failed'> {
  try {
    return (await resolve()).length > 0 ? 'found' : 'nothing'
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : ''
    return code === 'ENOTFOUND' || code === 'ENODATA' ? 'nothing' : 'failed'
  }
}
