import { isAboutCaller, operationName, type Operation } from '../model/operation.ts'
import { isPermission } from '../model/permission.ts'
import { coveringScopes } from '../model/scope.ts'
import { addBit, bitsOf, emptyBits, type BitSet } from './bit-set.ts'

/** The operations of an organization, and how a name such as `GET /users/4f1c` finds its operation. */
export interface CatalogueOperations {
  readonly operations: readonly Operation[]
  find(name: string): Operation | undefined
}

/** An operation that asks for several permissions at once. */
interface Combination {
  readonly operation: number
  readonly permissions: readonly number[]
}

/** A catalogue with permissions and operations by number; a set of operations has `operations.length` places. */
export interface CompiledCatalogue extends CatalogueOperations {
  /** By `METHOD /path`, as the catalogue writes it. */
  readonly operationNumbers: ReadonlyMap<string, number>
  readonly permissions: readonly string[]
  readonly permissionNumbers: ReadonlyMap<string, number>
  /** The permissions that `domain:entity:*`, `domain:*:*` and `*:*:*` stand for. */
  readonly permissionsUnder: ReadonlyMap<string, readonly number[]>
  /** For each permission, the operations that it opens by itself. */
  readonly opened: readonly (readonly number[])[]
  readonly combinations: readonly Combination[]
  /** Operations that need no permission. */
  readonly free: BitSet
  readonly acceptingOAuth: BitSet
  /** Operations that accept OAuth and are not about the calling user, whom a client-credentials client lacks (P2). */
  readonly forServices: BitSet
  /** For each scope that operations list, or that covers such a one, the operations that it reaches (P2.4). */
  readonly reachedBy: ReadonlyMap<string, BitSet>
  /** Operations that list no scope. */
  readonly unscoped: BitSet
}

/** Gives every operation and permission a number. What is malformed has none, so that nobody can hold it (P5). */
export function compileCatalogue(catalogue: CatalogueOperations): CompiledCatalogue {
  const { operations } = catalogue
  const operationNumbers = new Map(operations.map((operation, number) => [operationName(operation), number]))
  const permissions = [...new Set(operations.flatMap((operation) => operation.permissions.names))]
    .filter(isPermission)
    .sort()
  const permissionNumbers = new Map(permissions.map((permission, number) => [permission, number]))
  const numbersWhere = (holds: (operation: Operation) => boolean) =>
    bitsOf(
      operations.length,
      operations.flatMap((operation, number) => (holds(operation) ? [number] : [])),
    )
  return {
    operations,
    find: (name) => {
      const number = operationNumbers.get(name)
      return number === undefined ? catalogue.find(name) : operations[number]
    },
    operationNumbers,
    permissions,
    permissionNumbers,
    permissionsUnder: groupByWildcard(permissions),
    ...openings(operations, permissionNumbers),
    free: numbersWhere((operation) => operation.permissions.names.length === 0),
    acceptingOAuth: numbersWhere((operation) => operation.acceptsOAuth),
    forServices: numbersWhere((operation) => operation.acceptsOAuth && !isAboutCaller(operation)),
    reachedBy: reachOfScopes(operations),
    unscoped: numbersWhere((operation) => operation.scopes.length === 0),
  }
}

/** Which operations a single permission opens, and which need several. With a malformed one among all, nothing does (P5). */
function openings(operations: readonly Operation[], permissionNumbers: ReadonlyMap<string, number>) {
  const opened = Array.from(permissionNumbers, (): number[] => [])
  const combinations: Combination[] = []
  for (const [operation, { permissions }] of operations.entries()) {
    const names = [...new Set(permissions.names)]
    const numbers = names.flatMap((name) => permissionNumbers.get(name) ?? [])
    if (permissions.match === 'any' || names.length === 1) {
      for (const number of numbers) opened[number]?.push(operation)
    } else if (numbers.length === names.length && names.length > 1) {
      combinations.push({ operation, permissions: numbers })
    }
  }
  return { opened, combinations }
}

function groupByWildcard(permissions: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [number, permission] of permissions.entries()) {
    const [domain = '', entity = ''] = permission.split(':')
    for (const pattern of [`${domain}:${entity}:*`, `${domain}:*:*`, '*:*:*']) {
      const group = groups.get(pattern)
      if (group) group.push(number)
      else groups.set(pattern, [number])
    }
  }
  return groups
}

/** `x` reaches what lists `x` or `x:readonly`; `x:readonly` only what lists it (P2.4). */
function reachOfScopes(operations: readonly Operation[]): ReadonlyMap<string, BitSet> {
  const reach = new Map<string, BitSet>()
  const add = (scope: string, operation: number) => {
    const bits = reach.get(scope) ?? emptyBits(operations.length)
    addBit(bits, operation)
    reach.set(scope, bits)
  }
  for (const [number, operation] of operations.entries()) {
    for (const scope of operation.scopes.flatMap(coveringScopes)) add(scope, number)
  }
  return reach
}
