import { compareNames } from '../../policy/compare-names.ts'
import type { CompiledApp, CompiledUser } from '../../policy/compiled-organization.ts'

// A compiled list never changes, so that its order is worked out once for as long as somebody holds it.
const sortedApps = new WeakMap<readonly CompiledApp[], readonly CompiledApp[]>()
const sortedUsers = new WeakMap<readonly CompiledUser[], readonly CompiledUser[]>()

/** By name, whatever the case, as lists are. */
export function appsByName(apps: readonly CompiledApp[]): readonly CompiledApp[] {
  return once(sortedApps, apps, () => sorted(apps, ({ client }) => client))
}

export function usersByName(users: readonly CompiledUser[]): readonly CompiledUser[] {
  return once(sortedUsers, users, () => sorted(users, ({ user }) => user))
}

function once<Row>(
  made: WeakMap<readonly Row[], readonly Row[]>,
  rows: readonly Row[],
  make: () => readonly Row[],
): readonly Row[] {
  const known = made.get(rows)
  if (known) return known
  const fresh = make()
  made.set(rows, fresh)
  return fresh
}

function sorted<Row>(
  rows: readonly Row[],
  record: (row: Row) => { readonly name: string; readonly id: string },
): readonly Row[] {
  return rows
    .map((row) => {
      const { name, id } = record(row)
      return { row, name: name.toLowerCase(), id }
    })
    .sort(compareNames)
    .map(({ row }) => row)
}

/** The rows in whose texts every word of a search occurs, in any case. */
export function withWords<Row>(
  rows: readonly Row[],
  search: string,
  textsOf: (row: Row) => readonly string[],
): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter((row) => {
    const text = textsOf(row).join('\n').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
