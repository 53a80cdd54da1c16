import type { User } from '../model/directory.ts'
import type { OAuthClient } from '../model/oauth-client.ts'
import type { Operation } from '../model/operation.ts'
import { compareNames } from './compare-names.ts'

/** Calls are triples of app, user and operation, and what clients that act for themselves can call. */
export interface Difference {
  readonly calls: number
  /** Of an app and a user. */
  readonly pairs: number
  readonly apps: number
  readonly users: number
  readonly operations: number
}

interface Change {
  readonly lost: number
  readonly gained: number
}

/** `users` are those for whom it lost or gained something; null for a client that acts for itself. */
export interface AppChange extends Change {
  readonly client: OAuthClient
  readonly users: number | null
}

/** `apps` are those through which the user lost or gained something. */
export interface UserChange extends Change {
  readonly user: User
  readonly apps: number
}

/** `lost` and `gained` count pairs of an app and a user, and clients that act for themselves. */
export interface OperationChange extends Change {
  readonly operation: Operation
}

/** What became different. Only what lost or gained something is listed, the greatest loss first. */
export interface AccessDifference {
  readonly lost: Difference
  readonly gained: Difference
  readonly apps: readonly AppChange[]
  readonly users: readonly UserChange[]
  readonly operations: readonly OperationChange[]
}

/** Sums and sorts what was compared. */
export function differenceOf({
  pairs,
  ...rows
}: Pick<AccessDifference, 'apps' | 'users' | 'operations'> & { readonly pairs: Change }): AccessDifference {
  const sums = (side: 'lost' | 'gained'): Difference => ({
    calls: rows.apps.reduce((sum, row) => sum + row[side], 0),
    pairs: pairs[side],
    apps: rows.apps.filter((row) => row[side] > 0).length,
    users: rows.users.filter((row) => row[side] > 0).length,
    operations: rows.operations.filter((row) => row[side] > 0).length,
  })
  return {
    lost: sums('lost'),
    gained: sums('gained'),
    apps: inOrder(rows.apps, ({ client }) => client),
    users: inOrder(rows.users, ({ user }) => user),
    operations: inOrder(rows.operations, ({ operation: { path, method } }) => ({ name: path, id: method })),
  }
}

function inOrder<Row extends Change>(
  rows: readonly Row[],
  nameOf: (row: Row) => { readonly name: string; readonly id: string },
): readonly Row[] {
  return rows
    .filter(({ lost, gained }) => lost > 0 || gained > 0)
    .sort(
      (one, other) =>
        other.lost - one.lost || other.gained - one.gained || compareNames(nameOf(one), nameOf(other)),
    )
}
