import { compileCatalogue } from '../../../core/policy/compile-catalogue.ts'
import { compileOrganization } from '../../../core/policy/compile.ts'
import { mayCall, numberQuestion } from '../../../core/policy/compiled-organization.ts'
import { decide } from '../../../core/policy/decide.ts'
import type { recordsOf, World } from '../../support/policy-world.ts'
import { permissionsIn, splitGrant, writeOut } from './held-permissions.ts'
import type { BenchQuestion } from './workload.ts'

/** Answers one question with yes or no. */
export type Ask = (question: BenchQuestion) => boolean

/** An organization in the words that engines are built from, and as records. */
export interface Workload extends ReturnType<typeof recordsOf> {
  readonly world: World
}

export type BuildEngine = (workload: Workload) => Ask | Promise<Ask>

/** Grantdesk's yes or no, from numbers. */
export function ownMayCall(workload: Workload): Ask {
  const organization = compile(workload)
  return (question) => mayCall(organization, question)
}

/** Grantdesk's yes or no, from names. */
export function ownMayCallByName(workload: Workload): Ask {
  const organization = compile(workload)
  return ({ asked }) => mayCall(organization, numberQuestion(organization, asked))
}

/** Grantdesk's decision with every check and its evidence. */
export function ownDecide(workload: Workload): Ask {
  const organization = compile(workload)
  return ({ asked }) => decide(asked, organization).outcome === 'allow'
}

function compile({ records, catalogue }: Workload) {
  return compileOrganization(records, compileCatalogue(catalogue))
}

/** The least that can be written: what is held and what is needed, as bits, and nothing else. */
export function bareBitset({ world }: Workload): Ask {
  const operations = Object.values(world.operations ?? {})
  const permissions = numbersOf(permissionsIn(world))
  const scopes = numbersOf(operations.flatMap((operation) => operation.scopes ?? []))
  const { rows, rowOf } = writeOut(world)
  const held = bitRows(rows, permissions)
  const granted = bitRows(
    Object.values(world.authorizations ?? {}).map((app) => app.scopes ?? []),
    scopes,
  )
  const listed = bitRows(
    operations.map((operation) => operation.scopes ?? []),
    scopes,
  )
  const needed = operations.map(({ any, all }) => bitRows([any ?? all ?? []], permissions))
  const isAll = Uint8Array.from(operations, ({ all }) => Number(all !== undefined))
  const heldWords = wordsFor(permissions.size)
  const scopeWords = wordsFor(scopes.size)
  // What each operation needs, as pairs of a word's place and its bits.
  const places: number[] = []
  const masks: number[] = []
  const starts = [0]
  for (const bits of needed) {
    for (const [place, mask] of bits.entries()) {
      if (mask === 0) continue
      places.push(place)
      masks.push(mask)
    }
    starts.push(places.length)
  }
  const place = Uint16Array.from(places)
  const mask = Uint32Array.from(masks)
  const start = Uint32Array.from(starts)
  return ({ app, user, operation, division }) => {
    let common = 0
    for (let word = 0; word < scopeWords; word++) {
      common |= (granted[app * scopeWords + word] ?? 0) & (listed[operation * scopeWords + word] ?? 0)
    }
    if (common === 0) return false
    const row = rowOf(user, division) * heldWords
    const end = start[operation + 1] ?? 0
    if (isAll[operation] === 0) {
      for (let at = start[operation] ?? 0; at < end; at++) {
        if (((held[row + (place[at] ?? 0)] ?? 0) & (mask[at] ?? 0)) !== 0) return true
      }
      return false
    }
    for (let at = start[operation] ?? 0; at < end; at++) {
      if ((~(held[row + (place[at] ?? 0)] ?? 0) & (mask[at] ?? 0)) !== 0) return false
    }
    return true
  }
}

/** Walks the patterns of the user's roles for every question. */
export function loopOverPatterns({ world }: Workload): Ask {
  const patterns = new Map(
    Object.entries(world.roles ?? {}).map(([role, held]) => [
      role,
      held.map((pattern) => pattern.split(':')),
    ]),
  )
  const users = Object.values(world.users ?? {}).map(({ roles = [] }) =>
    roles.map((grant) => {
      const [role, division] = splitGrant(grant)
      return { patterns: patterns.get(role) ?? [], division }
    }),
  )
  const names = new Map(permissionsIn(world).map((permission) => [permission, permission.split(':')]))
  const apps = scopeSets(world)
  const operations = Object.values(world.operations ?? {})
  return ({ app, user, operation, asked }) => {
    const { any, all, scopes = [] } = operations[operation] ?? {}
    if (!scopes.some((scope) => apps[app]?.has(scope))) return false
    const holds = (permission: string) => {
      const [domain, entity, action] = names.get(permission) ?? []
      return (users[user] ?? []).some(
        (grant) =>
          (asked.divisionId === null || grant.division === '*' || grant.division === asked.divisionId) &&
          grant.patterns.some(
            ([d, e, a]) =>
              (d === '*' || d === domain) && (e === '*' || e === entity) && (a === '*' || a === action),
          ),
      )
    }
    return all ? all.every(holds) : (any ?? []).some(holds)
  }
}

/** Looks permissions up in a Set per user and division, with every wildcard written out. */
export function writtenOutSets({ world }: Workload): Ask {
  const { rows, rowOf } = writeOut(world)
  const apps = scopeSets(world)
  const operations = Object.values(world.operations ?? {})
  return ({ app, user, operation, division }) => {
    const { any, all, scopes = [] } = operations[operation] ?? {}
    const held = rows[rowOf(user, division)]
    const holds = (permission: string) => held?.has(permission) === true
    return scopes.some((scope) => apps[app]?.has(scope)) && (all ? all.every(holds) : (any ?? []).some(holds))
  }
}

/** What was granted to each app; every app of the workload requested the same. */
function scopeSets(world: World): readonly ReadonlySet<string>[] {
  return Object.values(world.authorizations ?? {}).map((app) => new Set(app.scopes))
}

function numbersOf(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(names)].map((name, number) => [name, number]))
}

function wordsFor(size: number): number {
  return (size + 31) >>> 5
}

/** One row of bits for each collection of names, one after the other. */
function bitRows(rows: readonly Iterable<string>[], numbers: ReadonlyMap<string, number>): Uint32Array {
  const words = wordsFor(numbers.size)
  const bits = new Uint32Array(rows.length * words)
  for (const [row, names] of rows.entries()) {
    for (const name of names) {
      const number = numbers.get(name) ?? 0
      bits[row * words + (number >>> 5)] = (bits[row * words + (number >>> 5)] ?? 0) | (1 << (number & 31))
    }
  }
  return bits
}
