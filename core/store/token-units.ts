import type { OrganizationId } from '../model/brand.ts'
import type { IssuedCredential } from '../model/issued-credential.ts'
import type { UsageRow } from '../model/usage-row.ts'
import type { CredentialOwner, TokenUnit } from '../organization/token-store.ts'
import { rememberAssertion } from './assertions.ts'
import type { Connection } from './connection.ts'
import type { CredentialSweep } from './credential-sweep.ts'
import type { Credentials } from './credentials.ts'
import { findOrganization } from './organizations.ts'
import { addUsage } from './usage.ts'
import { raiseUsageVersion } from './version.ts'

/**
 * One unit among those that share a transaction. A savepoint, which costs as much as writing a token, is made only before a
 * second change: the commonest unit writes one token at its end, and there is nothing to undo if it throws before.
 */
export class SqliteTokenUnit implements TokenUnit {
  readonly #connection: Connection
  readonly #credentials: Credentials
  readonly #sweep: CredentialSweep
  #first: IssuedCredential | null = null
  #hasSavepoint = false
  #isOver = false

  constructor(connection: Connection, credentials: Credentials, sweep: CredentialSweep) {
    this.#connection = connection
    this.#credentials = credentials
    this.#sweep = sweep
  }

  find(hash: string): IssuedCredential | undefined {
    this.#refuseEnded()
    return this.#first?.hash === hash ? this.#first : this.#credentials.find(hash)
  }

  put(credential: IssuedCredential): void {
    this.#refuseEnded()
    if (!this.#first && !this.#hasSavepoint) {
      this.#first = credential
      return
    }
    this.#protect()
    this.#write(credential)
  }

  spend(hash: string, at: number): void {
    this.#protect()
    this.#credentials.mark(hash, 'spent_at', at)
  }

  revoke(hash: string, at: number): void {
    this.#protect()
    this.#credentials.mark(hash, 'revoked_at', at)
  }

  revokeFamily(familyId: string, at: number): number {
    this.#protect()
    return this.#credentials.revokeFamily(familyId, at)
  }

  revokeOf(of: CredentialOwner, at: number): number {
    this.#protect()
    return this.#credentials.revokeOf(of, at)
  }

  touch(hash: string, at: number): void {
    this.#protect()
    this.#credentials.mark(hash, 'last_used_at', at)
  }

  rememberAssertion(key: string, until: number): boolean {
    this.#protect()
    return rememberAssertion(this.#connection, key, until)
  }

  countUsage(organizationId: OrganizationId, rows: readonly UsageRow[]): void {
    this.#protect()
    // Its reference is checked at the commit only, where it would undo every unit.
    if (!findOrganization(this.#connection, organizationId))
      throw new Error(`no organization \`${organizationId}\``)
    addUsage(this.#connection, organizationId, rows)
    raiseUsageVersion(this.#connection)
  }

  /** Carries out what is left to do; nothing may follow. */
  finish(): void {
    this.#refuseEnded()
    this.#isOver = true
    if (this.#first) this.#write(this.#first)
    if (this.#hasSavepoint) this.#connection.run('RELEASE token_unit')
  }

  undo(): void {
    this.#isOver = true
    if (!this.#hasSavepoint) return
    this.#connection.run('ROLLBACK TO token_unit')
    this.#connection.run('RELEASE token_unit')
    this.#credentials.forget()
  }

  #protect(): void {
    this.#refuseEnded()
    if (this.#hasSavepoint) return
    this.#connection.run('SAVEPOINT token_unit')
    this.#hasSavepoint = true
    const first = this.#first
    this.#first = null
    if (first) this.#write(first)
  }

  #write(credential: IssuedCredential): void {
    this.#credentials.put(credential)
    this.#sweep.issued(credential)
  }

  #refuseEnded(): void {
    if (this.#isOver) throw new Error('a unit of token work was used after it had ended')
  }
}
