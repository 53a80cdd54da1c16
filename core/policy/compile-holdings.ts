import type { DivisionId, RoleId } from '../model/brand.ts'
import type { RoleGrant } from '../model/directory.ts'
import { addAll, addBit, bitsOf, emptyBits, hasBit, keepOnly, type BitSet } from './bit-set.ts'
import type { CompiledCatalogue } from './compile-catalogue.ts'
import type { CompiledRole } from './compile-role.ts'
import type { Holdings } from './compiled-organization.ts'

/** The roles and divisions of an organization by number. */
export interface HoldingsSource {
  readonly catalogue: CompiledCatalogue
  readonly compiledRoles: ReadonlyMap<RoleId, CompiledRole>
  readonly roleNumbers: ReadonlyMap<RoleId, number>
  readonly divisionNumbers: ReadonlyMap<DivisionId, number>
}

/** Compiles what holders of roles may call; those who hold the same get the same value. */
export class HoldingsCompiler {
  readonly #source: HoldingsSource
  readonly #made = new Map<string, Holdings>()
  /** By the grants as they are written, which spares most holders the sorting. */
  readonly #written = new Map<string, Holdings>()
  readonly #nothing: BitSet

  constructor(source: HoldingsSource) {
    this.#source = source
    this.#nothing = emptyBits(source.catalogue.operations.length)
  }

  /** What these roles open. */
  of(grants: readonly RoleGrant[]): Holdings {
    let written = ''
    for (const { roleId, divisionId } of grants) written += `${roleId}@${divisionId} `
    const known = this.#written.get(written)
    if (known) return known
    const holdings = this.#once(keyOf(grants), () => this.#compile(grants))
    this.#written.set(written, holdings)
    return holdings
  }

  /** Roles that open nothing, as an inactive user's (P2.5). */
  dormant(grants: readonly RoleGrant[]): Holdings {
    return this.#once(`dormant ${keyOf(grants)}`, () => ({
      anywhere: this.#nothing,
      everywhere: this.#nothing,
      inDivision: [],
      roles: this.#rolesOf(grants),
    }))
  }

  #once(key: string, make: () => Holdings): Holdings {
    const known = this.#made.get(key)
    if (known) return known
    const made = make()
    this.#made.set(key, made)
    return made
  }

  #compile(grants: readonly RoleGrant[]): Holdings {
    const everywhere = grants.filter((grant) => grant.divisionId === '*')
    const inDivision: (BitSet | undefined)[] = []
    for (const { divisionId } of grants) {
      const number = divisionId === '*' ? undefined : this.#source.divisionNumbers.get(divisionId)
      if (number === undefined) continue
      inDivision[number] ??= this.#opened(
        grants.filter((grant) => grant.divisionId === '*' || grant.divisionId === divisionId),
      )
    }
    return {
      anywhere: this.#opened(grants),
      everywhere: this.#opened(everywhere),
      inDivision,
      roles: this.#rolesOf(grants),
    }
  }

  /** The operations that accept OAuth and that these roles together open (P2.5, P2.6). */
  #opened(grants: readonly RoleGrant[]): BitSet {
    const { catalogue, compiledRoles } = this.#source
    const opened = catalogue.free.slice()
    const held = emptyBits(catalogue.permissions.length)
    for (const { roleId } of grants) {
      const role = compiledRoles.get(roleId)
      if (!role) continue
      addAll(opened, role.opens)
      addAll(held, role.permissions)
    }
    for (const { operation, permissions } of catalogue.combinations) {
      if (permissions.every((permission) => hasBit(held, permission))) addBit(opened, operation)
    }
    keepOnly(opened, catalogue.acceptingOAuth)
    return opened
  }

  #rolesOf(grants: readonly RoleGrant[]): BitSet {
    const { roleNumbers } = this.#source
    return bitsOf(
      roleNumbers.size,
      grants.flatMap((grant) => roleNumbers.get(grant.roleId) ?? []),
    )
  }
}

/** Equal for grants that differ only in order and repetition. */
function keyOf(grants: readonly RoleGrant[]): string {
  const texts = new Set(grants.map((grant) => `${grant.roleId}@${grant.divisionId}`))
  return [...texts].sort().join(' ')
}
