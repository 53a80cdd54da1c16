import type { Role } from '../model/directory.ts'
import { isPermissionPattern, patternCovers } from '../model/permission.ts'
import { addBit, emptyBits, type BitSet } from './bit-set.ts'
import type { CompiledCatalogue } from './compile-catalogue.ts'
import type { ReadableRole } from './organization-view.ts'

/** A role with its patterns replaced by the permissions of the catalogue that they stand for. */
export interface CompiledRole extends ReadableRole {
  readonly permissions: BitSet
  /** The operations that one of its permissions opens by itself. */
  readonly opens: BitSet
}

/** Compiles the patterns of a role; a malformed one stands for nothing and is kept to be reported (P2, P5). */
export function compileRole(role: Role, catalogue: CompiledCatalogue): CompiledRole {
  const { permissions, permissionNumbers } = catalogue
  const held = emptyBits(permissions.length)
  const opens = emptyBits(catalogue.operations.length)
  /** For each permission, one more than the place of the first pattern that covers it; 0 for none. */
  const coveredBy = new Uint32Array(permissions.length)
  for (const [place, pattern] of role.patterns.entries()) {
    for (const number of permissionsOf(pattern, catalogue)) {
      if (coveredBy[number] !== 0) continue
      coveredBy[number] = place + 1
      addBit(held, number)
      for (const operation of catalogue.opened[number] ?? []) addBit(opens, operation)
    }
  }
  return {
    ...role,
    permissions: held,
    opens,
    malformedPatterns: role.patterns.filter((pattern) => !isPermissionPattern(pattern)),
    coveringPattern: (permission) => {
      const number = permissionNumbers.get(permission)
      if (number === undefined) return role.patterns.find((pattern) => patternCovers(pattern, permission))
      const place = coveredBy[number] ?? 0
      return place === 0 ? undefined : role.patterns[place - 1]
    },
  }
}

/** The numbers of the catalogue's permissions that a pattern stands for. */
function permissionsOf(pattern: string, catalogue: CompiledCatalogue): readonly number[] {
  if (!isPermissionPattern(pattern)) return []
  const exact = catalogue.permissionNumbers.get(pattern)
  if (exact !== undefined) return [exact]
  if (!pattern.includes('*')) return []
  const group = catalogue.permissionsUnder.get(pattern)
  if (group) return group
  return catalogue.permissions.flatMap((permission, number) =>
    patternCovers(pattern, permission) ? [number] : [],
  )
}
